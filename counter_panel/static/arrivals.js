// Somebody comes to a counter at which nobody waits: a quiet sound, and a notification over whatever else is open.

import { gong, unlock } from "/static/gong.js";
import { _, name } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */

const QUIET = 0.15;

/** Whether the counter waits for somebody to come. @param {Desk} desk */
const isIdle = (desk) => desk.state === "open" && !desk.current;

/**
 * Whether somebody has come to the counter that had nobody.
 * @param {Desk | null} before
 * @param {Desk} after
 */
export const somebodyCame = (before, after) =>
  before !== null && isIdle(before) && isIdle(after) && before.waiting_count === 0 && after.waiting_count > 0;

/**
 * Whether whoever runs the hall has just asked for the officer.
 * @param {Desk | null} before
 * @param {Desk} after
 */
export const officerIsCalled = (before, after) => Boolean(after.officer_call) && before?.officer_call?.at !== after.officer_call?.at;

/** From the first key or touch on, this page may sound. */
export const listen = () => unlock(() => undefined);

/** Asks once whether notifications may be shown: browsers want a key or a touch for it. */
export function askToNotify() {
  if ("Notification" in globalThis && Notification.permission === "default") void Notification.requestPermission();
}

const RINGS = 0.5;

/** Rings; until the officer answers, the panel does so again and again. */
export const ring = () => gong(RINGS);

/** @param {Desk} desk */
export function tellOfCall(desk) {
  ring();
  notify(_("Counter %(number)s: you are asked for", { number: desk.counter }), desk.officer_call?.text ?? "", `call ${desk.counter}`);
}

/** @param {Desk} desk */
export function tell(desk) {
  gong(QUIET);
  const [first] = desk.waiting;
  const service = desk.services.find((each) => each.service === first?.service);
  const body = first ? `${first.number} · ${name(service?.name)}` : "";
  notify(_("Counter %(number)s: somebody is waiting", { number: desk.counter }), body, `counter ${desk.counter}`);
}

/** Over whatever else is open. @param {string} title @param {string} body @param {string} tag */
function notify(title, body, tag) {
  if (!("Notification" in globalThis) || Notification.permission !== "granted") return;
  const shown = new Notification(title, { body, tag, silent: true });
  shown.addEventListener("click", () => window.focus());
}

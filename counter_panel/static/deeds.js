// What an officer can do at the counter, by its view: which buttons stand there and which of them wait. Pure.
//
// The server alone decides; it may still refuse what is offered here.

import { N_ } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").NoShowRule} NoShowRule */
/** @typedef {{command: string, words: string, keys: readonly string[], manner?: "first" | "grave", pad?: string, then?: string}} Deed */

const UNDO_MARGIN_MS = 500; // a press takes its time to the server: the button must not outlive what it can do

/**
 * `then` is asked of the server once the command is done. `pad` is the key of a numeric keypad (its place, whatever Num Lock says); Enter there is always the first button.
 * @satisfies {Record<string, Deed>}
 */
export const DEEDS = {
  open: { command: "open", words: N_("Open the counter"), keys: ["O"], manner: "first" },
  resume: { command: "open", words: N_("Go on"), keys: ["O"], manner: "first" },
  next: { command: "call-next", words: N_("Call the next number"), keys: ["Space", "N"], manner: "first" },
  recall: { command: "recall", words: N_("Call again"), keys: ["R"], pad: "NumpadAdd" },
  start: { command: "start", words: N_("Start"), keys: ["S"], manner: "first" },
  noShow: { command: "no-show", words: N_("Did not come"), keys: ["V"], manner: "grave", pad: "NumpadSubtract" },
  finish: { command: "finish", words: N_("Finish"), keys: ["F"], manner: "first" },
  finishNext: { command: "finish", then: "call-next", words: N_("Finish and call the next"), keys: ["G"], pad: "Numpad3" },
  transfer: { command: "transfer", words: N_("Transfer"), keys: ["T"], pad: "NumpadMultiply" },
  park: { command: "park", words: N_("Park"), keys: ["K"], pad: "NumpadDivide" },
  follow: { command: "stops", words: N_("Add a stop"), keys: ["A"] },
  return: { command: "return", words: N_("Back to the queue"), keys: ["B"], pad: "Numpad9" },
  walkIn: { command: "walk-in", words: N_("Without a ticket"), keys: ["W"], pad: "Numpad7" },
  undo: { command: "undo", words: N_("Undo"), keys: ["U"], pad: "NumpadDecimal" },
  pause: { command: "pause", words: N_("Pause"), keys: ["P"], pad: "Numpad0" },
  close: { command: "close", words: N_("Close the counter"), keys: ["L"] },
};

const AWAY = [DEEDS.transfer, DEEDS.follow, DEEDS.park, DEEDS.return];

/** What the counter's state offers, the likeliest first. @param {Desk} desk @returns {Deed[]} */
export function offered(desk) {
  if (desk.current?.state === "called") return [DEEDS.start, DEEDS.recall, DEEDS.noShow];
  if (desk.current) return [DEEDS.finish, ...(desk.state === "open" ? [DEEDS.finishNext] : [])];
  if (desk.state === "closed") return [DEEDS.open];
  if (desk.state === "paused") return [DEEDS.resume, DEEDS.close];
  return [DEEDS.next, DEEDS.pause, DEEDS.close];
}

/** What stands beside it, smaller. @param {Desk} desk @param {number} now @returns {Deed[]} */
export function beside(desk, now) {
  const walkIn = desk.state === "closed" ? [] : [DEEDS.walkIn];
  return [...(desk.current ? AWAY : []), ...walkIn, ...(canUndo(desk, now) ? [DEEDS.undo] : [])];
}

/** Whether the deed has to wait: the hall's rules let the visitor have more time to come. @param {Deed} deed @param {Desk} desk @param {number} now */
export const tooEarly = (deed, desk, now) => deed === DEEDS.noShow && desk.no_show != null && mayNotYet(desk.no_show, now);

/** @param {NoShowRule} rule @param {number} now */
export const mayNotYet = (rule, now) => rule.recalls_missing > 0 || Date.parse(rule.allowed_at) > now;

/** Whether somebody can be called before their turn. @param {Desk} desk */
export const canCall = (desk) => desk.state === "open" && !desk.current;

/** @param {Desk} desk @param {number} now */
const canUndo = (desk, now) => desk.undo_until != null && now < Date.parse(desk.undo_until) - UNDO_MARGIN_MS;

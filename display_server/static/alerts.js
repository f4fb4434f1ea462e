// What somebody who runs the hall should look at, on top of the manager's page: a new alert sounds once, quietly, and
// somebody says by name that they look after it.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, post } from "/static/commands.js";
import { gong } from "/static/gong.js";
import { timeOfDay } from "/static/clock.js";
import { _, facts, name } from "/static/words.js";

/** @typedef {import("./contract").AlertNow} AlertNow */
/** @typedef {import("./contract").HallNow} HallNow */

const QUIET = 0.2;

/** Those that this page has told of; null before it has seen the hall. @type {Set<string> | null} */
let told = null;
let trouble = "";

/** Which alert it is; one that has happened again is another. @param {AlertNow} alert */
const which = (alert) => `${alert.kind}:${alert.place}:${alert.since}`;

/** Hears that the hall has changed: what is new sounds once. @param {HallNow} hall */
export function hearOfAlerts(hall) {
  const open = new Set((hall.alerts ?? []).filter((alert) => !alert.acknowledged_by).map(which));
  if (told && [...open].some((each) => !told?.has(each))) gong(QUIET);
  told = open;
}

/**
 * @param {HallNow} hall
 * @param {() => void} redraw
 */
export const alerts = (hall, redraw) =>
  hall.alerts?.length || trouble
    ? html`<section class="card alerts" aria-labelledby="alerts">
        <h2 id="alerts">${_("To look at")}</h2>
        <ul aria-live="polite">
          ${(hall.alerts ?? []).map((alert) => line(alert, hall.timezone, redraw))}
        </ul>
        ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
      </section>`
    : nothing;

/**
 * @param {AlertNow} alert
 * @param {string} timezone
 * @param {() => void} redraw
 */
const line = (alert, timezone, redraw) => html`
  <li class="${alert.acknowledged_by ? "seen" : alert.grave ? "grave" : "can-wait"}" data-alert=${alert.kind} data-place=${alert.place}>
    <span>
      <b>${name(alert.words)}</b>
      <small>
        ${alert.acknowledged_by
          ? _("%(name)s looks after it, since %(time)s", { name: alert.acknowledged_by, time: timeOfDay(alert.acknowledged_at ?? "", timezone) })
          : nothing}
      </small>
    </span>
    ${alert.acknowledged_by ? nothing : html`<button class="button" @click=${() => acknowledge(alert, redraw)}>${_("I look after it")}</button>`}
  </li>
`;

/**
 * @param {AlertNow} alert
 * @param {() => void} redraw
 */
async function acknowledge({ kind, place }, redraw) {
  try {
    await post(`/api/v1/halls/${facts.hall}/alerts/acknowledge`, { kind, place });
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  redraw();
}

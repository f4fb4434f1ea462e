// Officers who ring for a supervisor, on the manager's page: it sounds until somebody says that they come.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, post } from "/static/commands.js";
import { gong, unlock } from "/static/gong.js";
import { timeOfDay } from "/static/clock.js";
import { _, facts } from "/static/words.js";

/** @typedef {import("./contract").CounterNow} CounterNow */
/** @typedef {import("./contract").HallNow} HallNow */

const RINGS_EVERY_MS = 8_000;
const LOUD = 0.5;

let isRinging = false;
let trouble = "";

/** From the first key or touch on, this page may sound. */
export function listenForHelp() {
  unlock(() => undefined);
  setInterval(() => isRinging && gong(LOUD), RINGS_EVERY_MS);
}

/** @param {HallNow} hall */
export const wantHelp = (hall) => hall.counters.filter((counter) => counter.help_wanted_at);

/** Hears that the hall has changed: a new ring sounds at once. @param {HallNow} hall */
export function hearOfHelp(hall) {
  const wasRinging = isRinging;
  isRinging = wantHelp(hall).some((counter) => !counter.helper);
  if (isRinging && !wasRinging) gong(LOUD);
}

/**
 * @param {HallNow} hall
 * @param {() => void} draw
 */
export const counterHelp = (hall, draw) =>
  wantHelp(hall).length || trouble
    ? html`<section class="card counter-help" aria-label=${_("Officers ask for help")} aria-live="assertive">
        <ul>
          ${wantHelp(hall).map((counter) => line(counter, hall.timezone, draw))}
        </ul>
        ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
      </section>`
    : nothing;

/**
 * @param {CounterNow} counter
 * @param {string} timezone
 * @param {() => void} draw
 */
const line = (counter, timezone, draw) => html`
  <li class=${counter.helper ? "helped" : "rings"} data-counter=${counter.number}>
    <span>
      <b>${_("Counter %(number)s asks for help", { number: counter.number })}</b>
      ${counter.officer} · ${timeOfDay(counter.help_wanted_at ?? "", timezone)}
      ${counter.helper ? html`· ${_("%(helper)s is coming", { helper: counter.helper })}` : nothing}
    </span>
    ${counter.helper
      ? html`<button class="button" data-help="end" @click=${() => tell(counter, "end", draw)}>${_("It is settled")}</button>`
      : html`<button class="button first" data-help="come" @click=${() => tell(counter, "come", draw)}>${_("I am coming")}</button>`}
  </li>
`;

/**
 * @param {CounterNow} counter
 * @param {"come" | "end"} what
 * @param {() => void} draw
 */
async function tell(counter, what, draw) {
  try {
    await post(`/api/v1/halls/${facts.hall}/counters/${counter.number}/help/${what}`);
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  draw();
}

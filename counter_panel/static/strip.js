// The panel as a strip of one row beside other software: the same visitor, the same keys, less room. Knows no command.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { callLine, elapsed, helpLine } from "/counter-panel/static/visitor.js";
import { now, running, timeOfDay } from "/static/clock.js";
import { COUNTER_STATES, warning } from "/static/parts.js";
import { _, name, number } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */

/**
 * @param {Desk} desk
 * @param {{
 *   connection: import("/static/live").Connection,
 *   cutOff: string,
 *   usual: readonly import("/static/contract").UsualTime[],
 *   alone: import("./alone.js").Alone | null,
 *   handedIn: unknown,
 *   asked: unknown,
 *   buttons: unknown,
 *   message: {words: string, grave: boolean} | null,
 * }} parts
 */
export const strip = (desk, { connection, cutOff, usual, alone, handedIn, asked, buttons, message }) => html`
  <main class="strip now" data-state=${desk.current?.state ?? desk.state} data-cut=${connection.connected ? nothing : "yes"}>
    <h1 class="visually-hidden">${_("Counter %(number)s", { number: desk.counter })}</h1>
    <section class="who" aria-label=${_("Visitor")}>${alone ? whoAlone(alone) : who(desk, usual, message)}</section>
    <section class="do">
      ${warning(connection, cutOff)}
      ${handedIn}
      ${asked ?? html`<div class="row">${buttons}</div>`}
    </section>
    <section class="wait" aria-label=${_("Waiting")}>
      <b class="number">${number(desk.waiting_count)}</b>
      <span>${_("Waiting")}</span>
      <time>${timeOfDay(now(), desk.timezone)}</time>
    </section>
  </main>
`;

/**
 * @param {Desk} desk
 * @param {readonly import("/static/contract").UsualTime[]} usual
 * @param {{words: string, grave: boolean} | null} message
 */
const who = (desk, usual, message) => html`
  <b class="number" data-length=${desk.current?.number.length ?? 1}>${desk.current?.number ?? desk.counter}</b>
  <div class="what">
    <span class="service" title=${name(desk.current?.service_name)}>
      ${desk.current ? name(desk.current.service_name) : desk.state === "open" ? _("Ready") : _(COUNTER_STATES[desk.state])}
    </span>
    ${desk.current
      ? html`<dl class="time"><div>
          <dt class="visually-hidden">${desk.current.started_at ? _("In service") : _("Since the call")}</dt>
          ${elapsed(desk.current, desk, usual)}
        </div></dl>`
      : html`<span class="soft">${_("Counter %(number)s", { number: desk.counter })} · ${desk.officer ?? nothing}</span>`}
    ${message || !desk.note ? nothing : html`<span class="note" title=${desk.note.text}>${desk.note.text}</span>`}
    ${message ? nothing : callLine(desk)} ${message || desk.officer_call ? nothing : helpLine(desk.help, desk.timezone)}
    <p class=${message?.grave ? "said grave" : "said"} role="status" title=${message?.words ?? nothing}>${message?.words ?? nothing}</p>
  </div>
`;

/** @param {import("./alone.js").Alone} alone */
const whoAlone = (alone) => html`
  <b class="number">${alone.calling?.number ?? "–"}</b>
  <div class="what">
    <span class="service">${alone.calling?.service ?? _("Without the server: call by voice, no screen shows it")}</span>
    <span class="soft">
      ${alone.calling ? running((now() - alone.calling.calledAt) / 1000) : (alone.next[0]?.number ?? nothing)}
    </span>
  </div>
`;

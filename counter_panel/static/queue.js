// Who waits for this counter, who is parked, who did not come: the narrow half of the panel.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { DEEDS, canCall } from "/counter-panel/static/deeds.js";
import { minutes, minutesSince, timeOfDay } from "/static/clock.js";
import { _, name, ngettext, number } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").WaitingEntry} WaitingEntry */
/** @typedef {import("./visitor.js").Orders & {callEarly: (entry: WaitingEntry) => void}} Orders */

const KEYS = 9; // of the first parked ones, by their digits

/** That the counter takes it for a while. @param {Desk["services"][number]} service @param {string} timezone */
const given = ({ given_until: until }, timezone) =>
  html` <small class="given">${until ? _("given until %(time)s", { time: timeOfDay(until, timezone) }) : _("given for now")}</small>`;

/** @param {Desk} desk @param {Orders} orders */
export const queue = (desk, orders) => html`
  <aside class="card queue">
    <h2>${_("Waiting")} <span class="number">${number(desk.waiting_count)}</span></h2>
    <ul class="services">
      ${desk.services.map((service) => html`<li><span>${name(service.name)}${service.given ? given(service, desk.timezone) : nothing}</span><b>${number(service.waiting)}</b></li>`)}
    </ul>
    ${desk.waiting.length
      ? html`<ol>
          ${desk.waiting.map((entry) => waiting(desk, entry, orders))}
        </ol>`
      : html`<p class="nobody-waits">${_("Nobody is waiting")}</p>`}
    ${desk.parked.length
      ? html`<h3>${_("Parked")}</h3>
          <ol class="parked">${desk.parked.map((entry, place) => parked(desk, entry, place, orders))}</ol>`
      : nothing}
    ${desk.missed?.length
      ? html`<h3>${_(DEEDS.noShow.words)}</h3>
          <ol class="missed">${desk.missed.map((entry) => missed(desk, entry, orders))}</ol>`
      : nothing}
    <p class="soft end">
      ${desk.waiting_count > desk.waiting.length
        ? ngettext("and %(count)s more", "and %(count)s more", desk.waiting_count - desk.waiting.length)
        : nothing}
      <span>${_("Served today: %(count)s", { count: number(desk.served_today) })}</span>
    </p>
  </aside>
`;

/**
 * @param {Desk} desk
 * @param {WaitingEntry} entry
 * @param {Orders} orders
 */
const waiting = (desk, entry, { busy, callEarly }) => html`
  <li>
    <span class="number">${entry.number}</span>
    <span class="what">
      ${name(desk.services.find((service) => service.service === entry.service)?.name)}
      ${entry.for_officer ? html`<small>${_("for %(officer)s", { officer: entry.for_officer })}</small>` : nothing}
      ${entry.priority_class
        ? html`<span class="priority">${name(desk.priority_classes.find(({ slug }) => slug === entry.priority_class)?.name)}</span>`
        : nothing}
    </span>
    ${canCall(desk)
      ? html`<button class="wait" title=${_("Call before its turn")} ?disabled=${busy} @click=${() => callEarly(entry)}>${wait(entry)}</button>`
      : html`<span class="wait">${wait(entry)}</span>`}
  </li>
`;

/** @param {WaitingEntry} entry */
const wait = (entry) => minutes(minutesSince(entry.queued_at ?? entry.issued_at));

/**
 * @param {Desk} desk
 * @param {WaitingEntry} entry
 * @param {number} place
 * @param {Orders} orders
 */
const parked = (desk, entry, place, { busy, command }) => html`
  <li>
    <span class="number">${entry.number}</span>
    <span class="what">
      ${entry.park_reason}
      ${entry.counter && entry.counter !== desk.counter ? html`<small>${_("parked at counter %(number)s", { number: entry.counter })}</small>` : nothing}
      ${entry.back_at ? html`<small>${_("back at %(time)s", { time: timeOfDay(entry.back_at, desk.timezone) })}</small>` : nothing}
    </span>
    ${canCall(desk)
      ? html`<button class="wait" data-parked=${entry.ticket} ?disabled=${busy} @click=${() => command("call", { ticket: entry.ticket })}>
          ${_("Call")} ${place < KEYS ? html`<kbd aria-hidden="true">${place + 1}</kbd>` : nothing}
        </button>`
      : nothing}
  </li>
`;

/**
 * Somebody who stands here after all waits again, where the hall's grace puts them: nobody needs a free counter for it.
 * @param {Desk} desk
 * @param {WaitingEntry} entry
 * @param {Orders} orders
 */
const missed = (desk, entry, { busy, command }) => html`
  <li>
    <span class="number">${entry.number}</span>
    <span class="what">${entry.missed_at ? html`<small>${timeOfDay(entry.missed_at, desk.timezone)}</small>` : nothing}</span>
    <button class="wait" data-missed=${entry.ticket} ?disabled=${busy} @click=${() => command("return", { ticket: entry.ticket })}>
      ${_("Has come")}
    </button>
  </li>
`;

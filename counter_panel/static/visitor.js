// The visitor at the counter, or that there is none: the large half of the panel. Knows no button.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { mayNotYet } from "/counter-panel/static/deeds.js";
import { minutes, now, running, secondsSince, timeOfDay } from "/static/clock.js";
import { COUNTER_STATES } from "/static/parts.js";
import { route } from "/static/route.js";
import { _, name, ngettext, number } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").NextStop} NextStop */
/** @typedef {import("/static/contract").NoShowRule} NoShowRule */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** What can be asked of the server here. @typedef {{busy: boolean, command: (command: string, body: object) => void}} Orders */

/**
 * @param {Ticket} ticket
 * @param {Desk} desk
 * @param {Orders} orders
 */
export const visitor = (ticket, desk, orders) => html`
  <div class="visitor">
    <p class="step">${ticket.state === "called" ? _("Called, on the way to you") : _("Being served")}</p>
    <p class="number" data-length=${ticket.number.length}>${ticket.number}</p>
    <p class="service">${name(ticket.service_name)}</p>
    ${ticket.priority_class_name
      ? html`<p><span class="priority">${name(ticket.priority_class_name)}</span></p>`
      : nothing}
    ${ticket.route?.length ? route(ticket.route, dropping(ticket.next_stops ?? [], orders)) : nothing}
    <dl>
      <div>
        <dt>${ticket.state === "called" ? _("Since the call") : _("In service")}</dt>
        <dd class="running">${running(secondsSince(ticket.started_at ?? ticket.called_at ?? ticket.issued_at))}</dd>
        ${ticket.started_at && expectedMinutes(ticket, desk) ? expected(ticket.started_at, expectedMinutes(ticket, desk)) : nothing}
      </div>
      <div>
        <dt>${_("Waited")}</dt>
        <dd>${minutes(Math.round(ticket.waited_minutes ?? 0))}</dd>
      </div>
      <div>
        <dt>${_("Calls")}</dt>
        <dd>${number(ticket.calls)}</dd>
      </div>
    </dl>
    ${desk.announcement ? announced(desk.announcement, desk.timezone) : nothing}
    ${ticket.state === "called" && desk.no_show ? patience(desk.no_show, desk.timezone) : nothing}
  </div>
`;

/**
 * Whether the loudspeaker says the call now, or when it is expected to.
 * @param {import("/static/contract").AnnouncementNow} call
 * @param {string} timezone
 */
const announced = ({ begins_at, ends_at }, timezone) => html`
  ${ends_at && Date.parse(ends_at) <= now()
    ? nothing
    : html`<p class="announced">
        ${ends_at ? _("is being announced") : _("will be announced at about %(time)s", { time: timeOfDay(begins_at, timezone) })}
      </p>`}
`;

/** Whom a question is about, in one line: the question needs the room. @param {Desk} desk */
export const about = ({ current }) => html`
  <p class="about">
    ${current ? html`<span class="number">${current.number}</span> ${name(current.service_name)}` : nothing}
  </p>
`;

/** @param {Desk} desk */
export const noVisitor = (desk) => html`
  <div class="visitor nobody">
    <p class="step">${desk.state === "open" ? _("Ready") : _(COUNTER_STATES[desk.state])}</p>
    <p class="waiting">
      ${desk.state === "paused" ? desk.pause_reason : nothing}
      ${desk.state === "open"
        ? ngettext("%(count)s visitor is waiting for you", "%(count)s visitors are waiting for you", desk.waiting_count)
        : nothing}
      ${desk.state === "closed" ? _("Open the counter when you are ready to receive visitors.") : nothing}
    </p>
  </div>
`;

/**
 * A stop to come may be dropped.
 * @param {readonly NextStop[]} stops
 * @param {Orders} orders
 * @returns {(nth: number) => unknown}
 */
const dropping = (stops, { busy, command }) => (nth) => html`
  <button class="drop" title=${_("Drop this stop")} ?disabled=${busy} @click=${() => command("stops", { next_stops: without(stops[nth], stops) })}>×</button>
`;

/** @param {NextStop} dropped @param {readonly NextStop[]} stops */
const without = (dropped, stops) => stops.filter((stop) => stop !== dropped).map((stop) => stop.service);

/**
 * How long a visitor who does not come is awaited by the hall's rules.
 * @param {NoShowRule} rule
 * @param {string} timezone
 */
const patience = (rule, timezone) => html`
  <p class="patience">
    ${rule.recalls_missing
      ? html`<span>${ngettext("call %(count)s more time before “did not come”", "call %(count)s more times before “did not come”", rule.recalls_missing)}</span>`
      : mayNotYet(rule, now())
        ? html`<span>${_("“did not come” in %(time)s", { time: running((Date.parse(rule.allowed_at) - now()) / 1000) })}</span>`
        : nothing}
    ${rule.automatic_at
      ? html`<span>${_("ends by itself at %(time)s", { time: timeOfDay(rule.automatic_at, timezone) })}</span>`
      : nothing}
  </p>
`;

/**
 * How the service goes beside what is usual, as a quiet line: no alarm, an officer decides how long a person needs.
 * @param {string} startedAt
 * @param {number} usual minutes
 */
const expected = (startedAt, usual) => html`
  <dd class="expected">
    <progress max=${usual * 60} .value=${Math.min(usual * 60, secondsSince(startedAt))}></progress>
    <span>${_("usually %(count)s min", { count: usual })}</span>
  </dd>
`;

/**
 * @param {Ticket} ticket
 * @param {Desk} desk
 */
const expectedMinutes = (ticket, desk) =>
  desk.services.find((service) => service.service === ticket.service)?.expected_minutes ?? 0;

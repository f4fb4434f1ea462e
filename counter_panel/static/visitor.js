// The visitor at the counter, or that there is none: the large half of the panel. Knows no button.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { mayNotYet } from "/counter-panel/static/deeds.js";
import { minutes, now, running, secondsSince, timeOfDay } from "/static/clock.js";
import { against } from "/counter-panel/static/usual.js";
import { COUNTER_STATES } from "/static/parts.js";
import { route } from "/static/route.js";
import { _, name, ngettext, number } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").NextStop} NextStop */
/** @typedef {import("/static/contract").NoShowRule} NoShowRule */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** What can be asked of the server here. @typedef {{busy: boolean, command: (command: string, body: object) => void, usual?: readonly import("/static/contract").UsualTime[]}} Orders */

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
    ${marks(desk)}
    ${ticket.route?.length ? route(ticket.route, dropping(ticket.next_stops ?? [], orders)) : nothing}
    <dl>
      <div>
        <dt>${ticket.state === "called" ? _("Since the call") : _("In service")}</dt>
        ${elapsed(ticket, desk, orders.usual ?? [])}
      </div>
      <div>
        <dt>${_("Waited")}</dt>
        <dd>${minutes(Math.round(ticket.waited_minutes ?? 0))}</dd>
      </div>
      <div>
        <dt>${_("Calls")}</dt>
        <dd data-calls>${number(ticket.calls)}</dd>
      </div>
      <div>
        <dt>${_("Dossiers")}</dt>
        <dd data-dossiers>${number(ticket.dossiers ?? 1)}</dd>
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

/** What officers have remarked of the visit, and whether help is on its way. @param {Desk} desk */
const marks = ({ note, inaccurate, help, officer_call, timezone }) => html`
  ${callLine({ officer_call, timezone })}
  ${note
    ? html`<p class="note"><b>${_("Note")}</b> ${note.text}
        <small>${_("%(officer)s, counter %(counter)s, %(time)s", { officer: note.officer ?? "", counter: note.counter, time: timeOfDay(note.at, timezone) })}</small></p>`
    : nothing}
  <div class="marks">
    ${inaccurate ? html`<p class="mark-wrong">${_("The time of this visit is in no figure")}</p>` : nothing} ${helpLine(help, timezone)}
  </div>
`;

/** That whoever runs the hall asks for the officer. @param {Pick<Desk, "officer_call" | "timezone">} desk */
export const callLine = ({ officer_call: call, timezone }) =>
  call
    ? html`<p class="officer-call" role="alert">
        <b>${call.text}</b> <small>${_("%(name)s asks for you, since %(time)s", { name: call.by, time: timeOfDay(call.at, timezone) })}</small>
      </p>`
    : nothing;

/** @param {Desk["help"]} help @param {string} timezone */
export const helpLine = (help, timezone) =>
  help
    ? html`<p class="help" role="status">
        ${help.helper ? _("%(helper)s is coming", { helper: help.helper }) : _("Help was asked for at %(time)s", { time: timeOfDay(help.wanted_at, timezone) })}
      </p>`
    : nothing;

/** Whom a question is about, in one line: the question needs the room. @param {Desk} desk */
export const about = (desk) => html`
  ${callLine(desk)}
  <p class="about">
    ${desk.current ? html`<span class="number">${desk.current.number}</span> ${name(desk.current.service_name)}` : nothing}
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
    ${callLine(desk)} ${helpLine(desk.help, desk.timezone)}
    ${desk.last
      ? html`<p class="last">
          ${_("Last: %(number)s", { number: desk.last.number })} ${desk.last.inaccurate ? _("(its time is in no figure)") : nothing}
        </p>`
      : nothing}
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
 * How the visit goes beside what is usual, as a quiet line: no alarm before nine of ten were done, an officer decides
 * how long a person needs.
 * @param {Ticket} ticket
 * @param {Desk} desk
 * @param {readonly import("/static/contract").UsualTime[]} usual
 */
export function elapsed(ticket, desk, usual) {
  const seconds = secondsSince(ticket.started_at ?? ticket.called_at ?? ticket.issued_at);
  const found = usual.find((each) => each.service === ticket.service);
  const { usualMinutes, isLong } = against(seconds, found, expectedMinutes(ticket, desk));
  const time = html`<dd class="running ${ticket.started_at && isLong ? "long" : ""}">${running(seconds)}</dd>`;
  if (!ticket.started_at || !usualMinutes) return time;
  return html`${time}
    <dd class="expected">
      <progress max=${usualMinutes * 60} .value=${Math.min(usualMinutes * 60, seconds)} aria-label=${_("In service")}></progress>
      <span>${_("usually %(count)s min", { count: usualMinutes })}</span>
    </dd>`;
}

/**
 * @param {Ticket} ticket
 * @param {Desk} desk
 */
const expectedMinutes = (ticket, desk) =>
  desk.services.find((service) => service.service === ticket.service)?.expected_minutes ?? 0;

// The hall's machines on the manager's page: how each kiosk is, in words, and what each display shows.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { now, timeOfDay } from "/static/clock.js";
import { N_, _, name, ngettext, number } from "/static/words.js";

/** @typedef {import("./contract").HallNow} HallNow */
/** @typedef {import("./contract").DeviceNow} DeviceNow */

/** @type {Record<import("./contract").Condition, string>} */
const CONDITIONS = {
  well: N_("Working"),
  paper_near_end: N_("Paper runs low"),
  out_of_paper: N_("Out of paper"),
  cover_open: N_("Cover open"),
  printer_fails: N_("Printer fails"),
  book_fails: N_("Storage full or broken"),
  lost: N_("No contact since %(time)s"),
};

/** With these a kiosk still gives paper, and nobody has to run. @type {Set<string>} */
const CAN_WAIT = new Set(["well", "paper_near_end"]);

/** Whether somebody should go to a kiosk now. @param {HallNow} hall */
export const someKioskIsInTrouble = (hall) =>
  hall.devices?.some((device) => !CAN_WAIT.has(device.condition) || wantsHelp(device)) ?? false;

/** Nothing where no kiosk was ever heard of. @param {HallNow} hall */
export const devices = (hall) =>
  hall.devices?.length
    ? html`<section class="card devices">
        <h2>${_("Kiosks")}</h2>
        <ul>
          ${hall.devices.map((device) => line(device, hall.timezone))}
        </ul>
        ${slips(hall)}
      </section>`
    : nothing;

/**
 * @param {DeviceNow} device
 * @param {string} timezone
 */
const line = (device, timezone) => html`
  <li class=${device.condition}>
    <b>${device.name}</b>
    <span class="place">${name(device.place ?? {})}</span>
    <span class="state">${_(CONDITIONS[device.condition], { time: timeOfDay(device.heard_at, timezone) })}</span>
    ${help(device, timezone)}
    <small>${about(device)}</small>
  </li>
`;

/**
 * @param {DeviceNow} device
 * @param {string} timezone
 */
const help = (device, timezone) =>
  device.help_wanted_at && wantsHelp(device)
    ? html`<strong class="help">${_("Help wanted since %(time)s", { time: timeOfDay(device.help_wanted_at, timezone) })}</strong>`
    : nothing;

/** @param {DeviceNow} device */
const wantsHelp = (device) => Boolean(device.help_until) && now() < Date.parse(device.help_until ?? "");

/** @param {DeviceNow} device */
const about = (device) =>
  [
    device.tickets_left === null ? "" : ngettext("%(count)s ticket left on the roll", "%(count)s tickets left on the roll", device.tickets_left),
    device.not_handed_in ? ngettext("%(count)s ticket not handed in yet", "%(count)s tickets not handed in yet", device.not_handed_in) : "",
    _("version %(version)s", { version: device.version }),
  ]
    .filter(Boolean)
    .join(" · ");

/** @param {HallNow} hall */
export const unsentMessages = (hall) => html`
  ${(hall.alerts_not_sent ?? []).map(
    (each) => html`<p class="trouble" role="status" data-alert-not-sent>
      ${_("Alerts do not get out to %(to)s; it is tried again. %(fault)s", { to: each.to, fault: each.fault })}
    </p>`,
  )}
  ${(hall.reports_not_sent ?? []).map(
    (each) => html`<p class="trouble" role="status" data-report>
      ${_("The report %(report)s of the days from %(first)s on did not go out; it is tried again. %(fault)s", {
        report: each.report,
        first: each.first_day,
        fault: each.fault,
      })}
    </p>`,
  )}
  ${hall.messages_not_sent
    ? html`<p class="trouble" role="status" data-unsent>
        ${ngettext("Today %(count)s message before a call did not go out. Is the mail server or the gateway well?", "Today %(count)s messages before a call did not go out. Is the mail server or the gateway well?", hall.messages_not_sent)}
      </p>`
    : nothing}
`;

/** Whether the one-stop system hears of dossiers. @param {HallNow} hall */
export const untoldDossiers = (hall) => html`
  ${hall.one_stop_failing_since
    ? html`<p class="trouble" role="status" data-untold>
        ${_("Since %(time)s the one-stop system cannot be told of dossiers; it is tried again and again. %(fault)s", {
          time: timeOfDay(hall.one_stop_failing_since, hall.timezone),
          fault: hall.one_stop_fault ?? "",
        })}
      </p>`
    : nothing}
  ${hall.one_stop_refused
    ? html`<p class="trouble" role="status" data-refused>
        ${ngettext("Today the one-stop system did not take %(count)s dossier: the server's log says why.", "Today the one-stop system did not take %(count)s dossiers: the server's log says why.", hall.one_stop_refused)}
      </p>`
    : nothing}
`;

/** @param {HallNow} hall */
const slips = (hall) =>
  hall.not_printed || hall.not_collected
    ? html`<p class="soft">
        ${_("Today: %(not_printed)s slips did not come out, %(not_collected)s were not collected.", {
          not_printed: number(hall.not_printed ?? 0),
          not_collected: number(hall.not_collected ?? 0),
        })}
      </p>`
    : nothing;

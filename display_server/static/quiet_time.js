// An hour to come in which a visit is quick, and how sure that is, as status page and phone tell it.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { timeOfDay } from "/static/clock.js";
import { _, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").QuietTime} QuietTime */
/** @typedef {import("./contract").Ticket} Ticket */

const LONG_MINUTES = 30;
/** Whose visit is over is told when to come next time. @type {ReadonlySet<Ticket["state"]>} */
const OVER = new Set(["served", "no_show", "cancelled"]);

/**
 * What a sentence needs of it.
 * @param {QuietTime} hour
 * @param {string} timezone
 */
export const told = (hour, timezone) => ({
  day: weekday(hour.begins, timezone),
  from: timeOfDay(hour.begins, timezone),
  until: timeOfDay(hour.ends, timezone),
  minutes: number(hour.minutes),
  shorter: number(hour.shorter),
  days: number(hour.days),
});

/**
 * For who waits long now, or whose visit is over; nothing where it would not help.
 * @param {QuietTime} hour
 * @param {Ticket} ticket
 */
export const nextTime = (hour, ticket) =>
  helps(hour, ticket)
    ? html`<section class="advice next-time">
        <p><strong>${_("For a quick visit next time: %(day)s %(from)s–%(until)s", told(hour, ticket.timezone))}</strong></p>
        <p>${_("about %(minutes)s min; shorter than usual on %(shorter)s of %(days)s such days", told(hour, ticket.timezone))}</p>
      </section>`
    : nothing;

/**
 * @param {QuietTime} hour
 * @param {Ticket} ticket
 */
function helps(hour, { state, wait }) {
  if (Date.parse(hour.begins) < Date.now()) return false;
  return OVER.has(state) || (wait != null && wait.low_minutes >= LONG_MINUTES && wait.low_minutes > hour.minutes);
}

/**
 * @param {string} instant
 * @param {string} timezone
 */
const weekday = (instant, timezone) =>
  new Intl.DateTimeFormat(spoken() === "en" ? "en-GB" : spoken(), { weekday: "long", timeZone: timezone }).format(
    new Date(instant),
  );

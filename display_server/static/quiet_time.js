// An hour to come in which a visit is quick, and how sure that is, as status page and phone tell it.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { timeOfDay } from "/static/clock.js";
import { _, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").QuietTime} QuietTime */

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
 * For who waits long now, or has done with it.
 * @param {QuietTime} hour
 * @param {string} timezone
 */
export const nextTime = (hour, timezone) => html`
  <section class="next-time">
    <p><strong>${_("For a quick visit next time: %(day)s %(from)s–%(until)s", told(hour, timezone))}</strong></p>
    <p>${_("about %(minutes)s min; shorter than usual on %(shorter)s of %(days)s such days", told(hour, timezone))}</p>
  </section>
`;

/**
 * @param {string} instant
 * @param {string} timezone
 */
const weekday = (instant, timezone) =>
  new Intl.DateTimeFormat(spoken() === "en" ? "en-GB" : spoken(), { weekday: "long", timeZone: timezone }).format(
    new Date(instant),
  );

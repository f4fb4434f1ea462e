// Arrivals and calls of the last hour, every five minutes: as bars, and as a table for whoever does not see them.

import { html, nothing, svg } from "/static/vendor/lit-html/lit-html.js";
import { timeOfDay } from "/static/clock.js";
import { _, number } from "/static/words.js";

/** @typedef {import("./contract").HallNow} HallNow */

const WIDE = 240;
const HIGH = 60;

/** @param {number} left @param {number} wide @param {[number, number]} heights */
const bars = (left, wide, [arrived, called]) => svg`
  <rect class="bar-arrived" x=${left + wide * 0.1} y=${HIGH - arrived} width=${wide * 0.38} height=${arrived} />
  <rect class="bar-called" x=${left + wide * 0.52} y=${HIGH - called} width=${wide * 0.38} height=${called} />
`;

/** @param {HallNow} hall */
export const lastHour = (hall) => {
  const fives = hall.last_hour ?? [];
  if (!fives.length) return nothing;
  const most = Math.max(1, ...fives.flatMap(({ arrived, called }) => [arrived, called]));
  const wide = WIDE / fives.length;
  const sum = (/** @type {"arrived" | "called"} */ what) => fives.reduce((all, five) => all + five[what], 0);
  return html`<section class="card last-hour">
    <h2>${_("The last hour")}</h2>
    <p>
      ${_("%(arrived)s people came, %(called)s were called.", { arrived: number(sum("arrived")), called: number(sum("called")) })}
    </p>
    <svg viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none" aria-hidden="true">
      ${fives.map(({ arrived, called }, nth) => bars(nth * wide, wide, [(arrived / most) * HIGH, (called / most) * HIGH]))}
    </svg>
    <p class="legend"><span class="arrived">${_("Came")}</span><span class="called">${_("Were called")}</span></p>
    <details>
      <summary>${_("As a table")}</summary>
      <table>
        <thead>
          <tr><th>${_("From")}</th><th class="count">${_("Came")}</th><th class="count">${_("Were called")}</th></tr>
        </thead>
        <tbody>
          ${fives.map(
            ({ at, arrived, called }) => html`<tr>
              <th scope="row">${timeOfDay(at, hall.timezone)}</th>
              <td class="count">${number(arrived)}</td>
              <td class="count">${number(called)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </details>
  </section>`;
};

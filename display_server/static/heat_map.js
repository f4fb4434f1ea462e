// The week, hour by hour: each cell says its figure, and is the darker the longer people waited. A table, not a picture.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { N_, _, number } from "/static/words.js";

/** @typedef {import("./contract").StatisticsRow} StatisticsRow */

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES = [N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday")];
const DARKEST = 0.75;

/** @param {readonly StatisticsRow[]} rows whose keys are a weekday and an hour */
export function heatMap(rows) {
  const waits = new Map(rows.map((row) => [row.key, row.waits]));
  const hours = [...new Set(rows.map((row) => row.key.split(" ")[1]))].sort();
  const days = WEEKDAYS.filter((day) => rows.some((row) => row.key.startsWith(`${day} `)));
  const longest = Math.max(1, ...rows.map((row) => row.waits.p90 ?? 0));
  return html`
    <div class="table" role="region" tabindex="0" aria-label=${_("The week, hour by hour: wait, P90")}>
      <table class="heat">
        <thead>
          <tr>
            <td></td>
            ${hours.map((hour) => html`<th scope="col">${hour}:00</th>`)}
          </tr>
        </thead>
        <tbody>
          ${days.map(
            (day) => html`
              <tr>
                <th scope="row">${_(NAMES[WEEKDAYS.indexOf(day)])}</th>
                ${hours.map((hour) => cell(waits.get(`${day} ${hour}`), longest))}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** @param {import("./contract").Measures | undefined} waits @param {number} longest */
function cell(waits, longest) {
  if (!waits?.count || waits.p90 === null) return html`<td>–</td>`;
  const strength = (DARKEST * waits.p90) / longest;
  return html`
    <td class=${strength > DARKEST / 2 ? "dark" : ""} .style=${`--strength: ${strength.toFixed(2)}`} title=${`n=${waits.count}`}>
      ${number(Math.round(waits.p90))}
    </td>
  `;
}

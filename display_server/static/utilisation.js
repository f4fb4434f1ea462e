// What counters did with the opening hours: as shares in the table of the days, and as a table and bars of their own.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { share } from "/static/figures.js";
import { N_, _, name, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").Statistics} Statistics */
/** @typedef {import("./contract").StatisticsRow} StatisticsRow */
/** @typedef {import("./contract").Utilisation} Utilisation */
/** @typedef {"serving" | "idle_with_queue" | "idle_without_queue" | "paused" | "closed"} Part */

/** @type {readonly [Part, string][]} */
const PARTS = [
  ["serving", N_("With a visitor")],
  ["idle_with_queue", N_("Idle, with a queue")],
  ["idle_without_queue", N_("Idle, without a queue")],
  ["paused", N_("Paused")],
  ["closed", N_("Closed in opening hours")],
];

export const hourHeadings = () =>
  PARTS.map(([part, words]) => html`<th class=${part === "serving" ? "count first" : "count"}>${_(words)}</th>`);

/** @param {StatisticsRow} row */
export const hourCells = ({ utilisation }) =>
  PARTS.map(
    ([part]) => html`
      <td class=${part === "serving" ? "first" : ""} data-measure=${part} title=${utilisation ? told(utilisation, part) : nothing}>
        ${share(utilisation?.[part].share)}
      </td>
    `,
  );

/** @param {Statistics} these @param {Statistics} those */
export function hoursTable(these, those) {
  const before = new Map([...those.rows, those.total].map((row) => [row.key, row]));
  const rows = these.rows.filter((row) => row.utilisation?.minutes);
  return html`
    <div class="table" role="region" tabindex="0" aria-label=${_("What counters did with the opening hours")}>
      <table class="periods hours">
        <thead>
          <tr>
            <td></td>
            <th class="count" scope="col">${_("Opening hours")}</th>
            ${PARTS.map(([part, words]) => html`<th class="count" colspan="2" scope="col"><span class="spent-key ${part}"></span> ${_(words)}</th>`)}
            <th scope="col">${_("Paused for")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => line(row, before.get(row.key)))}
        </tbody>
        <tfoot>
          ${line(these.total, before.get(these.total.key))}
        </tfoot>
      </table>
    </div>
    <p class="soft">
      ${_("Hours and minutes, and the share of the opening hours; of officers, of those in which they sat at a counter.")}
      <a href=${`/definitions?lang=${spoken()}#utilisation`}>${_("What the figures mean")}</a>
    </p>
  `;
}

/** @param {StatisticsRow} row @param {StatisticsRow | undefined} before */
const line = (row, before) => html`
  <tr data-key=${row.key}>
    <th scope="row">${name(row.name)}${row.utilisation ? bar(row.utilisation) : nothing}</th>
    <td class="count">${duration(row.utilisation?.minutes)}</td>
    ${PARTS.map(
      ([part]) => html`
        <td class="count" data-measure=${part}>${share(row.utilisation?.[part].share)} <small>${duration(row.utilisation?.[part].minutes)}</small></td>
        <td class="count before">${share(before?.utilisation?.[part].share)}</td>
      `,
    )}
    <td>${(row.utilisation?.pauses ?? []).map((each) => html`<div>${each.reason || _("reason no longer kept")} <small>${duration(each.minutes)}</small></div>`)}</td>
  </tr>
`;

/** The table beside it tells the same in figures. @param {Utilisation} of */
const bar = (of) => html`
  <div class="spent" aria-hidden="true">
    ${PARTS.map(([part]) => html`<span class=${part} .style=${`width: ${100 * (of[part].share ?? 0)}%`}></span>`)}
  </div>
`;

/** @param {Utilisation} of @param {Part} part */
const told = (of, part) => `${duration(of[part].minutes)} / ${duration(of.minutes)}`;

/** As 7:30, by hours and minutes. @param {number | undefined} minutes */
function duration(minutes) {
  if (minutes === undefined) return "–";
  const whole = Math.round(minutes);
  return `${number(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, "0")}`;
}

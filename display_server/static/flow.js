// Flow through the day: who arrived, waited and was served by quarters of an hour, as areas and as a table. Counts nothing.

import { html } from "/static/vendor/lit-html/lit-html.js";
import uPlot from "/static/vendor/uPlot.esm.js";
import { _, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").DayFlow} DayFlow */

const HEIGHT = 300;
const FONT = '500 12px "Be Vietnam Pro", sans-serif';
const SOFT = "#52606d";
const GRID = { stroke: "#dedad0", width: 1 };
const EVERY = 4; // quarters of an hour: each whole hour is named

const place = document.createElement("div");
place.className = "chart";

/** @type {uPlot | null} */
let plot = null;
/** @type {string[]} */
let labels = [];

/** @param {DayFlow} flow */
export function dayFlow(flow) {
  const { quarters } = flow;
  if (!quarters.length) return html`<p class="soft">${_("Nobody came on these days.")}</p>`;
  return html`
    <p class="soft">
      ${flow.days > 1 ? _("The mean of %(count)s days on which anybody came.", { count: flow.days }) : ""}
    </p>
    <figure aria-label=${_("Flow through the day")}>${drawn(flow)}</figure>
    <details>
      <summary>${_("The same as a table")}</summary>
      <div class="table" tabindex="0" role="region" aria-label=${_("Flow through the day")}>
        <table class="flow">
          <thead>
            <tr>
              <th scope="col">${_("From")}</th>
              <th class="count" scope="col">${_("Arrived")}</th>
              <th class="count" scope="col">${_("Waiting at the end")}</th>
              <th class="count" scope="col">${_("Served")}</th>
            </tr>
          </thead>
          <tbody>
            ${quarters.map(
              (each) => html`
                <tr>
                  <th scope="row">${each.at}</th>
                  <td class="count">${figure(each.arrived)}</td>
                  <td class="count">${figure(each.waiting)}</td>
                  <td class="count">${figure(each.served)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

/** @param {number} value */
const figure = (value) => number(value, spoken(), { maximumFractionDigits: 1 });

/** @param {DayFlow} flow */
function drawn({ quarters }) {
  labels = quarters.map((each) => each.at);
  /** @type {uPlot.AlignedData} */
  const curves = [
    quarters.map((_each, at) => at),
    quarters.map((each) => each.waiting),
    quarters.map((each) => each.arrived),
    quarters.map((each) => each.served),
  ];
  plot?.destroy();
  plot = new uPlot(options(), curves, place);
  return place;
}

/** Three areas told apart by line as well as by colour. @returns {uPlot.Options} */
const options = () => ({
  width: place.clientWidth || 900,
  height: HEIGHT,
  cursor: { show: false },
  legend: { show: true, live: false },
  scales: {
    x: { time: false, range: () => [0, Math.max(1, labels.length - 1)] },
    y: { range: (_plot, _least, most) => [0, Math.max(5, most * 1.15)] },
  },
  axes: [
    {
      stroke: SOFT,
      font: FONT,
      grid: { show: false },
      space: 44,
      splits: () => labels.map((_label, at) => at).filter((at) => labels[at].endsWith(":00")),
      values: (_plot, places) => places.map((at) => labels[at] ?? ""),
      incrs: [EVERY],
    },
    { stroke: SOFT, font: FONT, grid: GRID, label: _("Visitors"), labelFont: FONT, values: (_plot, many) => many.map((each) => number(each)) },
  ],
  series: [
    {},
    { label: _("Waiting at the end"), stroke: "#0b4f8a", width: 2, fill: "rgba(11, 79, 138, 0.25)", points: { show: false } },
    { label: _("Arrived"), stroke: "#b35c00", width: 2, dash: [8, 4], fill: "rgba(224, 161, 0, 0.22)", points: { show: false } },
    { label: _("Served"), stroke: "#2f6b3c", width: 2, dash: [2, 3], fill: "rgba(47, 107, 60, 0.2)", points: { show: false } },
  ],
});

new ResizeObserver(() => {
  if (plot && place.clientWidth) plot.setSize({ width: place.clientWidth, height: HEIGHT });
}).observe(place);

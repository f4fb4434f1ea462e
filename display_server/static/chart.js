// The day's two curves, drawn by uPlot: numbers issued per hour, and the wait that 8 of 10 stayed below. Counts nothing.

import uPlot from "/static/vendor/uPlot.esm.js";
import { _ } from "/static/words.js";

/** @typedef {import("./contract").StatisticsRow} StatisticsRow */

const HEIGHT = 260;
const OFFICE_HOURS = [7, 16]; // shown even where nothing happened yet; other hours when something did
const FONT = '500 13px "Be Vietnam Pro", sans-serif';
const SOFT = "#52606d";
const GRID = { stroke: "#dedad0", width: 1 };
const BARS = "#b9d0e4";
const LINE = "#0b4f8a";

const place = document.createElement("div");
place.className = "chart";

/** @type {uPlot | null} */
let plot = null;
/** @type {[number, number]} */
let span = [0, 0];

/**
 * The chart's place on the page, with these hours in it.
 * @param {readonly StatisticsRow[]} hours
 */
export function chart(hours) {
  const known = hours.filter((row) => Number.isFinite(Number.parseInt(row.key, 10)));
  /** @type {uPlot.AlignedData} */
  const curves = [
    known.map((row) => Number.parseInt(row.key, 10)),
    known.map((row) => row.issued),
    known.map((row) => row.waits.p80),
  ];
  span = [Math.min(...curves[0], ...OFFICE_HOURS) - 0.6, Math.max(...curves[0], ...OFFICE_HOURS) + 0.6];
  if (plot) plot.setData(curves);
  else plot = new uPlot(options(), curves, place);
  return place;
}

/** @returns {uPlot.Options} */
const options = () => ({
  width: place.clientWidth || 900,
  height: HEIGHT,
  legend: { show: false },
  cursor: { show: false },
  scales: {
    x: { time: false, range: () => span },
    issued: { range: (_plot, _least, most) => [0, Math.max(5, most * 1.15)] },
    wait: { range: (_plot, _least, most) => [0, Math.max(5, most * 1.15)] },
  },
  axes: [
    { stroke: SOFT, font: FONT, grid: { show: false }, incrs: [1, 2, 3, 6], space: 40, values: (_plot, hours) => hours.map((hour) => `${hour}:00`) },
    { scale: "issued", stroke: SOFT, font: FONT, grid: GRID, label: _("Numbers issued"), labelFont: FONT },
    { scale: "wait", side: 1, stroke: LINE, font: FONT, grid: { show: false }, label: _("Wait P80, minutes"), labelFont: FONT },
  ],
  series: [
    {},
    { scale: "issued", stroke: BARS, fill: BARS, paths: uPlot.paths.bars?.({ size: [0.62, 70], radius: 0.12 }), points: { show: false } },
    { scale: "wait", stroke: LINE, width: 3, points: { show: true, size: 9, fill: "#fff", width: 3 } },
  ],
});

new ResizeObserver(() => {
  if (plot && place.clientWidth) plot.setSize({ width: place.clientWidth, height: HEIGHT });
}).observe(place);

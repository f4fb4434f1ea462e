// Two periods' waits beside each other, group by group, drawn by uPlot: median as bars, P90 as points. Counts nothing.

import uPlot from "/static/vendor/uPlot.esm.js";
import { _, name, number } from "/static/words.js";

/** @typedef {import("./contract").StatisticsRow} StatisticsRow */

const HEIGHT = 300;
const MOST = 40; // more groups than can be told apart are left to the table
const FONT = '500 12px "Be Vietnam Pro", sans-serif';
const SOFT = "#52606d";
const GRID = { stroke: "#dedad0", width: 1 };
const THESE = "#0b4f8a";
const THESE_SOFT = "#b9d0e4";
const THOSE = "#e0a100";
const LABEL_LETTERS = 16;
const LABEL_WIDTH = 100;
const LABEL_HEIGHT = 16; // of a slanting one, as it stands beside the next

const place = document.createElement("div");
place.className = "chart";

/** @type {uPlot | null} */
let plot = null;
/** @type {string[]} */
let labels = [];

/**
 * @param {readonly StatisticsRow[]} these
 * @param {readonly StatisticsRow[]} those
 * @param {Map<string, string>} notes to groups, by their keys: those are marked
 */
export function comparison(these, those, notes) {
  const shown = these.slice(0, MOST);
  const before = new Map(those.map((row) => [row.key, row]));
  labels = shown.map((row) => `${notes.has(row.key) ? "✎ " : ""}${shortened(name(row.name))}`);
  /** @type {uPlot.AlignedData} */
  const curves = [
    shown.map((_row, at) => at),
    shown.map((row) => row.waits.p50),
    shown.map((row) => row.waits.p90),
    shown.map((row) => before.get(row.key)?.waits.p90 ?? null),
  ];
  plot?.destroy();
  plot = shown.length ? new uPlot(options(shown.length), curves, place) : null;
  return place;
}

/** @param {string} words */
const shortened = (words) => (words.length > LABEL_LETTERS ? `${words.slice(0, LABEL_LETTERS - 1)}…` : words);

/** Whether names do not fit beside each other. @param {number} count */
const isTight = (count) => count > 8 || (place.clientWidth || Math.min(innerWidth, 900)) / count < LABEL_WIDTH;

/** Which labels there is room for: each, every second and so on. @param {number} count */
const every = (count) => Math.max(1, Math.ceil((LABEL_HEIGHT * count) / (place.clientWidth || Math.min(innerWidth, 900))));

/** @param {number} count @returns {uPlot.Options} */
const options = (count) => ({
  width: place.clientWidth || 900,
  height: HEIGHT,
  cursor: { show: false },
  legend: { show: true, live: false },
  scales: {
    x: { time: false, range: () => [-0.6, count - 0.4] },
    y: { range: (_plot, _least, most) => [0, Math.max(5, most * 1.15)] },
  },
  axes: [
    {
      stroke: SOFT,
      font: FONT,
      grid: { show: false },
      rotate: isTight(count) ? -45 : 0,
      size: isTight(count) ? 110 : 40,
      splits: () => labels.map((_label, at) => at).filter((at) => at % every(count) === 0),
      values: (_plot, places) => places.map((at) => labels[at] ?? ""),
    },
    { stroke: SOFT, font: FONT, grid: GRID, label: _("Minutes"), labelFont: FONT, values: (_plot, minutes) => minutes.map((each) => number(each)) },
  ],
  series: [
    {},
    { label: _("Median"), stroke: THESE_SOFT, fill: THESE_SOFT, paths: uPlot.paths.bars?.({ size: [0.6, 50] }), points: { show: false } },
    { label: "P90", stroke: THESE, paths: () => null, points: { show: true, size: 11, fill: THESE, width: 2 } },
    { label: _("P90, compared with"), stroke: THOSE, paths: () => null, points: { show: true, size: 11, fill: "#fff", width: 3 } },
  ],
});

new ResizeObserver(() => {
  if (plot && place.clientWidth) plot.setSize({ width: place.clientWidth, height: HEIGHT });
}).observe(place);

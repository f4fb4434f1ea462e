// Several halls in one view: a tile and a line each, what is worst first where one wishes so. Asks every 15 seconds.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { UNATTENDED, ask } from "/static/commands.js";
import { share } from "/static/figures.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark, warning } from "/static/parts.js";
import { leaveButton, openPage } from "/static/staff.js";
import { _, name, ngettext, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").HallsOverview} HallsOverview */
/** @typedef {import("./contract").HallOverview} HallOverview */

const ASKS_EVERY_MS = 15_000;
const LATE_MINUTES = 30;

/** @type {HallsOverview} */
let seen = { halls: [], first_day: null, last_day: null };
/** @type {import("./live").Connection} */
let connection = { connected: true, refusal: null };

/** What a column shows and is sorted by. @type {Record<string, (hall: HallOverview) => number | string>} */
const COLUMNS = {
  hall: (hall) => name(hall.name),
  waiting: (hall) => -hall.waiting,
  longest: (hall) => -longest(hall),
  counters: (hall) => hall.counters_open / Math.max(1, hall.counters),
  served: (hall) => -hall.served_today,
  target: (hall) => hall.waits.within_target ?? 2,
  p90: (hall) => -(hall.waits.p90 ?? -1),
  satisfied: (hall) => hall.ratings.satisfied ?? 2,
  kiosks: (hall) => -hall.kiosks_unwell,
};

/** Stands in the address, so that the order can be sent to somebody. */
let sortedBy = new URLSearchParams(location.search).get("sort") ?? "hall";
if (!(sortedBy in COLUMNS)) sortedBy = "hall";

/** For how many minutes the one who waits longest has waited. @param {HallOverview} hall */
const longest = (hall) =>
  hall.longest_since ? Math.max(0, (Date.parse(hall.at) - Date.parse(hall.longest_since)) / 60_000) : 0;

const sorted = () =>
  [...seen.halls].sort((one, other) => {
    const [a, b] = [COLUMNS[sortedBy](one), COLUMNS[sortedBy](other)];
    return typeof a === "string" ? a.localeCompare(String(b), spoken()) : a - Number(b);
  });

const screen = () => html`
  <header class="bar">
    ${mark}
    <div><h1>${_("All halls")}</h1></div>
    <div class="end">${languageLinks()}<a href="/">${_("All screens")}</a>${leaveButton()}</div>
  </header>
  ${warning(connection, _("Connection lost – these figures are not of this moment"))}
  <main class="overview">
    <ul class="tiles">${sorted().map(tile)}</ul>
    <div class="table">
      <table>
        <thead>
          <tr>
            <td></td>
            <th colspan="4" class="group">${_("Now")}</th>
            <th colspan="4" class="group">${_("The seven days before today")}</th>
          </tr>
          <tr>
            ${heading("hall", _("Hall"))} ${heading("waiting", _("Waiting"))} ${heading("longest", _("Longest wait"))}
            ${heading("counters", _("Counters open"))} ${heading("served", _("Served"))}
            ${heading("target", _("In target"))} ${heading("p90", _("Wait, P90"))}
            ${heading("satisfied", _("Satisfied"))} ${heading("kiosks", _("Kiosks in trouble"))}
          </tr>
        </thead>
        <tbody>${sorted().map(line)}</tbody>
      </table>
    </div>
    ${seen.halls.length ? nothing : html`<p>${_("No hall has been set up yet.")}</p>`}
    <p class="soft"><a href=${`/definitions?lang=${spoken()}`}>${_("What the figures mean")}</a></p>
  </main>
`;

/** @param {string} key @param {string} words */
const heading = (key, words) => html`
  <th class=${key === "hall" ? "" : "count"} aria-sort=${key === sortedBy ? "ascending" : nothing}>
    <button class="sort" @click=${() => sortBy(key)}>${words}</button>
  </th>
`;

/** @param {string} key */
function sortBy(key) {
  sortedBy = key;
  history.replaceState(null, "", `?sort=${key}`);
  draw();
}

/** How it is in a hall, for its colour and in words. @param {HallOverview} hall */
function state(hall) {
  if (!hall.open) return ["closed", _("Closed")];
  if (hall.kiosks_unwell) {
    return ["trouble", ngettext("%(count)s kiosk in trouble", "%(count)s kiosks in trouble", hall.kiosks_unwell)];
  }
  if (longest(hall) >= LATE_MINUTES) return ["late", _("Long waits")];
  return ["well", _("Open")];
}

/** @param {HallOverview} hall */
function tile(hall) {
  const [kind, words] = state(hall);
  return html`
    <li>
      <a class="tile ${kind}" href=${`/manager/${hall.hall}`}>
        <strong>${name(hall.name)}</strong>
        <span class="state">${words}</span>
        <span class="figures">
          <span><b>${number(hall.waiting)}</b> ${_("Waiting")}</span>
          <span><b>${minutes(longest(hall))}</b> ${_("Longest wait")}</span>
          <span><b>${share(hall.waits.within_target)}</b> ${_("In target")}</span>
          <span><b>${share(hall.ratings.satisfied)}</b> ${_("Satisfied")} (n=${number(hall.ratings.count)})</span>
        </span>
      </a>
    </li>
  `;
}

/** @param {HallOverview} hall */
const line = (hall) => html`
  <tr>
    <th scope="row"><a href=${`/manager/${hall.hall}`}>${name(hall.name)}</a></th>
    <td class="count">${number(hall.waiting)}</td>
    <td class="count">${minutes(longest(hall))}</td>
    <td class="count">${number(hall.counters_open)}/${number(hall.counters)}</td>
    <td class="count">${number(hall.served_today)}</td>
    <td class="count">${share(hall.waits.within_target)}</td>
    <td class="count">${hall.waits.p90 === null ? "–" : minutes(hall.waits.p90)}</td>
    <td class="count">${share(hall.ratings.satisfied)} <span class="soft">n=${number(hall.ratings.count)}</span></td>
    <td class="count">${number(hall.kiosks_unwell)}</td>
  </tr>
`;

/** @param {number} value */
const minutes = (value) => _("%(minutes)s min", { minutes: number(Math.round(value)) });

const draw = () => paint(screen());

async function load() {
  seen = /** @type {HallsOverview} */ (await ask("/api/v1/halls", UNATTENDED));
}

await openPage(load, draw);
setInterval(async () => {
  connection = await load().then(
    () => ({ connected: true, refusal: null }),
    () => ({ connected: false, refusal: null }),
  );
  draw();
}, ASKS_EVERY_MS);

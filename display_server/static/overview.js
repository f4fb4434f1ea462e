// Several halls in one view: a tile and a line each, what is worst first where one wishes so. Asks every 15 seconds.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, UNATTENDED, ask } from "/static/commands.js";
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
  kiosks: (hall) => -hall.kiosks_unwell,
  served_then: (hall) => -hall.served,
  target: (hall) => hall.waits.within_target ?? 2,
  p90: (hall) => -(hall.waits.p90 ?? -1),
  satisfied: (hall) => hall.ratings.satisfied ?? 2,
};

/** Stands in the address, so that it can be sent to somebody. */
const wanted = new URLSearchParams(location.search);
let sortedBy = wanted.get("sort") ?? "hall";
if (!(sortedBy in COLUMNS)) sortedBy = "hall";
let trouble = "";

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
    <form class="card asked" @change=${choose}>
      <label>${_("From")}<input type="date" name="from" .value=${wanted.get("from") ?? seen.first_day ?? ""} /></label>
      <label>${_("To")}<input type="date" name="to" .value=${wanted.get("to") ?? seen.last_day ?? ""} /></label>
    </form>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    <ul class="tiles">${sorted().map(tile)}</ul>
    <div class="table">
      <table>
        <thead>
          <tr>
            <td></td>
            <th colspan="5" class="group">${_("Now")}</th>
            <th colspan="4" class="group">${asked() ? _("The days chosen") : _("The seven days before today")}</th>
          </tr>
          <tr>
            ${heading("hall", _("Hall"))} ${heading("waiting", _("Waiting"))} ${heading("longest", _("Longest wait"))}
            ${heading("counters", _("Counters open"))} ${heading("served", _("Served today"))}
            ${heading("kiosks", _("Kiosks in trouble"))} ${heading("served_then", _("Served"))}
            ${heading("target", _("In target"))} ${heading("p90", _("Wait, P90"))}
            ${heading("satisfied", _("Satisfied"))}
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
  wanted.set("sort", key);
  history.replaceState(null, "", `?${wanted}`);
  draw();
}

/** Which days were chosen, as they are asked for. */
const asked = () =>
  new URLSearchParams([...wanted].filter(([key, value]) => ["from", "to"].includes(key) && value)).toString();

/** @param {Event} event */
async function choose(event) {
  const input = /** @type {HTMLInputElement} */ (event.target);
  wanted.set(input.name, input.value);
  history.replaceState(null, "", `?${wanted}`);
  await look();
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
    <td class="count">${number(hall.kiosks_unwell)}</td>
    <td class="count">${number(hall.served)}</td>
    <td class="count">${share(hall.waits.within_target)}</td>
    <td class="count">${hall.waits.p90 === null ? "–" : minutes(hall.waits.p90)}</td>
    <td class="count">${share(hall.ratings.satisfied)} <span class="soft">n=${number(hall.ratings.count)}</span></td>
  </tr>
`;

/** @param {number} value */
const minutes = (value) => _("%(minutes)s min", { minutes: number(Math.round(value)) });

const draw = () => paint(screen());

/** Where the days do not do, the server says why, and the figures of before stay. */
async function load() {
  try {
    seen = /** @type {HallsOverview} */ (await ask(`/api/v1/halls?${asked()}`, UNATTENDED));
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error;
    trouble = error.message;
  }
}

async function look() {
  connection = await load().then(
    () => ({ connected: true, refusal: null }),
    () => ({ connected: false, refusal: null }),
  );
  draw();
}

await openPage(load, draw);
setInterval(look, ASKS_EVERY_MS);

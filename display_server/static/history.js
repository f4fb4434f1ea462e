// Past days against others: a table, the waits of the groups as a chart, the week's hours, how long waits were.
// What is asked for stands in the address, so that it can be kept and sent to somebody who may see it.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask } from "/static/commands.js";
import { comparison } from "/static/comparison.js";
import { dayNotes } from "/static/day_notes.js";
import { dayFlow } from "/static/flow.js";
import { departmentChoice } from "/static/department_choice.js";
import { dayOf, decimal, share, whole } from "/static/figures.js";
import { heatMap } from "/static/heat_map.js";
import { loadFiles, orderedFiles } from "/static/ordered_files.js";
import { hoursTable } from "/static/utilisation.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { loadViews, savedViews } from "/static/saved_views.js";
import { leaveButton, openPage } from "/static/staff.js";
import { N_, _, facts, name, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").Statistics} Statistics */
/** @typedef {import("./contract").StatisticsRow} StatisticsRow */
/** @typedef {Statistics["group_by"]} GroupBy */

/** @type {readonly [GroupBy, string][]} */
const GROUPS = [
  ["service", N_("Service")],
  ["department", N_("Department")],
  ["counter", N_("Counter")],
  ["officer", N_("Officer")],
  ["quarter", N_("Quarter of an hour")],
  ["hour", N_("Hour")],
  ["weekday", N_("Weekday")],
  ["day", N_("Day")],
  ["month", N_("Month")],
  ["priority_class", N_("Priority")],
  ["outcome", N_("Outcome")],
  ["language", N_("Language")],
];
const DAY_MS = 86_400_000;
const STEP_MINUTES = 5;

/** @param {number} ms */
const day = (ms) => new Date(ms).toISOString().slice(0, 10);

/** Where the address says nothing: the four weeks before today, against the four before them. */
function usual() {
  const today = Date.parse(day(Date.now()));
  const [last, first] = [today - DAY_MS, today - 28 * DAY_MS];
  return {
    from: day(first),
    to: day(last),
    against_from: day(first - 28 * DAY_MS),
    against_to: day(last - 28 * DAY_MS),
    group_by: "service",
    department: "",
  };
}

/** @type {Record<string, string>} */
const wanted = { ...usual(), ...Object.fromEntries(new URLSearchParams(location.search)) };
delete wanted.lang;

/** @typedef {{these: Statistics, those: Statistics, hours: Statistics | null, flow: import("./contract").DayFlow | null}} Found */

/** @type {Found | null} */
let found = null;
let trouble = "";
let mayWrite = false;
/** An officer sees only what they did themselves. */
let own = false;
const OWN_GROUPS = ["day", "weekday", "month"];

/** What of it is not as usual: a saved view without days moves with them. */
const chosen = () => {
  const asUsual = /** @type {Record<string, string>} */ (usual());
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => value && value !== asUsual[key]));
};

const screen = () => html`
  <header class="bar">
    ${mark}
    <div><h1>${own ? _("My past days") : _("Past days")}</h1></div>
    <div class="end">
      ${languageLinks()}${own ? html`<a href="/account">${_("My account")}</a>` : html`<a href="/manager/${facts.hall}/fairness">${_("Fairness")}</a><a href="/manager/${facts.hall}">${_("Today in the hall")}</a>`}${leaveButton()}
    </div>
  </header>
  <main class="history overview">
    <form class="card asked" @change=${choose}>
      ${dates("from", "to", _("These days"))} ${dates("against_from", "against_to", _("Against"))}
      <label>${_("By")}
        <select name="group_by">
          ${GROUPS.filter(([key]) => !own || OWN_GROUPS.includes(key)).map(([key, words]) => html`<option value=${key} ?selected=${key === wanted.group_by}>${_(words)}</option>`)}
        </select>
      </label>
      ${own ? nothing : ofTheHall()}
    </form>
    ${own ? nothing : savedViews(chosen(), draw)}
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${found ? results(found) : nothing}
    ${own ? nothing : orderedFiles(wanted, mayWrite, draw)}
    <p class="soft"><a href=${`/definitions?lang=${spoken()}`}>${_("What the figures mean")}</a></p>
  </main>
`;

/** What only those choose who see more than themselves. */
const ofTheHall = () => html`
  ${departmentChoice("department", wanted.department)}
  <a class="button" href="/api/v1/halls/${facts.hall}/statistics.csv?${query("from", "to")}" download>${_("Download CSV")}</a>
  <a class="button" href="/api/v1/halls/${facts.hall}/statistics.xlsx?${query("from", "to")}" download>${_("Download Excel")}</a>
  <a class="button" href="/api/v1/halls/${facts.hall}/statistics.pdf?${query("from", "to")}" download>${_("Download PDF")}</a>
`;

/** @param {string} first @param {string} last @param {string} words */
const dates = (first, last, words) => html`
  <fieldset>
    <legend>${words}</legend>
    <label>${_("From")}<input type="date" name=${first} .value=${wanted[first]} /></label>
    <label>${_("To")}<input type="date" name=${last} .value=${wanted[last]} /></label>
  </fieldset>
`;

/** @param {Found} of */
const results = ({ these, those, hours, flow }) => html`
  <section class="card">
    <h2>${_("Wait: half of the visitors, and nine of ten, waited no longer")}</h2>
    ${comparison(these.rows, those.rows, notesOf(these))} ${table(these, those)}
  </section>
  ${these.total.utilisation
    ? html`
        <section class="card">
          <h2>${_("What counters did with the opening hours")}</h2>
          ${hoursTable(these, those)}
        </section>
      `
    : nothing}
  ${dayNotes(these.notes ?? [], mayWrite, again)}
  ${flow
    ? html`<section class="card">
        <h2>${_("Flow through the day")}</h2>
        ${dayFlow(flow)}
      </section>`
    : nothing}
  ${hours
    ? html`<section class="card">
        <h2>${_("The week, hour by hour: wait, P90")}</h2>
        ${heatMap(hours.rows)}
      </section>`
    : nothing}
  <section class="card">
    <h2>${_("How long people waited")}</h2>
    ${distribution(these)}
  </section>
`;

/** @param {Statistics} these @param {Statistics} those */
function table(these, those) {
  const before = new Map([...those.rows, those.total].map((row) => [row.key, row]));
  const gone = those.rows.filter((row) => !these.rows.some((own) => own.key === row.key));
  return html`
    <div class="table" role="region" tabindex="0" aria-label=${_("Waiting and service times")}>
      <table class="periods">
        <thead>
          <tr>
            <td></td>
            ${[_("Issued"), _("Served"), _("Wait, mean"), _("Wait, P90"), _("In target"), _("Service time, mean"), ...(own ? [] : [_("Satisfied")])].map(
              (words) => html`<th class="count" colspan="2" scope="col">${words}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${these.rows.map((row) => line(row, before.get(row.key), notesOf(these).get(row.key)))}
          ${gone.map((row) => line(null, row))}
        </tbody>
        <tfoot>
          ${line(these.total, those.total)}
        </tfoot>
      </table>
    </div>
    <p class="soft">
      ${_("In small figures: the days compared with, %(from)s to %(to)s.", { from: dayOf(those.first_day), to: dayOf(those.last_day) })}
    </p>
  `;
}

/** The notes to days by the keys of their rows, where rows are days. @param {Statistics} of @returns {Map<string, string>} */
const notesOf = ({ group_by, notes = [] }) => new Map(group_by === "day" ? notes.map((each) => [each.day, each.note]) : []);

/** @param {StatisticsRow | null} row @param {StatisticsRow | undefined} before @param {string} [note] */
const line = (row, before, note) => html`
  <tr>
    <th scope="row">${name((row ?? before)?.name ?? {})}${note ? html`<small class="note">✎ ${note}</small>` : nothing}</th>
    ${pair(whole(row?.issued), whole(before?.issued))} ${pair(whole(row?.served), whole(before?.served))}
    ${pair(decimal(row?.waits.mean), decimal(before?.waits.mean))} ${pair(decimal(row?.waits.p90), decimal(before?.waits.p90))}
    ${pair(share(row?.waits.within_target), share(before?.waits.within_target))}
    ${pair(decimal(row?.service_times.mean), decimal(before?.service_times.mean))}
    ${own ? nothing : pair(satisfied(row), satisfied(before ?? null))}
  </tr>
`;

/** @param {unknown} now @param {unknown} before */
const pair = (now, before) => html`<td class="count">${now}</td><td class="count before">${before}</td>`;

/** @param {StatisticsRow | null} row */
const satisfied = (row) => html`${share(row?.ratings.satisfied)} <small>n=${row ? number(row.ratings.count) : 0}</small>`;

/** @param {Statistics} these */
function distribution({ wait_distribution: steps = [] }) {
  const all = Math.max(1, steps.reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...steps);
  const used = Math.max(...steps.map((count, step) => (count ? step : -1)), -1);
  return html`
    <table class="bars">
      <thead class="hidden"><tr><th>${_("Minutes")}</th><th>${_("Visitors")}</th></tr></thead>
      <tbody>
        ${steps.slice(0, used + 1).map(
          (count, step) => html`
            <tr>
              <th scope="row">${step === steps.length - 1 ? `> ${step * STEP_MINUTES}` : `${step * STEP_MINUTES}–${(step + 1) * STEP_MINUTES}`}</th>
              <td><span class="bar-of" .style=${`width: ${(70 * count) / most}%`}></span> ${number(count)} <small>${share(count / all)}</small></td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

/** @param {string} from @param {string} to @param {string} [groupBy] */
const query = (from, to, groupBy = wanted.group_by) => `${days(from, to)}&${new URLSearchParams({ group_by: groupBy })}`;

/** @param {string} from @param {string} to */
function days(from, to) {
  const asked = new URLSearchParams({ from: wanted[from], to: wanted[to] });
  if (wanted.department) asked.set("department", wanted.department);
  return asked.toString();
}

/** @param {Event} event */
function choose(event) {
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  for (const [key, value] of form) if (value || key === "department") wanted[key] = String(value);
  history.replaceState(null, "", `?${new URLSearchParams(wanted)}`);
  void load().then(draw);
}

/** @param {import("./commands").Person} person */
async function open(person) {
  mayWrite = ["manager", "admin"].includes(person.role);
  own = person.role === "officer";
  if (own && !OWN_GROUPS.includes(wanted.group_by)) wanted.group_by = "day";
  await (own ? load() : Promise.all([load(), loadViews(), loadFiles(draw)]));
}

/** @type {() => Promise<void>} */
const again = () => load().then(draw);

async function load() {
  try {
    [found, trouble] = [await (own ? ofMyself() : ofHall()), ""];
  } catch (error) {
    if (!(error instanceof Refusal) || !found) throw error;
    trouble = error.message;
  }
}

/** @returns {Promise<Found>} */
async function ofHall() {
  const address = `/api/v1/halls/${facts.hall}/statistics`;
  const [these, those, hours, flow] = await Promise.all([
    ask(`${address}?${query("from", "to")}`),
    ask(`${address}?${query("against_from", "against_to")}`),
    ask(`${address}?${query("from", "to", "weekday_hour")}`),
    ask(`/api/v1/halls/${facts.hall}/flow?${days("from", "to")}`),
  ]);
  return { these, those, hours, flow };
}

/** @returns {Promise<Found>} */
async function ofMyself() {
  const asked = [
    ["from", "to"],
    ["against_from", "against_to"],
  ].map(([from, to]) => new URLSearchParams({ from: wanted[from], to: wanted[to], group_by: wanted.group_by }));
  const [these, those] = await Promise.all(asked.map((each) => ask(`/api/v1/halls/${facts.hall}/statistics/own?${each}`)));
  return { these, those, hours: null, flow: null };
}

/** @type {() => void} */
const draw = () => paint(screen());

await openPage(open, draw);

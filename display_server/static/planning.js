// Before deciding: what a day will bring, how many counters that needs, and past days with a change.
// Each is reckoned beside the server and may take a minute; the page says so while it waits.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask, post } from "/static/commands.js";
import { departmentChoice } from "/static/department_choice.js";
import { dayOf, decimal, share, whole } from "/static/figures.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton, openPage } from "/static/staff.js";
import { N_, _, facts, name, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").DayForecast} DayForecast */
/** @typedef {import("./contract").DepartmentStaffing} DepartmentStaffing */
/** @typedef {import("./contract").StaffingPlan} StaffingPlan */
/** @typedef {import("./contract").WhatIf} WhatIf */
/** @typedef {import("./contract").WhatIfRow} WhatIfRow */
/** @typedef {import("./contract").ExpectedVisitors} ExpectedVisitors */
/** @typedef {import("./words").Words} Words */
/** @template T @typedef {{busy: boolean, trouble: string, answer: T | null}} Question */

const DAY_MS = 86_400_000;
const PATIENCE_MS = 300_000;

/** @type {readonly [string, string][]} */
const WEEKDAYS = [
  ["mon", N_("Monday")],
  ["tue", N_("Tuesday")],
  ["wed", N_("Wednesday")],
  ["thu", N_("Thursday")],
  ["fri", N_("Friday")],
  ["sat", N_("Saturday")],
  ["sun", N_("Sunday")],
];

/** @param {number} ms */
const day = (ms) => new Date(ms).toISOString().slice(0, 10);
const yesterday = Date.parse(day(Date.now())) - DAY_MS;
const usual = { from: day(yesterday - 27 * DAY_MS), to: day(yesterday) };

/** @type {Question<DayForecast>} */
const forecast = { busy: false, trouble: "", answer: null };
/** @type {Question<StaffingPlan>} */
const staffing = { busy: false, trouble: "", answer: null };
/** @type {Question<WhatIf>} */
const whatIf = { busy: false, trouble: "", answer: null };
/** The change that was tried, as the server takes it. @type {Record<string, string>} */
let tried = {};
let draftTrouble = "";

const screen = () => html`
  <header class="bar">
    ${mark}
    <div><h1>${_("Before deciding")}</h1></div>
    <div class="end">${languageLinks()}<a href="/manager/${facts.hall}">${_("Today in the hall")}</a>${leaveButton()}</div>
  </header>
  <main class="planning overview">
    <section class="card">
      <h2>${_("What a day will bring")}</h2>
      <form class="asked" @submit=${askForecast}>
        <label>${_("Day")}<input type="date" name="day" /></label>
        <button class="button first">${_("Show")}</button>
      </form>
      ${said(forecast, brings)}
    </section>
    <section class="card">
      <h2>${_("Counters needed")}</h2>
      <form class="asked" @submit=${askStaffing}>
        ${pastDays()}
        <label>${_("Weekday")}
          <select name="weekday">
            <option value="">${_("All days")}</option>
            ${WEEKDAYS.map(([key, words]) => html`<option value=${key}>${_(words)}</option>`)}
          </select>
        </label>
        ${departmentChoice("department")}
        <label>${_("Of a hundred visitors")}<input type="number" name="share_percent" min="1" max="99" value="80" required /></label>
        <label>${_("wait at most, minutes")}<input type="number" name="within_minutes" min="1" max="240" value="15" required /></label>
        <button class="button first">${_("Reckon")}</button>
      </form>
      ${said(staffing, needed)}
    </section>
    <section class="card">
      <h2>${_("What if?")}</h2>
      <p class="soft">
        ${_("Past days are lived again by the rules that call visitors today, once as they were and once with the change.")}
      </p>
      <form class="asked" @submit=${askWhatIf}>
        ${pastDays()} ${changes()}
        <button class="button first">${_("Try it")}</button>
      </form>
      ${said(whatIf, compared)}
    </section>
    <p class="soft"><a href=${`/definitions?lang=${spoken()}`}>${_("What the figures mean")}</a></p>
  </main>
`;

const pastDays = () => html`
  <fieldset>
    <legend>${_("Past days")}</legend>
    <label>${_("From")}<input type="date" name="from" value=${usual.from} max=${usual.to} required /></label>
    <label>${_("To")}<input type="date" name="to" value=${usual.to} max=${usual.to} required /></label>
  </fieldset>
`;

/** @param {string} field @param {string} words */
const counterChoice = (field, words) => html`
  <label>${words}
    <select name=${field}>
      <option value="">–</option>
      ${facts.counters.map((/** @type {number} */ each) => html`<option value=${each}>${each}</option>`)}
    </select>
  </label>
`;

const changes = () => html`
  <fieldset>
    <legend>${_("Head start")}</legend>
    <label>${_("Class")}
      <select name="class">
        <option value="">–</option>
        ${facts.classes.map(
          (/** @type {{slug: string, name: Words}} */ each) => html`<option value=${each.slug}>${name(each.name)}</option>`,
        )}
      </select>
    </label>
    <label>${_("Minutes")}<input type="number" name="class_minutes" min="0" max="240" /></label>
  </fieldset>
  <fieldset>
    <legend>${_("Two departments share their counters")}</legend>
    ${departmentChoice("shared_1", "", "–")} ${departmentChoice("shared_2", "", "–")} ${hours("shared")}
  </fieldset>
  <fieldset>
    <legend>${_("One counter more")}</legend>
    ${counterChoice("like", _("Such as counter"))} ${hours("more")}
  </fieldset>
  <fieldset>
    <legend>${_("Other rules")}</legend>
    ${counterChoice("without_counter", _("Counter stays closed"))}
    <label>${_("Opening hours")}<input name="open_at" placeholder="07:00-11:30,13:00-17:00" /></label>
    <label>${_("No-show after, minutes")}<input type="number" name="no_show_after" min="0" max="240" /></label>
    <label>${_("Helping out after, minutes")}<input type="number" name="help_after" min="0" max="240" /></label>
  </fieldset>
`;

/** @param {string} field */
const hours = (field) => html`
  <label>${_("From, o'clock")}<input type="time" name=${`${field}_from`} /></label>
  <label>${_("To, o'clock")}<input type="time" name=${`${field}_to`} /></label>
`;

/** @template T @param {Question<T>} question @param {(answer: T) => unknown} answered */
function said({ busy, trouble, answer }, answered) {
  if (busy) return html`<p class="soft" role="status">${_("Reckoning … this can take a minute.")}</p>`;
  if (trouble) return html`<p class="trouble" role="alert">${trouble}</p>`;
  return answer ? answered(answer) : nothing;
}

/** @param {DayForecast} of */
const brings = (of) => html`
  <p class="figure"><strong>${range(of.whole)}</strong> ${_("visitors on %(day)s", { day: dayOf(of.day) })}</p>
  <p class="soft">${how(of)}</p>
  <div class="side">
    <div class="table">
      <table>
        <caption>${_("By the half hour")}</caption>
        <thead><tr><td></td><th class="count" scope="col">${_("Visitors")}</th><th class="count" scope="col">${_("8 of 10 days")}</th></tr></thead>
        <tbody>
          ${of.half_hours.map(
            (each) => html`<tr><th scope="row">${each.start}</th><td class="count">${bar(each.expected.mean, most(of))} ${whole(each.expected.mean)}</td><td class="count">${each.expected.low}–${each.expected.high}</td></tr>`,
          )}
        </tbody>
      </table>
    </div>
    <div class="table">
      <table>
        <caption>${_("By service")}</caption>
        <thead><tr><td></td><th class="count" scope="col">${_("Visitors")}</th><th class="count" scope="col">${_("8 of 10 days")}</th></tr></thead>
        <tbody>
          ${of.services.map(
            (each) => html`<tr><th scope="row">${serviceName(each.service)}</th><td class="count">${whole(each.expected.mean)}</td><td class="count">${each.expected.low}–${each.expected.high}</td></tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>
`;

/** @param {DayForecast} of */
const most = (of) => Math.max(1, ...of.half_hours.map((each) => each.expected.mean));

/** @param {number} value @param {number} most */
const bar = (value, most) => html`<span class="bar-of" aria-hidden="true" .style=${`width: ${(6 * value) / most}rem`}></span>`;

/** @param {string} slug */
const serviceName = (slug) => name(facts.services[slug] ?? {}) || slug;

/** @param {DayForecast} of */
function how(of) {
  if (of.error === null || of.plain_error === null) return _("Too few past days to judge by.");
  const figures = {
    days: of.judged,
    error: share(of.error),
    plain: share(of.plain_error),
    inside: share(of.inside),
  };
  return of.by_lately
    ? _("By how busy it has been lately and what kind of day it is. Of the last %(days)s days that was wrong by %(error)s a day, the mean of such weekdays by %(plain)s; %(inside)s stayed in their range.", figures)
    : _("By the mean of such weekdays. Of the last %(days)s days that was wrong by %(error)s a day; %(inside)s stayed in their range.", figures);
}

/** @param {StaffingPlan} plan */
const needed = (plan) => html`
  <p class="soft">
    ${_("Officers to plan so that %(share)s of a hundred visitors wait at most %(minutes)s minutes; in small figures how many were there.", { share: plan.share_percent, minutes: plan.within_minutes })}
    <a class="button" href=${`/api/v1/halls/${facts.hall}/staffing.xlsx?${staffingQuery}`} download>${_("Download Excel")}</a>
  </p>
  <div class="table">
    <table>
      <thead>
        <tr><td></td><th class="count" scope="col">${_("In target")}</th>${starts(plan).map((start) => html`<th class="count" scope="col">${start}</th>`)}</tr>
      </thead>
      <tbody>
        ${plan.departments.map(
          (of) => html`<tr><th scope="row">${departmentName(of.department)}</th><td class="count">${share(of.within)}</td>${starts(plan).map((start) => cell(of, start))}</tr>`,
        )}
      </tbody>
    </table>
  </div>
`;

/** @param {StaffingPlan} plan */
const starts = (plan) => [...new Set(plan.departments.flatMap((each) => each.half_hours.map((half) => half.start)))].sort();

/** @param {DepartmentStaffing} of @param {string} start */
function cell(of, start) {
  const half = of.half_hours.find((each) => each.start === start);
  if (!half) return html`<td></td>`;
  return html`<td class=${half.rostered > Math.ceil(half.were_there) ? "count short" : "count"}>${half.rostered} <small>${decimal(half.were_there)}</small></td>`;
}

/** @param {WhatIf} of */
const compared = (of) => html`
  <p class="soft">
    ${_("Days lived again: %(days)s, from %(first)s to %(last)s. Lived unchanged they are %(error)s minutes from their journal for each visitor: believe no smaller change.", { days: of.days, first: dayOf(of.first_day), last: dayOf(of.last_day), error: decimal(of.replay_error_minutes) })}
  </p>
  <p>${_("The mean wait of a day changes by %(least)s to %(most)s minutes; it is shorter on %(better)s of %(days)s days. Counters go on after their time for %(before)s, then %(after)s minutes a day.", { least: signed(of.rows[0]?.daily_change?.[0]), most: signed(of.rows[0]?.daily_change?.[1]), better: of.rows[0]?.days_better ?? 0, days: of.days, before: whole(of.overtime_minutes[0]), after: whole(of.overtime_minutes[1]) })}</p>
  <div class="table">
    <table class="periods">
      <thead>
        <tr>
          <td></td>
          ${[_("Were called"), _("Wait, mean"), _("Wait, P90"), _("In target"), _("Not called")].map((words) => html`<th class="count" colspan="2" scope="col">${words}</th>`)}
          <th class="count" scope="col">${_("Wait less")}</th><th class="count" scope="col">${_("Wait longer")}</th>
        </tr>
      </thead>
      <tbody>${of.rows.map(line)}</tbody>
    </table>
  </div>
  <p class="soft">${_("In small figures: without the change.")}</p>
  <form class="asked" @submit=${makeDraft}>
    <label>${_("The hall's file (.toml)")}<input type="file" name="hall_file" accept=".toml" required /></label>
    <button class="button">${_("Download a draft with this change")}</button>
  </form>
  ${draftTrouble ? html`<p class="trouble" role="alert">${draftTrouble}</p>` : nothing}
  <p class="soft">${_("Nothing in the hall changes before an administrator has looked the draft through and loaded it.")}</p>
`;

/** @param {WhatIfRow} row */
const line = (row) => html`
  <tr>
    <th scope="row">${groupName(row)}</th>
    ${pair(whole(row.after.n), whole(row.before.n))} ${pair(decimal(row.after.mean_minutes), decimal(row.before.mean_minutes))}
    ${pair(decimal(row.after.p90_minutes), decimal(row.before.p90_minutes))}
    ${pair(share(row.after.within_target), share(row.before.within_target))} ${pair(whole(row.after.uncalled), whole(row.before.uncalled))}
    <td class="count">${number(row.gain)}</td>
    <td class="count">${number(row.lose)}</td>
  </tr>
`;

/** @param {unknown} now @param {unknown} before */
const pair = (now, before) => html`<td class="count">${now}</td><td class="count before">${before}</td>`;

/** @param {WhatIfRow} row */
function groupName(row) {
  if (row.kind === "hall") return _("Everybody");
  if (row.kind === "department") return departmentName(row.key);
  return row.key ? named(facts.classes, row.key) : _("Without a class");
}

/** @param {string} slug */
const departmentName = (slug) => named(facts.departments, slug);
/** @param {{slug: string, name: Words}[]} all @param {string} slug */
const named = (all, slug) => name(all.find((each) => each.slug === slug)?.name ?? {}) || slug;

/** @param {ExpectedVisitors} of */
const range = (of) => `${whole(of.mean)} (${number(of.low)}–${number(of.high)})`;
/** @param {number | null | undefined} value */
const signed = (value) => decimal(value, { signDisplay: "exceptZero" });

// --- asking ---

let staffingQuery = "";

/** @param {SubmitEvent} event */
function askForecast(event) {
  void reckon(forecast, "forecast", filled(event));
}

/** @param {SubmitEvent} event */
function askStaffing(event) {
  const asked = filled(event);
  staffingQuery = asked.toString();
  void reckon(staffing, "staffing", asked);
}

/** @param {SubmitEvent} event */
function askWhatIf(event) {
  const form = filled(event);
  const between = (/** @type {string} */ field) =>
    form.has(`${field}_from`) && form.has(`${field}_to`) ? `@${form.get(`${field}_from`)}-${form.get(`${field}_to`)}` : "";
  const asked = new URLSearchParams({ from: form.get("from") ?? "", to: form.get("to") ?? "" });
  if (form.has("class")) asked.set("head_start", `${form.get("class")}=${form.get("class_minutes") ?? 0}`);
  if (form.has("shared_1") && form.has("shared_2"))
    asked.set("shared", `${form.get("shared_1")},${form.get("shared_2")}${between("shared")}`);
  if (form.has("like")) asked.set("more_counters", `${form.get("like")}${between("more")}`);
  for (const field of ["without_counter", "open_at", "no_show_after", "help_after"])
    if (form.has(field)) asked.set(field, form.get(field) ?? "");
  tried = Object.fromEntries([...asked].filter(([key]) => key !== "from" && key !== "to"));
  draftTrouble = "";
  void reckon(whatIf, "what-if", asked);
}

/** @param {SubmitEvent} event */
async function makeDraft(event) {
  event.preventDefault();
  const file = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("hall_file");
  if (!(file instanceof File)) return;
  try {
    const body = { ...tried, hall_file: await file.text() };
    const draft = await post(`/api/v1/halls/${facts.hall}/what-if/draft`, body, AbortSignal.timeout(PATIENCE_MS));
    download(draft.hall_file, file.name.replace(/(\.toml)?$/, "-draft.toml"));
    draftTrouble = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    draftTrouble = error.message;
  }
  draw();
}

/** @param {string} text @param {string} name */
function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** What the form holds, without what was left empty. @param {SubmitEvent} event */
function filled(event) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  return new URLSearchParams([...form].flatMap(([key, value]) => (value ? [[key, String(value)]] : [])));
}

/** @template T @param {Question<T>} question @param {string} what @param {URLSearchParams} asked */
async function reckon(question, what, asked) {
  Object.assign(question, { busy: true, trouble: "", answer: null });
  draw();
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    question.answer = await ask(`/api/v1/halls/${facts.hall}/${what}?${asked}`, { signal });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    question.trouble = error.message;
  } finally {
    question.busy = false;
    draw();
  }
}

const draw = () => paint(screen());

await openPage(async () => undefined, draw);

// Whether people were called in their turn: waits by priority class, calls out of order and why. Counts nothing.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask } from "/static/commands.js";
import { departmentChoice } from "/static/department_choice.js";
import { decimal, share } from "/static/figures.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton, openPage } from "/static/staff.js";
import { _, facts, name, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").Fairness} Fairness */
/** @typedef {import("./contract").CallOutOfOrder} CallOutOfOrder */

const WEEK_MS = 6 * 86_400_000;
const first = new Date(Date.parse(facts.today) - WEEK_MS).toISOString().slice(0, 10);

/** @type {Record<string, string>} */
const wanted = { from: first, to: facts.today, department: "", ...Object.fromEntries(new URLSearchParams(location.search)) };

/** @type {Fairness | null} */
let found = null;
let trouble = "";

const address = () => {
  const asked = new URLSearchParams({ from: wanted.from, to: wanted.to });
  if (wanted.department) asked.set("department", wanted.department);
  return asked.toString();
};

const screen = () => html`
  <header class="bar">
    ${mark}
    <div><h1>${_("Fairness")}</h1></div>
    <div class="end">${languageLinks()}<a href="/manager/${facts.hall}/history">${_("Past days")}</a>${leaveButton()}</div>
  </header>
  <main class="history overview">
    <form class="card asked" @change=${choose}>
      <label>${_("From")}<input type="date" name="from" max=${facts.today} .value=${wanted.from} /></label>
      <label>${_("To")}<input type="date" name="to" max=${facts.today} .value=${wanted.to} /></label>
      ${departmentChoice("department", wanted.department)}
      <a class="button" href="/api/v1/halls/${facts.hall}/fairness.csv?${address()}&lang=${spoken()}" download>${_("Download CSV")}</a>
      <a class="button" href="/api/v1/halls/${facts.hall}/fairness.xlsx?${address()}&lang=${spoken()}" download>${_("Download Excel")}</a>
    </form>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${found ? results(found) : nothing}
  </main>
`;

/** @param {Fairness} of */
const results = (of) => html`
  <section class="card">
    <h2>${_("Waits by priority class")}</h2>
    <div class="table" tabindex="0" role="region" aria-label=${_("Waits by priority class")}>
      <table>
        <thead>
          <tr>
            <td></td>
            <th class="count" scope="col">n</th>
            <th class="count" scope="col">${_("Median")}</th>
            <th class="count" scope="col">P90</th>
            <th class="count" scope="col">${_("In target")}</th>
          </tr>
        </thead>
        <tbody>
          ${of.classes.map(
            ({ name: words, waits }) => html`
              <tr>
                <th scope="row">${name(words)}</th>
                <td class="count">${number(waits.count)}</td>
                <td class="count">${decimal(waits.p50)}</td>
                <td class="count">${decimal(waits.p90)}</td>
                <td class="count">${share(waits.within_target)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  </section>
  <section class="card">
    <h2>${_("Calls out of order")}</h2>
    <p>
      ${of.calls === null
        ? _("%(count)s calls came before somebody who had come earlier and waited.", { count: number(of.out_of_order) })
        : _("Of %(calls)s calls %(count)s came before somebody who had come earlier and waited.", {
            calls: number(of.calls),
            count: number(of.out_of_order),
          })}
    </p>
    <p class="soft">
      ${_("Who had asked not to be called yet, or was sent to another counter, is not passed by anybody.")}
    </p>
    ${of.reasons.length
      ? html`<ul class="plain">${of.reasons.map((each) => html`<li>${name(each.name)}: <b>${number(each.count)}</b></li>`)}</ul>`
      : nothing}
    ${of.listed.length ? list(of) : nothing}
  </section>
`;

/** @param {Fairness} of */
const list = (of) => html`
  ${of.listed.length < of.out_of_order
    ? html`<p class="soft">${_("The latest %(count)s of them; the files have all.", { count: of.listed.length })}</p>`
    : nothing}
  <div class="table" tabindex="0" role="region" aria-label=${_("Calls out of order")}>
    <table class="calls">
      <thead>
        <tr>
          <th scope="col">${_("Called")}</th>
          <th scope="col">${_("Number")}</th>
          <th scope="col">${_("Counter")}</th>
          <th scope="col">${_("Called before")}</th>
          <th class="count" scope="col">${_("Passed")}</th>
          <th scope="col">${_("Reason")}</th>
        </tr>
      </thead>
      <tbody>
        ${of.listed.map(row)}
      </tbody>
    </table>
  </div>
`;

/** @param {CallOutOfOrder} of */
const row = (of) => html`
  <tr>
    <td>${new Date(of.at).toLocaleString(spoken(), { dateStyle: "short", timeStyle: "short", timeZone: facts.timezone })}</td>
    <td>${visit(of.number, of.day)} <small>${[name(of.service_name), name(of.class_name)].filter(Boolean).join(" · ")}</small></td>
    <td>${of.counter}</td>
    <td>${visit(of.passed_number, of.day)} <small>${_("came at %(time)s", { time: clock(of.passed_came_at) })}</small></td>
    <td class="count">${number(of.passed)}</td>
    <td>${name(of.reason_name)}${of.words === null ? nothing : html`<small class="note">${of.words || _("What was written is not kept any more.")}</small>`}</td>
  </tr>
`;

/** @param {string} asked @param {string} day */
const visit = (asked, day) => html`<a href=${`/manager/${facts.hall}/visit?${new URLSearchParams({ number: asked, day })}`}>${asked}</a>`;

/** @param {string} at */
const clock = (at) => new Date(at).toLocaleTimeString(spoken(), { timeStyle: "short", timeZone: facts.timezone });
/** @param {Event} event */
function choose(event) {
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  for (const [key, value] of form) if (value || key === "department") wanted[key] = String(value);
  history.replaceState(null, "", `?${address()}`);
  void load().then(draw);
}

async function load() {
  try {
    found = await ask(`/api/v1/halls/${facts.hall}/fairness?${address()}`, { signal: AbortSignal.timeout(60_000) });
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal) || [401, 403].includes(error.status)) throw error;
    trouble = error.message;
  }
}

const draw = () => paint(screen());

await openPage(load, draw);

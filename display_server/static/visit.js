// A visit's story: found by its number and day, every event of it in one plain sentence. Only reads.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask } from "/static/commands.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton, openPage } from "/static/staff.js";
import { _, facts, name, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").History} History */
/** @typedef {import("./contract").JournalEntry} JournalEntry */

/** @type {Record<string, string>} */
const wanted = { number: "", day: facts.today, ...Object.fromEntries(new URLSearchParams(location.search)) };

/** @type {History | null} */
let found = null;
let trouble = "";

const screen = () => html`
  <header class="bar">
    ${mark}
    <div><h1>${_("A visit")}</h1></div>
    <div class="end">
      ${languageLinks()}<a href="/manager/${facts.hall}/fairness">${_("Fairness")}</a>
      <a href="/manager/${facts.hall}">${_("Today in the hall")}</a>${leaveButton()}
    </div>
  </header>
  <main class="history overview">
    <form class="card asked" @submit=${search}>
      <label>${_("Number")}<input name="number" required maxlength="12" autocomplete="off" .value=${wanted.number} /></label>
      <label>${_("Day")}<input type="date" name="day" required max=${facts.today} .value=${wanted.day} /></label>
      <button class="button">${_("Show")}</button>
    </form>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${found ? story(found) : nothing}
  </main>
`;

/** @param {History} of */
const story = ({ ticket, events, stops = [], total_minutes }) => html`
  <section class="card">
    <h2>${ticket.number} · ${name(ticket.service_name)}</h2>
    <div class="table" tabindex="0" role="region" aria-label=${_("Stops")}>
      <table>
        <thead>
          <tr>
            <th scope="col">${_("Service")}</th>
            <th class="count" scope="col">${_("Counter")}</th>
            <th class="count" scope="col">${_("Wait, minutes")}</th>
            <th class="count" scope="col">${_("Service time, minutes")}</th>
          </tr>
        </thead>
        <tbody>
          ${stops.map(
            (stop) => html`
              <tr>
                <th scope="row">${name(stop.name)}</th>
                <td class="count">${stop.counter ?? "–"}</td>
                <td class="count">${minutes(stop.wait_minutes)}</td>
                <td class="count">${stop.inaccurate ? _("not known") : minutes(stop.service_minutes)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
    ${total_minutes === null || total_minutes === undefined
      ? nothing
      : html`<p>${_("From the issue to the end: %(minutes)s minutes.", { minutes: minutes(total_minutes) })}</p>`}
  </section>
  <section class="card">
    <h2>${_("What happened")}</h2>
    <ol class="plain story">
      ${events.map((of, nth) => line(of, nth > 0 && dayOf(of.at) === dayOf(events[nth - 1].at)))}
    </ol>
    <p class="soft">${_("Names, notes and reasons are shown as long as the hall keeps them.")}</p>
  </section>
`;

/** @param {JournalEntry} of @param {boolean} isSameDay as the one before */
const line = (of, isSameDay) => html`
  <li class=${of.undone ? "undone" : ""}>
    <time datetime=${of.at}>${isSameDay ? nothing : html`<small>${dayOf(of.at)}</small>`}${clock(of.at)}</time>
    <span>
      ${name(of.words)}${of.undone ? html` <em>${_("taken back")}</em>` : nothing}
      <small>${of.actor || _("Name no longer kept")}</small>
    </span>
  </li>
`;

/** @param {string} at */
const dayOf = (at) => new Date(at).toLocaleDateString(spoken(), { dateStyle: "short", timeZone: facts.timezone });
/** @param {string} at */
const clock = (at) => new Date(at).toLocaleTimeString(spoken(), { timeStyle: "medium", timeZone: facts.timezone });
/** @param {number | null} value */
const minutes = (value) => (value === null ? "–" : number(value, spoken(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }));

/** @param {SubmitEvent} event */
function search(event) {
  event.preventDefault();
  Object.assign(wanted, Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))));
  history.replaceState(null, "", `?${new URLSearchParams({ number: wanted.number, day: wanted.day })}`);
  void load().then(draw);
}

async function load() {
  if (!wanted.number) return;
  try {
    found = await ask(`/api/v1/halls/${facts.hall}/visits?${new URLSearchParams({ number: wanted.number, day: wanted.day })}`);
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 401) throw error;
    [found, trouble] = [null, error.message];
  }
}

const draw = () => paint(screen());

await openPage(load, draw);

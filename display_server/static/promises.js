// What visitors of a day were told of their waits, what it was worth, and by what waits are told. Nothing is counted here.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { askDay, chosenDay, openDay, paintDay } from "/static/day_page.js";
import { dayOf, share } from "/static/figures.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton } from "/static/staff.js";
import { _, facts, name, number } from "/static/words.js";

/** @typedef {import("./contract").PromiseLedger} PromiseLedger */
/** @typedef {import("./contract").PromiseAccount} PromiseAccount */
/** @typedef {import("./contract").EstimatorFigures} EstimatorFigures */

/** @type {PromiseLedger | null} */
let shown = null;
let day = "";
let trouble = "";

/** @param {PromiseLedger} of */
const screen = (of) => html`
  <header class="bar">
    ${mark}<h1>${_("Promised waits")}</h1>
    <div class="end">
      ${languageLinks()}<a href="/manager/${facts.hall}">${_("Today in the hall")}</a>
      <a href="/definitions#promises">${_("What the figures mean")}</a>${leaveButton()}
    </div>
  </header>
  <main class="accounts">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    <form class="card" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="fields">
        <label class="field">${_("Day")}<input type="date" name="day" required .value=${of.day} @change=${chooseDay} /></label>
      </div>
    </form>
    <section class="card" data-list="slips">
      <h2>${_("Told as the ticket was taken")}</h2>
      ${of.slips ? account(of.slips) : html`<p class="soft">${_("Nothing on this day.")}</p>`}
      ${of.not_judged ? html`<p class="soft">${_("Not called by it, and so not judged: %(count)s", { count: number(of.not_judged) })}</p>` : nothing}
      ${of.worst_hour
        ? html`<p data-figure="worst_hour">${_("Worst hour: %(from)s–%(until)s. Called late: %(late)s of %(count)s. Mostly because %(why)s.", {
            from: hour(of.worst_hour.hour),
            until: hour(of.worst_hour.hour + 1),
            late: share(of.worst_hour.account.late),
            count: number(of.worst_hour.account.promises),
            why: name(of.worst_hour.why),
          })}</p>`
        : nothing}
    </section>
    ${of.phones
      ? html`<section class="card" data-list="phones">
          <h2>${_("Told anew on phones")}</h2>
          ${account(of.phones)}
        </section>`
      : nothing}
    ${estimator(of)}
  </main>
`;

/** @param {number} of */
const hour = (of) => `${String(of % 24).padStart(2, "0")}:00`;

/** @param {PromiseAccount} of */
const account = (of) => html`
  <dl class="figures">
    ${figure("promises", _("Promises"), number(of.promises))} ${figure("kept", _("Called when told"), share(of.kept))}
    ${figure("early", _("Called earlier"), share(of.early))} ${figure("late", _("Called later"), share(of.late))}
    ${figure("error", _("Mean error"), minutes(of.mean_error_minutes))}
    ${of.late ? figure("lateness", _("Mean delay of those called later"), minutes(of.mean_lateness_minutes)) : nothing}
  </dl>
`;

/** @param {string} key @param {string} words @param {string} value */
const figure = (key, words, value) => html`
  <div data-figure=${key}>
    <dt>${words}</dt>
    <dd class="figure">${value}</dd>
  </div>
`;

/** @param {number} of */
const minutes = (of) => _("%(count)s minutes", { count: number(Math.round(of * 10) / 10) });

/** @param {PromiseLedger} of */
const estimator = ({ estimator: used, last_training: last, timezone }) => html`
  <section class="card" data-list="estimator">
    <h2>${_("By what waits are told")}</h2>
    ${used
      ? html`<p>${_("What was learnt until %(until)s, number %(version)s, in use since %(since)s.", {
            until: dayOf(used.learnt_until),
            version: number(used.version),
            since: dayOf(localDay(used.since, timezone)),
          })}
          ${used.grown_by ? _("%(library)s learnt it.", { library: used.grown_by }) : nothing}</p>
          <p class="soft">${_("On the days it was judged by (%(days)s):", { days: used.days.map(dayOf).join(", ") })}</p>
          ${figures(used.figures, used.before)}`
      : html`<p>${_("By the minutes that the hall declares and today's pace. It learns by night, from the third day with tickets on.")}</p>`}
    ${last?.figures && last.in_use && !last.kept
      ? html`<p class="soft">${_("The last training, of %(day)s, was no better and is not used:", { day: dayOf(localDay(last.at, timezone)) })}</p>
          ${figures(last.figures, last.in_use)}`
      : nothing}
  </section>
`;

/** @param {string} at @param {string} timezone */
const localDay = (at, timezone) => new Date(at).toLocaleDateString("sv", { timeZone: timezone });

/** @param {EstimatorFigures} ours @param {EstimatorFigures} before */
const figures = (ours, before) => html`
  <div class="wide" tabindex="0" role="region" aria-label=${_("By what waits are told")}>
    <table>
      <thead>
        <tr>
          <th></th>
          <th class="count">${_("Mean error")}</th>
          <th class="count">${_("Called when told")}</th>
          <th class="count">${_("Called later")}</th>
          <th class="count">${_("Width of the range")}</th>
        </tr>
      </thead>
      <tbody>
        ${line(_("What was learnt"), ours)} ${line(_("What was in use before"), before)}
      </tbody>
    </table>
  </div>
`;

/** @param {string} words @param {EstimatorFigures} of */
const line = (words, of) => html`
  <tr>
    <th scope="row">${words}</th>
    <td class="count">${minutes(of.mae_minutes)}</td>
    <td class="count">${share(of.inside)}</td>
    <td class="count">${share(of.late)}</td>
    <td class="count">${minutes(of.width_minutes)}</td>
  </tr>
`;

/** @param {Event} event */
function chooseDay(event) {
  day = chosenDay(event);
  return load();
}

async function load() {
  const answer = await askDay(`/api/v1/halls/${facts.hall}/promises`, day);
  [shown, trouble] = [answer.shown ?? shown, answer.trouble];
  draw();
}

const draw = () => paintDay(shown, trouble, screen);

await openDay(load);

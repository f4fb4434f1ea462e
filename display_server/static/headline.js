// The headline of some days: what the hall reports of its dossiers, each figure with its definition. Nothing is counted here.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask } from "/static/commands.js";
import { dayOf, dong, percent } from "/static/figures.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton, refused, whoWorksHere } from "/static/staff.js";
import { N_, _, facts, name, number } from "/static/words.js";

/** @typedef {import("./contract").Headline} Headline */
/** @typedef {{figure: string, words: string, value: string, under?: string}} Figure */

const HALL = `/api/v1/halls/${facts.hall}`;

/** @type {Headline | null} */
let shown = null;
let wanted = { from: facts.first_day, to: facts.today };
let trouble = "";
let copied = false;

/** @param {Headline} of */
const screen = (of) => html`
  <header class="bar">
    ${mark}<h1>${_("Headline: dossiers, on time, satisfaction")}</h1>
    <div class="end">
      ${languageLinks()}<a href="/manager/${facts.hall}">${_("Today in the hall")}</a>
      <a href="/dossiers/${facts.hall}">${_("Dossiers of a day")}</a>${leaveButton()}
    </div>
  </header>
  <main class="accounts">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${asked()}
    <section class="card">
      <h2>${_("For the report")}</h2>
      <p class="sentence" id="sentence">${name(of.sentence)}</p>
      <div class="actions">
        <button class="button" @click=${copy}>${_("Copy the sentence")}</button>
        <span role="status">${copied ? _("Copied.") : nothing}</span>
      </div>
    </section>
    <section class="card">
      <h2>${dayOf(of.first_day)} – ${dayOf(of.last_day)}</h2>
      <dl class="figures">${figures(of).map((figure) => card(figure, of))}</dl>
    </section>
    ${of.departments.length ? money(of) : nothing}
    ${sheets()}
    ${of.places.length ? places(of) : nothing}
  </main>
`;

const asked = () => html`
  <form class="card" id="days" @submit=${choose}>
    <div class="fields">
      <label class="field">${_("From")}<input type="date" name="from" required .value=${wanted.from} /></label>
      <label class="field">${_("To")}<input type="date" name="to" required .value=${wanted.to} /></label>
    </div>
    <button class="button first">${_("Show")}</button>
  </form>
`;

/** @param {Figure} figure @param {Headline} of */
const card = ({ figure, words, value, under }, of) => html`
  <div data-figure=${figure}>
    <dt>${_(words)}</dt>
    <dd class="figure">${value}</dd>
    ${under ? html`<dd>${under}</dd>` : nothing}
    <dd>${name(of.definitions[figure] ?? {})}</dd>
  </div>
`;

/** @param {Headline} of @returns {Figure[]} */
const figures = ({ received, returned, on_time, satisfied, answered, official, by_post, received_elsewhere }) => [
  { figure: "received", words: N_("Dossiers received"), value: number(received) },
  { figure: "returned", words: N_("Results returned"), value: number(returned) },
  { figure: "on_time", words: N_("On time"), value: percent(on_time.share), under: ofSoMany(on_time) },
  {
    figure: "satisfied",
    words: N_("Satisfied, of those who answered"),
    value: percent(satisfied.share),
    under:
      satisfied.low === null || satisfied.high === null
        ? _("nobody answered")
        : _("%(count)s of %(of)s; %(confidence)s interval from %(low)s to %(high)s", {
            count: number(satisfied.count),
            of: number(satisfied.of),
            confidence: "95 %",
            low: percent(satisfied.low),
            high: percent(satisfied.high),
          }),
  },
  { figure: "answered", words: N_("Response rate"), value: percent(answered.share), under: ofSoMany(answered) },
  {
    figure: "official",
    words: N_("Satisfaction by Decision 766/QĐ-TTg"),
    value: percent(official.share),
    under: _("%(dossiers)s dossiers, %(overdue)s overdue, %(dissatisfied)s dissatisfied with", {
      dossiers: number(official.dossiers),
      overdue: number(official.overdue),
      dissatisfied: number(official.dissatisfied),
    }),
  },
  { figure: "by_post", words: N_("Results by post"), value: number(by_post) },
  { figure: "received_elsewhere", words: N_("Received for other places"), value: number(received_elsewhere) },
];

/** @param {{count: number, of: number}} share */
const ofSoMany = ({ count, of }) => _("%(count)s of %(of)s", { count: number(count), of: number(of) });

/** @param {Headline} of */
const money = (of) => html`
  <section class="card">
    <h2>${_("By department")}</h2>
    <p class="soft">${name(of.definitions.departments ?? {})}</p>
    <div class="wide" tabindex="0" role="region" aria-label=${_("By department")}>
      <table>
        <thead>
          <tr>
            <th>${_("Department")}</th>
            <th class="count">${_("Dossiers received")}</th>
            <th class="count">${_("Results returned")}</th>
            <th class="count">${_("Fee (đ)")}</th>
            <th class="count">${_("Charge (đ)")}</th>
          </tr>
        </thead>
        <tbody>
          ${of.departments.map(
            (each) => html`<tr data-department=${each.department}>
              <th scope="row">${name(each.name)}</th>
              <td class="count">${number(each.received)}</td>
              <td class="count">${number(each.returned)}</td>
              ${each.uses_fee_module
                ? html`<td class="count">${dong(each.fee)}</td><td class="count">${dong(each.charge)}</td>`
                : html`<td class="count" colspan="2">${_("without the fee module")}</td>`}
            </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${_("Total")}</th>
            <td class="count">${number(of.received)}</td>
            <td class="count">${number(of.returned)}</td>
            <td class="count">${dong(of.fees)}</td>
            <td class="count">${dong(of.charges)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  </section>
`;

/** The files of a quarter and of a month: those of the first day asked for. */
const sheets = () => {
  const quarter = `${wanted.from.slice(0, 4)}-Q${Math.ceil(Number(wanted.from.slice(5, 7)) / 3)}`;
  const month = wanted.from.slice(0, 7);
  return html`
    <section class="card" id="sheets">
      <h2>${_("The law's sheets")}</h2>
      <p class="soft">${_("Circular 01/2018/TT-VPCP, Art. 13-15, and Decision 766/QĐ-TTg: quarter %(quarter)s", { quarter })}</p>
      <div class="actions">${files("law-sheets", { quarter }, quarter)}</div>
      <p class="soft">${_("Notice to the agencies that send officers: month %(month)s", { month })}</p>
      <div class="actions">${files("notices", { month }, month)}</div>
    </section>
  `;
};

/** @param {string} file @param {Record<string, string>} query @param {string} of */
const files = (file, query, of) =>
  ["xlsx", "pdf"].map(
    (kind) => html`<a class="button" download href="${HALL}/${file}.${kind}?${new URLSearchParams(query)}"
      aria-label=${`${kind.toUpperCase()}, ${of}`}>${kind.toUpperCase()}</a>`,
  );

/** @param {Headline} of */
const places = (of) => html`
  <section class="card">
    <h2>${_("Received for other places")}</h2>
    <table>
      <thead>
        <tr><th>${_("Place")}</th><th class="count">${_("Dossiers received")}</th></tr>
      </thead>
      <tbody>
        ${of.places.map((each) => html`<tr><th scope="row">${name(each.name)}</th><td class="count">${number(each.count)}</td></tr>`)}
      </tbody>
    </table>
  </section>
`;

async function copy() {
  const sentence = document.querySelector("#sentence");
  try {
    await navigator.clipboard.writeText(sentence?.textContent ?? "");
    copied = true;
  } catch {
    if (sentence) getSelection()?.selectAllChildren(sentence); // without https there is no clipboard: Ctrl+C does it
  }
  draw();
}

/** @param {SubmitEvent} event */
function choose(event) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  wanted = { from: String(form.get("from")), to: String(form.get("to")) };
  return load();
}

async function load() {
  try {
    shown = await ask(`${HALL}/headline?${new URLSearchParams(wanted)}`);
    trouble = "";
    copied = false;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  draw();
}

const draw = () => (shown ? paint(screen(shown)) : paint(refused(trouble)));

if (await whoWorksHere()) await load();

// The dossiers that were noted on a day: an officer's own, or those of whoever is overseen; here they are corrected.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { FIELD_NAMES, MONEY, WAYS_BACK, fieldsOf, said } from "/static/dossier_lines.js";
import { Refusal, post } from "/static/commands.js";
import { askDay, chosenDay, openDay, paintDay } from "/static/day_page.js";
import { dayOf, dong } from "/static/figures.js";
import { OUTCOMES } from "/static/outcomes.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton } from "/static/staff.js";
import { _, facts, name } from "/static/words.js";

/** @typedef {import("./contract").DossierEntry} Dossier */
/** @typedef {import("./contract").DossiersOfDay} DossiersOfDay */
/** @typedef {import("/static/dossier_lines.js").Line} Line */
/** @typedef {import("/static/dossier_lines.js").Field} Field */

const HALL = `/api/v1/halls/${facts.hall}`;

/** @type {DossiersOfDay | null} */
let shown = null;
/** Which one is being corrected. @type {Dossier | null} */
let corrected = null;
let day = "";
let trouble = "";
let done = "";

/** @param {DossiersOfDay} of */
const screen = (of) => html`
  <header class="bar">
    ${mark}<h1>${_("Dossiers of a day")}</h1>
    <div class="end">${languageLinks()}<a href="/post/${facts.hall}">${_("Post of a day")}</a>
      <a href="/account">${_("My account")}</a>${leaveButton()}</div>
  </header>
  <main class="accounts">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    <p role="status">${done || nothing}</p>
    <form class="card" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="fields">
        <label class="field">${_("Day")}<input type="date" name="day" required .value=${of.day} @change=${chooseDay} /></label>
      </div>
    </form>
    ${corrected ? correction(corrected, of) : nothing}
    <section class="card">
      ${of.dossiers.length ? table(of.dossiers) : html`<p class="soft">${_("No dossier was noted on this day.")}</p>`}
    </section>
  </main>
`;

/** @param {readonly Dossier[]} dossiers */
const table = (dossiers) => html`
  <div class="wide" tabindex="0" role="region" aria-label=${_("Dossiers of a day")}>
    <table>
      <thead>
        <tr>
          <th>${_("Dossier code")}</th>
          <th>${_("Number")}</th>
          <th>${_("Counter")}</th>
          <th>${_("Outcome")}</th>
          <th>${_("Promised day")}</th>
          <th>${_("Fees and charges")}</th>
          <th>${_("Result by")}</th>
          <th>${_("Received for")}</th>
          <th><span class="visually-hidden">${_("Correct")}</span></th>
        </tr>
      </thead>
      <tbody>
        ${dossiers.map(line)}
      </tbody>
    </table>
  </div>
`;

/** @param {Dossier} of */
const line = (of) => html`
  <tr data-dossier=${of.id}>
    <th scope="row">${of.code ?? "–"}<small>${name(of.department_name)}</small></th>
    <td>${of.number}</td>
    <td>${of.counter}<small>${of.officer ?? nothing}</small></td>
    <td>${_(OUTCOMES[of.outcome])}</td>
    <td>${of.due_on ? dayOf(of.due_on) : "–"}${of.late ? html`<small class="late">${_("after the promised day")}</small>` : nothing}</td>
    <td>${of.fee + of.charge ? dong(of.fee + of.charge) : "–"}<small>${of.receipt ?? nothing}</small></td>
    <td>${wayBack(of)}</td>
    <td>${of.received_for_name ? name(of.received_for_name) : "–"}</td>
    <td>
      ${of.may_correct
        ? html`<button class="button" @click=${() => open(of)} aria-label=${_("Correct %(code)s", { code: of.code ?? of.number })}>${_("Correct")}</button>`
        : nothing}
    </td>
  </tr>
`;

/** @param {Dossier} of */
const wayBack = (of) => {
  const way = WAYS_BACK.find(([each]) => each === of.return_by);
  return way ? _(way[1]) : "–";
};

/** @param {Dossier} of @param {DossiersOfDay} among */
const correction = (of, { places }) => html`
  <form class="card" id="correction" @submit=${(/** @type {SubmitEvent} */ event) => save(event, of, places)}>
    <h2>${_("Correct %(code)s", { code: of.code ?? of.number })}</h2>
    <div class="fields">
      ${fieldsToCorrect(of, places).map((field) => html`<label class="field">${_(FIELD_NAMES[field])}${input(of, field, places)}</label>`)}
      <label class="field">${_("Why is it corrected?")}<input name="reason" required maxlength="200" autocomplete="off" /></label>
    </div>
    <div class="actions">
      <button class="button first">${_("Correct")}</button>
      <button class="button grave" name="strike" value="yes">${_("Strike out: there was no such dossier")}</button>
      <button type="button" class="button" @click=${() => open(null)}>${_("Back")}</button>
    </div>
  </form>
`;

/** @param {Dossier} of @param {DossiersOfDay["places"]} places @returns {Field[]} */
const fieldsToCorrect = (of, places) => {
  const fields = fieldsOf(of.outcome, { rule: "asked", takes_fees: of.takes_fees, places });
  return of.outcome === "returned" ? [...fields, "due_on"] : fields;
};

/** @param {Dossier} of @param {Field} field @param {DossiersOfDay["places"]} places */
function input(of, field, places) {
  const value = String(of[field] || "");
  if (field === "return_by" || field === "received_for") {
    const options = field === "return_by" ? WAYS_BACK.map(([way, words]) => [way, _(words)]) : places.map((place) => [place.slug, name(place.name)]);
    return html`<select name=${field}>
      <option value="">–</option>
      ${options.map(([option, words]) => html`<option value=${option} ?selected=${option === value}>${words}</option>`)}
    </select>`;
  }
  if (field === "due_on") return html`<input type="date" name=${field} .value=${value} />`;
  if (field === "fee" || field === "charge") return html`<input name=${field} inputmode="numeric" pattern=${MONEY} .value=${value} />`;
  return html`<input name=${field} autocomplete="off" spellcheck="false" .value=${value} />`;
}

/** @param {Dossier | null} of */
function open(of) {
  corrected = of;
  done = trouble = "";
  draw();
  /** @type {HTMLInputElement | null} */ (document.querySelector("#correction input"))?.focus();
}

/** @param {SubmitEvent} event @param {Dossier} of @param {DossiersOfDay["places"]} places */
async function save(event, of, places) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  const reason = String(form.get("reason")).trim();
  const strikes = /** @type {HTMLButtonElement | null} */ (event.submitter)?.name === "strike";
  const fields = fieldsToCorrect(of, places);
  const line = /** @type {Line} */ (Object.fromEntries(Object.keys(FIELD_NAMES).map((field) => [field, String(form.get(field) ?? "")])));
  try {
    await post(`${HALL}/handled/${of.id}/${strikes ? "strike" : "correct"}`, strikes ? { reason } : { ...said([line], fields)[0], reason });
    corrected = null;
    done = _("It is corrected; the ticket's history tells both.");
    await load();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
    draw();
  }
}

/** @param {Event} event */
function chooseDay(event) {
  day = chosenDay(event);
  corrected = null;
  done = "";
  return load();
}

async function load() {
  const answer = await askDay(`${HALL}/handled`, day);
  [shown, trouble] = [answer.shown ?? shown, answer.trouble];
  draw();
}

const draw = () => paintDay(shown, trouble, screen);

await openDay(load);

// The question that an officer is asked, drawn: its choices, what is asked along with it, and the way back.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { FIELD_NAMES, MONEY, WAYS_BACK, nextLine, written as withText } from "/static/dossier_lines.js";
import { choicesOf, withDossiers } from "/counter-panel/static/questions.js";
import { minutes } from "/static/clock.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("./questions.js").Question} Question */
/** @typedef {{choose: (body: object) => void, change: (question: Question) => void, back: () => void, known: (at: number) => void}} Then */

/** @type {{value: Question["position"], words: string}[]} */
const POSITIONS = [
  { value: "by_arrival", words: N_("Keeps the place") },
  { value: "front", words: N_("At the front") },
  { value: "end", words: N_("At the end") },
];
const BACK_IN_MINUTES = [0, 10, 15, 30, 60];

/**
 * @param {Question} question
 * @param {boolean} busy
 * @param {Then} then
 */
export const asking = (question, busy, then) => (question.dossiers ? dossiers(question, question.dossiers, busy, then) : choosing(question, busy, then));

/**
 * @param {Question} question
 * @param {boolean} busy
 * @param {Then} then
 */
const choosing = (question, busy, then) => html`
  <form class="reasons" data-asks=${question.command} @submit=${(/** @type {SubmitEvent} */ event) => written(event, question, then)}>
    <p>${_(question.title, question.places)}</p>
    ${question.looks ? search(question, question.asks ? _("Service, officer, or number of a counter") : _(question.own ?? N_("Search for a service")), then) : nothing}
    ${question.asks === "position" ? places(question, then) : nothing}
    ${question.asks === "return" ? returns(question, then) : nothing}
    <div class="actions">
      ${choicesOf(question).map(
        (choice, place) =>
          html`<button type="button" class="button" ?disabled=${busy} @click=${() => then.choose(choice.body)}>
            <span>${choice.words}${choice.under ? html`<small>${choice.under}</small>` : nothing}</span>
            ${question.looks ? nothing : html`<span class="keys"><kbd>${place + 1}</kbd></span>`}
          </button>`,
      )}
    </div>
    ${question.write ? ownWords(question) : nothing}
    <div class="actions">
      ${question.write ? html`<button class="button first" ?disabled=${busy}>${_("Confirm")}</button>` : nothing}
      <button type="button" class="button" @click=${then.back}>
        <span>${_("Back")}</span><span class="keys"><kbd>Esc</kbd></span>
      </button>
    </div>
  </form>
`;

/** @param {Question} question */
const ownWords = ({ own, text = "", digits }) => html`
  <label class="field"><span class="visually-hidden">${_(own ?? N_("Another reason"))}</span>
    <input name="reason" maxlength=${digits ? 2 : own ? 500 : 200} inputmode=${digits ? "numeric" : nothing}
      pattern=${digits ? "[1-9][0-9]?" : nothing} placeholder=${_(own ?? N_("Another reason"))} .defaultValue=${text} />
  </label>
`;

/**
 * @param {Question} question
 * @param {string} words
 * @param {Then} then
 */
const search = (question, words, then) => html`
  <label class="field"><span class="visually-hidden">${words}</span>
    <input name="search" autocomplete="off" autofocus placeholder=${words} .value=${question.typed}
      @input=${(/** @type {InputEvent} */ event) =>
        then.change({ ...question, typed: /** @type {HTMLInputElement} */ (event.target).value })} />
  </label>
`;

/** @param {Question} question @param {Then} then */
const places = (question, then) => html`
  <fieldset class="places">
    <legend class="visually-hidden">${_("Place in the queue")}</legend>
    ${POSITIONS.map(
      ({ value, words }) => html`<label>
        <input type="radio" name="position" value=${value} .checked=${question.position === value}
          @change=${() => then.change({ ...question, position: value })} />
        ${_(words)}
      </label>`,
    )}
  </fieldset>
`;

/** @param {Question} question @param {Then} then */
const returns = (question, then) => html`
  <fieldset class="places">
    <legend>${_("Back in")}</legend>
    ${BACK_IN_MINUTES.map(
      (backIn) => html`<label>
        <input type="radio" name="back" value=${backIn} .checked=${question.backIn === backIn}
          @change=${() => then.change({ ...question, backIn })} />
        ${backIn ? minutes(backIn) : _("not known")}
      </label>`,
    )}
  </fieldset>
`;

/**
 * @param {SubmitEvent} event
 * @param {Question} question
 * @param {Then} then
 */
function written(event, question, then) {
  event.preventDefault();
  const [first] = question.looks && question.typed.trim() ? choicesOf(question) : [];
  if (first) return then.choose(first.body); // by Enter, as the pad alone can
  const text = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("reason") ?? "").trim();
  if (text && question.write) then.choose(question.write(question, text));
}

/**
 * A line for each dossier. Enter begins the next line, and on an empty one ends the visit: a scanner that sends Enter
 * after each code needs no other key.
 * @param {Question} question
 * @param {import("./questions.js").DossiersAsked} asked
 * @param {boolean} busy
 * @param {Then} then
 */
const dossiers = (question, asked, busy, then) => html`
  <form class="reasons dossiers" data-asks="dossiers"
    @submit=${(/** @type {SubmitEvent} */ event) => entered(event, question, asked, then)}>
    <p>${_(question.title)}</p>
    <div class="lines">
      ${asked.lines.map((line, at) => html`<fieldset data-line=${at}>
        <legend>${_("Dossier %(number)s", { number: at + 1 })}</legend>
        ${asked.fields.map((field) => html`<label class="field" data-field=${field}>${_(FIELD_NAMES[field])}
          ${entry(question, asked, at, field, then)}</label>`)}
      </fieldset>`)}
    </div>
    <p class="hint">${_("Enter begins the next dossier; Enter on an empty line ends the visit.")}</p>
    <div class="actions">
      <button class="button first" data-finishes ?disabled=${busy}>${_("Finish")}</button>
      <button type="button" class="button" @click=${then.back}>
        <span>${_("Back")}</span><span class="keys"><kbd>Esc</kbd></span>
      </button>
      <a class="button" href="/dossiers/${facts.hall}" target="_blank">${_("Today's dossiers")}</a>
    </div>
  </form>
`;

/**
 * @param {Question} question
 * @param {import("./questions.js").DossiersAsked} asked
 * @param {number} at
 * @param {import("./questions.js").Field} field
 * @param {Then} then
 */
function entry(question, asked, at, field, then) {
  const value = asked.lines[at]?.[field] ?? "";
  const change = (/** @type {Event} */ { target }) =>
    then.change({
      ...question,
      dossiers: { ...asked, lines: withText(asked.lines, at, field, /** @type {HTMLInputElement} */ (target).value) },
    });
  if (field === "return_by" || field === "received_for") {
    const options = field === "return_by" ? WAYS_BACK.map(([way, words]) => [way, _(words)]) : asked.places.map((place) => [place.slug, name(place.name)]);
    return html`<select .value=${value} @change=${change}>
      <option value="">–</option>
      ${options.map(([option, words]) => html`<option value=${option} ?selected=${option === value}>${words}</option>`)}
    </select>`;
  }
  if (field === "due_on") return html`<input type="date" .value=${value} @input=${change} />`;
  if (field === "code")
    return html`<input name="code" maxlength="64" autocomplete="off" spellcheck="false" .value=${value} @input=${change}
      @change=${() => then.known(at)} />`;
  if (field === "receipt") return html`<input maxlength="30" autocomplete="off" spellcheck="false" .value=${value} @input=${change} />`;
  return html`<input inputmode="numeric" pattern=${MONEY} title=${_("Whole đồng, as 50.000")} autocomplete="off" .value=${value} @input=${change} />`;
}

/**
 * @param {SubmitEvent} event
 * @param {Question} question
 * @param {import("./questions.js").DossiersAsked} asked
 * @param {Then} then
 */
function entered(event, question, asked, then) {
  event.preventDefault();
  const at = document.activeElement?.closest("[data-line]")?.getAttribute("data-line");
  const lines = at ? nextLine(asked.lines, Number(at)) : null;
  if (lines === null) return then.choose(withDossiers(asked));
  then.change({ ...question, dossiers: { ...asked, lines } });
  toLastLine();
}

/** Where the next code is typed or scanned. */
export function toLastLine() {
  const codes = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-line] input[name=code]"));
  const last = codes[codes.length - 1];
  last?.focus();
  last?.closest("fieldset")?.scrollIntoView({ block: "nearest" });
}

// What an officer is asked before some deeds: why, or where to. Knows the questions, not when they are asked.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { ask } from "/static/commands.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("/static/contract").Catalogue} Catalogue */
/** @typedef {import("/static/contract").Position} Position */
/** @typedef {{words: string, under?: string, body: object}} Choice */
/** @typedef {{command: string, title: string, choices: () => Choice[], typed: string, write: ((text: string) => object) | null, places: boolean}} Question */

const CHOICES_SHOWN = 9;

/** @type {Record<string, readonly string[]>} */
const REASONS = {
  pause: [N_("Short break"), N_("Meeting"), N_("Technical trouble"), N_("Paperwork in the back office")],
  park: [N_("Fetches a missing paper"), N_("Fills in a form"), N_("Pays a fee"), N_("Waits for a colleague's answer")],
  call: [N_("Comes back with the missing paper"), N_("Needs help at once"), N_("Asked by the head of the section")],
};

/** @type {Record<string, string>} */
const TITLES = {
  pause: N_("Why do you pause?"),
  park: N_("Why is the visitor parked?"),
  call: N_("Why is this number called before its turn?"),
};

/** @type {{value: Position, words: string}[]} */
const POSITIONS = [
  { value: "by_arrival", words: N_("Keeps the place") },
  { value: "front", words: N_("At the front") },
  { value: "end", words: N_("At the end") },
];

/** @type {Position} */
let position = "by_arrival";

/**
 * Asks for the reason of a deed; `facts` goes along with it.
 * @param {"pause" | "park" | "call"} command
 * @param {object} [along]
 * @returns {Question}
 */
export function why(command, along = {}) {
  const body = (/** @type {string} */ reason) => ({ ...along, reason });
  const choices = () => REASONS[command].map((reason) => ({ words: _(reason), body: body(_(reason)) }));
  return { command, title: TITLES[command], choices, typed: "", write: body, places: false };
}

/** Asks for the service that a visitor goes to next. @returns {Promise<Question>} */
export async function whereTo() {
  /** @type {Catalogue} */
  const catalogue = await ask(`/api/v1/halls/${facts.hall}/catalogue`);
  const services = catalogue.departments.flatMap((department) =>
    department.services.map((service) => ({ service, department })),
  );
  position = "by_arrival";
  /** @type {Question} */
  const question = { command: "transfer", title: N_("Where does the visitor go next?"), choices: () => [], typed: "", write: null, places: true };
  question.choices = () =>
    services
      .filter(({ service, department }) => plain(`${name(service.name)} ${name(department.name)}`).includes(plain(question.typed)))
      .slice(0, CHOICES_SHOWN)
      .map(({ service, department }) => ({
        words: name(service.name),
        under: name(department.name),
        body: { service: service.slug, position },
      }));
  return question;
}

/**
 * @param {Question} question
 * @param {boolean} busy
 * @param {{choose: (body: object) => void, changed: () => void, back: () => void}} then
 */
export const asking = (question, busy, then) => html`
  <form class="reasons" data-asks=${question.command} @submit=${(/** @type {SubmitEvent} */ event) => written(event, question, then)}>
    <p>${_(question.title)}</p>
    ${question.places ? html`${search(question, then)}${places(then)}` : nothing}
    <div class="actions">
      ${question.choices().map(
        (choice, place) =>
          html`<button type="button" class="button" ?disabled=${busy} @click=${() => then.choose(choice.body)}>
            <span>${choice.words}${choice.under ? html`<small>${choice.under}</small>` : nothing}</span>
            ${question.places ? nothing : html`<span class="keys"><kbd>${place + 1}</kbd></span>`}
          </button>`,
      )}
    </div>
    ${question.write
      ? html`<label class="field"><span class="visually-hidden">${_("Another reason")}</span>
          <input name="reason" maxlength="200" placeholder=${_("Another reason")} />
        </label>`
      : nothing}
    <div class="actions">
      ${question.write ? html`<button class="button first" ?disabled=${busy}>${_("Confirm")}</button>` : nothing}
      <button type="button" class="button" @click=${then.back}>
        <span>${_("Back")}</span><span class="keys"><kbd>Esc</kbd></span>
      </button>
    </div>
  </form>
`;

/**
 * @param {Question} question
 * @param {{changed: () => void}} then
 */
const search = (question, then) => html`
  <label class="field"><span class="visually-hidden">${_("Search for a service")}</span>
    <input name="search" autocomplete="off" autofocus placeholder=${_("Search for a service")} .value=${question.typed}
      @input=${(/** @type {InputEvent} */ event) => {
        question.typed = /** @type {HTMLInputElement} */ (event.target).value;
        then.changed();
      }} />
  </label>
`;

/** @param {{changed: () => void}} then */
const places = (then) => html`
  <fieldset class="places">
    <legend class="visually-hidden">${_("Place in the queue")}</legend>
    ${POSITIONS.map(
      ({ value, words }) => html`<label>
        <input type="radio" name="position" value=${value} .checked=${position === value}
          @change=${() => {
            position = value;
            then.changed();
          }} />
        ${_(words)}
      </label>`,
    )}
  </fieldset>
`;

/**
 * @param {SubmitEvent} event
 * @param {Question} question
 * @param {{choose: (body: object) => void}} then
 */
function written(event, question, then) {
  event.preventDefault();
  const text = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("reason") ?? "").trim();
  if (text && question.write) then.choose(question.write(text));
}

/** Letters without their marks, so that "ho tich" finds "Hộ tịch". @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "d").toLowerCase();

// What an officer is asked before some deeds: why, or where to. Knows the questions, not when they are asked.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { minutes, now } from "/static/clock.js";
import { ask } from "/static/commands.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("/static/contract").Catalogue} Catalogue */
/** @typedef {import("/static/contract").Position} Position */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** @typedef {{words: string, under?: string, body: object}} Choice */
/** @typedef {{command: string, title: string, choices: () => Choice[], typed: string, write: ((text: string) => object) | null, looks: boolean, asks?: "position" | "return"}} Question */

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

const BACK_IN_MINUTES = [0, 10, 15, 30, 60];

/** @type {Position} */
let position = "by_arrival";
let backIn = 0;

/**
 * Asks for the reason of a deed; `facts` goes along with it.
 * @param {"pause" | "park" | "call"} command
 * @param {object} [along]
 * @returns {Question}
 */
export function why(command, along = {}) {
  backIn = 0;
  const body = (/** @type {string} */ reason) => ({ ...along, reason, ...backAt() });
  const choices = () => REASONS[command].map((reason) => ({ words: _(reason), body: body(_(reason)) }));
  const asks = command === "call" ? undefined : "return";
  return { command, title: TITLES[command], choices, typed: "", write: body, looks: false, asks };
}

/** When the counter, or the visitor who is parked, means to be back; nothing where nobody says. */
const backAt = () => (backIn ? { back_at: new Date(now() + backIn * 60_000).toISOString() } : {});

/** Asks where a visitor goes next: to a service, to one counter by its number, or back. @param {Ticket} ticket @returns {Promise<Question>} */
export async function whereTo(ticket) {
  position = "by_arrival";
  const back = { words: _("Back to who sent them (counter %(number)s)", { number: ticket.sent_by ?? 0 }), body: { back: true } };
  const counter = (/** @type {number} */ number) => ({ words: _("To counter %(number)s", { number }), body: { counter: number, position } });
  const first = (/** @type {string} */ typed) =>
    /^\d{1,3}$/.test(typed) ? [counter(Number(typed))] : !typed && ticket.sent_by ? [back] : [];
  return serviceAsked("transfer", N_("Where does the visitor go next?"), (service) => ({ service, position }), first, "position");
}

/** Asks for the service that follows those already planned, under the same number. @param {Ticket} ticket @returns {Promise<Question>} */
export async function whatFollows(ticket) {
  const planned = (ticket.next_stops ?? []).map((stop) => stop.service);
  return serviceAsked("stops", N_("What follows for this visitor?"), (service) => ({ next_stops: [...planned, service] }));
}

/**
 * A question that is answered by one of the hall's services, found by their names.
 * @param {string} command
 * @param {string} title
 * @param {(service: string) => object} body
 * @param {(typed: string) => Choice[]} [first] what stands before the services, by what was typed
 * @param {"position"} [asks]
 * @returns {Promise<Question>}
 */
async function serviceAsked(command, title, body, first = () => [], asks) {
  /** @type {Catalogue} */
  const catalogue = await ask(`/api/v1/halls/${facts.hall}/catalogue`);
  const services = catalogue.departments.flatMap((department) =>
    department.services.map((service) => ({ service, department })),
  );
  /** @type {Question} */
  const question = { command, title, choices: () => [], typed: "", write: null, looks: true, asks };
  question.choices = () => [
    ...first(question.typed.trim()),
    ...services
      .filter(({ service, department }) => plain(`${name(service.name)} ${name(department.name)}`).includes(plain(question.typed)))
      .slice(0, CHOICES_SHOWN)
      .map(({ service, department }) => ({
        words: name(service.name),
        under: name(department.name),
        body: body(service.slug),
      })),
  ];
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
    ${question.looks ? search(question, question.asks ? _("Service, or number of a counter") : _("Search for a service"), then) : nothing}
    ${question.asks === "position" ? places(then) : nothing}
    ${question.asks === "return" ? returns(then) : nothing}
    <div class="actions">
      ${question.choices().map(
        (choice, place) =>
          html`<button type="button" class="button" ?disabled=${busy} @click=${() => then.choose(choice.body)}>
            <span>${choice.words}${choice.under ? html`<small>${choice.under}</small>` : nothing}</span>
            ${question.looks ? nothing : html`<span class="keys"><kbd>${place + 1}</kbd></span>`}
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
 * @param {string} words
 * @param {{changed: () => void}} then
 */
const search = (question, words, then) => html`
  <label class="field"><span class="visually-hidden">${words}</span>
    <input name="search" autocomplete="off" autofocus placeholder=${words} .value=${question.typed}
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

/** @param {{changed: () => void}} then */
const returns = (then) => html`
  <fieldset class="places">
    <legend>${_("Back in")}</legend>
    ${BACK_IN_MINUTES.map(
      (minutesFromNow) => html`<label>
        <input type="radio" name="back" value=${minutesFromNow} .checked=${backIn === minutesFromNow}
          @change=${() => {
            backIn = minutesFromNow;
            then.changed();
          }} />
        ${minutesFromNow ? minutes(minutesFromNow) : _("not known")}
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

// What the rating tablet shows: asleep, the faces, each further step, thanks. Draws; decides nothing.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { keyboard } from "/counter-panel/static/touch_keyboard.js";
import { LONGEST_COMMENT } from "/static/answer.js";
import { CONFIDENTIAL, QUESTION, THANKS, WHAT_FOR, faces } from "/static/faces.js";
import { mark, ownName, warning } from "/static/parts.js";
import { COMMENT, indicators, reasons } from "/static/rating_steps.js";
import { N_, _, name, spoken } from "/static/words.js";

/** @typedef {import("/static/contract").RatingPrompt} RatingPrompt */
/** @typedef {import("/static/contract").RatingQuestion} RatingQuestion */
/** @typedef {import("/static/answer.js").Answer} Answer */
/** @typedef {import("/static/answer.js").Step} Step */
/** @typedef {import("/static/live").Connection} Connection */
/** How this visitor is asked: by pictures alone, large, read aloud. @typedef {{pictures: boolean, large: boolean, aloud: boolean}} Manner */
/** The answer given last, which may be taken back, and what came of that. @typedef {{ticket: string, takenBack: boolean, trouble: string}} Last */

export const CUT_OFF = N_("Connection lost – please wait a moment");

/** @type {readonly [keyof Manner, string, string][]} */
const MANNERS = [
  ["pictures", "☺", N_("Pictures only")],
  ["large", "A+", N_("Large letters")],
  ["aloud", "♪", N_("Read aloud")],
];

/**
 * @param {RatingPrompt} prompt
 * @param {Connection} connection
 */
export const asleep = (prompt, connection) => html`
  <main class="asleep">
    ${mark}
    <p class="hall">${name(prompt.hall_name)}</p>
    <h1 class="counter"><small>${_("Counter")}</small>${prompt.counter}</h1>
    <p class="officer">${prompt.officer ?? nothing}</p>
    <p class="cut-off" role="status">${connection.refusal ?? (connection.connected ? nothing : _(CUT_OFF))}</p>
  </main>
`;

/**
 * @param {RatingPrompt} prompt
 * @param {RatingQuestion} question
 * @param {Connection} connection
 * @param {(language: string) => void} change
 * @param {ReturnType<typeof html>} asked
 */
export const framed = (prompt, question, connection, change, asked) => html`
  <header>
    ${mark}
    <p>${name(prompt.hall_name)}<small>${[_("Counter %(number)s", { number: prompt.counter }), question.officer ?? prompt.officer].filter(Boolean).join(" · ")}</small></p>
    <nav class="languages" aria-label=${_("Language")}>
      ${prompt.languages.map(
        (code) =>
          html`<button lang=${code} aria-current=${code === spoken() ? "true" : nothing} @click=${() => change(code)}>
            ${ownName(code)}
          </button>`,
      )}
    </nav>
  </header>
  ${warning(connection, _(CUT_OFF))}
  <main class="asking">
    <p class="visit"><b class="number">${question.number}</b><span>${name(question.service_name)}</span></p>
    ${asked}
  </main>
`;

/**
 * @param {Manner} manner
 * @param {string | null} heard
 * @param {number} seconds until it sleeps
 * @param {{face: (score: number) => void, skip: () => void, turn: (manner: keyof Manner) => void}} touch
 */
export const asking = (manner, heard, seconds, touch) => html`
  <h1 class=${manner.pictures ? "visually-hidden" : nothing}>${_(QUESTION)}</h1>
  ${faces(touch.face, false, heard)}
  <p class="soft">${_(CONFIDENTIAL)}</p>
  <div class="foot">
    <div class="manners" role="group" aria-label=${_("How to be asked")}>
      ${MANNERS.map(
        ([key, sign, words]) => html`
          <button data-manner=${key} aria-pressed=${manner[key]} @click=${() => touch.turn(key)}>
            <b aria-hidden="true">${sign}</b><span>${_(words)}</span>
          </button>
        `,
      )}
    </div>
    <button @click=${touch.skip}>${_("Skip (%(seconds)s)", { seconds })}</button>
  </div>
`;

/**
 * What is asked beyond the face; whatever is not answered is passed over.
 * @param {RatingPrompt} prompt
 * @param {Answer} answer
 * @param {Step[]} steps this one first
 * @param {{heard: string | null, seconds: number, shift: boolean}} now
 * @param {{amend: (answer: Answer) => void, back: () => void, on: () => void, shift: () => void}} touch
 */
export const step = (prompt, answer, [asked, ...more], { heard, seconds, shift }, touch) => html`
  ${question(prompt, answer, asked, heard, shift, touch)}
  <div class="foot">
    <button @click=${touch.back}>${_("Back")}</button>
    <button class="on" @click=${touch.on}>
      ${more.length ? _("Go on (%(seconds)s)", { seconds }) : _("Send (%(seconds)s)", { seconds })}
    </button>
  </div>
`;

/**
 * @param {RatingPrompt} prompt
 * @param {Answer} answer
 * @param {Step} asked
 * @param {string | null} heard
 * @param {boolean} shift
 * @param {{amend: (answer: Answer) => void, shift: () => void}} touch
 */
function question(prompt, answer, asked, heard, shift, { amend, shift: toggleShift }) {
  switch (asked.asks) {
    case "reasons":
      return reasons(prompt.reasons ?? [], answer, amend, heard);
    case "indicators":
      return indicators(asked.which, answer, amend, heard);
    case "comment":
      return comment(answer, amend, shift, toggleShift);
  }
}

/**
 * @param {Answer} answer
 * @param {(answer: Answer) => void} amend
 * @param {boolean} shift
 * @param {() => void} toggleShift
 */
const comment = (answer, amend, shift, toggleShift) => html`
  <h1 id="asked">${_(COMMENT)}</h1>
  <textarea
    aria-labelledby="asked"
    rows="3"
    inputmode="none"
    maxlength=${LONGEST_COMMENT}
    .value=${answer.comment}
    @input=${(/** @type {Event} */ event) => amend({ ...answer, comment: /** @type {HTMLTextAreaElement} */ (event.target).value })}
  ></textarea>
  ${keyboard(
    answer.comment,
    { shift, vietnamese: spoken() === "vi", longest: LONGEST_COMMENT },
    (text) => amend({ ...answer, comment: text }),
    toggleShift,
  )}
`;

/**
 * @param {Last} last
 * @param {() => void} takeBack
 */
export const thanks = (last, takeBack) => html`
  <main class="thanks">
    <svg viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="46" /><path d="M29 52l14 14 29-31" /></svg>
    <div role="status">
      <h1>${last.takenBack ? _("Your answer was taken back.") : _(THANKS)}</h1>
      <p>${last.trouble || _(WHAT_FOR)}</p>
    </div>
    ${last.takenBack ? nothing : html`<button class="take-back" @click=${takeBack}>${_("Touched by mistake? Take the answer back")}</button>`}
  </main>
`;

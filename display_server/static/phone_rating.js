// What a hall asks the phone's holder beyond the face, all at once; whatever is not answered is passed over.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { LONGEST_COMMENT, said, stepsAfter } from "/static/answer.js";
import { CONFIDENTIAL } from "/static/faces.js";
import { COMMENT, indicators, reasons } from "/static/rating_steps.js";
import { _ } from "/static/words.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Asks} Asks */

export { said };

/**
 * @param {Asks} asks
 * @param {number} score
 */
export const asksMore = (asks, score) => stepsAfter(asks, score).length > 0;

/**
 * @param {Asks} asks
 * @param {Answer} answer
 * @param {{busy: boolean, trouble: string}} now
 * @param {{amend: (answer: Answer) => void, send: () => void, back: () => void}} touch
 */
export const further = (asks, answer, { busy, trouble }, { amend, send, back }) => html`
  <section class="rate">
    ${stepsAfter(asks, answer.score).map((step) => {
      switch (step.asks) {
        case "reasons":
          return reasons(asks.reasons ?? [], answer, amend);
        case "indicators":
          return indicators(step.which, answer, amend);
        case "comment":
          return comment(answer, amend);
      }
    })}
    <p class="trouble" role="status">${trouble || nothing}</p>
    <div class="choices">
      <button class="button first" data-deed="rate" ?disabled=${busy} @click=${send}>${_("Send")}</button>
      <button class="button" ?disabled=${busy} @click=${back}>${_("Choose another face")}</button>
    </div>
    <p class="soft">${_(CONFIDENTIAL)}</p>
  </section>
`;

/**
 * @param {Answer} answer
 * @param {(answer: Answer) => void} amend
 */
const comment = (answer, amend) => html`
  <label class="comment">
    ${_(COMMENT)}
    <textarea
      rows="3"
      maxlength=${LONGEST_COMMENT}
      .value=${answer.comment}
      @input=${(/** @type {Event} */ event) => amend({ ...answer, comment: /** @type {HTMLTextAreaElement} */ (event.target).value })}
    ></textarea>
  </label>
`;

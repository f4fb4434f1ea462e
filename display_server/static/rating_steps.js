// What is asked after the face, as tablet and phone draw it: reasons to touch, and indicators with three levels each.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { INDICATORS, withPoints, withReason } from "/static/answer.js";
import { N_, _, name } from "/static/words.js";

/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./contract").RatingReason} RatingReason */
/** @typedef {(answer: Answer) => void} Amend */
/** Which choice is being read aloud, by its key. @typedef {string | null} Heard */

export const WHY = N_("What was not good?");
export const MORE = N_("A few more questions");
export const COMMENT = N_("What else would you like to say?");

/** @param {string} slug */
export const reasonKey = (slug) => `reason ${slug}`;

/** @param {string} indicator @param {number} points */
export const levelKey = (indicator, points) => `level ${indicator} ${points}`;

/**
 * @param {readonly RatingReason[]} offered
 * @param {Answer} answer
 * @param {Amend} amend
 * @param {Heard} [heard]
 */
export const reasons = (offered, answer, amend, heard = null) => html`
  <h1 id="asked">${_(WHY)}</h1>
  <div class="reasons" role="group" aria-labelledby="asked">
    ${offered.map(
      ({ slug, name: words }) => html`
        <button
          data-reason=${slug}
          class=${heard === reasonKey(slug) ? "heard" : nothing}
          aria-pressed=${answer.reasons.includes(slug)}
          @click=${() => amend(withReason(answer, slug))}
        >
          ${name(words)}
        </button>
      `,
    )}
  </div>
`;

/**
 * @param {readonly string[]} which
 * @param {Answer} answer
 * @param {Amend} amend
 * @param {Heard} [heard]
 */
export const indicators = (which, answer, amend, heard = null) => html`
  <h1 class=${which.length > 1 ? nothing : "visually-hidden"}>${_(MORE)}</h1>
  ${which.map(
    (indicator) => html`
      <div class="indicator" role="group" aria-labelledby=${`asks-${indicator}`}>
        <p id=${`asks-${indicator}`}>${_(INDICATORS[indicator].asks)}</p>
        ${INDICATORS[indicator].levels.map(
          ([points, words]) => html`
            <button
              data-indicator=${indicator}
              data-points=${points}
              class=${heard === levelKey(indicator, points) ? "heard" : nothing}
              aria-pressed=${answer.indicators[indicator] === points}
              @click=${() => amend(withPoints(answer, indicator, points))}
            >
              ${_(words)}
            </button>
          `,
        )}
      </div>
    `,
  )}
`;

// The question how satisfied a visitor is, as tablet and phone ask it: its words and its four faces, drawn here.

import { html, svg } from "/static/vendor/lit-html/lit-html.js";
import { N_, _ } from "/static/words.js";

export const QUESTION = N_("How satisfied are you with the service you just received?");
export const CONFIDENTIAL = N_("Your answer is kept confidential.");
export const THANKS = N_("Thank you!");
export const WHAT_FOR = N_("Your answer helps the centre to serve better.");

/** Best first, as people read them. */
export const SCALE = [
  { score: 4, words: N_("Very satisfied") },
  { score: 3, words: N_("Satisfied") },
  { score: 2, words: N_("Neutral") },
  { score: 1, words: N_("Not satisfied") },
];

/** @type {Record<number, ReturnType<typeof svg>>} */
const FEATURES = {
  4: svg`<path d="M29 41c2-5 9-5 11 0M60 41c2-5 9-5 11 0"/><path class="filled" d="M28 56h44c0 13-9 22-22 22s-22-9-22-22z"/>`,
  3: svg`<circle class="eye" cx="35" cy="41" r="4.5"/><circle class="eye" cx="65" cy="41" r="4.5"/><path d="M30 59c5 9 12 13 20 13s15-4 20-13"/>`,
  2: svg`<circle class="eye" cx="35" cy="41" r="4.5"/><circle class="eye" cx="65" cy="41" r="4.5"/><path d="M33 64h34"/>`,
  1: svg`<circle class="eye" cx="35" cy="43" r="4.5"/><circle class="eye" cx="65" cy="43" r="4.5"/><path d="M28 34l10-5M72 34l-10-5"/><path d="M31 72c4-8 11-11 19-11s15 3 19 11"/>`,
};

/** @param {number} score */
export const face = (score) =>
  html`<svg class="face" data-score=${score} viewBox="0 0 100 100" aria-hidden="true">
    <circle class="skin" cx="50" cy="50" r="46" />
    ${FEATURES[score]}
  </svg>`;

/** @param {number} score */
export const faceKey = (score) => `face ${score}`;

/**
 * The question's four answers, each a large button.
 * @param {(score: number) => void} rate
 * @param {boolean} busy
 * @param {string | null} [heard] which of them is being read aloud, by its key
 */
export const faces = (rate, busy, heard = null) =>
  html`<div class="faces" role="group" aria-label=${_("Your answer")}>
    ${SCALE.map(
      ({ score, words }) =>
        html`<button class="answer ${heard === faceKey(score) ? "heard" : ""}" data-score=${score} ?disabled=${busy} @click=${() => rate(score)}>
          ${face(score)}<span>${_(words)}</span>
        </button>`,
    )}
  </div>`;

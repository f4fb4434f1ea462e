// What a visitor answers on tablet and phone, step by step: a face, why, the indicators, words. Pure.

import { N_ } from "/static/words.js";

/** @typedef {import("/static/contract").RatingPrompt} RatingPrompt */
/** What a hall asks beyond the faces. @typedef {Pick<RatingPrompt, "reasons" | "indicators" | "comment">} Asks */
/** One screen of questions. @typedef {{asks: "reasons" | "comment"} | {asks: "indicators", which: readonly string[]}} Step */
/** @typedef {{score: number, reasons: readonly string[], indicators: Readonly<Record<string, number>>, comment: string}} Answer */

export const LONGEST_COMMENT = 500;
const NOT_SATISFIED = [1, 2];

/**
 * Circular 01/2018/TT-VPCP, Article 13, in plain words: each question with what is worth 2, 1 and 0 points.
 * @type {Record<string, {asks: string, levels: readonly [points: number, words: string][]}>}
 */
export const INDICATORS = {
  1: { asks: N_("When was the result ready?"), levels: [[2, N_("Early")], [1, N_("On time")], [0, N_("Late")]] },
  3: {
    asks: N_("How often did you have to come again to complete the dossier?"),
    levels: [[2, N_("Never")], [1, N_("Once")], [0, N_("Several times")]],
  },
  4: {
    asks: N_("Where did you have to go besides this counter?"),
    levels: [[2, N_("Nowhere")], [1, N_("One more place")], [0, N_("Several places")]],
  },
  7: {
    asks: N_("How was the officer's attitude?"),
    levels: [[2, N_("Good")], [1, N_("Ordinary")], [0, N_("Not good")]],
  },
};

/**
 * With a face touched, and nothing else said yet.
 * @param {number} score
 * @returns {Answer}
 */
export const begun = (score) => ({ score, reasons: [], indicators: {}, comment: "" });

/**
 * What the hall asks after this face, in its order.
 * @param {Asks} hall
 * @param {number} score
 * @param {{oneByOne?: boolean}} [how] one indicator on a screen, for whoever needs large letters or listens
 * @returns {Step[]}
 */
export function stepsAfter({ reasons = [], indicators = [], comment = false }, score, { oneByOne = false } = {}) {
  const known = indicators.filter((indicator) => indicator in INDICATORS);
  const together = oneByOne ? known.map((indicator) => [indicator]) : known.length ? [known] : [];
  return [
    .../** @type {Step[]} */ (NOT_SATISFIED.includes(score) && reasons.length ? [{ asks: "reasons" }] : []),
    ...together.map((which) => /** @type {Step} */ ({ asks: "indicators", which })),
    .../** @type {Step[]} */ (comment ? [{ asks: "comment" }] : []),
  ];
}

/**
 * The reason touched, or touched away again.
 * @param {Answer} answer
 * @param {string} reason
 * @returns {Answer}
 */
export function withReason(answer, reason) {
  const others = answer.reasons.filter((each) => each !== reason);
  return { ...answer, reasons: others.length < answer.reasons.length ? others : [...others, reason] };
}

/**
 * @param {Answer} answer
 * @param {string} indicator
 * @param {number} points
 * @returns {Answer}
 */
export const withPoints = (answer, indicator, points) => ({
  ...answer,
  indicators: { ...answer.indicators, [indicator]: points },
});

/**
 * What goes to the server: only what was said.
 * @param {Answer} answer
 */
export const said = ({ score, reasons, indicators, comment }) => ({
  score,
  ...(reasons.length ? { reasons } : {}),
  ...(Object.keys(indicators).length ? { indicators } : {}),
  ...(comment.trim() ? { comment: comment.trim() } : {}),
});

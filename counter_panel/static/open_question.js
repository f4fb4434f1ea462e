// Whether the rating tablet has still a question to ask: it expires, so that nobody answers for the visitor before. Pure.

/** @typedef {import("/static/contract").RatingPrompt} RatingPrompt */
/** @typedef {import("/static/contract").RatingQuestion} RatingQuestion */

export const TOUCHED_FOR_MS = 30_000; // whoever has touched the screen is given this much more
export const STEP_MS = 10_000; // each further step goes on by itself so long after the last touch
export const SLOW_STEP_MS = 20_000; // for whoever needs large letters, or listens
export const LONGEST_MS = 110_000; // after the visit: the server takes a face for two minutes

/**
 * The question, or null.
 * @param {RatingPrompt} prompt
 * @param {ReadonlySet<string>} done tickets that were rated, or passed over, here
 * @param {number} touchedAt when the screen was touched last for this question
 * @param {number} now
 */
export function stillAsked({ question }, done, touchedAt, now) {
  if (!question || done.has(question.token)) return null;
  return secondsLeft(question, touchedAt, now) > 0 ? question : null;
}

/**
 * @param {RatingQuestion} question
 * @param {number} touchedAt
 * @param {number} now
 */
export function secondsLeft(question, touchedAt, now) {
  const until = Math.max(Date.parse(question.expires_at), touchedAt + TOUCHED_FOR_MS);
  return Math.ceil((Math.min(until, Date.parse(question.finished_at) + LONGEST_MS) - now) / 1000);
}

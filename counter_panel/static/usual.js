// A visit's time held against what is usual in this hall. Pure: the server alone says what is usual.

/** @typedef {import("/static/contract").UsualTime} UsualTime */
/** `isLong`: longer than nine of ten. @typedef {{usualMinutes: number, isLong: boolean}} Against */

/**
 * Nothing is long before the ninetieth percentile of the hall's own visits of this service, nor without such a history:
 * then there is only what the hall expects.
 * @param {number} seconds in service
 * @param {UsualTime | undefined} usual
 * @param {number} expectedMinutes as the hall's plan has it
 * @returns {Against}
 */
export function against(seconds, usual, expectedMinutes) {
  if (!usual) return { usualMinutes: expectedMinutes, isLong: false };
  return { usualMinutes: Math.max(1, Math.round(usual.usual_minutes)), isLong: seconds > usual.long_minutes * 60 };
}

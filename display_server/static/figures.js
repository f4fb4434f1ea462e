// Days, money, counts, minutes and shares as people read them; a dash where there is nothing. Pure.

import { number, spoken } from "/static/words.js";

/** @typedef {number | null | undefined} Figure */

/** @param {Figure} value */
const isThere = (value) => value !== undefined && value !== null;

/** To the next whole one. @param {Figure} value */
export const whole = (value) => (isThere(value) ? number(Math.round(Number(value))) : "–");

/** With one decimal. @param {Figure} value @param {Intl.NumberFormatOptions} [options] */
export const decimal = (value, options = {}) =>
  isThere(value) ? number(Number(value), spoken(), { minimumFractionDigits: 1, maximumFractionDigits: 1, ...options }) : "–";

/** Whole per cent. @param {Figure} value 0..1 */
export const share = (value) =>
  isThere(value) ? number(Number(value), spoken(), { style: "percent", maximumFractionDigits: 0 }) : "–";

/** @param {string} day as 2026-11-23 */
export const dayOf = (day) => new Date(`${day}T00:00`).toLocaleDateString(spoken(), { dateStyle: "short" });

/** Whole đồng. @param {number} amount */
export const dong = (amount) => `${amount.toLocaleString(spoken())} đ`;

/** A share with two decimals of a per cent, as reports have it. @param {number | null} share 0..1 */
export const percent = (share) =>
  share === null ? "–" : share.toLocaleString(spoken(), { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 });

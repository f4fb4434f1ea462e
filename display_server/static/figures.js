// Days, money and shares as people read them. Pure.

import { spoken } from "/static/words.js";

/** @param {string} day as 2026-11-23 */
export const dayOf = (day) => new Date(`${day}T00:00`).toLocaleDateString(spoken(), { dateStyle: "short" });

/** Whole đồng. @param {number} amount */
export const dong = (amount) => `${amount.toLocaleString(spoken())} đ`;

/** A share with two decimals of a per cent, as reports have it. @param {number | null} share 0..1 */
export const percent = (share) =>
  share === null ? "–" : share.toLocaleString(spoken(), { style: "percent", minimumFractionDigits: 2, maximumFractionDigits: 2 });

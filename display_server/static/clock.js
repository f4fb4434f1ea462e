// The server's time on a screen whose own clock may be wrong, and times and durations in words. Knows no screen.

import { ngettext, spoken } from "/static/words.js";

let ahead = 0; // how far the server's clock is ahead of this machine's, in milliseconds

/**
 * Sets the clock by a view that has just arrived.
 * @param {string} at
 */
export function heardAt(at) {
  ahead = Date.parse(at) - Date.now();
}

/** The server's time now, in milliseconds since 1970. */
export const now = () => Date.now() + ahead;

/**
 * @param {string} instant
 * @returns {number} seconds since then
 */
export const secondsSince = (instant) => Math.max(0, (now() - Date.parse(instant)) / 1000);

/** @param {string} instant */
export const minutesSince = (instant) => Math.floor(secondsSince(instant) / 60);

/**
 * The time of day in the hall: 09:05.
 * @param {number | string} instant
 * @param {string} timezone
 */
export function timeOfDay(instant, timezone) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: timezone }).format(
    new Date(instant),
  );
}

/**
 * The day in the hall, in words.
 * @param {number} instant
 * @param {string} timezone
 * @param {string} [language]
 */
export function dayInWords(instant, timezone, language = spoken()) {
  const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: timezone,
  }).format(instant);
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}

/**
 * The local day in the hall as 2026-11-23.
 * @param {number} instant
 * @param {string} timezone
 */
export function day(instant, timezone) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: timezone }).format(instant);
}

/**
 * A running time: 4:07.
 * @param {number} seconds
 */
export function running(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * @param {number} count
 * @param {string} [language]
 */
export const minutes = (count, language) => ngettext("%(count)s minute", "%(count)s minutes", count, language);

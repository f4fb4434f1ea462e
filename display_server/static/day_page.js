// A page of staff that shows one day of the hall at a time, and says in words where that cannot be shown.

import { Refusal, ask } from "/static/commands.js";
import { paint } from "/static/paint.js";
import { refused, whoWorksHere } from "/static/staff.js";

/**
 * Asks for a day, today without one, and draws it. Answers null and the trouble where the server refuses.
 * @template T
 * @param {string} address
 * @param {string} day
 * @returns {Promise<{shown: T | null, trouble: string}>}
 */
export async function askDay(address, day) {
  try {
    return { shown: await ask(`${address}${day ? `?day=${day}` : ""}`), trouble: "" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { shown: null, trouble: error.message };
  }
}

/** What was chosen in a field for days. @param {Event} event */
export const chosenDay = (event) => /** @type {HTMLInputElement} */ (event.currentTarget).value;

/** Shows the page, or why it cannot be shown. @template T @param {T | null} shown @param {string} trouble @param {(shown: T) => import("/static/vendor/lit-html/lit-html.js").TemplateResult<1>} screen */
export const paintDay = (shown, trouble, screen) => paint(shown ? screen(shown) : refused(trouble));

/** Opens the page for whoever works here. @param {() => Promise<unknown>} load */
export async function openDay(load) {
  if (await whoWorksHere()) await load();
}

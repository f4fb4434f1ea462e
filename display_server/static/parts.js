// What several screens draw and say alike: the mark, arrows, the language switch, the cut-off bar. Knows no view.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { N_, _, languages, spoken } from "/static/words.js";

/** @typedef {import("./live").Connection} Connection */

export const mark = html`<img class="mark" src="/static/mark.svg" alt="" />`;

export const arrow = html`<svg class="arrow" viewBox="0 0 48 32" aria-hidden="true">
  <path d="M2 16h40M29 3l13 13-13 13" fill="none" stroke="currentColor" stroke-width="6" stroke-linejoin="round" stroke-linecap="round" />
</svg>`;

/** What a counter is. @type {Record<import("./contract").CounterState, string>} */
export const COUNTER_STATES = { open: N_("Open"), paused: N_("Paused"), closed: N_("Closed") };

/** How a language calls itself: Tiếng Việt, English. @param {string} code */
export function ownName(code) {
  const own = new Intl.DisplayNames([code], { type: "language", fallback: "code" }).of(code) ?? code;
  return own.charAt(0).toLocaleUpperCase(code) + own.slice(1);
}

/** The page again in another language; the server remembers the choice. */
export const languageLinks = () =>
  languages.length < 2
    ? nothing
    : html`<nav class="languages" aria-label=${_("Language")}>
        ${languages.map(
          (code) =>
            html`<a href="?lang=${code}" lang=${code} aria-current=${code === spoken() ? "true" : nothing}>${ownName(code)}</a>`,
        )}
      </nav>`;

/**
 * Says that the page is cut off, or what the server refused, or nothing.
 * @param {Connection} connection
 * @param {string} sentence what being cut off means on this screen
 */
export const warning = (connection, sentence) => {
  const words = connection.refusal ?? (connection.connected ? null : sentence);
  return words ? html`<p class="warning" role="alert">${words}</p>` : nothing;
};

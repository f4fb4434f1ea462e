// Puts a page's screen in its place, drawn anew whenever something changed. Knows no screen.

import { html, render } from "/static/vendor/lit-html/lit-html.js";

const place = /** @type {HTMLElement} */ (document.getElementById("screen"));
let empty = true;

/** @param {ReturnType<typeof html>} screen */
export function paint(screen) {
  if (empty) {
    place.replaceChildren(); // what stood there while nothing had arrived
    place.removeAttribute("aria-busy");
    empty = false;
  }
  render(screen, place);
}

/** Asks for the fonts, of a page that shows something before they come. */
export function loadFonts() {
  if (document.querySelector('link[href="/static/fonts.css"]')) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/static/fonts.css" }));
}

/**
 * How the whole screen is: `<div id="screen" class="stale">`.
 * @param {string} manner
 * @param {boolean} so
 */
export const mood = (manner, so) => void place.classList.toggle(manner, so);

// A keyboard on the rating tablet, for whoever writes Vietnamese without knowing Telex: letters, and a key for each mark.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { TONES, beginsSentence, withTone, withoutLast } from "/counter-panel/static/writing.js";
import { _ } from "/static/words.js";

const LETTERS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const VIETNAMESE_LETTERS = "ăâđêôơư";
const DIGITS = "1234567890";
const STOPS = ",.?";

/**
 * @param {string} text as it stands
 * @param {{shift: boolean, vietnamese: boolean, longest: number}} how
 * @param {(text: string) => void} write
 * @param {() => void} toggleShift
 */
export function keyboard(text, { shift, vietnamese, longest }, write, toggleShift) {
  const add = (/** @type {string} */ letters) => write((text + letters).slice(0, longest));
  const capital = shift || beginsSentence(text);
  const shown = (/** @type {string} */ letter) => (capital ? letter.toUpperCase() : letter);
  const keys = (/** @type {string} */ row) => [...row].map((letter) => html`<button @click=${() => add(shown(letter))}>${shown(letter)}</button>`);
  return html`
    <div class="keyboard" role="group" aria-label=${_("Keyboard")}>
      <div>${keys(DIGITS)}</div>
      <div>${keys(LETTERS[0])}</div>
      <div>${keys(LETTERS[1])}</div>
      <div>
        <button class="wide" aria-pressed=${shift} aria-label=${_("Capitals")} @click=${toggleShift}>⇧</button>
        ${keys(LETTERS[2])}
        <button class="wide" aria-label=${_("Delete")} @click=${() => write(withoutLast(text))}>⌫</button>
      </div>
      ${vietnamese
        ? html`<div>
            ${keys(VIETNAMESE_LETTERS)}
            ${Object.entries(TONES).map(
              ([tone, { shown, words }]) =>
                html`<button class="tone" aria-label=${_(words)} @click=${() => write(withTone(text, tone))}>${shown}</button>`,
            )}
          </div>`
        : nothing}
      <div>
        ${[...STOPS].map((stop) => html`<button @click=${() => add(stop)}>${stop}</button>`)}
        <button class="space" @click=${() => add(" ")}>${_("Space")}</button>
      </div>
    </div>
  `;
}

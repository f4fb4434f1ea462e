// The hall's displays on the manager's page: what each shows, changed from here without anybody touching its screen.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, post } from "/static/commands.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("./contract").BoardDisplay} BoardDisplay */
/** @typedef {import("./contract").HallNow} HallNow */

/** What a display shows, as one choice: `hall`, `zone:SLUG`, `totem`, `totem:SLUG`, `counter:NUMBER`. @typedef {string} Choice */

const HALL = N_("The whole hall");
const TOTEM = N_("The whole hall, on a tall screen");

let trouble = "";

/** @param {HallNow} hall @param {() => void} redraw */
export const displays = (hall, redraw) =>
  hall.displays?.length
    ? html`<section class="card devices displays">
        <h2>${_("Displays")}</h2>
        <ul>
          ${hall.displays.map((display) => line(display, hall, redraw))}
        </ul>
        ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
      </section>`
    : nothing;

/**
 * @param {BoardDisplay} display
 * @param {HallNow} hall
 * @param {() => void} redraw
 */
const line = (display, hall, redraw) => html`
  <li>
    <b>${display.name}</b>
    <select
      aria-label=${_("What %(display)s shows", { display: display.name })}
      @change=${(/** @type {Event} */ event) => arrange(display.name, /** @type {HTMLSelectElement} */ (event.target).value, redraw)}
    >
      ${choices(hall).map(
        ([choice, words]) => html`<option value=${choice} ?selected=${choice === chosen(display)}>${words}</option>`,
      )}
    </select>
  </li>
`;

/**
 * @param {HallNow} hall
 * @returns {[Choice, string][]}
 */
const choices = (hall) => [
  ["hall", _(HALL)],
  ...facts.zones.map((/** @type {{slug: string, name: any}} */ zone) => [`zone:${zone.slug}`, name(zone.name)]),
  ["totem", _(TOTEM)],
  ...facts.zones.map((/** @type {{slug: string, name: any}} */ zone) => [
    `totem:${zone.slug}`,
    _("%(zone)s, on a tall screen", { zone: name(zone.name) }),
  ]),
  ...hall.counters.map((/** @type {{number: number}} */ { number }) => [
    `counter:${number}`,
    _("The sign of counter %(number)s", { number }),
  ]),
];

/** @param {BoardDisplay} display @returns {Choice} */
const chosen = ({ layout, zone, counter }) => [layout, zone ?? counter].filter((part) => part !== null).join(":");

/**
 * @param {string} display
 * @param {Choice} choice
 * @param {() => void} redraw
 */
async function arrange(display, choice, redraw) {
  const [layout, of] = choice.split(":");
  const counter = layout === "counter" ? Number(of) : null;
  try {
    await post(`/api/v1/halls/${facts.hall}/displays`, { name: display, layout, zone: counter === null ? (of ?? null) : null, counter });
    trouble = "";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  redraw();
}

// Notes to days: what is to be known by whoever looks at their figures. Managers write them and strike them out.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, drop, post } from "/static/commands.js";
import { dayOf } from "/static/figures.js";
import { _, facts } from "/static/words.js";

/** @typedef {import("./contract").DayNote} DayNote */

const ADDRESS = `/api/v1/halls/${facts.hall}/day-notes`;
const LONGEST = 500;

/** What stands in the form: it is filled by *Edit*. */
let written = { day: "", note: "" };
let trouble = "";

/**
 * @param {readonly DayNote[]} notes of the days shown
 * @param {boolean} mayWrite
 * @param {() => Promise<void>} changed loads and draws the page anew
 */
export const dayNotes = (notes, mayWrite, changed) => html`
  <section class="card notes">
    <h2>${_("Notes to days")}</h2>
    ${notes.length ? html`<ul class="plain">${notes.map((note) => line(note, mayWrite, changed))}</ul>` : html`<p class="soft">${_("No note to these days.")}</p>`}
    ${mayWrite ? form(changed) : nothing}
  </section>
`;

/** @param {DayNote} of @param {boolean} mayWrite @param {() => Promise<void>} changed */
const line = (of, mayWrite, changed) => html`
  <li>
    <b>${dayOf(of.day)}</b> ${of.note}
    <small>${[of.by, new Date(of.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" })].filter(Boolean).join(" · ")}</small>
    ${mayWrite
      ? html`
          <button type="button" class="small" aria-label=${_("Edit the note to %(day)s", { day: dayOf(of.day) })} @click=${() => edit(of, changed)}>${_("Edit")}</button>
          <button type="button" class="small" aria-label=${_("Strike out the note to %(day)s", { day: dayOf(of.day) })} @click=${() => done(drop(`${ADDRESS}/${of.day}`), changed)}>
            ${_("Strike out")}
          </button>
        `
      : nothing}
  </li>
`;

/** @param {() => Promise<void>} changed */
const form = (changed) => html`
  <form class="row" @submit=${(/** @type {SubmitEvent} */ event) => write(event, changed)}>
    <label>${_("Day")}<input type="date" name="day" required .value=${written.day} /></label>
    <label class="wide">${_("Note, naming nobody")}<input name="note" required maxlength=${LONGEST} .value=${written.note} placeholder=${_("Power cut from 9 to 11")} /></label>
    <button class="button">${_("Write")}</button>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
  </form>
`;

/** @param {DayNote} of @param {() => Promise<void>} changed */
function edit(of, changed) {
  written = { day: of.day, note: of.note };
  void changed().then(() => /** @type {HTMLInputElement | null} */ (document.querySelector(".notes [name=note]"))?.focus());
}

/** @param {SubmitEvent} event @param {() => Promise<void>} changed */
function write(event, changed) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  written = { day: String(new FormData(form).get("day")), note: String(new FormData(form).get("note")) };
  return done(post(ADDRESS, written), changed);
}

/** @param {Promise<unknown>} asked @param {() => Promise<void>} changed */
async function done(asked, changed) {
  try {
    await asked;
    [written, trouble] = [{ day: "", note: "" }, ""];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  await changed();
}

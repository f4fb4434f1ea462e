// Letting a new device in, on the manager's page: by the code that stands on its screen.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, post } from "/static/commands.js";
import { lookAgain } from "/static/live.js";
import { _, facts } from "/static/words.js";

let trouble = "";
let done = "";

/** @param {() => void} redraw */
export const lettingIn = (redraw) => html`
  <section class="card letting-in">
    <h2>${_("Devices")}</h2>
    <p class="soft">
      ${_("A new display, panel or tablet: open %(address)s in its browser. A kiosk shows its code by itself.", {
        address: `${location.origin}/join/display`,
      })}
    </p>
    <form @submit=${(/** @type {SubmitEvent} */ event) => letIn(event, redraw)}>
      <label>${_("Code on its screen")}<input name="code" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" /></label>
      <label>${_("What to call it")}<input name="name" required maxlength="200" autocomplete="off" /></label>
      <label>${_("Only for counter")}<input name="counter" inputmode="numeric" pattern="[0-9]{1,3}" autocomplete="off" /></label>
      <button class="button">${_("Let it in")}</button>
    </form>
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    ${done ? html`<p class="soft" role="status">${done}</p>` : nothing}
  </section>
`;

/**
 * @param {SubmitEvent} event
 * @param {() => void} redraw
 */
async function letIn(event, redraw) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const given = Object.fromEntries(new FormData(form).entries());
  const counter = given.counter ? Number(given.counter) : null;
  try {
    await post(`/api/v1/halls/${facts.hall}/devices`, { code: given.code, name: given.name, counter });
    [trouble, done] = ["", _("%(name)s is in.", { name: String(given.name) })];
    form.reset();
    lookAgain();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    [trouble, done] = [error.message, ""];
  }
  redraw();
}

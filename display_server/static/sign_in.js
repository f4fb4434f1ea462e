// The sign-in of officers and managers. Knows no rights: the server says who somebody is, the page where they go.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, signIn } from "/static/commands.js";
import { ownPage } from "/static/own_page.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { _, facts } from "/static/words.js";

let busy = false;
let trouble = "";
let wantsCode = false;

const screen = () => html`
  <main class="sign-in">
    <form class="card striped" @submit=${submit}>
      <div class="head">${mark}<span>motcua</span></div>
      <h1>${_("Sign in")}</h1>
      <p class="soft">${_("For officers and managers of the centre.")}</p>
      <label class="field">
        ${_("Name")}
        <input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus />
      </label>
      <label class="field">
        ${_("Password")}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      ${wantsCode
        ? html`<label class="field">
            ${_("Code of your authenticator app, or a recovery code")}
            <input name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required />
          </label>`
        : nothing}
      <p class="trouble" role="alert">${trouble || nothing}</p>
      <button class="button first" ?disabled=${busy}>${_("Sign in")}</button>
      ${facts.elsewhere ? html`<a class="button" href=${elsewhere()}>${facts.elsewhere}</a>` : nothing}
    </form>
    ${languageLinks()}
  </main>
`;

/** @param {SubmitEvent} event */
async function submit(event) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  busy = true;
  trouble = "";
  draw();
  try {
    const person = await signIn(String(form.get("name")), String(form.get("password")), String(form.get("code") ?? ""));
    location.assign(person.must_change_password ? account() : facts.next ?? ownPage(person)); // the server has looked whether `next` is a page of its own
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
    wantsCode ||= error.fields.includes("code");
  }
  busy = false;
  draw();
}

/** Where somebody signs in at another system. */
const elsewhere = () =>
  facts.next ? `/sign-in/elsewhere?next=${encodeURIComponent(facts.next)}` : "/sign-in/elsewhere";

/** Where a first password is changed, and from there on. */
const account = () => (facts.next ? `/account?next=${encodeURIComponent(facts.next)}` : "/account");

const draw = () => paint(screen());

draw();

// The administrator's page: people's accounts. Knows no rights: the server says what may be done and what not.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask, post } from "/static/commands.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton, openPage } from "/static/staff.js";
import { ROLES } from "/static/roles.js";
import { _, facts, name, spoken } from "/static/words.js";

/** @typedef {import("./contract").Account} Account */
/** @typedef {import("./words").Words} Words */
/** @typedef {{slug: string, name: Words, departments: {slug: string, name: Words}[]}} Hall */

/** @type {Account[]} */
let accounts = [];
/** A first password that was just made, and whose. @type {{name: string, password: string} | null} */
let made = null;
let trouble = "";
let busy = false;
let chosen = { hall: facts.halls[0]?.slug ?? "", role: "officer" };

const screen = () => html`
  <header class="bar">
    ${mark}<h1>${_("People")}</h1>
    <div class="end">${languageLinks()}<a href="/admin/voices">${_("Recorded voices")}</a><a href="/admin/log">${_("Security log")}</a><a href="/account">${_("My account")}</a>${leaveButton()}</div>
  </header>
  <main class="accounts">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing} ${made ? firstPassword(made) : nothing}
    <section class="card">
      <h2>${_("Accounts")}</h2>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th>${_("Name")}</th>
              <th>${_("Role")}</th>
              <th>${_("Hall")}</th>
              <th>${_("State")}</th>
              <th>${_("Signed in last")}</th>
              <th><span class="visually-hidden">${_("What can be done")}</span></th>
            </tr>
          </thead>
          <tbody>
            ${accounts.map(line)}
          </tbody>
        </table>
      </div>
    </section>
    ${addForm()}
  </main>
`;

/** @param {{name: string, password: string}} made */
const firstPassword = (made) => html`
  <section class="card striped" role="status">
    <h2>${_("The password of %(name)s", { name: made.name })}</h2>
    <p class="password"><code>${made.password}</code></p>
    <p class="soft">${_("Hand it over now: it is not shown again, and is changed at the first sign-in.")}</p>
  </section>
`;

/** @param {Account} account */
const line = (account) => html`
  <tr data-account=${account.name} class=${account.disabled ? "disabled" : ""}>
    <th scope="row">${account.name}</th>
    <td>${_(ROLES[account.role] ?? account.role)}</td>
    <td>${place(account)}</td>
    <td><span class="pill ${account.disabled ? "" : account.must_change_password ? "paused" : "open"}">${state(account)}</span></td>
    <td>${account.last_sign_in_at ? new Date(account.last_sign_in_at).toLocaleString(spoken(), { dateStyle: "short", timeStyle: "short" }) : "–"}</td>
    <td>${deeds(account)}</td>
  </tr>
`;

/** @param {Account} account */
const place = (account) => {
  const hall = facts.halls.find((/** @type {Hall} */ each) => each.slug === account.hall);
  const names = account.departments.map((slug) =>
    name(hall?.departments.find((/** @type {{slug: string}} */ each) => each.slug === slug)?.name ?? { en: slug }),
  );
  return html`${hall ? name(hall.name) : (account.hall ?? _("All halls"))}${names.length ? html`<small>${names.join(", ")}</small>` : nothing}`;
};

/** @param {Account} account */
const state = (account) => {
  if (account.disabled) return _("Disabled");
  return account.must_change_password ? _("First password") : _("Enabled");
};

/** @param {Account} account */
const deeds = (account) => html`
  <details>
    <summary class="button">${_("Change")}</summary>
    <div class="deeds">
      <form @submit=${(/** @type {SubmitEvent} */ event) => changeRole(event, account)}>
        ${roleFields(account.role, account.hall ?? "", account.departments)}
        <button class="button" ?disabled=${busy}>${_("Give this role")}</button>
      </form>
      <button class="button" ?disabled=${busy} @click=${() => givePassword(account)}>${_("Make a new password")}</button>
      <button class="button" ?disabled=${busy} @click=${() => act(account, "sign-out")}>${_("Sign out everywhere")}</button>
      ${account.has_second_factor
        ? html`<button class="button grave" ?disabled=${busy} @click=${() => act(account, "second-factor/remove")}>${_("Drop the second factor")}</button>`
        : nothing}
      ${account.disabled
        ? html`<button class="button" ?disabled=${busy} @click=${() => act(account, "enable")}>${_("Let in again")}</button>`
        : html`<button class="button grave" ?disabled=${busy} @click=${() => act(account, "disable")}>${_("Let in no more")}</button>`}
    </div>
  </details>
`;

const addForm = () => html`
  <form class="card" id="add" @submit=${add} @change=${choose}>
    <h2>${_("A new account")}</h2>
    <p class="soft">${_("A first password is made for it, and shown to you once.")}</p>
    <div class="fields">
      <label class="field">${_("Name")}<input name="name" autocomplete="off" autocapitalize="none" spellcheck="false" required /></label>
      ${roleFields(chosen.role, chosen.hall, [])}
    </div>
    <button class="button first" ?disabled=${busy}>${_("Create the account")}</button>
  </form>
`;

/**
 * @param {string} role
 * @param {string} slug
 * @param {readonly string[]} departments
 */
const roleFields = (role, slug, departments) => html`
  <label class="field">${_("Role")}
    <select name="role">
      ${Object.entries(ROLES).map(([key, words]) => html`<option value=${key} ?selected=${key === role}>${_(words)}</option>`)}
    </select>
  </label>
  <label class="field">${_("Hall")}
    <select name="hall">
      ${facts.halls.map((/** @type {Hall} */ hall) => html`<option value=${hall.slug} ?selected=${hall.slug === slug}>${name(hall.name)}</option>`)}
      <option value="" ?selected=${slug === ""}>${_("All halls")}</option>
    </select>
  </label>
  <fieldset class="of-supervisors">
    <legend>${_("Departments, of a supervisor")}</legend>
    ${(facts.halls.find((/** @type {Hall} */ hall) => hall.slug === slug)?.departments ?? []).map(
      (/** @type {{slug: string, name: Words}} */ each) =>
        html`<label><input type="checkbox" name="departments" value=${each.slug} ?checked=${departments.includes(each.slug)} />${name(each.name)}</label>`,
    )}
  </fieldset>
`;

/** @param {Event} event */
function choose(event) {
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  chosen = { hall: String(form.get("hall")), role: String(form.get("role")) };
  draw();
}

/** @param {SubmitEvent} event */
function filledIn(event) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  const role = String(form.get("role"));
  return {
    role,
    hall: String(form.get("hall")) || null,
    departments: role === "supervisor" ? form.getAll("departments").map(String) : [],
    name: String(form.get("name") ?? ""),
  };
}

/** @param {SubmitEvent} event */
function add(event) {
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const asked = filledIn(event);
  return attempt(async () => {
    const { account, password } = await post("/api/v1/accounts", asked);
    made = { name: account.name, password };
    form.reset();
  });
}

/**
 * @param {SubmitEvent} event
 * @param {Account} account
 */
function changeRole(event, account) {
  const { role, hall, departments } = filledIn(event);
  return attempt(() => post(`/api/v1/accounts/${account.id}/role`, { role, hall, departments }));
}

/** @param {Account} account */
const givePassword = (account) =>
  attempt(async () => {
    const { password } = await post(`/api/v1/accounts/${account.id}/password`);
    made = { name: account.name, password };
  });

/**
 * @param {Account} account
 * @param {string} deed
 */
const act = (account, deed) => attempt(() => post(`/api/v1/accounts/${account.id}/${deed}`));

/** @param {() => Promise<unknown>} deed */
async function attempt(deed) {
  busy = true;
  trouble = "";
  made = null;
  draw();
  try {
    await deed();
    await load();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  busy = false;
  draw();
}

async function load() {
  accounts = (await ask("/api/v1/accounts")).accounts;
}

const draw = () => paint(screen());

await openPage(load, draw);

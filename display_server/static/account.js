// One's own account: the password, the second factor, the browsers one is signed in at. Knows no rights.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask, post } from "/static/commands.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton, openPage } from "/static/staff.js";
import { ownPage } from "/static/own_page.js";
import { ROLES } from "/static/roles.js";
import { _, facts, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").OwnAccount} OwnAccount */
/** @typedef {import("./contract").SecondFactorOffer} SecondFactorOffer */

/** @type {OwnAccount | null} */
let own = null;
/** @type {import("./contract").OwnRatings | null} */
let ratings = null;
/** @type {SecondFactorOffer | null} */
let offer = null;
/** @type {readonly string[]} */
let codes = [];
let busy = false;
/** What went wrong, by the form. @type {Record<string, string>} */
let troubles = {};

/** @param {OwnAccount} own */
const screen = (own) => html`
  <header class="bar">
    ${mark}<h1>${_("My account")}</h1>
    <div class="end">${languageLinks()} ${leaveButton()}</div>
  </header>
  <main class="accounts narrow">
    <p class="lead"><b>${own.account.name}</b> · ${_(ROLES[own.account.role] ?? own.account.role)}</p>
    ${own.account.role === "officer" && own.account.hall ? html`<p><a href=${`/manager/${own.account.hall}/history`}>${_("My past days")}</a></p>` : nothing}
    ${codes.length ? recoveryCodes() : nothing} ${passwordForm(own)}
    ${own.account.must_change_password ? nothing : html`${ratings?.weeks.some((week) => week.served) ? said(ratings) : nothing} ${secondFactor(own)} ${browsers(own)}`}
  </main>
`;

/** @param {OwnAccount} own */
const passwordForm = (own) => html`
  <form class="card" @submit=${changePassword}>
    <h2>${own.account.must_change_password ? _("Choose a password of your own") : _("Password")}</h2>
    <p class="soft">
      ${own.account.must_change_password ? _("Somebody else knows the one you have. Nothing else can be done before.") : nothing}
      ${_("At least 12 characters; several words that do not belong together are good.")}
    </p>
    ${secret("password", _("Present password"), "current-password")}
    ${secret("new_password", _("New password"), "new-password")}
    ${secret("again", _("New password, once more"), "new-password")}
    ${trouble("password")}
    <button class="button first" ?disabled=${busy}>${_("Change the password")}</button>
  </form>
`;

/** @param {OwnAccount} own */
const secondFactor = (own) => {
  if (!own.may_have_second_factor && !own.account.has_second_factor) return nothing;
  return html`<section class="card">
    <h2>${_("Second factor")}</h2>
    ${own.account.has_second_factor ? withFactor() : offer ? proveForm(offer) : withoutFactor()}
  </section>`;
};

const withFactor = () => html`
  <p class="soft">${_("Signing in takes the code of your authenticator app, too.")}</p>
  <form @submit=${removeFactor}>
    ${secret("password", _("Present password"), "current-password")} ${trouble("factor")}
    <button class="button grave" ?disabled=${busy}>${_("Go on with the password alone")}</button>
  </form>
`;

const withoutFactor = () => html`
  <p class="soft">${_("A code of an app on your phone, asked for after the password: who learns the password does not get in.")}</p>
  ${trouble("factor")}
  <button class="button" ?disabled=${busy} @click=${offerFactor}>${_("Set up an authenticator app")}</button>
`;

/** @param {SecondFactorOffer} offer */
const proveForm = (offer) => html`
  <p class="soft">${_("Scan this with the app, then type the code that it shows.")}</p>
  <img class="qr" src=${offer.qr} alt=${_("QR code for the authenticator app")} />
  <p class="soft">${_("Or type this into the app:")} <code>${offer.secret}</code></p>
  <form @submit=${proveFactor}>
    <label class="field">
      ${_("Code")}
      <input name="code" inputmode="numeric" autocomplete="one-time-code" required />
    </label>
    ${secret("password", _("Present password"), "current-password")} ${trouble("factor")}
    <button class="button first" ?disabled=${busy}>${_("Use this app")}</button>
  </form>
`;

const recoveryCodes = () => html`
  <section class="card striped" role="status">
    <h2>${_("Your recovery codes")}</h2>
    <p class="soft">${_("Print them or write them down now. Each lets you in once without the phone; they are not shown again.")}</p>
    <ol class="codes">
      ${codes.map((code) => html`<li><code>${code}</code></li>`)}
    </ol>
  </section>
`;

/** @param {OwnAccount} own */
const browsers = (own) => html`
  <section class="card">
    <h2>${_("Signed in")}</h2>
    <ul class="lines">
      ${own.sessions.map(
        (session) => html`<li>${_("since %(since)s, last used %(used)s", { since: when(session.since), used: when(session.used_at) })}</li>`,
      )}
    </ul>
    ${trouble("browsers")}
    <button class="button grave" ?disabled=${busy} @click=${signOutEverywhere}>${_("Sign out everywhere")}</button>
  </section>
`;

/** Nobody else sees them here, and whole weeks alone: no visitor is known by an answer. @param {import("./contract").OwnRatings} own */
const said = ({ weeks }) => html`
  <section class="card own-ratings">
    <h2>${_("What people said of your visits")}</h2>
    <p class="soft">${_("By weeks that are over, from 10 answers; the other officers beside it from 30 each.")}</p>
    <table>
      <thead>
        <tr>
          <th>${_("Week from")}</th>
          <th class="count">${_("Served")}</th>
          <th class="count">${_("Answers")}</th>
          <th class="count">${_("Mean, 1 to 4")}</th>
          <th class="count">${_("Other officers")}</th>
        </tr>
      </thead>
      <tbody>
        ${weeks.map(
          (week) => html`<tr data-week=${week.first_day}>
            <th scope="row">${new Date(`${week.first_day}T00:00:00`).toLocaleDateString(spoken(), { dateStyle: "short" })}</th>
            <td class="count">${number(week.served)}</td>
            <td class="count">${number(week.ratings.count)}</td>
            <td class="count">${mean(week.ratings.mean)}</td>
            <td class="count">${mean(week.others_mean)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </section>
`;

/** @param {number | null} value */
const mean = (value) => (value === null ? "–" : number(value, spoken(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }));

/**
 * @param {string} name
 * @param {string} words
 * @param {"current-password" | "new-password"} kind
 */
const secret = (name, words, kind) => html`
  <label class="field">${words}<input name=${name} type="password" autocomplete=${kind} required /></label>
`;

/** @param {string} form */
const trouble = (form) => (troubles[form] ? html`<p class="trouble" role="alert">${troubles[form]}</p>` : nothing);

/** @param {string} instant */
const when = (instant) =>
  new Date(instant).toLocaleString(spoken(), { dateStyle: "short", timeStyle: "short" });

/** @param {SubmitEvent} event */
function changePassword(event) {
  const form = filledIn(event);
  if (form.new_password !== form.again) return complain("password", _("The two new passwords differ."));
  const first = own?.account.must_change_password;
  return attempt("password", async () => {
    const person = await post("/api/v1/account/password", { password: form.password, new_password: form.new_password });
    if (first) location.assign(facts.next ?? ownPage(person));
    else location.reload();
  });
}

const offerFactor = () =>
  attempt("factor", async () => {
    offer = await post("/api/v1/account/second-factor");
  });

/** @param {SubmitEvent} event */
function proveFactor(event) {
  const { code, password } = filledIn(event);
  return attempt("factor", async () => {
    const given = { secret: offer?.secret ?? "", code, password };
    codes = (await post("/api/v1/account/second-factor/prove", given)).codes;
    offer = null;
    await load();
  });
}

/** @param {SubmitEvent} event */
function removeFactor(event) {
  const { password } = filledIn(event);
  return attempt("factor", async () => {
    await post("/api/v1/account/second-factor/remove", { password });
    codes = [];
    await load();
  });
}

const signOutEverywhere = () =>
  attempt("browsers", async () => {
    await post("/api/v1/account/sign-out-everywhere");
    location.assign("/sign-in");
  });

/** @param {SubmitEvent} event @returns {Record<string, string>} */
function filledIn(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
}

/**
 * @param {string} form
 * @param {() => Promise<void>} deed
 */
async function attempt(form, deed) {
  busy = true;
  troubles = {};
  draw();
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    troubles = { [form]: error.message };
  }
  busy = false;
  draw();
}

/**
 * @param {string} form
 * @param {string} words
 */
function complain(form, words) {
  troubles = { [form]: words };
  draw();
}

async function load() {
  own = await ask("/api/v1/account");
  if (!own?.account.must_change_password) ratings = await ask("/api/v1/account/ratings");
}

function draw() {
  if (own) paint(screen(own));
}

await openPage(load, draw);

// The security log: who came in, who could not, and who changed what others may do. For administrators; only reads.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask } from "/static/commands.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton, refused, whoWorksHere } from "/static/staff.js";
import { ROLES } from "/static/roles.js";
import { N_, _, facts, name, ngettext, spoken } from "/static/words.js";

/** @typedef {import("./contract").SecurityLogEntry} Entry */
/** @typedef {import("./contract").KeptClass} KeptClass */
/** @typedef {import("./words").Words} Words */

/** @type {Readonly<Record<string, string>>} */
const KINDS = {
  signed_in: N_("Sign-in"),
  sign_in_failed: N_("Sign-in failed"),
  signed_out_everywhere: N_("Signed out everywhere"),
  account_added: N_("Account added"),
  account_disabled: N_("Account disabled"),
  account_enabled: N_("Account enabled"),
  role_changed: N_("Role changed"),
  password_changed: N_("Password changed"),
  password_given: N_("New password given"),
  second_factor_set: N_("Second factor set up"),
  second_factor_removed: N_("Second factor removed"),
  token_made: N_("Device's token made"),
  token_revoked: N_("Device revoked"),
  device_approved: N_("Device approved"),
  exported: N_("Figures exported"),
  visit_read: N_("Story of a visit read"),
  plan_changed: N_("Hall plan changed"),
  data_erased: N_("Old personal data erased"),
  person_forgotten: N_("Person forgotten on request"),
};
/** What is kept for a while, by its key in the hall file. @type {Readonly<Record<string, string>>} */
const CLASSES = {
  notes: N_("Notes and reasons"),
  dossier_codes: N_("Dossier codes"),
  comments: N_("Words of ratings"),
  officers: N_("Who did it"),
  appointments: N_("Codes of appointments"),
  security_log: N_("Security log: names and addresses"),
  sessions: N_("Sessions that ran out"),
};
/** @type {Readonly<Record<string, string>>} */
const DEVICES = {
  kiosk: N_("Kiosk"),
  display: N_("Display"),
  panel: N_("Counter panel"),
  rating: N_("Rating tablet"),
};

/** @type {Entry[]} */
let entries = [];
/** @type {number | null} */
let older = null;
/** How long each hall keeps what names people. @type {{hall: string, classes: readonly KeptClass[]}[]} */
let kept = [];
let trouble = "";
let asked = { from: "", to: "", person: "" };

const screen = () => html`
  <header class="bar">
    ${mark}<h1>${_("Security log")}</h1>
    <div class="end">${languageLinks()}<a href="/admin">${_("People")}</a>${leaveButton()}</div>
  </header>
  <main class="accounts">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    <form class="card" id="search" @submit=${search}>
      <div class="fields">
        <label class="field">${_("From")}<input type="date" name="from" .value=${asked.from} /></label>
        <label class="field">${_("To")}<input type="date" name="to" .value=${asked.to} /></label>
        <label class="field">${_("Person or device")}<input name="person" autocomplete="off" spellcheck="false" .value=${asked.person} /></label>
      </div>
      <button class="button first">${_("Show")}</button>
    </form>
    <section class="card">
      ${entries.length ? table() : html`<p class="soft">${_("There is no such entry.")}</p>`}
      ${older === null ? nothing : html`<button class="button" id="older" @click=${more}>${_("Older entries")}</button>`}
    </section>
    ${kept.map(keptIn)}
  </main>
`;

/** @param {{hall: string, classes: readonly KeptClass[]}} of */
const keptIn = ({ hall, classes }) => html`
  <section class="card" data-kept=${hall}>
    <h2>${_("How long personal data is kept: %(hall)s", { hall: hallName(hall) })}</h2>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>${_("Personal data")}</th>
            <th>${_("Kept for")}</th>
            <th>${_("Oldest day kept")}</th>
            <th>${_("Erased last")}</th>
          </tr>
        </thead>
        <tbody>
          ${classes.map(keptLine)}
        </tbody>
      </table>
    </div>
  </section>
`;

/** @param {KeptClass} each */
const keptLine = (each) => html`
  <tr data-class=${each.kind}>
    <th scope="row">${_(CLASSES[each.kind] ?? each.kind)}</th>
    <td>${ngettext("%(count)s day", "%(count)s days", each.days)}</td>
    <td>${each.since === null ? "–" : new Date(`${each.since}T00:00`).toLocaleDateString(spoken(), { dateStyle: "short" })}</td>
    <td>
      ${
        each.erased_at === null
          ? "–"
          : html`${new Date(each.erased_at).toLocaleString(spoken(), { dateStyle: "short", timeStyle: "short" })}<small
                >${ngettext("%(count)s entry", "%(count)s entries", each.erased ?? 0)}</small
              >`
      }
    </td>
  </tr>
`;

const table = () => html`
  <div class="wide">
    <table>
      <thead>
        <tr>
          <th>${_("Time")}</th>
          <th>${_("What happened")}</th>
          <th>${_("By whom")}</th>
          <th>${_("Address")}</th>
          <th>${_("About")}</th>
          <th>${_("Hall")}</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(line)}
      </tbody>
    </table>
  </div>
`;

/** @param {Entry} entry */
const line = (entry) => html`
  <tr data-kind=${entry.kind}>
    <td>${new Date(entry.at).toLocaleString(spoken(), { dateStyle: "short", timeStyle: "medium" })}</td>
    <th scope="row">
      ${_(KINDS[entry.kind] ?? entry.kind)}${entry.times > 1 ? html`<small>${ngettext("%(count)s time within a minute", "%(count)s times within a minute", entry.times)}</small>` : nothing}
    </th>
    <td>${entry.by ?? "–"}</td>
    <td>${entry.address ?? "–"}</td>
    <td>${entry.about ?? "–"}${details(entry).map((each) => html`<small>${each}</small>`)}</td>
    <td>${hallName(entry.hall)}</td>
  </tr>
`;

/** @param {Entry} entry */
const details = ({ role, counter, changed, erased }) => [
  ...(role ? [_(ROLES[role] ?? DEVICES[role] ?? role)] : []),
  ...(counter === null ? [] : [_("Counter %(counter)s", { counter })]),
  ...(changed.length ? [changed.join(", ")] : []),
  ...Object.entries(erased).map(([kind, count]) => `${_(CLASSES[kind] ?? kind)}: ${count}`),
];

/** @param {string | null} slug */
const hallName = (slug) => {
  const hall = facts.halls.find((/** @type {{slug: string, name: Words}} */ each) => each.slug === slug);
  return hall ? name(hall.name) : (slug ?? "–");
};

/** @param {SubmitEvent} event */
function search(event) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  asked = { from: String(form.get("from")), to: String(form.get("to")), person: String(form.get("person")).trim() };
  entries = [];
  return load();
}

const more = () => load(older);

/** Adds the next page to what is shown. @param {number | null} [before] */
async function load(before = null) {
  const query = new URLSearchParams();
  if (asked.from) query.set("from", midnight(asked.from).toISOString());
  if (asked.to) query.set("to", midnight(asked.to, 1).toISOString());
  if (asked.person) query.set("person", asked.person);
  if (before !== null) query.set("before", String(before));
  trouble = "";
  try {
    const page = await ask(`/api/v1/security-log?${query}`);
    entries = [...entries, ...page.entries];
    older = page.older;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  draw();
}

/**
 * When the day begins here, or so many days later.
 * @param {string} day
 * @param {number} [later]
 */
function midnight(day, later = 0) {
  const begins = new Date(`${day}T00:00`);
  begins.setDate(begins.getDate() + later);
  return begins;
}

const draw = () => paint(screen());

/** Asks of each hall that this administrator may see. */
async function loadKept() {
  for (const { slug } of facts.halls) {
    try {
      kept = [...kept, { hall: slug, classes: (await ask(`/api/v1/halls/${slug}/retention`)).classes }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // another's hall
    }
  }
}

if (await whoWorksHere()) {
  await loadKept();
  await load();
  if (trouble) paint(refused(trouble));
}

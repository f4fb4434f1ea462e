// The front door: every screen of the hall with its address. Knows what stands in the hall, nothing of its day.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { paint } from "/static/paint.js";
import { arrow, languageLinks, mark } from "/static/parts.js";
import { _, facts, name } from "/static/words.js";

/** @typedef {import("./words").Words} Words */
/** @typedef {{slug: string, name: Words}} Zone */
/** @typedef {{number: number, zone: string, departments: Words[]}} Counter */
/** @typedef {{hall: string, hall_name: Words, zones: Zone[], counters: Counter[]}} Hall */

const screen = () => html`
  <header class="bar">
    ${mark}<span class="brand">motcua</span>
    <div class="end">${languageLinks()}<a href="/account">${_("My account")}</a><a href="/sign-in">${_("Sign in")}</a></div>
  </header>
  <main>
    ${facts.halls.length > 1
      ? html`<section class="hall"><div class="screens">${entry("/manager", _("All halls"), _("Every hall in one view: who waits, how long, how satisfied."))}</div></section>`
      : ""}
    ${facts.halls.map(hallScreens)}
    ${facts.halls.length ? "" : html`<section class="hall"><h1>${_("No hall has been set up yet.")}</h1></section>`}
  </main>
`;

/** @param {Hall} hall */
const hallScreens = (hall) => html`
  <section class="hall">
    <h1>${name(hall.hall_name)}</h1>
    <p class="lead">${_("Every screen of the hall, and where to open it.")}</p>

    <div class="screens">
      ${entry(`/display/${hall.hall}`, _("Hall display"), _("The last calls of the whole hall, for the large screens."))}
      ${entry(`/status/${hall.hall}`, _("Status"), _("For anybody who thinks of coming: what waits now, how long, when it is quiet."))}
      ${entry(`/manager/${hall.hall}`, _("Manager"), _("Who waits now, what people waited, ratings, downloads."))}
      ${entry("/admin", _("Administrator"), _("People's accounts: who may come in, as what, and who no more."))}
      <article class="entry quiet">
        <h2>${_("Citizen's phone")}</h2>
        <p>${_("Opens from the QR code on each paper ticket.")}</p>
        <code>/t/…</code>
      </article>
      <article class="entry quiet">
        <h2>${_("Kiosk")}</h2>
        <p>${_("A program of its own beside the entrance.")}</p>
        <code>motcua-kiosk --server ${location.origin}</code>
      </article>
    </div>

    ${hall.zones.map((zone) => zoneScreens(hall, zone))}
  </section>
`;

/**
 * @param {string} address
 * @param {string} title
 * @param {string} words
 */
const entry = (address, title, words) => html`
  <a class="entry" href=${address}>
    <h2>${title}${arrow}</h2>
    <p>${words}</p>
    <code>${address}</code>
  </a>
`;

/**
 * @param {Hall} hall
 * @param {Zone} zone
 */
const zoneScreens = (hall, zone) => html`
  <section class="zone">
    <div class="head">
      <h2>${name(zone.name)}</h2>
      <a href="/display/${hall.hall}/${zone.slug}">${_("Display of this section")}</a>
    </div>
    <ul>
      ${hall.counters.filter((counter) => counter.zone === zone.slug).map((counter) => counterScreens(hall, counter))}
    </ul>
  </section>
`;

/**
 * @param {Hall} hall
 * @param {Counter} counter
 */
const counterScreens = (hall, counter) => html`
  <li>
    <b class="number">${counter.number}</b>
    <span class="who">${counter.departments.map((department) => name(department)).join(", ")}</span>
    <span class="links">
      <a href="/counter/${hall.hall}/${counter.number}">${_("Panel")}</a>
      <a href="/rating/${hall.hall}/${counter.number}">${_("Rating tablet")}</a>
    </span>
  </li>
`;

paint(screen());

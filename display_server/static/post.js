// What passed between the hall and the post on a day: results handed over, dossiers fetched, with their bar codes.

import { html, nothing, svg } from "/static/vendor/lit-html/lit-html.js";
import { askDay, chosenDay, openDay, paintDay } from "/static/day_page.js";
import { dong } from "/static/figures.js";
import { languageLinks, mark } from "/static/parts.js";
import { leaveButton } from "/static/staff.js";
import { _, facts, name, number } from "/static/words.js";

/** @typedef {import("./contract").PostItem} PostItem */
/** @typedef {import("./contract").PostList} PostList */
/** @typedef {import("./contract").PostOfDay} PostOfDay */

const HALL = `/api/v1/halls/${facts.hall}`;
const BARS_HEIGHT = 30;
const QUIET = 10; // strips of white that scanners need on either side

/** @type {PostOfDay | null} */
let shown = null;
let day = "";
let trouble = "";

/** @param {PostOfDay} of */
const screen = (of) => html`
  <header class="bar">
    ${mark}<h1>${_("Post of a day")}</h1>
    <div class="end">
      ${languageLinks()}<a href="/dossiers/${facts.hall}">${_("Dossiers of a day")}</a>${leaveButton()}
    </div>
  </header>
  <main class="accounts">
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    <form class="card" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="fields">
        <label class="field">${_("Day")}<input type="date" name="day" required .value=${of.day} @change=${chooseDay} /></label>
      </div>
      <div class="actions">
        <a class="button first" download href="${HALL}/post.pdf?day=${of.day}&lang=${document.documentElement.lang}">${_("List for paper (PDF)")}</a>
      </div>
    </form>
    ${list("handed_over", _("Results handed over to the post"), of.handed_over)}
    ${list("fetched", _("Dossiers fetched by the post"), of.fetched)}
  </main>
`;

/** @param {string} key @param {string} title @param {PostList} of */
const list = (key, title, of) => html`
  <section class="card" data-list=${key}>
    <h2>${title} (${number(of.items.length)})</h2>
    ${of.items.length
      ? html`<div class="wide" tabindex="0" role="region" aria-label=${title}>
          <table>
            <thead>
              <tr>
                <th>${_("Dossier code")}</th>
                <th>${_("Bar code")}</th>
                <th>${_("Counter")}</th>
                <th class="count">${_("Fee (đ)")}</th>
                <th class="count">${_("Charge (đ)")}</th>
                <th>${_("Receipt number")}</th>
              </tr>
            </thead>
            <tbody>
              ${of.items.map(line)}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colspan="3">${_("Total")}</th>
                <td class="count">${dong(of.fees)}</td>
                <td class="count">${dong(of.charges)}</td>
                <td></td>
              </tr>
            </tfoot>
          </table>
        </div>`
      : html`<p class="soft">${_("Nothing on this day.")}</p>`}
  </section>
`;

/** @param {PostItem} of */
const line = (of) => html`
  <tr>
    <th scope="row">${of.code ?? "–"}<small>${name(of.department_name)}</small></th>
    <td>${of.bars ? bars(of.bars) : "–"}</td>
    <td>${of.counter}<small>${of.number}</small></td>
    <td class="count">${dong(of.fee)}</td>
    <td class="count">${dong(of.charge)}</td>
    <td>${of.receipt ?? "–"}</td>
  </tr>
`;

/** The strips as black bars; what they say stands beside them. @param {string} strips */
const bars = (strips) => html`
  <svg class="bars" aria-hidden="true" viewBox="0 0 ${strips.length + 2 * QUIET} ${BARS_HEIGHT}" preserveAspectRatio="none">
    ${[...strips.matchAll(/1+/g)].map(
      (bar) => svg`<rect x=${bar.index + QUIET} y="0" width=${bar[0].length} height=${BARS_HEIGHT} />`,
    )}
  </svg>
`;

/** @param {Event} event */
function chooseDay(event) {
  day = chosenDay(event);
  return load();
}

async function load() {
  const answer = await askDay(`${HALL}/post`, day);
  [shown, trouble] = [answer.shown ?? shown, answer.trouble];
  draw();
}

const draw = () => paintDay(shown, trouble, screen);

await openDay(load);

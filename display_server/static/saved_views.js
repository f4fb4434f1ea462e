// Saved views of the history: what is asked for, under a name; opened, renamed, shown to others, removed.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, ask, drop, post } from "/static/commands.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("./contract").SavedView} SavedView */

const ADDRESS = `/api/v1/halls/${facts.hall}/views`;
const LONGEST = 80;
/** @type {Readonly<Record<SavedView["audience"], string>>} */
const AUDIENCES = { me: N_("Only me"), managers: N_("Managers of this hall"), department: N_("Supervisors of a department") };

/** @type {readonly SavedView[]} */
let views = [];
/** The one that is renamed. @type {SavedView | null} */
let changing = null;
let audience = "me";
let trouble = "";

export async function loadViews() {
  ({ views } = await ask(ADDRESS));
}

/**
 * @param {Record<string, string>} filters what would be saved
 * @param {() => void} draw
 */
export const savedViews = (filters, draw) => html`
  <details class="card views" ?open=${views.length > 0}>
    <summary>${_("Saved views")}</summary>
    <ul class="plain">
      ${views.map((view) => line(view, draw))}
    </ul>
    <form class="row" @submit=${(/** @type {SubmitEvent} */ event) => save(event, filters, draw)}>
      <label class="wide">
        ${changing ? _("New name of %(view)s", { view: changing.name }) : _("Save what is asked for as")}
        <input name="name" required maxlength=${LONGEST} .value=${changing?.name ?? ""} />
      </label>
      <label>${_("Who may open it")}
        <select
          name="audience"
          @change=${(/** @type {Event} */ event) => {
            audience = /** @type {HTMLSelectElement} */ (event.currentTarget).value;
            draw();
          }}
        >
          ${Object.entries(AUDIENCES).map(([key, words]) => html`<option value=${key} ?selected=${key === audience}>${_(words)}</option>`)}
        </select>
      </label>
      ${audience === "department" ? departments() : nothing}
      <button class="button">${changing ? _("Change") : _("Save")}</button>
      ${changing ? html`<button type="button" class="button" @click=${() => stop(draw)}>${_("Leave it")}</button>` : nothing}
      ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    </form>
  </details>
`;

const departments = () => html`
  <label>${_("Department")}
    <select name="department">
      ${facts.departments.map(
        (/** @type {{slug: string, name: import("./words").Words}} */ each) =>
          html`<option value=${each.slug} ?selected=${each.slug === changing?.department}>${name(each.name)}</option>`,
      )}
    </select>
  </label>
`;

/** @param {SavedView} view @param {() => void} draw */
const line = (view, draw) => html`
  <li>
    <a href=${`?${new URLSearchParams(view.filters)}`}>${view.name}</a>
    <small>${[view.is_own ? "" : view.owner, _(AUDIENCES[view.audience]), departmentOf(view)].filter(Boolean).join(" · ")}</small>
    ${view.is_own
      ? html`
          <button type="button" class="small" aria-label=${_("Rename %(view)s", { view: view.name })} @click=${() => change(view, draw)}>${_("Rename")}</button>
          <button type="button" class="small" aria-label=${_("Remove %(view)s", { view: view.name })} @click=${() => done(drop(`${ADDRESS}/${view.id}`), draw)}>
            ${_("Remove")}
          </button>
        `
      : nothing}
  </li>
`;

/** @param {SavedView} view */
const departmentOf = (view) =>
  view.department ? name(facts.departments.find((/** @type {{slug: string}} */ each) => each.slug === view.department)?.name) || view.department : "";

/** @param {SavedView} view @param {() => void} draw */
function change(view, draw) {
  [changing, audience] = [view, view.audience];
  draw();
}

/** @param {() => void} draw */
function stop(draw) {
  [changing, audience, trouble] = [null, "me", ""];
  draw();
}

/** @param {SubmitEvent} event @param {Record<string, string>} filters @param {() => void} draw */
function save(event, filters, draw) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const { name: named, ...shown } = Object.fromEntries(new FormData(form));
  const asked = changing ? post(`${ADDRESS}/${changing.id}`, { name: named, ...shown }) : post(ADDRESS, { name: named, filters, ...shown });
  return done(asked.then(() => form.reset()), draw);
}

/** @param {Promise<unknown>} asked @param {() => void} draw */
async function done(asked, draw) {
  try {
    await asked;
    [changing, audience, trouble] = [null, "me", ""];
    await loadViews();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  draw();
}

// Files that are made beside the server: ordered, watched, stopped, fetched. Of the days that the page is asked for.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Refusal, UNATTENDED, ask, post } from "/static/commands.js";
import { dayOf } from "/static/figures.js";
import { N_, _, facts, number, spoken } from "/static/words.js";

/** @typedef {import("./contract").OrderedFile} OrderedFile */

const ADDRESS = `/api/v1/halls/${facts.hall}/files`;
const LOOK_AGAIN_MS = 3000;
/** @type {readonly [string, string, string][]} what, format and its words */
const KINDS = [
  ["figures", "xlsx", N_("Figures, Excel")],
  ["figures", "csv", N_("Figures, CSV")],
  ["figures", "pdf", N_("Figures, PDF")],
  ["fairness", "xlsx", N_("Fairness, Excel")],
  ["fairness", "csv", N_("Fairness, CSV")],
  ["journal", "jsonl", N_("Raw journal, JSON Lines")],
  ["journal", "parquet", N_("Raw journal, Parquet")],
];
/** @type {Readonly<Record<OrderedFile["state"], string>>} */
const STATES = { waiting: N_("Waits for its turn"), running: N_("Is being made"), done: N_("There"), stopped: N_("Stopped"), failed: N_("Broke off") };

/** @type {readonly OrderedFile[]} */
let files = [];
let trouble = "";
let looking = 0;

/** @param {() => void} draw */
export async function loadFiles(draw) {
  ({ files } = await ask(ADDRESS, UNATTENDED));
  clearTimeout(looking);
  if (files.some(isOpen)) looking = window.setTimeout(() => loadFiles(draw).then(draw, () => undefined), LOOK_AGAIN_MS);
}

/** @param {OrderedFile} of */
const isOpen = (of) => of.state === "waiting" || of.state === "running";

/**
 * @param {Record<string, string>} wanted what the page shows: its days, groups and department are those of the file
 * @param {boolean} ofAll whether the asker may have the raw journal
 * @param {() => void} draw
 */
export const orderedFiles = (wanted, ofAll, draw) => html`
  <details class="card files" ?open=${files.length > 0}>
    <summary>${_("Large files")}</summary>
    <p class="soft">${_("Made beside the server while the hall works on; of the days, groups and department chosen above. Removed after a week.")}</p>
    <form class="row" @submit=${(/** @type {SubmitEvent} */ event) => order(event, wanted, draw)}>
      <label>${_("File")}
        <select name="kind">
          ${KINDS.filter(([what]) => ofAll || what !== "journal").map(([what, format, words]) => html`<option value=${`${what} ${format}`}>${_(words)}</option>`)}
        </select>
      </label>
      <button class="button">${_("Order")}</button>
      ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
    </form>
    <ul class="plain" aria-live="polite">
      ${files.map((file) => line(file, draw))}
    </ul>
  </details>
`;

/** @param {OrderedFile} of @param {() => void} draw */
const line = (of, draw) => html`
  <li data-state=${of.state}>
    ${of.state === "done" ? html`<a href=${`${ADDRESS}/${of.id}/content`} download>${of.name}</a>` : html`<b>${of.name}</b>`}
    <span>${_(STATES[of.state])}</span>
    ${of.state === "running"
      ? html`<progress max=${of.days} .value=${of.days_done} aria-label=${of.name}></progress> <small>${_("%(done)s of %(days)s days", { done: of.days_done, days: of.days })}</small>`
      : nothing}
    <small>${[of.by, of.size === null ? "" : megabytes(of.size), of.fault, of.removed_on ? _("until %(time)s", { time: dayOf(of.removed_on) }) : ""].filter(Boolean).join(" · ")}</small>
    ${isOpen(of) ? html`<button type="button" class="small" aria-label=${_("Stop %(file)s", { file: of.name })} @click=${() => done(post(`${ADDRESS}/${of.id}/stop`), draw)}>${_("Stop")}</button>` : nothing}
  </li>
`;

/** @param {number} bytes */
const megabytes = (bytes) => `${number(bytes / 1_000_000, spoken(), { maximumFractionDigits: 1 })} MB`;

/** @param {SubmitEvent} event @param {Record<string, string>} wanted @param {() => void} draw */
function order(event, wanted, draw) {
  event.preventDefault();
  const [what, format] = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("kind")).split(" ");
  const of = { from: wanted.from, to: wanted.to, group_by: wanted.group_by, ...(wanted.department && what !== "journal" ? { department: wanted.department } : {}) };
  return done(post(ADDRESS, { what, format, language: spoken(), ...of }), draw);
}

/** @param {Promise<unknown>} asked @param {() => void} draw */
async function done(asked, draw) {
  try {
    await asked;
    trouble = "";
    await loadFiles(draw);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  draw();
}

// What displays show between calls, on the manager's page: notices, a ticker, pictures and videos in their order, with
// their times and zones. A file is handed in first, then the item that shows it.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { repeat } from "/static/vendor/lit-html/directives/repeat.js";
import { Refusal, drop, post, upload } from "/static/commands.js";
import { N_, _, facts, name, spoken } from "/static/words.js";

/** @typedef {import("./contract").HallNow} HallNow */
/** @typedef {import("./contract").PlaylistEntry} PlaylistEntry */
/** @typedef {PlaylistEntry["kind"]} Kind */
/** @typedef {{kind: Kind, entry: PlaylistEntry | null}} Edited the item that is being changed, or a new one */

const ADDRESS = `/api/v1/halls/${facts.hall}/playlist`;
const MEDIA = `/api/v1/halls/${facts.hall}/media`;
/** What each kind is called, and which button adds one. @type {Record<Kind, {what: string, add: string}>} */
const KINDS = {
  picture: { what: N_("Picture"), add: N_("Add a picture") },
  video: { what: N_("Video"), add: N_("Add a video") },
  notice: { what: N_("Notice"), add: N_("Add a notice") },
  ticker: { what: N_("Ticker"), add: N_("Add a ticker") },
};
/** @type {Partial<Record<Kind, string>>} */
const TAKES = { picture: "image/png,image/jpeg,image/webp,image/gif", video: "video/mp4,video/webm" };
const DAYS = /** @type {const} */ (["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const A_MONDAY = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

/** @type {Edited | null} */
let edited = null;
/** How much of a file is handed in, from 0 to 1; null while none is. @type {number | null} */
let progress = null;
let trouble = "";
/** The button that is pressed again and again, by whoever has no mouse. @type {{id: number, way: string} | null} */
let pressed = null;

/** @param {HallNow} hall @param {() => void} redraw */
export function playlist(hall, redraw) {
  queueMicrotask(focusAgain);
  const items = hall.playlist ?? [];
  return html`<section class="card playlist">
    <h2 id="notices">${_("Between calls")}</h2>
    <p class="soft">
      ${_("Displays show this while nobody is being called. A call takes their screen back at once, and a video rests until then.")}
    </p>
    ${items.length ? nothing : html`<p class="soft empty">${_("Nothing is shown between calls yet.")}</p>`}
    <ol>
      ${repeat(items, ({ id }) => id, (entry, place) => line(entry, place, items.length, redraw))}
    </ol>
    ${edited && !edited.entry
      ? repeat([edited.kind], (kind) => kind, (kind) => form({ kind, entry: null }, redraw))
      : html`<div class="adding">
          ${Object.entries(KINDS).map(
            ([kind, { add }]) =>
              html`<button class="button" @click=${() => edit({ kind: /** @type {Kind} */ (kind), entry: null }, redraw)}>${_(add)}</button>`,
          )}
        </div>`}
    ${trouble ? html`<p class="trouble" role="alert">${trouble}</p>` : nothing}
  </section>`;
}

/**
 * @param {PlaylistEntry} entry
 * @param {number} place
 * @param {number} count
 * @param {() => void} redraw
 */
const line = (entry, place, count, redraw) => html`
  <li data-item=${entry.id} class=${entry.is_on ? (entry.shows_now ? "on" : "later") : "off"}>
    ${preview(entry)}
    <div class="said">
      <b>${name(entry.words)}</b>
      <small>${_(KINDS[entry.kind].what)} · ${where(entry)} · ${when(entry)}</small>
    </div>
    <span class="state">${entry.is_on ? (entry.shows_now ? _("Shown now") : _("Not at this time")) : _("Switched off")}</span>
    <div class="ways">
      ${way(entry, "up", "↑", _("Earlier: %(item)s", { item: name(entry.words) }), place === 0, () => move(entry, place - 1, redraw))}
      ${way(entry, "down", "↓", _("Later: %(item)s", { item: name(entry.words) }), place === count - 1, () => move(entry, place + 1, redraw))}
      <button data-way="switch" aria-pressed=${entry.is_on ? "true" : "false"} @click=${() => turn(entry, redraw)}>
        ${entry.is_on ? _("Switch off") : _("Switch on")}
      </button>
      <button data-way="change" @click=${() => edit({ kind: entry.kind, entry }, redraw)}>${_("Change")}</button>
      <button data-way="drop" @click=${() => remove(entry, redraw)}>${_("Remove")}</button>
    </div>
    ${edited?.entry?.id === entry.id ? form(edited, redraw) : nothing}
  </li>
`;

/**
 * @param {PlaylistEntry} entry
 * @param {string} key
 * @param {string} sign
 * @param {string} words
 * @param {boolean} disabled
 * @param {() => void} press
 */
const way = (entry, key, sign, words, disabled, press) =>
  html`<button data-way=${key} aria-label=${words} title=${words} ?disabled=${disabled}
    @click=${() => ((pressed = { id: entry.id, way: key }), press())}>${sign}</button>`;

/** @param {PlaylistEntry} entry */
const preview = ({ kind, media_url, words }) =>
  kind === "picture"
    ? html`<img class="preview" src=${media_url ?? nothing} alt=${name(words)} loading="lazy" />`
    : kind === "video"
      ? html`<video class="preview" src=${media_url ?? nothing} aria-label=${name(words)} muted playsinline preload="metadata"></video>`
      : html`<span class="preview text" aria-hidden="true">${kind === "ticker" ? "⇠" : "❝"}</span>`;

/** @param {PlaylistEntry} entry */
const where = ({ zones }) =>
  zones.length
    ? zones.map((slug) => name(facts.zones.find((/** @type {{slug: string}} */ zone) => zone.slug === slug)?.name)).join(", ")
    : _("All displays");

/** @param {PlaylistEntry} entry */
function when({ days, begins, ends, first_day, last_day }) {
  const parts = [
    days.length ? DAYS.filter((day) => days.includes(day)).map((day) => weekday(day)).join(", ") : "",
    begins || ends ? `${minute(begins) || "00:00"}–${minute(ends) || "24:00"}` : "",
    first_day || last_day ? `${date(first_day)}–${date(last_day)}` : "",
  ].filter(Boolean);
  return parts.length ? parts.join(" · ") : _("always");
}

/** @param {typeof DAYS[number]} day */
const weekday = (day) =>
  new Intl.DateTimeFormat(spoken(), { weekday: "short", timeZone: "UTC" }).format(A_MONDAY + DAYS.indexOf(day) * DAY_MS);

/** @param {string | null} time as 07:30:00 */
const minute = (time) => time?.slice(0, 5) ?? "";

/** @param {string | null} day as 2026-11-23 */
const date = (day) => (day ? new Intl.DateTimeFormat(spoken(), { dateStyle: "short", timeZone: "UTC" }).format(Date.parse(day)) : "…");

// --- the form of an item ---

/** @param {Edited} edited @param {() => void} redraw */
const form = ({ kind, entry }, redraw) => html`
  <form class="item" @submit=${(/** @type {SubmitEvent} */ event) => save(event, { kind, entry }, redraw)}>
    ${TAKES[kind]
      ? html`<label>${entry ? _("Another file") : _("File")}<input type="file" name="file" accept=${TAKES[kind]} ?required=${!entry} /></label>`
      : nothing}
    ${facts.languages.map(
      (/** @type {string} */ language, /** @type {number} */ place) => html`<label class="words">
        ${TAKES[kind] ? _("What is to be seen (%(language)s)", { language: inWords(language) }) : _("Text (%(language)s)", { language: inWords(language) })}
        <textarea name="words:${language}" lang=${language} maxlength="500" rows="2" ?required=${place === 0} .defaultValue=${entry?.words[language] ?? ""}></textarea>
      </label>`,
    )}
    <div class="bounds">
      <label>${_("From what time")}<input type="time" name="begins" value=${minute(entry?.begins ?? null)} /></label>
      <label>${_("Until what time")}<input type="time" name="ends" value=${minute(entry?.ends ?? null)} /></label>
      <label>${_("First day")}<input type="date" name="first_day" value=${entry?.first_day ?? ""} /></label>
      <label>${_("Last day")}<input type="date" name="last_day" value=${entry?.last_day ?? ""} /></label>
      ${kind === "picture" || kind === "notice"
        ? html`<label>${_("Seconds shown")}<input type="number" name="seconds" min="3" max="600" required value=${entry?.seconds ?? 10} /></label>`
        : nothing}
    </div>
    <fieldset>
      <legend>${_("On these days; none chosen: on all")}</legend>
      ${DAYS.map((day) => box("days", day, weekday(day), entry?.days.includes(day)))}
    </fieldset>
    <fieldset>
      <legend>${_("On the displays of these zones; none chosen: on all")}</legend>
      ${facts.zones.map((/** @type {{slug: string, name: any}} */ zone) => box("zones", zone.slug, name(zone.name), entry?.zones.includes(zone.slug)))}
    </fieldset>
    ${kind === "video" ? box("with_sound", "yes", _("With its sound"), entry?.with_sound) : nothing}
    ${progress === null
      ? nothing
      : html`<label class="progress">${progress < 1 ? _("Handing the file in…") : _("Looking at the file…")}<progress max="1" .value=${progress}></progress></label>`}
    <div class="adding">
      <button class="button first" ?disabled=${progress !== null}>${entry ? _("Save") : _(KINDS[kind].add)}</button>
      <button class="button" type="button" @click=${() => edit(null, redraw)}>${_("Cancel")}</button>
    </div>
  </form>
`;

/**
 * @param {string} field
 * @param {string} value
 * @param {string} words
 * @param {boolean | undefined} checked
 */
const box = (field, value, words, checked) =>
  html`<label class="box"><input type="checkbox" name=${field} value=${value} ?checked=${checked ?? false} />${words}</label>`;

/** @param {string} language */
const inWords = (language) => new Intl.DisplayNames([spoken()], { type: "language" }).of(language) ?? language;

// --- what a manager does ---

/** @param {Edited | null} next @param {() => void} redraw */
function edit(next, redraw) {
  [edited, trouble, progress] = [next, "", null];
  redraw();
  /** @type {HTMLElement | null} */ (document.querySelector(".playlist form :is(input, textarea)"))?.focus();
}

/**
 * @param {SubmitEvent} event
 * @param {Edited} of
 * @param {() => void} redraw
 */
async function save(event, { kind, entry }, redraw) {
  event.preventDefault();
  const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
  await doing(redraw, async () => {
    const file = /** @type {File | null} */ (given.get("file"));
    const media = file?.size ? (await handIn(file, redraw)).media : (entry?.media ?? null);
    await post(entry ? `${ADDRESS}/${entry.id}` : ADDRESS, written(given, kind, media, entry?.is_on ?? true));
    edited = null;
  });
}

/** @param {File} file @param {() => void} redraw */
const handIn = (file, redraw) =>
  upload(MEDIA, file, (share) => {
    progress = share;
    redraw();
  });

/**
 * @param {FormData} given
 * @param {Kind} kind
 * @param {string | null} media
 * @param {boolean} is_on
 * @returns {import("./contract").ArrangeItem}
 */
function written(given, kind, media, is_on) {
  const text = (/** @type {string} */ field) => String(given.get(field) ?? "").trim();
  const words = Object.fromEntries(
    facts.languages.map((/** @type {string} */ language) => [language, text(`words:${language}`)]).filter((/** @type {string[]} */ [, said]) => said),
  );
  return {
    kind,
    words,
    media,
    is_on,
    zones: given.getAll("zones").map(String),
    days: /** @type {any} */ (given.getAll("days")),
    begins: text("begins") || null,
    ends: text("ends") || null,
    first_day: text("first_day") || null,
    last_day: text("last_day") || null,
    with_sound: given.has("with_sound"),
    ...(text("seconds") ? { seconds: Number(text("seconds")) } : {}),
  };
}

/** @param {PlaylistEntry} entry @param {() => void} redraw */
function turn(entry, redraw) {
  const { kind, words, media, zones, begins, ends, first_day, last_day, seconds, with_sound } = entry;
  const days = /** @type {any} */ (entry.days);
  const item = { kind, words, media, zones, days, begins, ends, first_day, last_day, seconds, with_sound, is_on: !entry.is_on };
  return doing(redraw, () => post(`${ADDRESS}/${entry.id}`, item));
}

/** @param {PlaylistEntry} entry @param {number} position @param {() => void} redraw */
const move = (entry, position, redraw) => doing(redraw, () => post(`${ADDRESS}/${entry.id}/move`, { position }));

/** @param {PlaylistEntry} entry @param {() => void} redraw */
const remove = (entry, redraw) => {
  if (confirm(_("Remove “%(item)s” from the displays?", { item: name(entry.words) }))) doing(redraw, () => drop(`${ADDRESS}/${entry.id}`));
};

/** @param {() => void} redraw @param {() => Promise<unknown>} deed */
async function doing(redraw, deed) {
  try {
    trouble = "";
    await deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  progress = null;
  redraw();
}

/** An item that was moved takes its button along: it stays the one that Enter presses. */
function focusAgain() {
  if (!pressed || document.activeElement !== document.body) return;
  const buttons = document.querySelectorAll(`.playlist [data-item="${pressed.id}"] .ways button:not(:disabled)`);
  const own = [...buttons].find((button) => /** @type {HTMLElement} */ (button).dataset.way === pressed?.way) ?? buttons[0];
  /** @type {HTMLElement | undefined} */ (own)?.focus();
}

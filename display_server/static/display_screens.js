// What a hall display looks like, layout by layout: the hall's or a zone's calls, a totem, the sign of one counter.
// Functions of the board and of what is shown of it now. Shows numbers, never who holds them.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { repeat } from "/static/vendor/lit-html/directives/repeat.js";
import { inItsTurn, onNow } from "/static/between_calls.js";
import { dayInWords, now, timeOfDay } from "/static/clock.js";
import { COUNTER_STATES, arrow, mark } from "/static/parts.js";
import { N_, _, facts, name, number } from "/static/words.js";

/** @typedef {import("./contract").Board} Board */
/** @typedef {import("./contract").BoardCall} BoardCall */
/** @typedef {import("./contract").BoardCounter} BoardCounter */
/** @typedef {import("./contract").BoardPause} BoardPause */
/** @typedef {import("./contract").BoardReady} BoardReady */
/** @typedef {import("./contract").BoardService} BoardService */
/** @typedef {import("./contract").Direction} Direction */

/**
 * What of the board is shown now, and how.
 * @typedef {object} Shown
 * @property {import("./contract").Layout} layout
 * @property {number | null} counter whose sign this is
 * @property {BoardCall | null} spotlight
 * @property {boolean} calling the spotlight's call is being announced
 * @property {boolean} connected
 * @property {boolean} muted the browser lets nothing sound before it is touched
 * @property {import("./contract").Announcement | null} saying what this display, of those of its zone, says aloud
 * @property {Readonly<Record<number, Direction>>} directions where counters are from this display
 * @property {boolean} calm nobody is being called
 * @property {import("./between_calls").Slide | null} slide what is shown between calls
 * @property {() => void} ended its video has come to its end
 * @property {() => void} failed its file did not load
 */

const EARLIER_CALLS = 6;
const SERVICES_AT_ONCE = { wide: 2, tall: 2 };
const SERVICES_BESIDE_A_NOTICE = 1;
const TURN_MS = 9_000;
const CUT_OFF = N_("Connection lost – this screen may be behind, please watch the counters");

/** What an arrow that points to no side of the hall means. @type {Partial<Record<Direction, string>>} */
const FLOORS = { upstairs: N_("Upstairs"), downstairs: N_("Downstairs") };

/**
 * @param {Board} board
 * @param {Shown} shown
 */
export const screen = (board, shown) => (shown.layout === "counter" ? sign(board, shown) : calls(board, shown));

// --- the calls of the hall or of a zone ---

/**
 * @param {Board} board
 * @param {Shown} shown
 */
const calls = (board, shown) => html`
  ${header(board, shown)}
  <main class=${shown.calm && shown.slide ? "between" : ""}>
    <div class="now">
      <section class=${shown.calling ? "spotlight calling" : "spotlight"} aria-live="assertive">
        ${shown.spotlight ? called(shown.spotlight, board, shown) : nobodyYet(board)} ${captions(board, shown)}
      </section>
    </div>
    <section class="earlier">
      <h2 class="visually-hidden">${_("Called before")}</h2>
      <ol>
        ${earlier(board, shown).map((call) => line(call, board, shown))}
      </ol>
    </section>
    ${shown.slide ? stage(shown.slide, board, shown) : nothing}
  </main>
  ${ticker(board)}
  ${shown.connected ? footer(board, shown) : cutOff(board)}
`;

/**
 * @param {Board} board
 * @param {Shown} shown
 */
const header = (board, shown) => html`
  <header>
    ${mark}
    <div class="names">
      <h1>${name(board.hall_name)}</h1>
      <p>${name(board.hall_name, second(board))}</p>
    </div>
    ${board.zone_name
      ? html`<div class="zone">
          <strong>${name(board.zone_name)}</strong><span>${name(board.zone_name, second(board))}</span>
        </div>`
      : nothing}
    ${shown.muted ? html`<span class="muted">${_("Touch for sound")}</span>` : nothing}
    <div class="clock">
      <time>${timeOfDay(now(), board.timezone)}</time>
      <span>
        ${dayInWords(now(), board.timezone)}${board.hotline ? html` · ${_("Hotline %(number)s", { number: board.hotline })}` : nothing}
      </span>
    </div>
  </header>
`;

/**
 * @param {BoardCall} call
 * @param {Board} board
 * @param {Shown} shown
 */
const called = (call, board, shown) => html`
  <p class="invitation">
    ${call.recalled ? both(board, N_("Called again")) : both(board, N_("Now calling"))}
  </p>
  <p class="number" data-length=${call.number.length}>${call.number}</p>
  <p class="to">
    <span class="label">${pointer(call.counter, shown)}${both(board, N_("Counter"))}</span><span class="number">${call.counter}</span>
  </p>
  <p class="where">${where(call, board)}</p>
`;

/**
 * The zone where it is not the display's own, and who sits there where the hall publishes that.
 * @param {BoardCall} call
 * @param {Board} board
 */
function where(call, board) {
  const officer = board.counters?.find((counter) => counter.counter === call.counter)?.officer;
  const parts = [board.zone ? "" : name(zoneName(call.zone)), officer ? _("Officer %(name)s", { name: officer }) : ""];
  return parts.filter(Boolean).join(" · ");
}

/**
 * What is said, to read: of the call in the spotlight, or what staff had said.
 * @param {Board} board
 * @param {Shown} shown
 */
function captions(board, { spotlight, saying }) {
  const told = board.announcements?.at(-1) ?? board.calls.find((call) => call.number === spotlight?.number)?.announcement;
  if (!told) return nothing;
  return html`<p class=${saying?.seq === told.seq ? "captions speaking" : "captions"}>
    ${Object.entries(told.captions).map(([language, text]) => html`<span lang=${language}>${text}</span>`)}
  </p>`;
}

/** @param {Board} board */
const nobodyYet = (board) => html`
  <div class="nobody">
    ${mark}
    <p>${board.open ? both(board, N_("Please wait for your number")) : both(board, N_("The centre is closed now"))}</p>
  </div>
`;

/** Who should get ready; of several zones one after the other. @param {Board} board */
function getReady(board) {
  const [zone] = inTurn(board.ready ?? [], 1);
  return zone
    ? html`<section class="ready">
        <h2>${both(board, N_("Please get ready"))}</h2>
        <p>${zone.numbers.map((each) => html`<b class="number">${each}</b>`)}</p>
        ${board.zone ? nothing : html`<span class="zone">${name(zoneName(zone.zone))}</span>`}
      </section>`
    : nothing;
}

/**
 * @param {BoardCall} call
 * @param {Board} board
 * @param {Shown} shown
 */
const line = (call, board, shown) => html`
  <li>
    <span class="number" data-length=${call.number.length}>${call.number}</span>
    <span class="label">${pointer(call.counter, shown)}${both(board, N_("Counter"))}</span>
    <span class="number counter">${call.counter}</span>
  </li>
`;

/**
 * The way to the counter, where it is known.
 * @param {number} counter
 * @param {Shown} shown
 */
function pointer(counter, { directions }) {
  const direction = directions[counter];
  if (!direction) return nothing;
  const floor = FLOORS[direction];
  return html`<span class="pointer ${direction}">${arrow}${floor ? html`<small>${_(floor)}</small>` : nothing}</span>`;
}

/**
 * @param {Board} board
 * @param {Shown} shown
 */
const footer = (board, shown) => html`
  <footer>
    ${getReady(board)} ${notice(board) ? html`<p class="notice">${inBoth(notice(board), board)}</p>` : nothing}
    ${inTurn(told(board), notice(board) ? SERVICES_BESIDE_A_NOTICE : SERVICES_AT_ONCE[shown.layout === "totem" ? "tall" : "wide"])}
    ${told(board).length || notice(board)
      ? nothing
      : html`<p class="notice">${both(board, N_("Nobody is waiting"))}</p>`}
  </footer>
`;

/** What the hall has to say now; of several notices, one after the other. @param {Board} board */
const notice = (board) => inItsTurn(onNow(board.playlist ?? [], ["notice"], now()), now())?.words ?? null;

/** What the footer tells in turn: which counters pause and until when, and for what people wait. @param {Board} board */
const told = (board) => [
  ...(board.paused ?? []).map((counter) => pausing(counter, board)),
  ...board.services.filter((service) => service.waiting > 0).map(waiting),
  ...(board.kept_yesterday_percent != null ? [kept(board.kept_yesterday_percent)] : []),
];

/**
 * @param {BoardPause} counter
 * @param {Board} board
 */
const pausing = (counter, board) => html`
  <div class="service pausing">
    <span class="prefix">${counter.counter}</span>
    <span class="what">${_("Counter %(number)s pauses: %(reason)s", { number: counter.counter, reason: counter.reason })}</span>
    <span class="count">${back(counter, board)}</span>
  </div>
`;

/**
 * @param {BoardPause} counter
 * @param {Board} board
 */
const back = (counter, board) =>
  counter.back_at ? _("back at %(time)s", { time: timeOfDay(counter.back_at, board.timezone) }) : _("back shortly");

/** @param {number} percent */
const kept = (percent) => html`
  <div class="service kept">
    <span class="prefix" aria-hidden="true">✓</span>
    <span class="what">${_("Called yesterday when they had been told")}</span>
    <span class="count"><b>${number(percent)} %</b></span>
  </div>
`;

/** @param {BoardService} service */
const waiting = (service) => html`
  <div class="service">
    <span class="prefix">${service.prefix}</span>
    <span class="what">${name(service.name)}</span>
    <span class="count">
      <b>${number(service.waiting)}</b> ${_("people waiting")}
      ${service.wait
        ? html`<span class="range">${_("%(low)s–%(high)s minutes", { low: service.wait.low_minutes, high: service.wait.high_minutes })}</span>`
        : nothing}
    </span>
  </div>
`;

/** @param {Board} board */
const cutOff = (board) => html`
  <footer class="cut-off" role="alert">
    <strong>${_(CUT_OFF)}</strong>
    <span>${_(CUT_OFF, {}, second(board))}</span>
  </footer>
`;

/**
 * @param {Board} board
 * @param {Shown} shown
 */
const earlier = (board, { spotlight }) =>
  board.calls.filter((call) => call.number !== spotlight?.number).slice(0, EARLIER_CALLS);

// --- between calls ---

/**
 * A picture or a video, with what is to be seen on it.
 * @param {import("./between_calls").Slide} slide
 * @param {Board} board
 * @param {Shown} shown
 */
const stage = ({ item, key, source }, board, { ended, failed }) => html`
  <section class="stage">
    <div class="frame">
      ${repeat([key], (each) => each, () =>
        item.kind === "video"
          ? html`<video src=${source} aria-label=${name(item.words)} playsinline preload="auto" @ended=${ended} @error=${failed}></video>`
          : html`<img src=${source} alt=${name(item.words)} @error=${failed} />`,
      )}
    </div>
    <p class="caption">${inBoth(item.words, board)}</p>
  </section>
`;

const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** The line that runs along the foot; where nothing shall move, its texts stand there in turn. @param {Board} board */
function ticker(board) {
  const items = onNow(board.playlist ?? [], ["ticker"], now());
  const texts = (STILL.matches ? [inItsTurn(items, now())] : items).flatMap((item) => inEach(item?.words, board));
  return texts.length
    ? html`<aside class="ticker"><p>${texts.map((text) => html`<span>${text}</span>`)}</p></aside>`
    : nothing;
}

// --- the sign of one counter ---

/**
 * @param {Board} board
 * @param {Shown} shown
 */
function sign(board, shown) {
  const counter = board.counters?.find((each) => each.counter === shown.counter);
  if (!counter) return html`<p class="connecting">${_("This hall has no counter %(counter)s.", { counter: shown.counter ?? "" })}</p>`;
  return html`
    <main class="sign ${counter.state} ${counter.calling ? "calling" : ""}">
      <section class="which">
        <h1 class="label">${both(board, N_("Counter"))}</h1>
        <p class="number">${counter.counter}</p>
        <div class="field">${counter.departments?.map((department) => html`<p>${name(department)}<small>${name(department, second(board))}</small></p>`)}</div>
      </section>
      <section class="whom" aria-live="assertive">${whom(counter, board)}</section>
      <footer>
        ${shown.connected
          ? html`<span>${counter.officer ? _("Officer %(name)s", { name: counter.officer }) : nothing}</span><time>${timeOfDay(now(), board.timezone)}</time>`
          : html`<strong class="lost" role="alert">${_(CUT_OFF)}</strong>`}
      </footer>
    </main>
  `;
}

/**
 * Whom the counter calls or serves; else what it does.
 * @param {BoardCounter} counter
 * @param {Board} board
 */
function whom(counter, board) {
  const pause = board.paused?.find((each) => each.counter === counter.counter);
  if (counter.number)
    return html`
      <p class="invitation">${both(board, counter.calling ? (counter.calls > 1 ? N_("Called again") : N_("Now calling")) : N_("Serving"))}</p>
      <p class="number" data-length=${counter.number.length}>${counter.number}</p>
    `;
  return html`
    <p class="state">${both(board, COUNTER_STATES[counter.state])}</p>
    ${pause ? html`<p class="why">${pause.reason}</p><p class="why">${back(pause, board)}</p>` : nothing}
  `;
}

// --- words ---

/** A sentence in the hall's first language with its second beneath. @param {Board} board @param {string} sentence */
const both = (board, sentence) => html`${_(sentence)}<small>${_(sentence, {}, second(board))}</small>`;

/** A text in the hall's first language with its second beneath, where it has both. @param {import("/static/words.js").Words | null} words @param {Board} board */
function inBoth(words, board) {
  const [first, other] = inEach(words, board);
  return html`${first}${other ? html`<small>${other}</small>` : nothing}`;
}

/** A text in the hall's first language and in its second, as far as it has them. @param {import("/static/words.js").Words | null | undefined} words @param {Board} board */
const inEach = (words, board) => [...new Set([name(words), words?.[second(board)] ?? ""])].filter(Boolean);

/** @param {Board} board */
const second = (board) => board.languages.find((language) => language !== document.documentElement.lang) ?? "en";

/** @param {string} slug */
const zoneName = (slug) => facts.zones.find((/** @type {{slug: string}} */ zone) => zone.slug === slug)?.name;

/**
 * What is shown of a list that is longer than its place: one part after another.
 * @template Item
 * @param {readonly Item[]} items
 * @param {number} atOnce
 */
function inTurn(items, atOnce) {
  const turns = Math.max(1, Math.ceil(items.length / atOnce));
  const each = Math.ceil(items.length / turns);
  const first = (Math.floor(now() / TURN_MS) % turns) * each;
  return items.slice(first, first + each);
}

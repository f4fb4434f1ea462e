// The hall display: the last calls, large enough for the far end of the hall. Shows numbers, never who holds them.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { announcer } from "/static/announcer.js";
import { dayInWords, heardAt, now, timeOfDay } from "/static/clock.js";
import { gong, play, unlock, unlocked } from "/static/gong.js";
import { request, watch } from "/static/live.js";
import { mood, paint } from "/static/paint.js";
import { arrow, mark } from "/static/parts.js";
import { ownName, speaker } from "/static/speaker.js";
import { N_, _, facts, name, number } from "/static/words.js";

/** @typedef {import("./contract").Board} Board */
/** @typedef {import("./contract").BoardAnnouncement} BoardAnnouncement */
/** @typedef {import("./contract").BoardCall} BoardCall */
/** @typedef {import("./contract").BoardPause} BoardPause */
/** @typedef {import("./contract").BoardService} BoardService */

const EARLIER_CALLS = 4;
const SERVICES_AT_ONCE = 5;
const SERVICES_BESIDE_A_NOTICE = 2;
const TURN_MS = 9_000;
const CUT_OFF = N_("Connection lost – this screen may be behind, please watch the counters");

/** @type {Board | null} */
let board = null;
/** @type {import("./live").Connection} */
let connection = { connected: true, refusal: null };
/** @type {BoardCall | null} */
let spotlight = null;
let calling = false;

const calls = announcer(
  (call, fresh) => {
    spotlight = call;
    calling = fresh;
    if (fresh && !board?.speaks) gong();
    draw();
  },
  () => {
    calling = false;
    draw();
  },
);

/** What this display, of those of its zone, says aloud. @type {import("./contract").Announcement | null} */
let saying = null;
let newest = -1;
const voice = speaker(
  () => request("announce", { hall: facts.hall, zone: facts.zone, speaker: ownName() }),
  ({ sound, times, volume }) => play(sound, { times, volume }),
  (announcement) => {
    saying = announcement;
    draw();
  },
);

/** Asks what is to be said where the board shows something new to say, and this display can sound. @param {Board} board */
function speak(board) {
  const seqs = [...board.calls, ...(board.announcements ?? [])].map((each) => each.seq);
  const last = Math.max(0, ...seqs);
  if (!board.speaks || !unlocked() || last === newest) return;
  newest = last;
  voice.next();
}

/** @param {Board} board */
const screen = (board) => html`
  ${header(board)}
  <main>
    <section class=${calling ? "spotlight calling" : "spotlight"} aria-live="assertive">
      ${spotlight ? called(spotlight, board) : nobodyYet(board)} ${captions(board)}
    </section>
    <section class="earlier">
      <h2><span>${both(board, N_("Number"))}</span><span>${both(board, N_("Counter"))}</span></h2>
      <ol>
        ${earlier(board).map(line)}
      </ol>
    </section>
  </main>
  ${connection.connected ? footer(board) : cutOff(board)}
`;

/** @param {Board} board */
const header = (board) => html`
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
    ${unlocked() ? nothing : html`<span class="muted">${_("Touch for sound")}</span>`}
    <div class="clock">
      <time>${timeOfDay(now(), board.timezone)}</time>
      <span>${dayInWords(now(), board.timezone)}</span>
    </div>
  </header>
`;

/**
 * @param {BoardCall} call
 * @param {Board} board
 */
const called = (call, board) => html`
  <p class="invitation">
    ${call.recalled ? both(board, N_("Called again")) : both(board, N_("Now calling"))}
  </p>
  <p class="number" data-length=${call.number.length}>${call.number}</p>
  <p class="to">
    ${arrow}<span class="label">${both(board, N_("Counter"))}</span><span class="number">${call.counter}</span>
  </p>
  <p class="where">${board.zone ? nothing : name(zoneName(call.zone))}</p>
`;

/** What is said, to read: of the call in the spotlight, or what staff had said. @param {Board} board */
function captions(board) {
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

/** @param {BoardCall} call */
const line = (call) => html`
  <li>
    <span class="number" data-length=${call.number.length}>${call.number}</span>${arrow}
    <span class="number counter">${call.counter}</span>
  </li>
`;

/** @param {Board} board */
const footer = (board) => html`
  <footer>
    ${board.notice ? html`<p class="notice">${name(board.notice)}</p>` : nothing}
    ${inTurn(told(board), board.notice ? SERVICES_BESIDE_A_NOTICE : SERVICES_AT_ONCE)}
    ${told(board).length || board.notice
      ? nothing
      : html`<p class="notice">${both(board, N_("Nobody is waiting"))}</p>`}
  </footer>
`;

/** What the footer tells in turn: which counters pause and until when, and for what people wait. @param {Board} board */
const told = (board) => [
  ...(board.paused ?? []).map((counter) => pausing(counter, board)),
  ...waitedFor(board).map(waiting),
];

/**
 * @param {BoardPause} counter
 * @param {Board} board
 */
const pausing = (counter, board) => html`
  <div class="service pausing">
    <span class="prefix">${counter.counter}</span>
    <span class="what">${_("Counter %(number)s pauses: %(reason)s", { number: counter.counter, reason: counter.reason })}</span>
    <span class="count">
      ${counter.back_at
        ? _("back at %(time)s", { time: timeOfDay(counter.back_at, board.timezone) })
        : _("back shortly")}
    </span>
  </div>
`;

/** @param {BoardService} service */
const waiting = (service) => html`
  <div class="service">
    <span class="prefix">${service.prefix}</span>
    <span class="what">${name(service.name)}</span>
    <span class="count"><b>${number(service.waiting)}</b> ${_("people waiting")}</span>
  </div>
`;

/** @param {Board} board */
const cutOff = (board) => html`
  <footer class="cut-off" role="alert">
    <strong>${_(CUT_OFF)}</strong>
    <span>${_(CUT_OFF, {}, second(board))}</span>
  </footer>
`;

/** A sentence in the hall's first language with its second beneath. @param {Board} board @param {string} sentence */
const both = (board, sentence) => html`${_(sentence)}<small>${_(sentence, {}, second(board))}</small>`;

/** @param {Board} board */
const second = (board) => board.languages.find((language) => language !== document.documentElement.lang) ?? "en";

/** @param {Board} board */
const earlier = (board) => board.calls.filter((call) => call.number !== spotlight?.number).slice(0, EARLIER_CALLS);

/** @param {string} slug */
const zoneName = (slug) => facts.zones.find((/** @type {{slug: string}} */ zone) => zone.slug === slug)?.name;

/** @param {Board} board */
const waitedFor = (board) => board.services.filter((service) => service.waiting > 0);

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

function draw() {
  mood("stale", !connection.connected);
  if (board) paint(screen(board));
  else if (connection.refusal) paint(html`<p class="connecting">${connection.refusal}</p>`);
}

unlock(() => {
  newest = -1;
  if (board) speak(board);
  draw();
});
setInterval(draw, 1000);
watch(
  ["board", facts.hall, facts.zone].filter(Boolean).join(":"),
  (/** @type {Board} */ view, seq) => {
    board = view;
    heardAt(view.at);
    calls.take(view.calls, seq);
    speak(view);
    draw();
  },
  (news) => {
    connection = news;
    draw();
  },
);

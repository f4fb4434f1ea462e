// The hall display: follows its board, and decides what of it is shown now. What it looks like: display_screens.js.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { announcer } from "/static/announcer.js";
import { slides, steering } from "/static/between_calls.js";
import { heardAt, now, secondsSince } from "/static/clock.js";
import { screen } from "/static/display_screens.js";
import { gong, play, unlock, unlocked } from "/static/gong.js";
import { keep, nearest } from "/static/kept_media.js";
import { request, watch } from "/static/live.js";
import { mood, paint } from "/static/paint.js";
import { ownName, speaker } from "/static/speaker.js";
import { facts } from "/static/words.js";

/** @typedef {import("./contract").Board} Board */
/** @typedef {import("./contract").BoardCall} BoardCall */
/** @typedef {import("./contract").BoardDisplay} BoardDisplay */

/** @type {Board | null} */
let board = null;
/** @type {import("./live").Connection} */
let connection = { connected: true, refusal: null };
/** @type {BoardCall | null} */
let spotlight = null;
let calling = false;
let topic = "";
const ALWAYS = Infinity; // of a server that says nothing of it

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
  () => request("announce", { hall: facts.hall, zone: setting().zone, speaker: ownName() }),
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
  if (!board.speaks || !unlocked() || last === newest || setting().layout === "counter") return;
  newest = last;
  voice.next();
}

/** What the manager or the hall's file has this display show. @returns {BoardDisplay | undefined} */
const own = () => board?.displays?.find((display) => display.name === facts.display);

/** What it shows: what its address names, else what is set for it. */
function setting() {
  const set = own();
  const zone = facts.zone ?? (facts.counter ? null : (set?.zone ?? null));
  const counter = facts.counter ?? (facts.zone || facts.layout ? null : (set?.counter ?? null));
  const layout = counter !== null ? "counter" : (facts.layout ?? set?.layout ?? (zone ? "zone" : "hall"));
  return { layout: tallByItself() && layout !== "counter" ? /** @type {const} */ ("totem") : layout, zone, counter };
}

const tallByItself = () => innerHeight > innerWidth;

/** Where counters are from here. @returns {Record<number, import("./contract").Direction>} */
const directions = () =>
  Object.fromEntries(
    Object.entries(own()?.arrows ?? {}).flatMap(([direction, counters]) =>
      counters.map((counter) => [counter, /** @type {import("./contract").Direction} */ (direction)]),
    ),
  );

const between = slides(nearest);
const steer = steering();

/** Nobody is being called or spoken to, and nobody was called a while ago. @param {Board} board */
const isCalm = (board) => !calling && !saying && board.calls.every((call) => secondsSince(call.called_at) >= (board.calm_after_seconds ?? ALWAYS));

/** Plays a video or lets it rest. @param {import("./between_calls").Slide | null} slide @param {boolean} calm */
function playOrRest(slide, calm) {
  const video = /** @type {HTMLVideoElement | null} */ (document.querySelector(".stage video"));
  if (steer(video, calm, slide?.item.with_sound ?? false, now()) && slide) between.fail(slide.item.id, now());
}

const TICKER_REMS_PER_SECOND = 8; // read without haste from across the hall

/** The ticker's line runs equally fast, however long it is. */
function paceTicker() {
  const line = /** @type {HTMLElement | null} */ (document.querySelector(".ticker p"));
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  line?.style.setProperty("--seconds", `${Math.round(line.scrollWidth / rem / TICKER_REMS_PER_SECOND)}s`);
}

function draw() {
  mood("stale", !connection.connected);
  if (!board) {
    if (connection.refusal) paint(html`<p class="connecting">${connection.refusal}</p>`);
    return;
  }
  const { layout, counter } = setting();
  const root = document.documentElement.classList;
  root.toggle("tall", layout === "totem");
  root.toggle("turned", layout === "totem" && !tallByItself());
  const shown = { layout, counter, calling, connected: connection.connected, muted: !unlocked(), saying, directions: directions() };
  const playlist = board.playlist ?? [];
  const calm = isCalm(board);
  const slide = between.look(playlist, calm, now());
  const ended = () => (between.next(playlist, now()), draw());
  const failed = () => (slide && between.fail(slide.item.id, now()), draw());
  paint(screen(board, { ...shown, spotlight: spotlight ?? board.calls[0] ?? null, calm, slide, ended, failed }));
  playOrRest(slide, calm);
  paceTicker();
}

/** Watches what the display shows, from now on another topic where its setting has changed. */
function follow() {
  const { zone } = setting();
  const wanted = ["board", facts.hall, zone].filter(Boolean).join(":");
  if (wanted === topic) return;
  topic = wanted;
  spotlight = null;
  watch(
    wanted,
    (/** @type {Board} */ view, seq) => {
      if (wanted !== topic) return;
      board = view;
      heardAt(view.at);
      // Whoever was called longer ago than people are waited for has come, or is a no-show: that is no news.
      calls.take(view.calls.filter((call) => secondsSince(call.called_at) < (view.announce_within_seconds ?? ALWAYS)), seq);
      keep((view.playlist ?? []).flatMap(({ media }) => media ?? []));
      speak(view);
      follow();
      draw();
    },
    (news) => {
      connection = news;
      draw();
    },
  );
}

unlock(() => {
  newest = -1;
  if (board) speak(board);
  draw();
});
setInterval(draw, 1000);
addEventListener("resize", draw);
follow();

// The hall display: follows its board, and decides what of it is shown now. What it looks like: display_screens.js.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { announcer } from "/static/announcer.js";
import { slides, steering } from "/static/between_calls.js";
import { heardAt, now, secondsSince } from "/static/clock.js";
import { screen } from "/static/display_screens.js";
import { gong, unlock, unlocked } from "/static/gong.js";
import { keep, nearest } from "/static/kept_media.js";
import { watch } from "/static/live.js";
import { mood, paint } from "/static/paint.js";
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
    if (fresh) gong();
    draw();
  },
  () => {
    calling = false;
    draw();
  },
);

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

/** Nobody is being called, and nobody was a while ago. @param {Board} board */
const isCalm = (board) => !calling && board.calls.every((call) => secondsSince(call.called_at) >= (board.calm_after_seconds ?? ALWAYS));

/** Plays a video or lets it rest. @param {import("./between_calls").Slide | null} slide @param {boolean} calm */
function play(slide, calm) {
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
  const shown = { layout, counter, calling, connected: connection.connected, muted: !unlocked(), directions: directions() };
  const playlist = board.playlist ?? [];
  const calm = isCalm(board);
  const slide = between.look(playlist, calm, now());
  const ended = () => (between.next(playlist, now()), draw());
  const failed = () => (slide && between.fail(slide.item.id, now()), draw());
  paint(screen(board, { ...shown, spotlight: spotlight ?? board.calls[0] ?? null, calm, slide, ended, failed }));
  play(slide, calm);
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
      follow();
      draw();
    },
    (news) => {
      connection = news;
      draw();
    },
  );
}

unlock(draw);
setInterval(draw, 1000);
addEventListener("resize", draw);
follow();

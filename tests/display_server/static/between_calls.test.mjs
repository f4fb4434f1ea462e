// Between calls pictures and videos take turns; a call covers them, and what does not load is passed over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { inItsTurn, onNow, slides, steering } from "/static/between_calls.js";

const EIGHT = Date.parse("2026-11-23T08:00:00+07:00");
const SECOND = 1000;
const ALL_DAY = { begins: "2026-11-23T00:00:00+07:00", ends: "2026-11-24T00:00:00+07:00" };

/** @param {number} id @param {object} [options] @returns {import("/static/contract").BoardItem} */
const item = (id, options = {}) => ({
  ...{ id, kind: "picture", words: {}, media: `/media/${id}.webp`, seconds: 10, with_sound: false, spans: [ALL_DAY] },
  ...options,
});

const fromServer = (/** @type {string} */ address) => address;

test("what is on is on from its beginning until just before its end", () => {
  const morning = item(1, { kind: "notice", spans: [{ begins: "2026-11-23T08:00:00+07:00", ends: "2026-11-23T09:00:00+07:00" }] });
  const on = (/** @type {number} */ at) => onNow([morning, item(2)], ["notice"], at).length === 1;

  assert.deepEqual([EIGHT - 1, EIGHT, EIGHT + 3600 * SECOND - 1, EIGHT + 3600 * SECOND].map(on), [false, true, true, false]);
});

test("notices have their seconds one after the other", () => {
  const notices = [item(1, { seconds: 10 }), item(2, { seconds: 20 })];
  const round = 30 * SECOND;
  const start = Math.ceil(EIGHT / round) * round;

  assert.deepEqual([0, 9.9, 10, 29.9, 30].map((after) => inItsTurn(notices, start + after * SECOND)?.id), [1, 1, 2, 2, 1]);
  assert.equal(inItsTurn([], EIGHT), null);
});

test("pictures have their seconds one after the other, and begin again", () => {
  const all = [item(1), item(2, { seconds: 20 })];
  const { look } = slides(fromServer);

  assert.deepEqual([0, 9, 10, 29, 30, 40].map((after) => look(all, true, EIGHT + after * SECOND)?.item.id), [1, 1, 2, 2, 1, 2]);
});

test("a picture that a call has covered has its time anew", () => {
  const all = [item(1), item(2)];
  const { look } = slides(fromServer);

  look(all, true, EIGHT);
  look(all, false, EIGHT + 9 * SECOND);
  look(all, false, EIGHT + 60 * SECOND);

  assert.equal(look(all, true, EIGHT + 69 * SECOND)?.item.id, 1);
  assert.equal(look(all, true, EIGHT + 70 * SECOND)?.item.id, 2);
});

test("a single picture stays without being loaded anew", () => {
  const { look } = slides(fromServer);
  const first = look([item(1)], true, EIGHT)?.key;

  assert.equal(look([item(1)], true, EIGHT + 100 * SECOND)?.key, first);
});

test("a video plays to its end, and then the next is on, or the same once more", () => {
  const all = [item(1, { kind: "video" }), item(2)];
  const { look, next } = slides(fromServer);
  const first = look(all, true, EIGHT);

  assert.equal(look(all, true, EIGHT + 600 * SECOND)?.key, first?.key);
  next(all, EIGHT + 601 * SECOND);
  assert.equal(look(all, true, EIGHT + 601 * SECOND)?.item.id, 2);

  const alone = slides(fromServer);
  const once = alone.look([all[0]], true, EIGHT)?.key;
  alone.next([all[0]], EIGHT + 5 * SECOND);
  assert.notEqual(alone.look([all[0]], true, EIGHT + 5 * SECOND)?.key, once);
});

test("what does not load is passed over for a minute", () => {
  const all = [item(1), item(2)];
  const { look, fail } = slides(fromServer);
  look(all, true, EIGHT);
  fail(1, EIGHT);

  assert.deepEqual([1, 15, 30, 59].map((after) => look(all, true, EIGHT + after * SECOND)?.item.id), [2, 2, 2, 2]);
  assert.equal(look(all, true, EIGHT + 71 * SECOND)?.item.id, 1);
});

test("what is taken off the playlist goes at once, and nothing is on where nothing is left", () => {
  const { look } = slides(fromServer);
  look([item(1), item(2)], true, EIGHT);

  assert.equal(look([item(2)], true, EIGHT + SECOND)?.item.id, 2);
  assert.equal(look([], true, EIGHT + 2 * SECOND), null);
  assert.equal(look([item(3, { kind: "ticker", media: null })], true, EIGHT + 3 * SECOND), null);
});

test("a file is taken from where it is nearest when its turn begins", () => {
  const { look } = slides((address) => `blob:${address}`);

  assert.equal(look([item(1)], true, EIGHT)?.source, "blob:/media/1.webp");
});

test("what did not load from the server is taken from where it has been kept meanwhile", () => {
  const kept = new Map();
  const { look, fail } = slides((address) => kept.get(address) ?? address);
  look([item(1), item(2)], true, EIGHT);
  kept.set("/media/1.webp", "blob:1");
  fail(1, EIGHT + SECOND);

  assert.equal(look([item(1), item(2)], true, EIGHT + SECOND)?.source, "blob:1");
});

/** A video as far as it is steered; it moves on where `moves`. @param {boolean} [refusesSound] */
function aVideo(refusesSound = false) {
  return {
    paused: true,
    ended: false,
    muted: false,
    currentTime: 0,
    async play() {
      if (refusesSound && !this.muted) throw Object.assign(new Error(), { name: "NotAllowedError" });
      this.paused = false;
    },
    pause() {
      this.paused = true;
    },
  };
}

test("a call has a video rest in silence, and calm has it go on", async () => {
  const steer = steering();
  const video = /** @type {any} */ (aVideo());

  steer(video, true, true, EIGHT);
  assert.deepEqual([video.paused, video.muted], [false, false]);
  steer(video, false, true, EIGHT + SECOND);
  assert.deepEqual([video.paused, video.muted], [true, true]);
  steer(video, true, true, EIGHT + 2 * SECOND);
  assert.deepEqual([video.paused, video.muted], [false, false]);
});

test("where nobody has touched the screen a video plays without its sound", async () => {
  const video = /** @type {any} */ (aVideo(true));
  const steer = steering();

  steer(video, true, true, EIGHT);
  await new Promise((resolve) => setTimeout(resolve));
  steer(video, true, true, EIGHT + SECOND); // its sound would stop it

  assert.deepEqual([video.paused, video.muted], [false, true]);
});

test("a video that does not move on while it may is stuck, and one that rests is not", () => {
  const steer = steering();
  const video = /** @type {any} */ (aVideo());
  steer(video, true, false, EIGHT);

  assert.equal(steer(video, true, false, EIGHT + 9 * SECOND), false);
  assert.equal(steer(video, true, false, EIGHT + 11 * SECOND), true);
  assert.equal(steer(video, false, false, EIGHT + 60 * SECOND), false);
  assert.equal(steer(video, true, false, EIGHT + 61 * SECOND), false);
});

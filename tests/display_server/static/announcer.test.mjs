// A hall display announces every call newer than the last one it announced, one after another, and nothing twice.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { announcer } from "/static/announcer.js";

const A_CALL_MS = 3_500;
const CALM_AFTER_MS = 8_000;

/** @param {string} number @param {number} seq */
const call = (number, seq) => ({ number, counter: 1, zone: "east", called_at: "2026-11-23T01:00:00Z", seq, recalled: false });

/** What came into the spotlight, in brackets where it was not announced. @type {string[]} */
let shown = [];
let rested = 0;
/** @type {ReturnType<typeof announcer>} */
let calls;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  shown = [];
  rested = 0;
  calls = announcer(
    ({ number }, fresh) => shown.push(fresh ? number : `(${number})`),
    () => (rested += 1),
  );
});

test("what was called before it was switched on is shown, but not announced", () => {
  calls.take([call("A002", 2), call("A001", 1)], 2);

  assert.deepEqual(shown, ["(A002)"]);
});

test("a hall that has called nobody yet shows nothing, and announces its first call", () => {
  calls.take([], 0);
  calls.take([call("A001", 1)], 1);

  assert.deepEqual(shown, ["A001"]);
});

test("every call of a burst is announced in its turn, in the order of the calls", () => {
  calls.take([call("A020", 20)], 20);
  calls.take([call("B003", 23), call("B002", 22), call("B001", 21), call("A020", 20)], 23);

  assert.deepEqual(shown, ["(A020)", "B001"]);
  assert.equal(calls.waiting(), 2);
  mock.timers.tick(A_CALL_MS - 1);
  assert.deepEqual(shown, ["(A020)", "B001"]);
  mock.timers.tick(1);
  mock.timers.tick(A_CALL_MS);
  assert.deepEqual(shown, ["(A020)", "B001", "B002", "B003"]);
});

test("a call that comes while another is announced waits for its turn", () => {
  calls.take([call("A001", 1)], 1);
  calls.take([call("A002", 2), call("A001", 1)], 2);
  mock.timers.tick(1_000);
  calls.take([call("A003", 3), call("A002", 2), call("A001", 1)], 3);

  assert.deepEqual(shown, ["(A001)", "A002"]);
  mock.timers.tick(A_CALL_MS);
  assert.deepEqual(shown, ["(A001)", "A002", "A003"]);
});

test("the same view again announces nothing", () => {
  calls.take([], 0);
  calls.take([call("A001", 1)], 1);
  calls.take([call("A001", 1)], 1);
  mock.timers.tick(10 * A_CALL_MS);
  calls.take([call("A001", 1)], 1);

  assert.deepEqual(shown, ["A001"]);
});

test("a recall is announced once more", () => {
  calls.take([call("A001", 1)], 1);
  calls.take([call("A001", 5)], 5);

  assert.deepEqual(shown, ["(A001)", "A001"]);
});

test("who is called again before their turn came is announced once, at the place of the later call", () => {
  calls.take([], 0);
  calls.take([call("A003", 3), call("A002", 2), call("A001", 1)], 3);
  calls.take([call("A002", 4), call("A003", 3), call("A001", 1)], 4);
  mock.timers.tick(A_CALL_MS);
  mock.timers.tick(A_CALL_MS);
  mock.timers.tick(A_CALL_MS);

  assert.deepEqual(shown, ["A001", "A003", "A002"]);
});

test("a hall that began anew is shown without announcing its past", () => {
  calls.take([call("A020", 20)], 20);
  calls.take([call("D001", 2)], 3);
  mock.timers.tick(10 * A_CALL_MS);

  assert.deepEqual(shown, ["(A020)", "(D001)"]);
});

test("the spotlight rests when the last call has stood for a while, and not before", () => {
  calls.take([], 0);
  calls.take([call("A002", 2), call("A001", 1)], 2);
  mock.timers.tick(A_CALL_MS);
  mock.timers.tick(A_CALL_MS);

  assert.equal(rested, 0);
  mock.timers.tick(CALM_AFTER_MS - A_CALL_MS);
  assert.equal(rested, 1);
});

test("a call that comes before the rest is over keeps the spotlight lit", () => {
  calls.take([], 0);
  calls.take([call("A001", 1)], 1);
  mock.timers.tick(A_CALL_MS);
  calls.take([call("A002", 2), call("A001", 1)], 2);
  mock.timers.tick(CALM_AFTER_MS - A_CALL_MS);

  assert.deepEqual(shown, ["A001", "A002"]);
  assert.equal(rested, 0);
});

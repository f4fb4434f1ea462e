// A counter that goes on while only the server is away keeps what it did until it was handed in, each number once.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Alone } from "/counter-panel/static/alone.js";
import { NOW, called, desk, waiting } from "./desks.mjs";

const MINUTE = 60_000;

/** @param {Record<string, string>} [kept] */
const shelf = (kept = {}) => ({
  getItem: (/** @type {string} */ key) => kept[key] ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => void (kept[key] = value),
});

const nameOf = (/** @type {string} */ service) => service;

const THREE = desk({ waiting: [waiting("A001", 1), waiting("A002", 2), waiting("A003", 3)], alone: [1, 3] });

/** @param {import("/static/contract").Desk} [at] */
function goneAlone(at = THREE, on = shelf()) {
  const alone = new Alone(on, "hall 12");
  alone.prepare(at, nameOf);
  alone.begin();
  return alone;
}

test("it calls those whom this counter was dealt, in their order", () => {
  const alone = goneAlone();

  alone.call(NOW);
  assert.equal(alone.calling?.number, "A001");
  alone.end(true, NOW + MINUTE);
  alone.call(NOW + MINUTE);
  assert.equal(alone.calling?.number, "A003");
  assert.deepEqual(alone.next, []);
});

test("a second press calls nobody else while somebody is called", () => {
  const alone = goneAlone();

  alone.call(NOW);
  alone.call(NOW);

  assert.equal(alone.calling?.number, "A001");
  assert.equal(alone.next.length, 1);
});

test("whoever stood at the counter when the line went is served to the end", () => {
  const alone = goneAlone(desk({ current: called({ id: 45, number: "A045", called_at: new Date(NOW).toISOString() }) }));

  alone.end(true, NOW + 5 * MINUTE);

  assert.deepEqual(alone.toHandIn(NOW + 10 * MINUTE), [
    { ticket: 45, came: true, called_seconds_ago: 600, ended_seconds_ago: 300 },
  ]);
});

test("a reload, a crash and a second window find everything again", () => {
  const on = shelf();
  goneAlone(THREE, on).call(NOW);

  const again = new Alone(on, "hall 12");

  assert.equal(again.isOn, true);
  assert.equal(again.calling?.number, "A001");
  assert.equal(new Alone(on, "hall 13").isOn, false);
});

test("nothing is prepared anew before what was done is handed in", () => {
  const alone = goneAlone();
  alone.call(NOW);
  alone.end(false, NOW + MINUTE);

  alone.prepare(desk({ waiting: [waiting("B001", 9)], alone: [9] }), nameOf);

  assert.equal(alone.done.length, 1);
  assert.equal(alone.next[0]?.number, "A003");
});

test("the line comes back between two visits: the officer works as ever", () => {
  const alone = goneAlone();
  alone.call(NOW);
  alone.end(true, NOW + MINUTE);

  alone.reconnect(desk());

  assert.equal(alone.isOn, false);
  assert.equal(alone.toHandIn(NOW + MINUTE).length, 1);
});

test("the line comes back during a visit that the server knows nothing of: it is ended first", () => {
  const alone = goneAlone();
  alone.call(NOW);

  alone.reconnect(desk());
  assert.equal(alone.isOn, true);

  alone.end(true, NOW + MINUTE);
  alone.reconnect(desk());
  assert.equal(alone.isOn, false);
});

test("the line comes back and the server knows who stands here: it goes on as it says", () => {
  const current = called({ id: 45 });
  const alone = goneAlone(desk({ current }));

  alone.reconnect(desk({ current }));

  assert.equal(alone.isOn, false);
  assert.equal(alone.calling, null);
});

test("what the server has answered for is handed in no more, and the rest is", () => {
  const alone = goneAlone();
  for (const _each of [1, 2]) {
    alone.call(NOW);
    alone.end(true, NOW);
  }

  alone.takenOver([{ ticket: 1, number: "A001", outcome: "accepted", detail: null }]);

  assert.deepEqual(alone.toHandIn(NOW).map((each) => each.ticket), [3]);
});

test("a browser that may store nothing keeps it as long as the page is there", () => {
  const full = { getItem: () => null, setItem: () => { throw new Error("QuotaExceeded"); } };
  const alone = new Alone(full, "hall 12");
  alone.prepare(THREE, nameOf);

  assert.equal(alone.next.length, 2);
});

test("what cannot be read is nothing", () => {
  assert.deepEqual(new Alone(shelf({ "motcua alone hall 12": "{" }), "hall 12").next, []);
});

// The officer finds at each moment the buttons that make sense then, the likeliest first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DEEDS, beside, canCall, offered, tooEarly } from "/counter-panel/static/deeds.js";
import { NOW, called, desk, inSeconds, serving } from "./desks.mjs";

/** @param {import("/counter-panel/static/deeds.js").Deed[]} deeds */
const commands = (deeds) => deeds.map((deed) => deed.command);

test("a closed counter can be opened, and nothing else", () => {
  const closed = desk({ state: "closed" });

  assert.deepEqual(commands(offered(closed)), ["open"]);
  assert.deepEqual(beside(closed, NOW), []);
});

test("an open counter without a visitor calls the next, pauses or closes", () => {
  assert.deepEqual(commands(offered(desk())), ["call-next", "pause", "close"]);
  assert.deepEqual(commands(beside(desk(), NOW)), ["walk-in"]);
});

test("a paused counter goes on or closes", () => {
  assert.deepEqual(offered(desk({ state: "paused" })), [DEEDS.resume, DEEDS.close]);
});

test("who is called starts, is called again, or did not come", () => {
  assert.deepEqual(commands(offered(desk({ current: called() }))), ["start", "recall", "no-show"]);
});

test("who is served is finished, and the next called along with it", () => {
  assert.deepEqual(commands(offered(desk({ current: serving() }))), ["finish", "finish"]);
  assert.deepEqual(offered(desk({ current: serving() })).map((deed) => deed.then), [undefined, "call-next"]);
});

test("a visitor who stayed at a counter that pauses is still served to the end", () => {
  assert.deepEqual(commands(offered(desk({ state: "paused", current: serving() }))), ["finish"]);
});

for (const current of [called(), serving()]) {
  test(`a visitor who is ${current.state} can be sent on, given a further stop, parked or sent back`, () => {
    assert.deepEqual(commands(beside(desk({ current }), NOW)), ["transfer", "stops", "park", "return", "walk-in"]);
  });
}

test("undo stands there as long as the server says, less the time that a press takes to it", () => {
  const mistaken = desk({ undo_until: inSeconds(10) });

  assert.deepEqual(commands(beside(mistaken, NOW)), ["walk-in", "undo"]);
  assert.deepEqual(commands(beside(mistaken, NOW + 9_499)), ["walk-in", "undo"]);
  assert.deepEqual(commands(beside(mistaken, NOW + 9_500)), ["walk-in"]);
});

test("undo stands beside the visitor, behind the other ways", () => {
  assert.equal(beside(desk({ current: serving(), undo_until: inSeconds(10) }), NOW).at(-1), DEEDS.undo);
});

test("who does not come is awaited until the hall's rules allow to give up", () => {
  const patient = desk({ current: called(), no_show: { recalls_missing: 0, allowed_at: inSeconds(20), automatic_at: null } });

  assert.equal(tooEarly(DEEDS.noShow, patient, NOW), true);
  assert.equal(tooEarly(DEEDS.noShow, patient, NOW + 19_999), true);
  assert.equal(tooEarly(DEEDS.noShow, patient, NOW + 20_000), false);
});

test("who is owed a further call is awaited however long it takes", () => {
  const owed = desk({ current: called(), no_show: { recalls_missing: 1, allowed_at: inSeconds(-60), automatic_at: null } });

  assert.equal(tooEarly(DEEDS.noShow, owed, NOW), true);
});

test("only giving up waits: the other buttons do not", () => {
  const patient = desk({ current: called(), no_show: { recalls_missing: 1, allowed_at: inSeconds(20), automatic_at: null } });

  for (const deed of [DEEDS.start, DEEDS.recall, DEEDS.transfer]) assert.equal(tooEarly(deed, patient, NOW), false);
});

test("a hall without such rules lets an officer give up at once", () => {
  assert.equal(tooEarly(DEEDS.noShow, desk({ current: called() }), NOW), false);
});

test("somebody is called before their turn only to an open counter that is free", () => {
  assert.equal(canCall(desk()), true);
  assert.equal(canCall(desk({ state: "paused" })), false);
  assert.equal(canCall(desk({ current: serving() })), false);
});

test("no two buttons that can stand together have the same key", () => {
  const states = /** @type {const} */ (["open", "paused", "closed"]);
  const desks = [...states.map((state) => desk({ state })), desk({ current: called() }), desk({ current: serving() })];

  for (const each of desks) {
    const there = [...offered(each), ...beside({ ...each, undo_until: inSeconds(10) }, NOW)];
    const keys = there.flatMap(({ keys, pad }) => [...keys, ...(pad ? [pad] : [])]);
    assert.deepEqual(keys, [...new Set(keys)]);
  }
});

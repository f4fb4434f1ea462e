// The officer finds at each moment the buttons that make sense then, the likeliest first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DEEDS, beside, callsItself, canCall, offered, secondsToUndo, tooEarly } from "/counter-panel/static/deeds.js";
import { NOW, called, desk, inSeconds, serving, waiting } from "./desks.mjs";

/** @param {import("/counter-panel/static/deeds.js").Deed[]} deeds */
const commands = (deeds) => deeds.map((deed) => deed.command);

test("a closed counter can be opened, and nothing else", () => {
  const closed = desk({ state: "closed" });

  assert.deepEqual(commands(offered(closed)), ["open"]);
  assert.deepEqual(beside(closed, NOW), []);
});

test("an open counter without a visitor calls the next, pauses or closes", () => {
  assert.deepEqual(commands(offered(desk())), ["call-next", "pause", "close"]);
  assert.deepEqual(beside(desk(), NOW), [DEEDS.walkIn, DEEDS.waits, DEEDS.help]);
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
    assert.deepEqual(commands(beside(desk({ current }), NOW)), [
      ...["transfer", "stops", "park", "return", "note", "dossiers", "walk-in", "time-wrong", "help"],
    ]);
  });
}

test("undo stands there as long as the server says, less the time that a press takes to it", () => {
  const mistaken = desk({ undo_until: inSeconds(10) });

  assert.equal(beside(mistaken, NOW).at(-1), DEEDS.undo);
  assert.equal(beside(mistaken, NOW + 9_499).at(-1), DEEDS.undo);
  assert.equal(beside(mistaken, NOW + 9_500).includes(DEEDS.undo), false);
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
  const all = {
    parked: [waiting("A001", 1)],
    waiting: [waiting("A002", 2)],
    missed: [waiting("A003", 3)],
    last: { ticket: 4, number: "A004", inaccurate: false },
    call_after_finish: /** @type {const} */ ("choice"),
  };
  const desks = [...states.map((state) => desk({ ...all, state })), desk({ ...all, current: called() }), desk({ ...all, current: serving() })];

  for (const each of desks) {
    const there = [...offered(each), ...beside({ ...each, undo_until: inSeconds(10) }, NOW)];
    const keys = there.flatMap(({ keys, pad }) => [...keys, ...(pad ? [pad] : [])]);
    assert.deepEqual(keys, [...new Set(keys)]);
  }
});

test("whoever is parked, waits or came late can be called with a key of its own", () => {
  const full = desk({ parked: [waiting("A001", 1)], waiting: [waiting("A002", 2)], missed: [waiting("A003", 3)] });

  for (const deed of [DEEDS.parked, DEEDS.early, DEEDS.late]) assert.equal(beside(full, NOW).includes(deed), true);
  assert.equal(beside({ ...full, current: serving() }, NOW).includes(DEEDS.parked), false);
  assert.equal(beside({ ...full, current: serving() }, NOW).includes(DEEDS.lateBeside), true);
});

test("a colleague's counter can be taken over, and nothing else is done there", () => {
  const theirs = desk({ officer: "Minh", current: serving() });
  const lan = { name: "Lan", role: "officer" };

  assert.deepEqual(offered(theirs, lan), [DEEDS.takeOver]);
  assert.deepEqual(beside(theirs, NOW, lan), []);
  assert.equal(offered(desk({ officer: "Lan" }), lan)[0], DEEDS.next);
});

test("whoever oversees the hall acts at any counter", () => {
  assert.equal(offered(desk({ officer: "Minh" }), { name: "Hà", role: "manager" })[0], DEEDS.next);
});

test("help is asked for, and then ended, with the same key", () => {
  const helped = desk({ help: { wanted_at: inSeconds(-60), helper: null } });

  assert.equal(beside(desk(), NOW).includes(DEEDS.help), true);
  assert.equal(beside(helped, NOW).includes(DEEDS.helpEnds), true);
  assert.deepEqual(DEEDS.help.keys, DEEDS.helpEnds.keys);
});

test("a time is said to be wrong once, while the visitor is there or after", () => {
  const after = desk({ last: { ticket: 4, number: "A004", inaccurate: false } });

  assert.equal(beside(after, NOW).includes(DEEDS.timeWrong), true);
  assert.equal(beside({ ...after, state: "closed" }, NOW).includes(DEEDS.timeWrong), true);
  assert.equal(beside(desk({ last: { ticket: 4, number: "A004", inaccurate: true } }), NOW).includes(DEEDS.timeWrong), false);
  assert.equal(beside(desk({ current: serving(), inaccurate: true }), NOW).includes(DEEDS.timeWrong), false);
});

test("a visit that ends calls the next one where the hall wants it, or the officer where the hall lets them", () => {
  assert.equal(callsItself(desk({ call_after_finish: "always" }), false), true);
  assert.equal(callsItself(desk({ call_after_finish: "choice" }), false), false);
  assert.equal(callsItself(desk({ call_after_finish: "choice" }), true), true);
  assert.equal(callsItself(desk({ call_after_finish: "never" }), true), false);
  assert.equal(callsItself(desk({ call_after_finish: "always", state: "paused" }), true), false);
});

test("undo counts its seconds down", () => {
  assert.equal(secondsToUndo(desk({ undo_until: inSeconds(10) }), NOW), 10);
  assert.equal(secondsToUndo(desk({ undo_until: inSeconds(10) }), NOW + 9_400), 1);
});

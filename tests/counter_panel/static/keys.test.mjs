// An officer who serves by the keys alone: each means one thing at each moment, and never two.

import assert from "node:assert/strict";
import { test } from "node:test";

import { meaning, secondPresses } from "/counter-panel/static/keys.js";
import { whereTo, why } from "/counter-panel/static/questions.js";
import { NOW, called, desk, inSeconds, serving, ticket, waiting } from "./desks.mjs";
import { CATALOGUE } from "./catalogue.mjs";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/counter-panel/static/questions.js").Question} Question */

const PLAIN = { repeat: false, ctrlKey: false, altKey: false, metaKey: false };

/** A key with a letter or sign, on the main block. @param {string} key */
const letter = (key) => ({ ...PLAIN, key, code: key === " " ? "Space" : `Key${key.toUpperCase()}` });

/** A key of the numeric keypad, by its place; what it writes depends on Num Lock. @param {string} code */
const pad = (code, key = "Unidentified") => ({ ...PLAIN, key, code });

/**
 * What the key makes the panel do: a command, "back", or the body of the choice; nothing where it is the browser's.
 * @param {Parameters<typeof meaning>[0]} key
 * @param {{at?: Desk, asked?: Question | null, focus?: Parameters<typeof meaning>[1]}} [panel]
 */
function means(key, { at = desk(), asked = null, focus = "page" } = {}) {
  const meant = meaning(key, focus, at, asked, NOW);
  if (meant === null) return null;
  if ("press" in meant) return meant.press.command;
  if ("call" in meant) return meant.call;
  return "choose" in meant ? meant.choose : "back";
}

/** What each of the keys makes an officer do at this counter. @param {string} keys @param {Desk} at */
const all = (keys, at) => Object.fromEntries([...keys].map((key) => [key, means(letter(key), { at })]));

test("an open counter: call, pause, close", () => {
  assert.deepEqual(all(" nplosfrvtakbu", desk()), {
    ...{ " ": "call-next", n: "call-next", p: "pause", l: "close" },
    ...{ o: null, s: null, f: null, r: null, v: null, t: null, a: null, k: null, b: null, u: null },
  });
});

test("a closed and a paused counter: open, go on, close", () => {
  assert.deepEqual(all("onl ", desk({ state: "closed" })), { o: "open", n: null, l: null, " ": null });
  assert.deepEqual(all("onl ", desk({ state: "paused" })), { o: "open", n: null, l: "close", " ": null });
});

test("a called visitor: start, call again, give up, and the ways away", () => {
  assert.deepEqual(all("srvtakbnfp", desk({ current: called() })), {
    ...{ s: "start", r: "recall", v: "no-show" },
    ...{ t: "transfer", a: "stops", k: "park", b: "return" },
    ...{ n: null, f: null, p: null },
  });
});

test("a visitor at the counter: finish, and the ways away", () => {
  assert.deepEqual(all("fgtakbsrv", desk({ current: serving() })), {
    ...{ f: "finish", g: "finish", t: "transfer", a: "stops", k: "park", b: "return" },
    ...{ s: null, r: null, v: null },
  });
});

test("capital letters mean the same", () => {
  assert.equal(means(letter("N")), "call-next");
});

test("the last deed is undone by U, and by the pad's point, as long as it can be", () => {
  const mistaken = desk({ undo_until: inSeconds(5) });

  assert.equal(means(letter("u"), { at: mistaken }), "undo");
  assert.equal(means(pad("NumpadDecimal"), { at: mistaken }), "undo");
  assert.equal(means(letter("u"), { at: desk({ undo_until: inSeconds(0) }) }), null);
});

test("who may still come is not given up by a key either", () => {
  const patient = desk({ current: called(), no_show: { recalls_missing: 1, allowed_at: inSeconds(0), automatic_at: null } });

  assert.equal(means(letter("v"), { at: patient }), null);
  assert.equal(means(pad("NumpadSubtract", "-"), { at: patient }), null);
  assert.equal(means(letter("r"), { at: patient }), "recall");
});

test("a numeric keypad is a call pad: Enter goes on, whatever comes next", () => {
  const enter = pad("NumpadEnter", "Enter");

  assert.equal(means(enter, { at: desk({ state: "closed" }) }), "open");
  assert.equal(means(enter), "call-next");
  assert.equal(means(enter, { at: desk({ current: called() }) }), "start");
  assert.equal(means(enter, { at: desk({ current: serving() }) }), "finish");
});

test("the pad's other keys are by their places, with Num Lock or without", () => {
  const at = desk({ current: called() });

  assert.equal(means(pad("NumpadAdd", "+"), { at }), "recall");
  assert.equal(means(pad("NumpadSubtract", "-"), { at }), "no-show");
  assert.equal(means(pad("NumpadMultiply", "*"), { at }), "transfer");
  assert.equal(means(pad("NumpadDivide", "/"), { at }), "park");
  assert.equal(means(pad("Numpad9", "PageUp"), { at }), "return");
  assert.equal(means(pad("Numpad9", "9"), { at }), "return");
  assert.equal(means(pad("Numpad0", "Insert")), "pause");
});

test("the Enter of the main block stays the browser's", () => {
  assert.equal(means({ ...PLAIN, key: "Enter", code: "Enter" }), null);
});

test("keys are letters while somebody writes", () => {
  assert.equal(means(letter("n"), { focus: "writing" }), null);
  assert.equal(means(pad("NumpadEnter", "Enter"), { focus: "writing" }), null);
});

test("a focused button keeps the space bar, and no other key", () => {
  assert.equal(means(letter(" "), { focus: "button" }), null);
  assert.equal(means(letter("n"), { focus: "button" }), "call-next");
});

test("a key that is held down, or pressed with another, means nothing", () => {
  for (const held of ["repeat", "ctrlKey", "altKey", "metaKey"]) assert.equal(means({ ...letter("n"), [held]: true }), null);
});

test("a reason is chosen by its number, on either block", () => {
  const asked = why("pause");

  assert.deepEqual(means({ ...PLAIN, key: "2", code: "Digit2" }, { asked }), { reason: "Meeting" });
  assert.deepEqual(means(pad("Numpad2", "ArrowDown"), { asked }), { reason: "Meeting" });
});

test("a number that no reason has, and any other key, chooses nothing", () => {
  const asked = why("pause");

  assert.equal(means({ ...PLAIN, key: "9", code: "Digit9" }, { asked }), null);
  assert.equal(means(letter("n"), { asked }), null);
  assert.equal(means(pad("NumpadEnter", "Enter"), { asked }), null);
});

test("a service that is looked for is written, so only the pad chooses by number", () => {
  const asked = whereTo(ticket(), CATALOGUE);

  assert.equal(means({ ...PLAIN, key: "2", code: "Digit2" }, { asked }), null);
  assert.deepEqual(means(pad("Numpad2"), { asked }), { service: "tax", position: "by_arrival" });
});

test("Escape leads back from a question, also while somebody writes; so does the pad's point", () => {
  const asked = why("park");

  assert.equal(means({ ...PLAIN, key: "Escape", code: "Escape" }, { asked, focus: "writing" }), "back");
  assert.equal(means(pad("NumpadDecimal"), { asked }), "back");
});

/** Which presses of these keys, each at its time in milliseconds, are a second press. @param {[string, number][]} presses */
function second(presses) {
  const isSecond = secondPresses();
  return presses.map(([code, timeStamp]) => isSecond({ code, timeStamp }));
}

test("a double press of Enter is one wish: its second press would start a visitor who is still on the way", () => {
  assert.deepEqual(second([["NumpadEnter", 0], ["NumpadEnter", 599]]), [false, true]);
});

test("a key that bounces on and on is one wish", () => {
  assert.deepEqual(second([["NumpadEnter", 0], ["NumpadEnter", 400], ["NumpadEnter", 800]]), [false, true, true]);
});

test("the next press after a moment is meant", () => {
  assert.deepEqual(second([["NumpadEnter", 0], ["NumpadEnter", 600]]), [false, false]);
});

test("another key in between says what is meant", () => {
  assert.deepEqual(second([["NumpadEnter", 0], ["NumpadAdd", 100], ["NumpadEnter", 200]]), [false, false, false]);
});

test("other keys may be pressed as fast as somebody can", () => {
  assert.deepEqual(second([["KeyR", 0], ["KeyR", 100]]), [false, false]);
});

test("a parked visitor is taken with the digit that stands beside the number, and the pad keeps its own keys", () => {
  const at = desk({ parked: [waiting("A001", 1), waiting("A002", 2)] });

  assert.equal(means({ ...PLAIN, key: "2", code: "Digit2" }, { at }), 2);
  assert.equal(means({ ...PLAIN, key: "3", code: "Digit3" }, { at }), null);
  assert.equal(means({ ...PLAIN, key: "2", code: "Digit2" }, { at: { ...at, current: serving() } }), null);
  assert.equal(means(pad("Numpad1", "1"), { at }), "call");
});

test("with the pad alone: everything that stands there", () => {
  const at = desk({ current: serving() });

  assert.deepEqual(
    ["NumpadEnter", "NumpadMultiply", "Numpad8", "NumpadDivide", "Numpad9", "Numpad4", "Numpad5", "Numpad7", "Numpad2", "Numpad6"].map((code) => means(pad(code), { at })),
    ["finish", "transfer", "stops", "park", "return", "note", "dossiers", "walk-in", "time-wrong", "help"],
  );
});

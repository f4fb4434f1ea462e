// What an officer is asked beside the visitors' way, and what can be answered with one key.

import assert from "node:assert/strict";
import { test } from "node:test";

import { howManyDossiers, whatToNote, whetherToTakeOver, whoIsEarly, whom } from "/counter-panel/static/desk_questions.js";
import { choicesOf, whereTo } from "/counter-panel/static/questions.js";
import { CATALOGUE } from "./catalogue.mjs";
import { desk, ticket, waiting } from "./desks.mjs";

/** @param {import("/counter-panel/static/questions.js").Question} question */
const bodies = (question) => choicesOf(question).map((choice) => choice.body);

test("a note is chosen by a key, written, or changed where there is one already", () => {
  const note = { text: "Thiếu bản sao", officer: "Lan", counter: 3, at: "2026-11-23T01:00:00Z" };

  const asked = whatToNote(desk({ note }));

  assert.equal(asked.text, "Thiếu bản sao");
  assert.deepEqual(bodies(asked).at(-1), { note: "" });
  assert.deepEqual(asked.write?.(asked, "Đã bổ sung"), { note: "Đã bổ sung" });
  assert.equal(bodies(whatToNote(desk())).some((body) => "note" in body && body.note === ""), false);
});

test("dossiers are counted with one key, or written", () => {
  const asked = howManyDossiers(ticket({ dossiers: 2 }));

  assert.deepEqual(bodies(asked)[2], { dossiers: 3 });
  assert.deepEqual(asked.write?.(asked, "14"), { dossiers: 14 });
});

test("of several parked visitors one is chosen by its key", () => {
  assert.deepEqual(bodies(whom("parked", [waiting("A001", 1), waiting("A002", 2)])), [{ ticket: 1 }, { ticket: 2 }]);
  assert.equal(whom("late", []).command, "return");
});

test("whoever is called before their turn is found by the number, and the reason is asked", () => {
  const asked = whoIsEarly(desk({ waiting: [waiting("A001", 1), waiting("B002", 2)] }));

  assert.deepEqual(bodies({ ...asked, typed: "b0" }), [{ ticket: 2 }]);
  assert.equal(asked.asksWhy, true);
});

test("a counter is taken over only by saying so", () => {
  assert.deepEqual(bodies(whetherToTakeOver("Minh", null)), [{ take_over: true }]);
  assert.deepEqual(whetherToTakeOver(null, 3).places, { officer: "", counter: 3 });
});

test("a visitor is sent to an officer by a part of the name, marks or none", () => {
  const asked = whereTo(ticket(), CATALOGUE, [{ officer: "Trần Văn Định", counter: 7, state: "open" }]);

  assert.deepEqual(bodies({ ...asked, typed: "dinh" })[0], { officer: "Trần Văn Định", position: "by_arrival" });
  assert.equal(bodies(asked).some((body) => "officer" in body), false);
});

// What an officer is asked, and what each answer asks of the server.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { choicesOf, howItEnded, whatFollows, whereTo, why } from "/counter-panel/static/questions.js";
import { speak } from "/static/words.js";
import { CATALOGUE, LARGE } from "./catalogue.mjs";
import { NOW, ticket } from "./desks.mjs";

/** @typedef {import("/counter-panel/static/questions.js").Question} Question */

beforeEach(() => {
  speak("en");
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"], now: NOW });
});

/** @param {Question} question */
const words = (question) => choicesOf(question).map((choice) => choice.words);

/** @param {Question} question */
const bodies = (question) => choicesOf(question).map((choice) => choice.body);

test("a pause has its usual reasons, or the officer's own", () => {
  const question = why("pause");

  assert.equal(question.command, "pause");
  assert.deepEqual(words(question), ["Short break", "Meeting", "Technical trouble", "Paperwork in the back office"]);
  assert.deepEqual(bodies(question)[1], { reason: "Meeting" });
  assert.deepEqual(question.write?.(question, "A birthday"), { reason: "A birthday" });
});

test("whoever says when they are back is announced with that time", () => {
  const question = { ...why("pause"), backIn: 15 };

  assert.deepEqual(bodies(question)[1], { reason: "Meeting", back_at: "2026-11-23T01:15:00.000Z" });
  assert.deepEqual(question.write?.(question, "A birthday"), { reason: "A birthday", back_at: "2026-11-23T01:15:00.000Z" });
});

test("a visitor is parked with a reason, and may say when they are back", () => {
  const question = { ...why("park"), backIn: 60 };

  assert.equal(question.asks, "return");
  assert.deepEqual(bodies(question)[0], { reason: "Fetches a missing paper", back_at: "2026-11-23T02:00:00.000Z" });
});

test("how a visit ended is one key, and none where the hall does not demand it", () => {
  assert.deepEqual(words(howItEnded(true)), [
    ...["Dossier received", "Supplement requested", "Dossier refused", "Result returned", "Guidance given", "Dossier withdrawn"],
  ]);
  assert.deepEqual(bodies(howItEnded(false))[3], { outcome: "returned" });
  assert.deepEqual(choicesOf(howItEnded(false)).at(-1), { words: "Finish without saying", body: {} });
  assert.equal(howItEnded(false).command, "finish");
});

test("a number called before its turn goes along with the reason, and nobody asks for a return", () => {
  const question = why("call", { ticket: 7 });

  assert.equal(question.asks, undefined);
  assert.deepEqual(bodies(question)[1], { ticket: 7, reason: "Needs help at once" });
});

test("a visitor is sent to any service, at the place that the officer says", () => {
  const question = whereTo(ticket(), CATALOGUE);

  assert.equal(question.command, "transfer");
  assert.deepEqual(choicesOf(question)[1], {
    words: "Paying taxes",
    under: "Taxes",
    body: { service: "tax", position: "by_arrival" },
  });
  assert.deepEqual(bodies({ ...question, position: "front" })[1], { service: "tax", position: "front" });
});

test("services are found by part of a name, of their own or the department's, without marks or capitals", () => {
  const question = whereTo(ticket(), CATALOGUE);

  assert.deepEqual(words({ ...question, typed: "REFUND" }), ["Refunds"]);
  assert.deepEqual(words({ ...question, typed: "taxes" }), ["Paying taxes", "Refunds"]);
  assert.deepEqual(words({ ...question, typed: "passport" }), []);
});

test("Vietnamese is found by its letters without their marks, and with them", () => {
  const question = whereTo(ticket(), CATALOGUE);
  speak("vi");

  assert.deepEqual(words({ ...question, typed: "so do" }), ["Cấp sổ đỏ"]);
  assert.deepEqual(words({ ...question, typed: "đất đai" }), ["Cấp sổ đỏ"]);
  assert.deepEqual(words({ ...question, typed: "HOAN" }), ["Hoàn thuế"]);
});

test("a number is a counter's, at the place that the officer says", () => {
  const question = { ...whereTo(ticket({ sent_by: 3 }), CATALOGUE), typed: " 26 ", position: /** @type {const} */ ("end") };

  assert.deepEqual(choicesOf(question)[0], { words: "To counter 26", body: { counter: 26, position: "end" } });
  assert.notEqual(words({ ...question, typed: "2600" })[0], "To counter 2600");
});

test("who was sent here can be sent back, as long as nothing else is looked for", () => {
  const question = whereTo(ticket({ sent_by: 3 }), CATALOGUE);

  assert.deepEqual(choicesOf(question)[0], { words: "Back to who sent them (counter 3)", body: { back: true } });
  assert.deepEqual(words({ ...question, typed: "refund" }), ["Refunds"]);
  assert.equal(words(whereTo(ticket(), CATALOGUE))[0], "Land titles", "nobody sent this one");
});

test("a further stop follows those already planned", () => {
  const planned = ticket({ next_stops: [{ service: "land", name: { vi: "Cấp sổ đỏ", en: "Land titles" } }] });
  const question = whatFollows(planned, CATALOGUE);

  assert.equal(question.command, "stops");
  assert.deepEqual(bodies({ ...question, typed: "refund" }), [{ next_stops: ["land", "refund"] }]);
  assert.deepEqual(bodies({ ...whatFollows(ticket(), CATALOGUE), typed: "refund" }), [{ next_stops: ["refund"] }]);
});

test("a service is looked for, and has no answer in the officer's own words; a reason is neither looked for nor fixed", () => {
  for (const question of [whereTo(ticket(), CATALOGUE), whatFollows(ticket(), CATALOGUE)]) {
    assert.equal(question.looks, true);
    assert.equal(question.write, null);
  }
  assert.equal(why("pause").looks, false);
});

test("of a large hall's services nine are shown, and typing finds the others", () => {
  const question = whereTo(ticket(), LARGE(40));

  assert.equal(choicesOf(question).length, 9);
  assert.deepEqual(words({ ...question, typed: "service 39" }), ["Service 39"]);
});

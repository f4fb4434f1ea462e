// The rating tablet asks each visitor once, and nobody in the place of the one before.

import assert from "node:assert/strict";
import { test } from "node:test";

import { secondsLeft, stillAsked } from "/counter-panel/static/open_question.js";
import { NOW, inSeconds } from "./desks.mjs";

const UNTOUCHED = 0;
const question = {
  number: "A045",
  token: "t0k3n",
  service_name: { vi: "Đất đai", en: "Land" },
  finished_at: inSeconds(0),
  expires_at: inSeconds(60),
};
const prompt = {
  hall: "dong-nai",
  hall_name: { vi: "Trung tâm", en: "Centre" },
  languages: ["vi", "en"],
  counter: 12,
  officer: "Lan",
  question,
  at: inSeconds(0),
};

/** @param {number} seconds @param {{done?: string[], touchedAt?: number}} [tablet] */
const after = (seconds, { done = [], touchedAt = UNTOUCHED } = {}) => stillAsked(prompt, new Set(done), touchedAt, NOW + seconds * 1000);

test("a tablet whose counter has served nobody asks nothing", () => {
  assert.equal(stillAsked({ ...prompt, question: null }, new Set(), UNTOUCHED, NOW), null);
});

test("a question stands until it expires", () => {
  assert.equal(after(0), question);
  assert.equal(after(59), question);
  assert.equal(after(60), null);
});

test("whoever has touched the screen is given half a minute from then", () => {
  const touchedAt = NOW + 50_000;

  assert.equal(after(79, { touchedAt }), question);
  assert.equal(after(80, { touchedAt }), null);
});

test("a touch takes no time from a question that stands longer anyhow", () => {
  assert.equal(after(59, { touchedAt: NOW + 1_000 }), question);
});

test("who has answered, or passed it over, is not asked again", () => {
  assert.equal(after(0, { done: ["t0k3n"] }), null);
  assert.equal(after(0, { done: ["another"] }), question);
});

test("the seconds that are left are counted up to whole ones", () => {
  assert.equal(secondsLeft(question, UNTOUCHED, NOW), 60);
  assert.equal(secondsLeft(question, UNTOUCHED, NOW + 500), 60);
  assert.equal(secondsLeft(question, UNTOUCHED, NOW + 59_500), 1);
});

test("however often it is touched, a question ends before the server would not take its answer any more", () => {
  assert.equal(after(109, { touchedAt: NOW + 108_000 }), question);
  assert.equal(after(110, { touchedAt: NOW + 109_000 }), null);
});

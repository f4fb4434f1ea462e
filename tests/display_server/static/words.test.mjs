// A page says its sentences in the language of whoever reads it, and in English what it has no words for.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { _, name, ngettext, number, speak, spoken } from "/static/words.js";

beforeEach(() => speak("en"));

test("a sentence is said in the page's language", () => {
  assert.equal(_("Open"), "Open");

  speak("vi");

  assert.equal(_("Open"), "Đang mở");
  assert.equal(spoken(), "vi");
  assert.equal(document.documentElement.lang, "vi", "a screen reader must pronounce it so");
});

test("a sentence can be said in another language than the page's", () => {
  assert.equal(_("Open", {}, "vi"), "Đang mở");
});

test("a sentence without a translation stays English", () => {
  assert.equal(_("Nobody has translated this.", {}, "vi"), "Nobody has translated this.");
  assert.equal(_("Open", {}, "km"), "Open");
});

test("places are filled in, in the order of the language", () => {
  assert.equal(_("back at %(time)s", { time: "10:15" }), "back at 10:15");
  assert.equal(_("back at %(time)s", { time: "10:15" }, "vi"), "hẹn quay lại lúc 10:15");
  assert.equal(_("%(a)s of %(b)s", { b: 2 }), "%(a)s of 2", "what nobody knows stays to be seen");
});

test("English has two forms for a count, Vietnamese has one", () => {
  const minutes = (/** @type {number} */ count, language = "en") => ngettext("%(count)s minute", "%(count)s minutes", count, language);

  assert.deepEqual([minutes(1), minutes(2), minutes(0)], ["1 minute", "2 minutes", "0 minutes"]);
  assert.deepEqual([minutes(1, "vi"), minutes(2, "vi")], ["1 phút", "2 phút"]);
});

test("numbers are written as the language writes them", () => {
  assert.equal(number(12345.6), "12,345.6");
  assert.equal(number(12345.6, "vi"), "12.345,6");
});

test("a name is said in the page's language, or in the first that it has", () => {
  assert.equal(name({ vi: "Đất đai", en: "Land" }), "Land");
  assert.equal(name({ vi: "Đất đai" }), "Đất đai");
  assert.equal(name(null), "");
});

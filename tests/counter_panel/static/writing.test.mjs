// The tablet's keyboard writes Vietnamese as people write it, letter by letter and mark by mark.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TONES, beginsSentence, withTone, withoutLast } from "/counter-panel/static/writing.js";

const [ACUTE, GRAVE, HOOK, TILDE, DOT] = Object.keys(TONES);

test("a tone goes where Vietnamese writes it, whenever its key is touched", () => {
  const written = [
    ["toan", ACUTE, "toán"],
    ["hoa", GRAVE, "hòa"],
    ["tiêng", ACUTE, "tiếng"],
    ["Đông nhât", ACUTE, "Đông nhất"],
    ["qua", ACUTE, "quá"],
    ["gia", HOOK, "giả"],
    ["gi", GRAVE, "gì"],
    ["nguyên", TILDE, "nguyễn"],
    ["phuc vu", DOT, "phuc vụ"],
    ["nước", ACUTE, "nươc"],
    ["người", ACUTE, "ngưới"],
    ["chờ", DOT, "chợ"],
    ["TOT", ACUTE, "TÓT"],
    ["khoe", HOOK, "khỏe"],
    ["thuy", GRAVE, "thùy"],
  ];

  for (const [text, tone, expected] of written) assert.equal(withTone(text, tone), expected);
});

test("where there is no vowel a tone changes nothing", () => {
  for (const text of ["", "xin ", "đ", "42"]) assert.equal(withTone(text, ACUTE), text);
});

test("a letter goes with its marks", () => {
  assert.equal(withoutLast("tiế"), "ti");
  assert.equal(withoutLast("tiế".normalize("NFD")), "ti");
  assert.equal(withoutLast(""), "");
});

test("a sentence begins with a capital", () => {
  assert.deepEqual(["", "Tốt. ", "Tốt.", "Tốt"].map(beginsSentence), [true, true, false, false]);
});

// The tablet asks after a face what the hall wants to know, and sends only what was said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { INDICATORS, begun, said, stepsAfter, withPoints, withReason } from "/static/answer.js";

const reasons = [{ slug: "long-wait", name: { vi: "Chờ lâu" } }];
const all = { reasons, indicators: ["1", "3", "4", "7"], comment: true };

test("a hall that asks the faces alone is done with one touch", () => {
  for (const score of [1, 2, 3, 4]) assert.deepEqual(stepsAfter({}, score), []);
});

const together = { asks: "indicators", which: ["1", "3", "4", "7"] };

test("only who is not satisfied is asked why", () => {
  assert.deepEqual(stepsAfter(all, 1), [{ asks: "reasons" }, together, { asks: "comment" }]);
  assert.deepEqual(stepsAfter(all, 2), [{ asks: "reasons" }, together, { asks: "comment" }]);
  assert.deepEqual(stepsAfter(all, 3), [together, { asks: "comment" }]);
  assert.deepEqual(stepsAfter({ reasons }, 4), []);
});

test("whoever needs large letters is asked one indicator after the other, and none that nobody knows", () => {
  const asked = stepsAfter({ indicators: ["1", "9", "7"] }, 4, { oneByOne: true });

  assert.deepEqual(asked, [{ asks: "indicators", which: ["1"] }, { asks: "indicators", which: ["7"] }]);
});

test("several reasons may be touched, and touched away again", () => {
  const both = withReason(withReason(begun(1), "attitude"), "long-wait");

  assert.deepEqual(said(both), { score: 1, reasons: ["attitude", "long-wait"] });
  assert.deepEqual(said(withReason(both, "attitude")), { score: 1, reasons: ["long-wait"] });
});

test("an indicator may be judged anew, and what was not judged is not sent", () => {
  assert.deepEqual(said(withPoints(withPoints(begun(4), "7", 0), "7", 2)), { score: 4, indicators: { 7: 2 } });
});

test("an empty comment is none", () => {
  assert.deepEqual(said({ ...begun(3), comment: "  " }), { score: 3 });
  assert.deepEqual(said({ ...begun(3), comment: " Tốt " }), { score: 3, comment: "Tốt" });
});

test("each indicator has three levels, of two points, one and none", () => {
  for (const { levels } of Object.values(INDICATORS)) assert.deepEqual(levels.map(([points]) => points), [2, 1, 0]);
});

// No visit is shown as long before nine of ten visits of its service were over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { against } from "/counter-panel/static/usual.js";

const USUAL = { service: "land", visits: 200, usual_minutes: 8.4, long_minutes: 15 };

test("a visit is long only beyond the ninetieth percentile of the hall's own history", () => {
  assert.deepEqual(against(15 * 60, USUAL, 5), { usualMinutes: 8, isLong: false });
  assert.deepEqual(against(15 * 60 + 1, USUAL, 5), { usualMinutes: 8, isLong: true });
});

test("without a history nothing is ever long, and what the plan expects is usual", () => {
  assert.deepEqual(against(24 * 3600, undefined, 12), { usualMinutes: 12, isLong: false });
});

// A display says one announcement at a time, in the order in which the server hands them out.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { speaker } from "/static/speaker.js";

/** @type {any[]} */
let answers = [];
let asked = 0;
/** @type {string[]} */
let story = [];
/** @type {(() => void)[]} */
let ends = [];

const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

/** @param {string} number */
const announcement = (number) => ({ speaks: true, announcement: { number }, again_in: null });

/** @type {ReturnType<typeof speaker>} */
let display;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  answers = [];
  asked = 0;
  story = [];
  ends = [];
  display = speaker(
    async () => {
      asked += 1;
      const answer = answers.shift() ?? { speaks: true, announcement: null, again_in: null };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    (told) => {
      story.push(`begins ${told.number}`);
      return new Promise((resolve) => ends.push(() => (story.push(`ends ${told.number}`), resolve())));
    },
    () => undefined,
  );
});

test("the next is asked for only when the one before was said to its end", async () => {
  answers = [announcement("A001"), announcement("A002")];

  display.next();
  display.next();
  await settled();
  display.next();
  await settled();
  assert.deepEqual(story, ["begins A001"]);

  ends[0]?.();
  await settled();
  assert.deepEqual(story, ["begins A001", "ends A001", "begins A002"]);
});

test("it asks again when the server says so, and not before", async () => {
  answers = [{ speaks: true, announcement: null, again_in: 1.5 }, announcement("A001")];

  display.next();
  await settled();
  mock.timers.tick(1_400);
  await settled();
  assert.equal(asked, 1);

  mock.timers.tick(200);
  await settled();
  assert.deepEqual(story, ["begins A001"]);
});

test("a server that does not answer is asked again within a second", async () => {
  answers = [new Error("away"), announcement("A001")];

  display.next();
  await settled();
  mock.timers.tick(1_000);
  await settled();

  assert.deepEqual(story, ["begins A001"]);
});

test("what comes while it asks is asked for at once", async () => {
  display.next();
  display.next();
  await settled();

  assert.equal(asked, 2);
});

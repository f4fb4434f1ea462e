// An answer stays on the tablet until the server has it, and goes there once.

import assert from "node:assert/strict";
import { test } from "node:test";

import { KeptAnswers } from "/counter-panel/static/kept_answers.js";

const NOON = Date.UTC(2026, 10, 23, 5);
const AWAY = 0;

/** What a browser keeps for a page. */
class Shelf {
  /** @type {Record<string, string>} */
  kept = {};
  /** @param {string} key */
  getItem = (key) => this.kept[key] ?? null;
  /** @param {string} key @param {string} value */
  setItem = (key, value) => void (this.kept[key] = value);
}

/** A server that answers each sending with the next of these: 201, or how it refuses. @param {number[]} statuses */
function server(...statuses) {
  /** @type {object[]} */
  const heard = [];
  /** @param {object} body */
  const send = async (body) => {
    heard.push(body);
    const status = statuses.shift() ?? 201;
    if (status !== 201) throw status;
  };
  return { heard, send };
}

const statusOf = (/** @type {unknown} */ error) => Number(error);
const answer = (ticket = "1.abc", facts = {}) => ({ ticket, at: NOON, answer: { score: 1, ...facts } });

/**
 * @param {KeptAnswers} kept
 * @param {{send: (body: object) => Promise<void>}} to
 * @param {number} [later] seconds after the answer
 */
const handIn = (kept, { send }, later = 0) => kept.handIn(send, statusOf, () => NOON + later * 1000);

test("an answer goes to the server once", async () => {
  const kept = new KeptAnswers(new Shelf());
  const there = server();
  kept.keep(answer());
  kept.keep(answer());

  await handIn(kept, there);
  await handIn(kept, there);

  assert.deepEqual(there.heard, [{ ticket: "1.abc", score: 1 }]);
});

test("while the server is away it stays, over a reload, and says afterwards how long ago it was given", async () => {
  const shelf = new Shelf();
  const kept = new KeptAnswers(shelf);
  kept.keep(answer());
  await handIn(kept, server(AWAY));
  assert.equal(kept.has("1.abc"), true);

  const reloaded = new KeptAnswers(shelf);
  const there = server();
  await handIn(reloaded, there, 300);

  assert.deepEqual(there.heard, [{ ticket: "1.abc", score: 1, answered_seconds_ago: 300 }]);
  assert.deepEqual(new KeptAnswers(shelf).tickets, []);
});

for (const status of [AWAY, 401, 403, 429, 500, 503]) {
  test(`a refusal that passes (${status}) loses nothing`, async () => {
    const kept = new KeptAnswers(new Shelf());
    kept.keep(answer("1.abc"));
    kept.keep(answer("2.def"));

    await handIn(kept, server(status));

    assert.deepEqual(kept.tickets, ["1.abc", "2.def"]);
  });
}

for (const status of [404, 409]) {
  test(`an answer that the server will never take (${status}) is not sent again`, async () => {
    const kept = new KeptAnswers(new Shelf());
    const there = server(status);
    kept.keep(answer("1.abc"));
    kept.keep(answer("2.def"));

    await handIn(kept, there);

    assert.deepEqual(kept.tickets, []);
    assert.equal(there.heard.length, 2);
  });
}

test("where the hall does not ask it so any more, the face counts alone", async () => {
  const kept = new KeptAnswers(new Shelf());
  const there = server(422);
  kept.keep(answer("1.abc", { reasons: ["no-longer-asked"] }));

  await handIn(kept, there);

  assert.deepEqual(there.heard.at(-1), { ticket: "1.abc", score: 1 });
  assert.deepEqual(kept.tickets, []);
});

test("a shelf with something else on it, or none at all, keeps nobody from answering", async () => {
  const broken = { getItem: () => "{", setItem: () => { throw new Error("full"); } };
  const kept = new KeptAnswers(broken);
  kept.keep(answer());

  assert.equal(kept.has("1.abc"), true);
});

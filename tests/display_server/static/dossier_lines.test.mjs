// What an officer is asked of each dossier, what Enter means, and what goes to the server.

import assert from "node:assert/strict";
import { test } from "node:test";

import { EMPTY, fieldsOf, nextLine, said } from "/static/dossier_lines.js";

/** @type {import("/static/contract").DossierAsking} */
const ASKING = { rule: "asked", takes_fees: true, places: [{ slug: "long-thanh", name: { vi: "Long Thành" } }] };
const CODE = { ...EMPTY, code: "H19.50.05-261008-0975" };

test("what is asked goes with the outcome, the fee module and the hall's places", () => {
  assert.deepEqual(fieldsOf("received", ASKING), ["code", "due_on", "return_by", "received_for", "fee", "charge", "receipt"]);
  assert.deepEqual(fieldsOf("returned", { ...ASKING, takes_fees: false }), ["code", "return_by"]);
  assert.deepEqual(fieldsOf("received", { ...ASKING, takes_fees: false, places: [] }), ["code", "due_on", "return_by"]);
  assert.deepEqual(fieldsOf("supplement", ASKING), ["code"]);
  assert.deepEqual(fieldsOf("guidance", ASKING), []);
  assert.deepEqual(fieldsOf(undefined, ASKING), []);
});

test("Enter begins the next line, and on an empty last one ends the visit", () => {
  assert.deepEqual(nextLine([CODE], 0), [CODE, EMPTY]);
  assert.equal(nextLine([CODE, EMPTY], 1), null);
  assert.deepEqual(nextLine([CODE, EMPTY], 0), [CODE, EMPTY]);
});

test("only what was said goes to the server, money as whole đồng however it is written", () => {
  const line = { ...CODE, fee: "1.250.000", charge: "50 000", receipt: " BL 7 ", due_on: "2026-12-01" };

  assert.deepEqual(said([line, EMPTY], fieldsOf("received", ASKING)), [
    { code: CODE.code, due_on: "2026-12-01", fee: 1_250_000, charge: 50_000, receipt: "BL 7" },
  ]);
});

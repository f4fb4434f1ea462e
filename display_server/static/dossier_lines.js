// The dossiers of a visit, a line each, as an officer types or scans them when it ends. Pure; `asking` draws them.

import { N_ } from "/static/words.js";

/** @typedef {import("/static/contract").DossierAsking} DossierAsking */
/** @typedef {import("/static/contract").VisitOutcome} VisitOutcome */
/** @typedef {"code" | "due_on" | "return_by" | "received_for" | "fee" | "charge" | "receipt"} Field */
/** @typedef {Record<Field, string>} Line */

/** @type {Readonly<Line>} */
export const EMPTY = { code: "", due_on: "", return_by: "", received_for: "", fee: "", charge: "", receipt: "" };
export const MOST_LINES = 99;
export const MONEY = "[0-9][0-9. ]*"; // as it is written by hand: 1.250.000

/** @type {Readonly<Record<Field, string>>} */
export const FIELD_NAMES = {
  code: N_("Dossier code"),
  due_on: N_("Promised day"),
  return_by: N_("Result by"),
  received_for: N_("Received for"),
  fee: N_("Fee (đ)"),
  charge: N_("Charge (đ)"),
  receipt: N_("Receipt number"),
};
/** @type {readonly [string, string][]} */
export const WAYS_BACK = [
  ["counter", N_("Counter")],
  ["post", N_("Post")],
  ["online", N_("Online")],
];

/** @type {readonly Field[]} */
const MONEY_FIELDS = ["fee", "charge", "receipt"];
/** What goes with each outcome; the server says the same. @type {Readonly<Partial<Record<VisitOutcome, readonly Field[]>>>} */
const SAID_WITH = {
  received: ["code", "due_on", "return_by", "received_for", ...MONEY_FIELDS],
  returned: ["code", "return_by", ...MONEY_FIELDS],
  supplement: ["code"],
  refused: ["code"],
  withdrawn: ["code"],
};

/**
 * What is asked of each dossier after this outcome, in the order in which it is typed; nothing after guidance.
 * @param {VisitOutcome | undefined} outcome
 * @param {DossierAsking} asking
 * @returns {Field[]}
 */
export const fieldsOf = (outcome, { takes_fees, places }) =>
  ((outcome && SAID_WITH[outcome]) ?? []).filter(
    (field) => (takes_fees || !MONEY_FIELDS.includes(field)) && (places.length > 0 || field !== "received_for"),
  );

/** @param {Line} line */
export const isEmpty = (line) => Object.values(line).every((text) => !text.trim());

/**
 * What Enter means in a line: the next line, or null where there is no more to come and the visit ends.
 * @param {readonly Line[]} lines
 * @param {number} at
 * @returns {Line[] | null}
 */
export function nextLine(lines, at) {
  const last = at === lines.length - 1;
  if (last && isEmpty(lines[at] ?? EMPTY)) return null;
  return last && lines.length < MOST_LINES ? [...lines, EMPTY] : [...lines];
}

/**
 * With another text in one field of one line.
 * @param {readonly Line[]} lines
 * @param {number} at
 * @param {Field} field
 * @param {string} text
 */
export const written = (lines, at, field, text) => lines.map((line, place) => (place === at ? { ...line, [field]: text } : line));

/**
 * What goes to the server: whatever was said of each.
 * @param {readonly Line[]} lines
 * @param {readonly Field[]} fields
 */
export const said = (lines, fields) => lines.filter((line) => !isEmpty(line)).map((line) => ofLine(line, fields));

/** @param {Line} line @param {readonly Field[]} fields */
const ofLine = (line, fields) =>
  Object.fromEntries(
    fields
      .map((field) => /** @type {[Field, string]} */ ([field, line[field].trim()]))
      .filter(([, text]) => text)
      .map(([field, text]) => [field, field === "fee" || field === "charge" ? Number(text.replace(/[. ]/g, "")) : text]),
  );

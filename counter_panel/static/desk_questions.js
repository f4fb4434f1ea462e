// What an officer is asked beside the visitors' way: a note, how many dossiers, whom to call, whose counter it is. Pure.

import { N_, _, ngettext } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** @typedef {import("/static/contract").WaitingEntry} WaitingEntry */
/** @typedef {import("./questions.js").Choice} Choice */
/** @typedef {import("./questions.js").Question} Question */

const CHOICES = 9;

/** @type {Pick<Question, "typed" | "position" | "backIn" | "write" | "looks">} */
const PLAIN = { typed: "", position: "by_arrival", backIn: 0, write: null, looks: false };

const USUAL_NOTES = [N_("A paper is missing"), N_("Comes back another day"), N_("Needs an interpreter"), N_("Filed for somebody else")];

/** @param {Desk} desk @returns {Question} */
export function whatToNote({ note }) {
  const write = (/** @type {Question} */ _question, /** @type {string} */ text) => ({ note: text });
  const taken = note ? [{ words: _("Take the note away"), body: { note: "" } }] : [];
  const choices = () => [...USUAL_NOTES.map((words) => ({ words: _(words), body: { note: _(words) } })), ...taken];
  return { ...PLAIN, command: "note", title: N_("What should be known of this visit?"), choices, write, own: N_("A note of your own"), text: note?.text ?? "" };
}

/** @param {Ticket} ticket @returns {Question} */
export function howManyDossiers({ dossiers = 1 }) {
  const write = (/** @type {Question} */ _question, /** @type {string} */ text) => ({ dossiers: Number(text) });
  const choices = () =>
    Array.from({ length: CHOICES }, (_none, nth) => ({
      words: ngettext("%(count)s dossier", "%(count)s dossiers", nth + 1),
      body: { dossiers: nth + 1 },
    }));
  return { ...PLAIN, command: "dossiers", title: N_("How many dossiers are there?"), choices, write, own: N_("Another number"), text: String(dossiers), digits: true };
}

/**
 * Whom of some to take, by the first nine keys.
 * @param {"parked" | "late"} which
 * @param {readonly WaitingEntry[]} entries
 * @returns {Question}
 */
export function whom(which, entries) {
  const choices = () => entries.slice(0, CHOICES).map(choiceOf);
  const title = which === "parked" ? N_("Which parked visitor do you call?") : N_("Who has come after all?");
  return { ...PLAIN, command: which === "parked" ? "call" : "return", title, choices };
}

/** @param {WaitingEntry} entry @returns {Choice} */
const choiceOf = (entry) => ({ words: entry.number, under: entry.park_reason ?? undefined, body: { ticket: entry.ticket } });

/**
 * Whom to call before their turn; why is asked then.
 * @param {Desk} desk
 * @returns {Question}
 */
export function whoIsEarly({ waiting }) {
  const choices = (/** @type {Question} */ { typed }) =>
    waiting.filter(({ number }) => number.toUpperCase().includes(typed.trim().toUpperCase())).slice(0, CHOICES).map(choiceOf);
  return { ...PLAIN, command: "call", asksWhy: true, title: N_("Whom do you call before their turn?"), choices, looks: true, own: N_("Number") };
}

/**
 * A colleague has left the counter open, or the officer sits at another one: whether this one is meant.
 * @param {string | null} colleague
 * @param {number | null} other the counter at which the officer sits
 * @returns {Question}
 */
export function whetherToTakeOver(colleague, other) {
  const choices = () => [{ words: _("Yes, take the counter over"), body: { take_over: true } }];
  const title = colleague
    ? N_("%(officer)s still sits here. Does this counter become yours?")
    : N_("You sit at counter %(counter)s. Is that one closed, and this one yours?");
  return { ...PLAIN, command: "open", title, places: { officer: colleague ?? "", counter: other ?? 0 }, choices };
}

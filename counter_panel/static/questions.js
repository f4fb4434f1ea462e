// What an officer is asked before some deeds: why, or where to, and what can be answered. Pure; knows not how it is drawn.

import { EMPTY, fieldsOf, said } from "/static/dossier_lines.js";
import { now } from "/static/clock.js";
import { OUTCOMES } from "/static/outcomes.js";
import { N_, _, name } from "/static/words.js";

/** @typedef {import("/static/contract").Catalogue} Catalogue */
/** @typedef {import("/static/contract").Colleague} Colleague */
/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").Position} Position */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** @typedef {{words: string, under?: string, body: object}} Choice */
/** @typedef {import("/static/dossier_lines.js").Line} Line */
/** @typedef {import("/static/dossier_lines.js").Field} Field */
/** @typedef {{outcome: object, fields: readonly Field[], places: DossierAsking["places"], lines: readonly Line[]}} DossiersAsked */
/** @typedef {import("/static/contract").DossierAsking} DossierAsking */

/**
 * @typedef {object} Question
 * @property {string} command what is asked of the server with the answer
 * @property {string} title
 * @property {(question: Question) => Choice[]} choices
 * @property {((question: Question, reason: string) => object) | null} write the answer in the officer's own words
 * @property {boolean} looks its choices are looked for by writing, not chosen by their numbers
 * @property {"position" | "return"} [asks] what is asked along with it
 * @property {string} [then] what is asked of the server once that is done
 * @property {DossiersAsked} [dossiers] what is asked of the visit's dossiers instead of a choice
 * @property {string} typed what is looked for
 * @property {Position} position the place in the queue
 * @property {Record<string, string | number>} [places] what the title names
 * @property {string} [own] what is asked for in the officer's own words, where that is no reason
 * @property {string} [text] what stands there already
 * @property {boolean} [digits] it is a number
 * @property {boolean} [padChooses] no number is looked for: the pad's digits choose even while somebody writes
 * @property {boolean} [asksWhy] the choice is asked the reason for
 * @property {number} backIn minutes until the counter, or the visitor, means to be back; 0 where nobody says
 */

const CHOICES_SHOWN = 9;
const COUNTER_NUMBER = /^\d{1,3}$/;
/** @satisfies {Pick<Question, "typed" | "position" | "backIn">} */
const UNANSWERED = { typed: "", position: /** @type {Position} */ ("by_arrival"), backIn: 0 };

/** @type {Record<"pause" | "park" | "call", {title: string, reasons: readonly string[], asks?: "return"}>} */
const WHY = {
  pause: {
    title: N_("Why do you pause?"),
    reasons: [N_("Short break"), N_("Meeting"), N_("Technical trouble"), N_("Paperwork in the back office")],
    asks: "return",
  },
  park: {
    title: N_("Why is the visitor parked?"),
    reasons: [N_("Fetches a missing paper"), N_("Fills in a form"), N_("Pays a fee"), N_("Waits for a colleague's answer")],
    asks: "return",
  },
  call: {
    title: N_("Why is this number called before its turn?"),
    reasons: [N_("Comes back with the missing paper"), N_("Needs help at once"), N_("Asked by the head of the section")],
  },
};

/**
 * Asks for the reason of a deed; `along` goes with it.
 * @param {"pause" | "park" | "call"} command
 * @param {object} [along]
 * @returns {Question}
 */
export function why(command, along = {}) {
  const { title, reasons, asks } = WHY[command];
  const write = (/** @type {Question} */ question, /** @type {string} */ reason) => ({ ...along, reason, ...backAt(question) });
  const choices = (/** @type {Question} */ question) =>
    reasons.map((reason) => ({ words: _(reason), body: write(question, _(reason)) }));
  return { ...UNANSWERED, command, title, choices, write, looks: false, asks };
}

/** @param {Question} question */
const backAt = ({ backIn }) => (backIn ? { back_at: new Date(now() + backIn * 60_000).toISOString() } : {});

/**
 * Asks how the visit ended. Where the hall does not demand it, one may go on without.
 * @param {boolean} demanded
 * @param {string} [then]
 * @returns {Question}
 */
export function howItEnded(demanded, then) {
  const choices = () => [
    ...Object.entries(OUTCOMES).map(([outcome, words]) => ({ words: _(words), body: { outcome } })),
    ...(demanded ? [] : [{ words: _("Finish without saying"), body: {} }]),
  ];
  return { ...UNANSWERED, command: "finish", then, title: N_("How did the visit end?"), choices, write: null, looks: false };
}

/**
 * Asks which dossiers the visit was about, once it is known how it ended; null where nothing is asked of them.
 * @param {{outcome?: import("/static/contract").VisitOutcome}} outcome
 * @param {DossierAsking | null | undefined} asking
 * @param {string} [then]
 * @returns {Question | null}
 */
export function whichDossiers(outcome, asking, then) {
  const fields = asking ? fieldsOf(outcome.outcome, asking) : [];
  if (!asking || !fields.length) return null;
  const dossiers = { outcome, fields, places: asking.places, lines: [EMPTY] };
  const title = N_("Which dossiers was it about?");
  return { ...UNANSWERED, command: "finish", then, title, choices: () => [], write: null, looks: false, dossiers };
}

/** What ends the visit with the dossiers that were named. @param {DossiersAsked} asked */
export const withDossiers = ({ outcome, lines, fields }) => ({ ...outcome, handled: said(lines, fields) });

/**
 * Asks where a visitor goes next: to a service, to one counter by its number, or back to who sent them.
 * @param {Ticket} ticket
 * @param {Catalogue} catalogue
 * @param {readonly Colleague[]} [colleagues]
 * @returns {Question}
 */
export function whereTo(ticket, catalogue, colleagues = []) {
  const to = (/** @type {string} */ service, /** @type {Question} */ { position }) => ({ service, position });
  const choices = (/** @type {Question} */ question) =>
    [...otherWays(ticket, question), ...named(question, colleagues), ...found(question, catalogue, to)].slice(0, CHOICES_SHOWN);
  const title = N_("Where does the visitor go next?");
  return { ...UNANSWERED, command: "transfer", title, choices, write: null, looks: true, asks: "position" };
}

/**
 * What stands before the services.
 * @param {Ticket} ticket
 * @param {Question} question
 * @returns {Choice[]}
 */
function otherWays(ticket, { typed, position }) {
  const wanted = typed.trim();
  if (COUNTER_NUMBER.test(wanted)) {
    const counter = Number(wanted);
    return [{ words: _("To counter %(number)s", { number: counter }), body: { counter, position } }];
  }
  if (wanted || !ticket.sent_by) return [];
  return [{ words: _("Back to who sent them (counter %(number)s)", { number: ticket.sent_by }), body: { back: true } }];
}

/**
 * The officers whose names hold what is typed: the visitor follows them, wherever they sit down next.
 * @param {Question} question
 * @param {readonly Colleague[]} colleagues
 * @returns {Choice[]}
 */
function named({ typed, position }, colleagues) {
  const wanted = plain(typed.trim());
  if (!wanted) return [];
  return colleagues
    .filter(({ officer }) => plain(officer).includes(wanted))
    .map(({ officer, counter }) => ({ words: officer, under: _("at counter %(number)s now", { number: counter }), body: { officer, position } }));
}

/**
 * Asks what somebody has come for who stands there without a ticket: one of the counter's own services.
 * @param {Desk} desk
 * @param {boolean} [queued] they wait by their arrival
 * @returns {Question}
 */
export function whatFor(desk, queued = false) {
  const choices = (/** @type {Question} */ { typed }) =>
    desk.services
      .filter((service) => plain(name(service.name)).includes(plain(typed)))
      .slice(0, CHOICES_SHOWN)
      .map((service) => ({ words: name(service.name), body: { service: service.service, ...(queued ? { queued } : {}) } }));
  return { ...UNANSWERED, command: "walk-in", title: N_("What has the visitor come for?"), choices, write: null, looks: true, padChooses: true };
}

/**
 * Asks for the service that follows those already planned, under the same number.
 * @param {Ticket} ticket
 * @param {Catalogue} catalogue
 * @returns {Question}
 */
export function whatFollows(ticket, catalogue) {
  const planned = (ticket.next_stops ?? []).map((stop) => stop.service);
  const choices = (/** @type {Question} */ question) => found(question, catalogue, (service) => ({ next_stops: [...planned, service] }));
  return { ...UNANSWERED, command: "stops", title: N_("What follows for this visitor?"), choices, write: null, looks: true, padChooses: true };
}

/**
 * The services whose names, or their department's, hold what is typed.
 * @param {Question} question
 * @param {Catalogue} catalogue
 * @param {(service: string, question: Question) => object} body
 * @returns {Choice[]}
 */
const found = (question, { departments }, body) =>
  departments
    .flatMap((department) => department.services.map((service) => ({ service, department })))
    .filter(({ service, department }) => plain(`${name(service.name)} ${name(department.name)}`).includes(plain(question.typed)))
    .slice(0, CHOICES_SHOWN)
    .map(({ service, department }) => ({
      words: name(service.name),
      under: name(department.name),
      body: body(service.slug, question),
    }));

/** Letters without their marks, so that "ho tich" finds "Hộ tịch". @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "d").toLowerCase();

/** What can be answered now. @param {Question} question */
export const choicesOf = (question) => question.choices(question);

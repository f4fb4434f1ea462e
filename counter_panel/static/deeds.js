// What an officer can do at the counter, by its view: which buttons stand there and which of them wait. Pure.
//
// The server alone decides; it may still refuse what is offered here.

import { N_ } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").NoShowRule} NoShowRule */
/** @typedef {{command: string, words: string, keys: readonly string[], manner?: "first" | "grave", pad?: string, then?: string}} Deed */
/** Who works here, as far as it matters to what is offered. @typedef {{name: string, role: string}} Me */

const UNDO_MARGIN_MS = 500; // a press takes its time to the server: the button must not outlive what it can do

/**
 * `then` is asked of the server once the command is done. `pad` is the key of a numeric keypad (its place, whatever Num Lock says); Enter there is always the first button.
 * @satisfies {Record<string, Deed>}
 */
export const DEEDS = {
  open: { command: "open", words: N_("Open the counter"), keys: ["O"], manner: "first" },
  resume: { command: "open", words: N_("Go on"), keys: ["O"], manner: "first" },
  next: { command: "call-next", words: N_("Call the next number"), keys: ["Space", "N"], manner: "first" },
  recall: { command: "recall", words: N_("Call again"), keys: ["R"], pad: "NumpadAdd" },
  start: { command: "start", words: N_("Start"), keys: ["S"], manner: "first" },
  noShow: { command: "no-show", words: N_("Did not come"), keys: ["V"], manner: "grave", pad: "NumpadSubtract" },
  finish: { command: "finish", words: N_("Finish"), keys: ["F"], manner: "first" },
  finishNext: { command: "finish", then: "call-next", words: N_("Finish and call the next"), keys: ["G"], pad: "Numpad3" },
  transfer: { command: "transfer", words: N_("Transfer"), keys: ["T"], pad: "NumpadMultiply" },
  park: { command: "park", words: N_("Park"), keys: ["K"], pad: "NumpadDivide" },
  follow: { command: "stops", words: N_("Add a stop"), keys: ["A"], pad: "Numpad8" },
  return: { command: "return", words: N_("Back to the queue"), keys: ["B"], pad: "Numpad9" },
  walkIn: { command: "walk-in", words: N_("Without a ticket"), keys: ["W"], pad: "Numpad7" },
  waits: { command: "walk-in", words: N_("Without a ticket, in turn"), keys: ["Q"], pad: "NumpadAdd" },
  note: { command: "note", words: N_("Note"), keys: ["M"], pad: "Numpad4" },
  dossiers: { command: "dossiers", words: N_("Number of dossiers"), keys: ["D"], pad: "Numpad5" },
  timeWrong: { command: "time-wrong", words: N_("This time is wrong"), keys: ["X"], pad: "Numpad2" },
  help: { command: "help", words: N_("Ask for help"), keys: ["H"], pad: "Numpad6" },
  answerCall: { command: "officer/answer", words: N_("I have seen it"), keys: ["I"], pad: "Numpad4" },
  answerCallBeside: { command: "officer/answer", words: N_("I have seen it"), keys: ["I"], pad: "Numpad1" },
  helpEnds: { command: "help/end", words: N_("Help no longer needed"), keys: ["H"], pad: "Numpad6" },
  parked: { command: "call", words: N_("Call a parked visitor"), keys: ["C"], pad: "Numpad1" },
  early: { command: "call", words: N_("Call before its turn"), keys: ["E"], pad: "NumpadDivide" },
  late: { command: "return", words: N_("A latecomer has come"), keys: ["J"], pad: "NumpadMultiply" },
  lateBeside: { command: "return", words: N_("A latecomer has come"), keys: ["J"], pad: "Numpad0" },
  callsItself: { command: "", words: N_("Call by itself after each visit"), keys: ["Y"], pad: "Numpad5" },
  takeOver: { command: "open", words: N_("Take the counter over"), keys: ["O"], manner: "first" },
  undo: { command: "undo", words: N_("Undo"), keys: ["U"], pad: "NumpadDecimal" },
  pause: { command: "pause", words: N_("Pause"), keys: ["P"], pad: "Numpad0" },
  close: { command: "close", words: N_("Close the counter"), keys: ["L"], pad: "Numpad8" },
};

const AWAY = [DEEDS.transfer, DEEDS.follow, DEEDS.park, DEEDS.return, DEEDS.note, DEEDS.dossiers];
const AT_ONE_COUNTER = ["officer", "receptionist"];

/** Whether a colleague sits here, who has perhaps left. @param {Desk} desk @param {Me} [me] */
const isAnothers = (desk, me) => me !== undefined && AT_ONE_COUNTER.includes(me.role) && desk.officer !== null && desk.officer !== me.name;

/** What the counter's state offers, the likeliest first. @param {Desk} desk @param {Me} [me] @returns {Deed[]} */
export function offered(desk, me) {
  if (isAnothers(desk, me)) return [DEEDS.takeOver];
  if (desk.current?.state === "called") return [DEEDS.start, DEEDS.recall, DEEDS.noShow];
  if (desk.current) return [DEEDS.finish, ...(desk.state === "open" ? [DEEDS.finishNext] : [])];
  if (desk.state === "closed") return [DEEDS.open];
  if (desk.state === "paused") return [DEEDS.resume, DEEDS.close];
  return [DEEDS.next, DEEDS.pause, DEEDS.close];
}

/** What stands beside it, smaller. @param {Desk} desk @param {number} now @param {Me} [me] @returns {Deed[]} */
export function beside(desk, now, me) {
  if (isAnothers(desk, me)) return [];
  const undo = canUndo(desk, now) ? [DEEDS.undo] : [];
  if (desk.state === "closed") return [...(desk.last?.inaccurate === false ? [DEEDS.timeWrong] : []), ...undo];
  const walkIns = canCall(desk) ? [DEEDS.walkIn, DEEDS.waits] : [DEEDS.walkIn];
  const answer = desk.officer_call ? [desk.current ? DEEDS.answerCallBeside : DEEDS.answerCall] : [];
  return [...answer, ...(desk.current ? AWAY : queued(desk)), ...walkIns, ...around(desk), ...undo];
}

/** Who else can be called. @param {Desk} desk @returns {Deed[]} */
function queued(desk) {
  if (!canCall(desk)) return [];
  return [...(desk.parked.length ? [DEEDS.parked] : []), ...(desk.waiting.length ? [DEEDS.early] : [])];
}

/** What can be done whoever stands there. @param {Desk} desk @returns {Deed[]} */
function around(desk) {
  const isMarked = desk.current ? desk.inaccurate : (desk.last?.inaccurate ?? true);
  return [
    ...(desk.missed?.length ? [desk.current ? DEEDS.lateBeside : DEEDS.late] : []),
    ...(isMarked ? [] : [DEEDS.timeWrong]),
    desk.help ? DEEDS.helpEnds : DEEDS.help,
    ...(desk.call_after_finish === "choice" && !desk.current ? [DEEDS.callsItself] : []),
  ];
}

/** Whether a visit that ends calls the next one. @param {Desk} desk @param {boolean} chosen by the officer */
export const callsItself = (desk, chosen) =>
  desk.state === "open" && (desk.call_after_finish === "always" || (desk.call_after_finish === "choice" && chosen));

/** Whether the deed has to wait: the hall's rules let the visitor have more time to come. @param {Deed} deed @param {Desk} desk @param {number} now */
export const tooEarly = (deed, desk, now) => deed === DEEDS.noShow && desk.no_show != null && mayNotYet(desk.no_show, now);

/** @param {NoShowRule} rule @param {number} now */
export const mayNotYet = (rule, now) => rule.recalls_missing > 0 || Date.parse(rule.allowed_at) > now;

/** Whether somebody can be called before their turn. @param {Desk} desk */
export const canCall = (desk) => desk.state === "open" && !desk.current;

/** How many seconds are left to take the last deed back. @param {Desk} desk @param {number} now */
export const secondsToUndo = (desk, now) => Math.ceil((Date.parse(desk.undo_until ?? "") - UNDO_MARGIN_MS - now) / 1000);

/** What is taken back, by the event's name in the journal. @type {Record<string, string>} */
export const UNDOES = {
  TicketCalled: N_("the call"),
  TicketRecalled: N_("the call"),
  ServiceStarted: N_("the start"),
  ServiceFinished: N_("the end of the visit"),
  NoShowMarked: N_("“did not come”"),
  TicketTransferred: N_("the transfer"),
  TicketParked: N_("the parking"),
  TicketReturned: N_("the way back to the queue"),
  LatecomerReturned: N_("the latecomer's return"),
  StopsChanged: N_("the stops"),
  NoteWritten: N_("the note"),
  DossiersCorrected: N_("the number of dossiers"),
  TimeMarkedInaccurate: N_("“this time is wrong”"),
};

/** @param {Desk} desk @param {number} now */
const canUndo = (desk, now) => desk.undo_until != null && now < Date.parse(desk.undo_until) - UNDO_MARGIN_MS;

// The officer's panel: the visitor at the counter, what can be done next, who waits. The server alone knows the truth;
// which buttons stand here follows from the desk's view, and the server may still refuse them.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { Alone } from "/counter-panel/static/alone.js";
import { askToNotify, listen, officerIsCalled, ring, somebodyCame, tell, tellOfCall } from "/counter-panel/static/arrivals.js";
import { asking, toLastLine } from "/counter-panel/static/asking.js";
import { DEEDS, UNDOES, beside, callsItself, offered, secondsToUndo, tooEarly } from "/counter-panel/static/deeds.js";
import { howManyDossiers, whatToNote, whetherToTakeOver, whoIsEarly, whom } from "/counter-panel/static/desk_questions.js";
import { goingAlone, handedIn, queueAlone, wayOf, ways } from "/counter-panel/static/going_alone.js";
import { written } from "/static/dossier_lines.js";
import { meaning, secondPresses } from "/counter-panel/static/keys.js";
import { howItEnded, whatFollows, whatFor, whereTo, whichDossiers, why } from "/counter-panel/static/questions.js";
import { queue } from "/counter-panel/static/queue.js";
import { strip } from "/counter-panel/static/strip.js";
import { about, noVisitor, visitor } from "/counter-panel/static/visitor.js";
import { heardAt, now, timeOfDay } from "/static/clock.js";
import { Refusal, UNATTENDED, ask, post } from "/static/commands.js";
import { watch } from "/static/live.js";
import { paint } from "/static/paint.js";
import { COUNTER_STATES, languageLinks, mark, warning } from "/static/parts.js";
import { SIGN_IN, leaveButton, refused, whoWorksHere } from "/static/staff.js";
import { N_, _, facts, name } from "/static/words.js";

/** @typedef {import("/static/contract").Catalogue} Catalogue */
/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** @typedef {import("/static/contract").UsualTime} UsualTime */
/** @typedef {import("/static/contract").VisitTakenOver} VisitTakenOver */
/** @typedef {import("./deeds.js").Deed} Deed */
/** @typedef {import("./going_alone.js").Way} Way */
/** @typedef {import("./questions.js").Question} Question */

const HALL = `/api/v1/halls/${facts.hall}`;
const COUNTER = `${HALL}/counters/${facts.counter}`;
const VIEW_FOLLOWS_MS = 1_500;
const MESSAGE_MS = 8_000;
const PATIENCE_MS = 10_000;
const RINGS_EVERY_MS = 10_000; // while the officer has not answered whoever asks for them
const USUAL_AGAIN_MS = 3_600_000;
const HAND_IN_AGAIN_MS = 10_000;
const CUT_OFF = N_("Connection lost – what you see may be old. The panel reconnects by itself.");

/** @type {Desk | null} */
let desk = null;
let seq = -1;
/** @type {import("/static/live").Connection} */
let connection = { connected: true, refusal: null };
let busy = false;
/** What the officer is being asked. @type {Question | null} */
let question = null;
/** @type {{words: string, grave: boolean, until: number} | null} */
let message = null;
/** @type {import("./deeds.js").Me | undefined} */
let me;
/** How long services take here. @type {readonly UsualTime[]} */
let usual = [];
/** What the server made of the time without it. @type {readonly VisitTakenOver[]} */
let taken = [];
/** A command that is on its way. @type {AbortController | null} */
let onItsWay = null;
const alone = new Alone(localStorage, `${facts.hall} ${facts.counter}`);

/** @param {Desk} desk */
const screen = (desk) => html`
  ${bar(desk)}
  ${warning(connection, _(CUT_OFF))}
  <main>
    <section class="card striped now" data-state=${desk.current?.state ?? desk.state}>
      ${handedIn(taken, seen)}
      ${alone.isOn ? goingAlone(alone, now(), connection.connected) : whoIsHere(desk)}
      ${wayButtons()}
      ${whatNext(desk)}
      <p class=${message?.grave ? "message grave" : "message"} role="status">${message?.words ?? nothing}</p>
    </section>
    ${alone.isOn
      ? queueAlone(alone)
      : queue(desk, { busy: isOff(), command, callEarly: (entry) => setQuestion(why("call", { ticket: entry.ticket })) })}
  </main>
`;

/** @param {Desk} desk */
const whoIsHere = (desk) =>
  question ? about(desk) : desk.current ? visitor(desk.current, desk, { busy: isOff(), command, usual }) : noVisitor(desk);

/** @param {Desk} desk */
const whatNext = (desk) => {
  if (alone.isOn) return nothing;
  if (question) return asked();
  return html`${buttons(offered(desk, me), desk)}${buttons(beside(desk, now(), me), desk, "beside")}`;
};

/** What the officer is asked, with its answers. */
const asked = () =>
  question
    ? asking(question, isOff(), { choose, change: setQuestion, back: () => setQuestion(null), known: askPromisedDay })
    : nothing;

/** The panel as one row. @param {Desk} desk */
const row = (desk) =>
  strip(desk, {
    connection,
    cutOff: _(CUT_OFF),
    usual,
    alone: alone.isOn ? alone : null,
    handedIn: handedIn(taken, seen),
    asked: question ? asked() : null,
    buttons: alone.isOn || !connection.connected
      ? wayButtons()
      : html`${wayButtons()}${[...offered(desk, me), ...beside(desk, now(), me)].map((deed) => button(deed, desk))}`,
    message,
  });

/** Nothing is asked of a server that does not answer: it would be done later, behind the officer's back. */
const isOff = () => busy || !connection.connected;

/** @param {Desk} desk */
const bar = (desk) => html`
  <header class="bar">
    ${mark}
    <h1>${title(desk)}</h1>
    <span class="pill ${desk.state}">${_(COUNTER_STATES[desk.state])}</span>
    <span class="place">${name(desk.zone_name)}</span>
    <div class="end">
      <span class="officer">${desk.officer ?? me?.name}</span>
      ${languageLinks()}
      <time>${timeOfDay(now(), desk.timezone)}</time>
      ${leaveButton()}
    </div>
  </header>
`;

/** @param {Desk} desk */
const title = (desk) => _("Counter %(number)s", { number: desk.counter });

/**
 * @param {Deed[]} deeds
 * @param {Desk} desk
 * @param {string} [where]
 */
const buttons = (deeds, desk, where = "") =>
  deeds.length ? html`<div class="actions ${where}">${deeds.map((deed) => button(deed, desk))}</div>` : nothing;

/** @param {Deed} deed @param {Desk} desk */
const button = (deed, desk) => html`
  <button
    class="button ${deed.manner ?? ""}"
    data-command=${deed.then ? `${deed.command}-${deed.then}` : deed.command}
    ?disabled=${isOff() || tooEarly(deed, desk, now())}
    aria-keyshortcuts=${deed.keys.join(" ")}
    aria-pressed=${deed === DEEDS.callsItself ? String(hasChosen()) : nothing}
    title=${deed.pad ? _("On the numeric pad: %(key)s", { key: padKey(deed.pad) }) : nothing}
    @click=${(/** @type {MouseEvent} */ event) => event.detail < 2 && press(deed)}
  >
    <span>${deed === DEEDS.undo ? undoWords(desk) : _(deed.words)}</span>
    ${keysOf(deed)}
  </button>
`;

/** @param {{keys: readonly string[], pad?: string, manner?: string}} deed */
const keysOf = ({ keys, pad, manner }) => html`
  <span class="keys" aria-hidden="true">
    ${keys.map((key) => html`<kbd>${key === "Space" ? _("Space") : key}</kbd>`)}
    ${pad || manner === "first" ? html`<kbd class="pad">${pad ? padKey(pad) : "↵"}</kbd>` : nothing}
  </span>
`;

/** @type {Record<string, string>} */
const PAD_SIGNS = { Add: "+", Subtract: "−", Multiply: "×", Divide: "÷", Decimal: "." };

/** A key of the pad as it is printed there. @param {string} code */
function padKey(code) {
  const key = code.replace("Numpad", "");
  return PAD_SIGNS[key] ?? key;
}

/** @param {Desk} desk */
const undoWords = (desk) => html`
  ${_("Undo")}
  <small>${_("%(what)s, %(seconds)s s left", { what: _(UNDOES[desk.undoes ?? ""] ?? ""), seconds: secondsToUndo(desk, now()) })}</small>
`;

const wayButtons = () => {
  const there = ways(alone, desk?.go_on_alone === true && desk.state === "open", connection.connected);
  return there.length
    ? html`<div class="actions">
        ${there.map(
          (way) => html`<button class="button ${way.manner ?? ""}" data-alone=${way.step} aria-keyshortcuts=${way.keys.join(" ")}
            @click=${(/** @type {MouseEvent} */ event) => event.detail < 2 && goOn(way)}>
            <span>${_(way.words)}</span>${keysOf(way)}
          </button>`,
        )}
      </div>`
    : nothing;
};

/** @param {Way} way */
function goOn({ step }) {
  if (step === "begin") alone.begin();
  else if (step === "call") alone.call(Date.now());
  else alone.end(step === "done", Date.now());
  draw();
  if (connection.connected) void handInAlone();
}

function seen() {
  taken = [];
  draw();
}

let handingIn = false;

/** Hands in what was done without the server, until it has answered for each number. */
async function handInAlone() {
  if (desk) alone.reconnect(desk);
  if (handingIn || !connection.connected || alone.isOn || !alone.done.length) return;
  handingIn = true;
  try {
    /** @type {{visits: VisitTakenOver[]}} */
    const { visits } = await post(`${COUNTER}/worked-alone`, { visits: alone.toHandIn(Date.now()) });
    taken = [...taken, ...visits.map((each) => ({ ...each, number: each.number || alone.numberOf(each.ticket) }))];
    alone.takenOver(visits);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message, true);
  } finally {
    handingIn = false;
    draw();
  }
}

const CHOSEN = () => `motcua calls by itself ${me?.name ?? ""}`;

/** Whether this officer wants the next one called when a visit ends. */
const hasChosen = () => localStorage.getItem(CHOSEN()) === "yes";

/** @param {Deed} deed */
function press(deed) {
  if (isOff()) return;
  if (deed === DEEDS.open || deed === DEEDS.resume || deed === DEEDS.takeOver) open(deed);
  else if (desk && deed === DEEDS.callsItself) {
    localStorage.setItem(CHOSEN(), hasChosen() ? "no" : "yes");
    draw();
  } else if (desk && deed === DEEDS.parked) take("parked", desk.parked);
  else if (desk && (deed === DEEDS.late || deed === DEEDS.lateBeside)) take("late", desk.missed ?? []);
  else if (desk && deed === DEEDS.early) setQuestion(whoIsEarly(desk));
  else if (desk && deed === DEEDS.note) setQuestion(whatToNote(desk));
  else if (desk?.current && deed === DEEDS.dossiers) setQuestion(howManyDossiers(desk.current));
  else if (desk && deed === DEEDS.waits) setQuestion(whatFor(desk, true));
  else if (deed === DEEDS.pause) setQuestion(why("pause"));
  else if (deed === DEEDS.park) setQuestion(why("park"));
  else if (deed.command === "finish" && desk && desk.outcome !== "not_asked") setQuestion(howItEnded(desk.outcome === "demanded", thenOf(deed)));
  else if (deed === DEEDS.walkIn && desk) setQuestion(whatFor(desk));
  else if (deed === DEEDS.transfer) askService(whereTo);
  else if (deed === DEEDS.follow) askService(whatFollows);
  else command(deed.command, {}, thenOf(deed));
}

/** What follows a deed. @param {Deed} deed */
const thenOf = (deed) => deed.then ?? (deed === DEEDS.finish && desk && callsItself(desk, hasChosen()) ? "call-next" : undefined);

/** @param {"parked" | "late"} which @param {readonly import("/static/contract").WaitingEntry[]} entries */
function take(which, entries) {
  const [only, ...others] = entries;
  if (only && !others.length) command(which === "parked" ? "call" : "return", { ticket: only.ticket });
  else setQuestion(whom(which, entries));
}

/** Opens the counter; asks first where a colleague, or the officer elsewhere, still sits. @param {Deed} deed */
async function open(deed) {
  askToNotify();
  const other = deed === DEEDS.open ? await elsewhere() : null;
  if (deed === DEEDS.takeOver || other !== null) setQuestion(whetherToTakeOver(deed === DEEDS.takeOver ? (desk?.officer ?? null) : null, other));
  else command("open");
}

/** At which other counter this person sits. */
async function elsewhere() {
  const sits = (await colleagues()).find(({ officer, counter }) => officer === me?.name && counter !== facts.counter);
  return sits?.counter ?? null;
}

/** @returns {Promise<import("/static/contract").Colleague[]>} */
const colleagues = () => ask(`${COUNTER}/colleagues`).then(({ officers }) => officers, () => []);

/** @param {Question | null} asked */
function setQuestion(asked) {
  const isNew = question?.title !== asked?.title;
  question = asked;
  draw();
  if (isNew) toSearch();
}

/** Where what is looked for is written: whoever has only a pad types a number, and Enter takes the first. */
function toSearch() {
  /** @type {HTMLInputElement | null} */ (document.querySelector("form.reasons [name=search]"))?.focus();
}

/** @param {(ticket: Ticket, catalogue: Catalogue, colleagues: import("/static/contract").Colleague[]) => Question} asks */
async function askService(asks) {
  const ticket = desk?.current;
  if (!ticket) return;
  try {
    const [catalogue, others] = await Promise.all([ask(`${HALL}/catalogue`), colleagues()]);
    question = asks(ticket, catalogue, others.filter(({ counter }) => counter !== facts.counter));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message, true);
  }
  draw();
  toSearch();
}

/**
 * Asks the server, and lets nobody press again before the desk has answered with its new view.
 * @param {string} wanted
 * @param {object} [body]
 * @param {string} [then] what is asked once that is done
 */
async function command(wanted, body = {}, then) {
  if (isOff()) return;
  const before = seq;
  const giveUp = (onItsWay = new AbortController());
  const patience = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  let asksAgain = false;
  busy = true;
  message = null;
  draw();
  try {
    const answer = await post(`${COUNTER}/${wanted}`, body, giveUp.signal);
    if (wanted === "call-next" && answer === null) say(_("Nobody is waiting."), false);
    else await viewAfter(before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) location.assign(SIGN_IN);
    say(error.message, true);
    asksAgain = Boolean(question?.dossiers); // what was typed is not lost: only a slip in it is to be mended
  } finally {
    clearTimeout(patience);
    onItsWay = null;
    busy = false;
    if (!asksAgain) question = null;
    draw();
  }
  if (then && !message) await command(then);
}

/** Resolves when a view newer than `before` is on the screen, or when none came in good time. @param {number} before */
async function viewAfter(before) {
  const patience = now() + VIEW_FOLLOWS_MS;
  while (seq <= before && now() < patience) await new Promise((resolve) => setTimeout(resolve, 30));
}

/**
 * @param {string} words
 * @param {boolean} grave
 */
function say(words, grave) {
  message = { words, grave, until: now() + MESSAGE_MS };
}

/** @param {object} body */
function choose(body) {
  if (question?.asksWhy) return setQuestion(why("call", body));
  if (!question) return;
  const dossiers = question.command === "finish" && !question.dossiers ? whichDossiers(body, desk?.dossiers, question.then) : null;
  if (!dossiers) return command(question.command, body, question.then);
  setQuestion(dossiers);
  toLastLine();
}

/** Fills in the day that was promised for a dossier, where it is known. @param {number} at */
async function askPromisedDay(at) {
  const code = question?.dossiers?.lines[at]?.code.trim();
  if (!code || !question?.dossiers?.fields.includes("due_on")) return;
  try {
    const { due_on } = await ask(`${HALL}/dossiers/${encodeURIComponent(code)}/promised`);
    const asked = question?.dossiers;
    if (!question || !asked || !due_on || asked.lines[at]?.code.trim() !== code || asked.lines[at]?.due_on) return;
    setQuestion({ ...question, dossiers: { ...asked, lines: written(asked.lines, at, "due_on", due_on) } });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status !== 404) return; // the visit can end without it
    say(error.message, true);
    draw();
  }
}

const isSecondPress = secondPresses();

/** @param {KeyboardEvent} event */
function pressKey(event) {
  if (event.key === "Escape" && taken.length && !question) return seen();
  const way = wayOf(event, focusOf(event), ways(alone, desk?.go_on_alone === true && desk.state === "open", connection.connected));
  if (way) {
    event.preventDefault();
    if (!isSecondPress(event)) goOn(way);
  }
  if (way || alone.isOn) return;
  const meant = desk && meaning(event, focusOf(event), desk, question, now(), me);
  if (!meant) return;
  if ("back" in meant) return setQuestion(null);
  event.preventDefault();
  if (isSecondPress(event) || isOff()) return;
  if ("choose" in meant) choose(meant.choose);
  else if ("call" in meant) command("call", { ticket: meant.call });
  else press(meant.press);
}

/** @param {KeyboardEvent} event @returns {import("./keys.js").Focus} */
function focusOf(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches("input:not([type=radio]), select, textarea")) return "writing";
  return target.matches("button, a") ? "button" : "page";
}

function draw() {
  if (message && message.until < now()) message = null;
  if (desk) paint(facts.strip ? row(desk) : screen(desk));
  else if (connection.refusal) paint(refused(connection.refusal));
}

/** How long services take here, which changes from day to day. */
async function askUsual() {
  const found = await ask(`${COUNTER}/usual-times`, UNATTENDED).catch(() => null);
  if (found) usual = found.services;
}

/** @param {string} service */
const nameOf = (service) => name(desk?.services.find((each) => each.service === service)?.name) || service;

me = (await whoWorksHere()) ?? undefined;
listen();
addEventListener("keydown", pressKey);
addEventListener("storage", () => {
  alone.lookAgain(); // another window of this counter
  draw();
});
setInterval(draw, 1000);
setInterval(() => desk?.officer_call && connection.connected && ring(), RINGS_EVERY_MS);
setInterval(askUsual, USUAL_AGAIN_MS);
setInterval(handInAlone, HAND_IN_AGAIN_MS);
void askUsual();
watch(
  `counter:${facts.hall}:${facts.counter}`,
  (/** @type {Desk} */ view, viewSeq) => {
    if (somebodyCame(desk, view)) tell(view);
    if (officerIsCalled(desk, view)) tellOfCall(view);
    desk = view;
    seq = viewSeq;
    heardAt(view.at);
    alone.prepare(view, nameOf);
    void handInAlone();
    document.title = `${view.current?.number ?? `(${view.waiting_count})`} · ${title(view)}`;
    draw();
  },
  (news) => {
    connection = news;
    if (!news.connected) onItsWay?.abort(); // it must not arrive once nobody expects it any more
    if (news.refusal) whoWorksHere(); // whoever was signed out meanwhile is led to sign in again
    draw();
  },
);

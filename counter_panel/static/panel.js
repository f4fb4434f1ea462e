// The officer's panel: the visitor at the counter, what can be done next, who waits. The server alone knows the truth;
// which buttons stand here follows from the desk's view, and the server may still refuse them.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { asking, toLastLine } from "/counter-panel/static/asking.js";
import { written } from "/static/dossier_lines.js";
import { DEEDS, beside, offered, tooEarly } from "/counter-panel/static/deeds.js";
import { meaning, secondPresses } from "/counter-panel/static/keys.js";
import { howItEnded, whatFollows, whatFor, whereTo, whichDossiers, why } from "/counter-panel/static/questions.js";
import { queue } from "/counter-panel/static/queue.js";
import { about, noVisitor, visitor } from "/counter-panel/static/visitor.js";
import { heardAt, now, timeOfDay } from "/static/clock.js";
import { Refusal, ask, post } from "/static/commands.js";
import { watch } from "/static/live.js";
import { paint } from "/static/paint.js";
import { COUNTER_STATES, languageLinks, mark, warning } from "/static/parts.js";
import { SIGN_IN, leaveButton, refused, whoWorksHere } from "/static/staff.js";
import { _, facts, name } from "/static/words.js";

/** @typedef {import("/static/contract").Catalogue} Catalogue */
/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** @typedef {import("./deeds.js").Deed} Deed */
/** @typedef {import("./questions.js").Question} Question */

const HALL = `/api/v1/halls/${facts.hall}`;
const COUNTER = `${HALL}/counters/${facts.counter}`;
const VIEW_FOLLOWS_MS = 1_500;
const MESSAGE_MS = 8_000;

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
let person = "";

/** @param {Desk} desk */
const screen = (desk) => html`
  ${bar(desk)}
  ${warning(connection, _("Connection lost – what you see may be old. The panel reconnects by itself."))}
  <main>
    <section class="card striped now" data-state=${desk.current?.state ?? desk.state}>
      ${question ? about(desk) : desk.current ? visitor(desk.current, desk, { busy, command }) : noVisitor(desk)}
      ${question
        ? asking(question, busy, { choose, change: setQuestion, back: () => setQuestion(null), known: askPromisedDay })
        : html`${buttons(offered(desk), desk)}${buttons(beside(desk, now()), desk, "beside")}`}
      <p class=${message?.grave ? "message grave" : "message"} role="status">${message?.words ?? nothing}</p>
    </section>
    ${queue(desk, { busy, command, callEarly: (entry) => setQuestion(why("call", { ticket: entry.ticket })) })}
  </main>
`;

/** @param {Desk} desk */
const bar = (desk) => html`
  <header class="bar">
    ${mark}
    <h1>${title(desk)}</h1>
    <span class="pill ${desk.state}">${_(COUNTER_STATES[desk.state])}</span>
    <span class="place">${name(desk.zone_name)}</span>
    <div class="end">
      <span class="officer">${desk.officer ?? person}</span>
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
    ?disabled=${busy || tooEarly(deed, desk, now())}
    aria-keyshortcuts=${deed.keys.join(" ")}
    @click=${(/** @type {MouseEvent} */ event) => event.detail < 2 && press(deed)}
  >
    <span>${_(deed.words)}</span>
    <span class="keys">${deed.keys.map((key) => html`<kbd>${key === "Space" ? _("Space") : key}</kbd>`)}</span>
  </button>
`;

/** @param {Deed} deed */
function press(deed) {
  if (deed === DEEDS.pause) setQuestion(why("pause"));
  else if (deed === DEEDS.park) setQuestion(why("park"));
  else if (deed.command === "finish" && desk && desk.outcome !== "not_asked") setQuestion(howItEnded(desk.outcome === "demanded", deed.then));
  else if (deed === DEEDS.walkIn && desk) setQuestion(whatFor(desk));
  else if (deed === DEEDS.transfer) askService(whereTo);
  else if (deed === DEEDS.follow) askService(whatFollows);
  else command(deed.command, {}, deed.then);
}

/** @param {Question | null} asked */
function setQuestion(asked) {
  question = asked;
  draw();
}

/** @param {(ticket: Ticket, catalogue: Catalogue) => Question} asks */
async function askService(asks) {
  const ticket = desk?.current;
  if (!ticket) return;
  try {
    question = asks(ticket, await ask(`${HALL}/catalogue`));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message, true);
  }
  draw();
}

/**
 * Asks the server, and lets nobody press again before the desk has answered with its new view.
 * @param {string} wanted
 * @param {object} [body]
 * @param {string} [then] what is asked once that is done
 */
async function command(wanted, body = {}, then) {
  if (busy) return;
  const before = seq;
  let asksAgain = false;
  busy = true;
  message = null;
  draw();
  try {
    const answer = await post(`${COUNTER}/${wanted}`, body);
    if (wanted === "call-next" && answer === null) say(_("Nobody is waiting."), false);
    else await viewAfter(before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) location.assign(SIGN_IN);
    say(error.message, true);
    asksAgain = Boolean(question?.dossiers); // what was typed is not lost: only a slip in it is to be mended
  } finally {
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
  const meant = desk && meaning(event, focusOf(event), desk, question, now());
  if (!meant) return;
  if ("back" in meant) return setQuestion(null);
  event.preventDefault();
  if (isSecondPress(event) || busy) return;
  if ("choose" in meant) choose(meant.choose);
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
  if (desk) paint(screen(desk));
  else if (connection.refusal) paint(refused(connection.refusal));
}

person = (await whoWorksHere())?.name ?? "";
addEventListener("keydown", pressKey);
setInterval(draw, 1000);
watch(
  `counter:${facts.hall}:${facts.counter}`,
  (/** @type {Desk} */ view, viewSeq) => {
    desk = view;
    seq = viewSeq;
    heardAt(view.at);
    document.title = `${view.current?.number ?? `(${view.waiting_count})`} · ${title(view)}`;
    draw();
  },
  (news) => {
    connection = news;
    if (news.refusal) whoWorksHere(); // whoever was signed out meanwhile is led to sign in again
    draw();
  },
);

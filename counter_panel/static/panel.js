// The officer's panel: the visitor at the counter, what can be done next, who waits. The server alone knows the truth;
// which buttons stand here follows from the desk's view, and the server may still refuse them.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { heardAt, minutes, minutesSince, now, running, secondsSince, timeOfDay } from "/static/clock.js";
import { asking, whatFollows, whereTo, why } from "/counter-panel/static/choosing.js";
import { Refusal, post, signOut, whoIsIt } from "/static/commands.js";
import { watch } from "/static/live.js";
import { paint } from "/static/paint.js";
import { languageLinks, mark, warning } from "/static/parts.js";
import { N_, _, facts, name, ngettext, number } from "/static/words.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").Ticket} Ticket */
/** @typedef {import("/static/contract").WaitingEntry} WaitingEntry */
/** @typedef {{command: string, words: string, keys: readonly string[], manner?: "first" | "grave", pad?: string}} Action */

const COUNTER = `/api/v1/halls/${facts.hall}/counters/${facts.counter}`;
const SIGN_IN = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
const VIEW_FOLLOWS_MS = 1_500;
const MESSAGE_MS = 8_000;
const DOUBLE_PRESS_MS = 600; // by its second press the first button is another one: that visitor is still on the way

/**
 * `pad` is the key of a numeric keypad (its place, whatever Num Lock says); Enter there is always the first button.
 * @type {Record<string, Action>}
 */
const ACTIONS = {
  open: { command: "open", words: N_("Open the counter"), keys: ["O"], manner: "first" },
  resume: { command: "open", words: N_("Go on"), keys: ["O"], manner: "first" },
  next: { command: "call-next", words: N_("Call the next number"), keys: ["Space", "N"], manner: "first" },
  recall: { command: "recall", words: N_("Call again"), keys: ["R"], pad: "NumpadAdd" },
  start: { command: "start", words: N_("Start"), keys: ["S"], manner: "first" },
  noShow: { command: "no-show", words: N_("Did not come"), keys: ["V"], manner: "grave", pad: "NumpadSubtract" },
  finish: { command: "finish", words: N_("Finish"), keys: ["F"], manner: "first" },
  transfer: { command: "transfer", words: N_("Transfer"), keys: ["T"], pad: "NumpadMultiply" },
  park: { command: "park", words: N_("Park"), keys: ["K"], pad: "NumpadDivide" },
  follow: { command: "stops", words: N_("Add a stop"), keys: ["A"] },
  return: { command: "return", words: N_("Back to the queue"), keys: ["B"], pad: "Numpad9" },
  undo: { command: "undo", words: N_("Undo"), keys: ["U"], pad: "NumpadDecimal" },
  pause: { command: "pause", words: N_("Pause"), keys: ["P"], pad: "Numpad0" },
  close: { command: "close", words: N_("Close the counter"), keys: ["L"] },
};

const AWAY = [ACTIONS.transfer, ACTIONS.follow, ACTIONS.park, ACTIONS.return];
const UNDO_MARGIN_MS = 500; // a press takes its time to the server: the button must not outlive what it can do

/** @type {Desk | null} */
let desk = null;
let seq = -1;
/** @type {import("/static/live").Connection} */
let connection = { connected: true, refusal: null };
let busy = false;
/** When the keypad's Enter was pressed last, by the page's clock. */
let enteredAt = -DOUBLE_PRESS_MS;
/** What the officer is being asked. @type {import("./choosing.js").Question | null} */
let question = null;
/** @type {{words: string, grave: boolean, until: number} | null} */
let message = null;
let person = "";

/** What the desk's state offers, the likeliest first. @param {Desk} desk @returns {Action[]} */
function offered(desk) {
  if (desk.current?.state === "called") return [ACTIONS.start, ACTIONS.recall, ACTIONS.noShow];
  if (desk.current) return [ACTIONS.finish];
  if (desk.state === "closed") return [ACTIONS.open];
  if (desk.state === "paused") return [ACTIONS.resume, ACTIONS.close];
  return [ACTIONS.next, ACTIONS.pause, ACTIONS.close];
}

/** What stands beside it, smaller. @param {Desk} desk @returns {Action[]} */
function beside(desk) {
  return [...(desk.current ? AWAY : []), ...(canUndo(desk) ? [ACTIONS.undo] : [])];
}

/** @param {Desk} desk */
const canUndo = (desk) => desk.undo_until != null && now() < Date.parse(desk.undo_until) - UNDO_MARGIN_MS;

/** @param {Desk} desk */
const screen = (desk) => html`
  ${bar(desk)}
  ${warning(connection, _("Connection lost – what you see may be old. The panel reconnects by itself."))}
  <main>
    <section class="card striped now" data-state=${desk.current?.state ?? desk.state}>
      ${question ? about(desk) : desk.current ? visitor(desk.current, desk) : noVisitor(desk)}
      ${question
        ? asking(question, busy, { choose, changed: draw, back: stopAsking })
        : html`${buttons(offered(desk))}${buttons(beside(desk), "beside")}`}
      <p class=${message?.grave ? "message grave" : "message"} role="status">${message?.words ?? nothing}</p>
    </section>
    ${queue(desk)}
  </main>
`;

const STATES = { open: N_("Open"), paused: N_("Paused"), closed: N_("Closed") };

/** @param {Desk} desk */
const bar = (desk) => html`
  <header class="bar">
    ${mark}
    <h1>${_("Counter %(number)s", { number: desk.counter })}</h1>
    <span class="pill ${desk.state}">${_(STATES[desk.state])}</span>
    <span class="place">${name(desk.zone_name)}</span>
    <div class="end">
      <span class="officer">${desk.officer ?? person}</span>
      ${languageLinks()}
      <time>${timeOfDay(now(), desk.timezone)}</time>
      <button class="leave" @click=${leave}>${_("Sign out")}</button>
    </div>
  </header>
`;

/**
 * @param {Ticket} ticket
 * @param {Desk} desk
 */
const visitor = (ticket, desk) => html`
  <div class="visitor">
    <p class="step">${ticket.state === "called" ? _("Called, on the way to you") : _("Being served")}</p>
    <p class="number" data-length=${ticket.number.length}>${ticket.number}</p>
    <p class="service">${name(ticket.service_name)}</p>
    ${ticket.priority_class_name
      ? html`<p><span class="priority">${name(ticket.priority_class_name)}</span></p>`
      : nothing}
    ${ticket.next_stops?.length ? following(ticket.next_stops) : nothing}
    <dl>
      <div>
        <dt>${ticket.state === "called" ? _("Since the call") : _("In service")}</dt>
        <dd class="running">${running(secondsSince(ticket.started_at ?? ticket.called_at ?? ticket.issued_at))}</dd>
        ${ticket.started_at && expectedMinutes(ticket, desk) ? expected(ticket.started_at, expectedMinutes(ticket, desk)) : nothing}
      </div>
      <div>
        <dt>${_("Waited")}</dt>
        <dd>${minutes(Math.round(ticket.waited_minutes ?? 0))}</dd>
      </div>
      <div>
        <dt>${_("Calls")}</dt>
        <dd>${number(ticket.calls)}</dd>
      </div>
    </dl>
    ${ticket.state === "called" && desk.no_show ? silence(desk.no_show, desk.timezone) : nothing}
  </div>
`;

/**
 * What follows under the same number; the officer may drop it.
 * @param {readonly import("/static/contract").NextStop[]} stops
 */
const following = (stops) => html`
  <ul class="following" aria-label=${_("Follows")}>
    ${stops.map(
      (stop, place) => html`<li>
        ${name(stop.name)}
        <button title=${_("Drop this stop")} ?disabled=${busy}
          @click=${() => command("stops", { next_stops: stops.filter((_stop, other) => other !== place).map((each) => each.service) })}>×</button>
      </li>`,
    )}
  </ul>
`;

/**
 * How long a visitor who does not come is awaited by the hall's rules.
 * @param {import("/static/contract").NoShowRule} rule
 * @param {string} timezone
 */
const silence = (rule, timezone) => html`
  <p class="patience">
    ${rule.recalls_missing
      ? html`<span>${ngettext("call %(count)s more time before “did not come”", "call %(count)s more times before “did not come”", rule.recalls_missing)}</span>`
      : mayNotYet(rule)
        ? html`<span>${_("“did not come” in %(time)s", { time: running((Date.parse(rule.allowed_at) - now()) / 1000) })}</span>`
        : nothing}
    ${rule.automatic_at
      ? html`<span>${_("ends by itself at %(time)s", { time: timeOfDay(rule.automatic_at, timezone) })}</span>`
      : nothing}
  </p>
`;

/** @param {import("/static/contract").NoShowRule} rule */
const mayNotYet = (rule) => rule.recalls_missing > 0 || Date.parse(rule.allowed_at) > now();

/**
 * How the service goes beside what is usual, as a quiet line: no alarm, an officer decides how long a person needs.
 * @param {string} startedAt
 * @param {number} usual minutes
 */
const expected = (startedAt, usual) => html`
  <dd class="expected">
    <progress max=${usual * 60} .value=${Math.min(usual * 60, secondsSince(startedAt))}></progress>
    <span>${_("usually %(count)s min", { count: usual })}</span>
  </dd>
`;

/**
 * @param {Ticket} ticket
 * @param {Desk} desk
 */
const expectedMinutes = (ticket, desk) =>
  desk.services.find((service) => service.service === ticket.service)?.expected_minutes ?? 0;

/** Whom a question is about, in one line: the question needs the room. @param {Desk} desk */
const about = ({ current }) => html`
  <p class="about">
    ${current ? html`<span class="number">${current.number}</span> ${name(current.service_name)}` : nothing}
  </p>
`;

/** @param {Desk} desk */
const noVisitor = (desk) => html`
  <div class="visitor nobody">
    <p class="step">${desk.state === "open" ? _("Ready") : _(STATES[desk.state])}</p>
    <p class="waiting">
      ${desk.state === "paused" ? desk.pause_reason : nothing}
      ${desk.state === "open"
        ? ngettext("%(count)s visitor is waiting for you", "%(count)s visitors are waiting for you", desk.waiting_count)
        : nothing}
      ${desk.state === "closed" ? _("Open the counter when you are ready to receive visitors.") : nothing}
    </p>
  </div>
`;

/**
 * @param {Action[]} actions
 * @param {string} [where]
 */
const buttons = (actions, where = "") =>
  actions.length ? html`<div class="actions ${where}">${actions.map(button)}</div>` : nothing;

/** Whether the hall's rules let the visitor have more time to come. @param {Action} action */
const tooEarly = (action) => action === ACTIONS.noShow && desk?.no_show != null && mayNotYet(desk.no_show);

/** @param {Action} action */
const button = (action) => html`
  <button
    class="button ${action.manner ?? ""}"
    data-command=${action.command}
    ?disabled=${busy || tooEarly(action)}
    aria-keyshortcuts=${action.keys.join(" ")}
    @click=${(/** @type {MouseEvent} */ event) => event.detail < 2 && press(action)}
  >
    <span>${_(action.words)}</span>
    <span class="keys">${action.keys.map((key) => html`<kbd>${key === "Space" ? _("Space") : key}</kbd>`)}</span>
  </button>
`;

/** @param {Desk} desk */
const queue = (desk) => html`
  <aside class="card queue">
    <h2>${_("Waiting")} <span class="number">${number(desk.waiting_count)}</span></h2>
    <ul class="services">
      ${desk.services.map((service) => html`<li><span>${name(service.name)}</span><b>${number(service.waiting)}</b></li>`)}
    </ul>
    ${desk.waiting.length
      ? html`<ol>
          ${desk.waiting.map((entry) => waitingLine(desk, entry))}
        </ol>`
      : html`<p class="nobody-waits">${_("Nobody is waiting")}</p>`}
    ${desk.parked.length
      ? html`<h3>${_("Parked")}</h3>
          <ol class="parked">${desk.parked.map((entry) => parkedLine(desk, entry))}</ol>`
      : nothing}
    ${desk.missed?.length
      ? html`<h3>${_("Did not come")}</h3>
          <ol class="missed">${desk.missed.map((entry) => missedLine(desk, entry))}</ol>`
      : nothing}
    <p class="soft end">
      ${desk.waiting_count > desk.waiting.length
        ? ngettext("and %(count)s more", "and %(count)s more", desk.waiting_count - desk.waiting.length)
        : nothing}
      <span>${_("Served today: %(count)s", { count: number(desk.served_today) })}</span>
    </p>
  </aside>
`;

/**
 * @param {Desk} desk
 * @param {WaitingEntry} entry
 */
const waitingLine = (desk, entry) => html`
  <li>
    <span class="number">${entry.number}</span>
    <span class="what">
      ${name(desk.services.find((service) => service.service === entry.service)?.name)}
      ${entry.priority_class
        ? html`<span class="priority">${name(desk.priority_classes.find(({ slug }) => slug === entry.priority_class)?.name)}</span>`
        : nothing}
    </span>
    ${canCall(desk)
      ? html`<button class="wait" title=${_("Call before its turn")} ?disabled=${busy} @click=${() => askWhy("call", { ticket: entry.ticket })}>
          ${minutes(minutesSince(entry.queued_at ?? entry.issued_at))}
        </button>`
      : html`<span class="wait">${minutes(minutesSince(entry.queued_at ?? entry.issued_at))}</span>`}
  </li>
`;

/**
 * @param {Desk} desk
 * @param {WaitingEntry} entry
 */
const parkedLine = (desk, entry) => html`
  <li>
    <span class="number">${entry.number}</span>
    <span class="what">
      ${entry.park_reason}
      ${entry.back_at ? html`<small>${_("back at %(time)s", { time: timeOfDay(entry.back_at, desk.timezone) })}</small>` : nothing}
    </span>
    ${canCall(desk)
      ? html`<button class="wait" data-parked=${entry.ticket} ?disabled=${busy} @click=${() => command("call", { ticket: entry.ticket })}>
          ${_("Call")}
        </button>`
      : nothing}
  </li>
`;

/**
 * Somebody who stands here after all waits again, where the hall's grace puts them: nobody needs a free counter for it.
 * @param {Desk} desk
 * @param {WaitingEntry} entry
 */
const missedLine = (desk, entry) => html`
  <li>
    <span class="number">${entry.number}</span>
    <span class="what">${entry.missed_at ? html`<small>${timeOfDay(entry.missed_at, desk.timezone)}</small>` : nothing}</span>
    <button class="wait" data-missed=${entry.ticket} ?disabled=${busy} @click=${() => command("return", { ticket: entry.ticket })}>
      ${_("Has come")}
    </button>
  </li>
`;

/** @param {Desk} desk */
const canCall = (desk) => desk.state === "open" && !desk.current;

/** @param {Action} action */
function press(action) {
  if (action === ACTIONS.pause) askWhy("pause");
  else if (action === ACTIONS.park) askWhy("park");
  else if (action === ACTIONS.transfer) askService(whereTo);
  else if (action === ACTIONS.follow) askService(whatFollows);
  else command(action.command);
}

/**
 * @param {"pause" | "park" | "call"} command
 * @param {object} [along]
 */
function askWhy(command, along) {
  question = why(command, along);
  draw();
}

/** @param {(ticket: Ticket) => Promise<import("./choosing.js").Question>} asks */
async function askService(asks) {
  if (!desk?.current) return;
  try {
    question = await asks(desk.current);
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
 */
async function command(wanted, body = {}) {
  if (busy) return;
  const before = seq;
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
  } finally {
    busy = false;
    question = null;
    draw();
  }
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
const choose = (body) => question && command(question.command, body);

function stopAsking() {
  question = null;
  draw();
}

async function leave() {
  await signOut().catch(() => undefined);
  location.assign(SIGN_IN);
}

/** @param {string} key @param {string} code where the key is @param {Desk} desk */
const actionOf = (key, code, desk) =>
  code === "NumpadEnter"
    ? offered(desk)[0]
    : [...offered(desk), ...beside(desk)].find(({ keys, pad }) => (pad ? pad === code : false) || keys.includes(key));

/** Whether it is the keypad's Enter once more, of a double press or of a key that bounces. @param {KeyboardEvent} event */
function isSecondPress({ code, timeStamp }) {
  const before = enteredAt;
  enteredAt = code === "NumpadEnter" ? timeStamp : -DOUBLE_PRESS_MS; // another key in between says what is meant
  return code === "NumpadEnter" && timeStamp - before < DOUBLE_PRESS_MS;
}

/** One key for each action; never while somebody types, and a focused button keeps its own keys. @param {KeyboardEvent} event */
function pressKey(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !desk) return;
  if (event.key === "Escape" || (question && event.code === "NumpadDecimal")) return stopAsking();
  if (target.matches("input:not([type=radio]), select, textarea")) return;
  if (event.key === " " && target.matches("button, a")) return;
  const key = event.key === " " ? "Space" : event.key.toUpperCase();
  const pad = /^Numpad([1-9])$/.exec(event.code)?.[1];
  const choice = question && (question.write || pad) ? question.choices()[Number(pad ?? key) - 1] : undefined;
  const action = question ? undefined : actionOf(key, event.code, desk);
  if (!choice && !action) return;
  event.preventDefault();
  if (isSecondPress(event) || busy) return;
  if (choice) choose(choice.body);
  if (action && !tooEarly(action)) press(action);
}

function draw() {
  if (message && message.until < now()) message = null;
  if (desk) paint(screen(desk));
  else if (connection.refusal) paint(html`<main class="sheet">${mark}<h1>${connection.refusal}</h1>
      <p><a class="button" href=${SIGN_IN}>${_("Sign in")}</a> <a class="button" href="/">${_("All screens")}</a></p></main>`);
}

const signedIn = await whoIsIt().catch(() => undefined);
if (signedIn === null) location.replace(SIGN_IN);
person = signedIn?.name ?? "";
addEventListener("keydown", pressKey);
setInterval(draw, 1000);
watch(
  `counter:${facts.hall}:${facts.counter}`,
  (/** @type {Desk} */ view, viewSeq) => {
    desk = view;
    seq = viewSeq;
    heardAt(view.at);
    document.title = `${view.current?.number ?? `(${view.waiting_count})`} · ${_("Counter %(number)s", { number: view.counter })}`;
    draw();
  },
  (news) => {
    connection = news;
    draw();
  },
);

// The citizen's own page: how many are ahead, about how long, and the call itself. Knows one ticket and nobody's name.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { timeOfDay } from "/static/clock.js";
import { Refusal, ask } from "/static/commands.js";
import { CONFIDENTIAL, QUESTION, THANKS, WHAT_FOR, faces } from "/static/faces.js";
import { gong, unlock, unlocked } from "/static/gong.js";
import { loadFonts, mood, paint } from "/static/paint.js";
import { messages } from "/static/phone_messages.js";
import { arrow, languageLinks, mark, warning } from "/static/parts.js";
import { _, facts, name, ngettext, number } from "/static/words.js";

/** @typedef {import("./contract").Ticket} Ticket */
/** @typedef {typeof import("./phone_rating.js")} Beyond */

const POSTPONE_MINUTES = 15;
const LONG_MINUTES = 30;
const CALL_PATTERN = [400, 150, 400, 150, 800];
const LOAD_AGAIN_MS = 5_000;

/** As the page came with it, and then as the socket tells. @type {Ticket | null} */
let ticket = facts.ticket ?? null;
/** @type {import("./live").Connection} */
let connection = { connected: true, refusal: null };
let callsHeard = -1;
/** What draws the way of a visit with several stops; few have one. @type {typeof import("./route.js") | null} */
let way = null;
/** What tells when a visit is quicker; it comes once that helps. @type {typeof import("./quiet_time.js") | null} */
let quietTime = null;
let busy = false;
let rated = false;
let trouble = "";
let givingBack = false;
/** What is being answered, once a face was touched. @type {import("./answer.js").Answer | null} */
let draft = null;
/** What draws and reckons what is asked beyond the face: it comes once that is needed. @type {Beyond | null} */
let beyond = null;

/** What the page says in each state of the ticket. @type {Record<Ticket["state"], (ticket: Ticket) => unknown>} */
const STATES = {
  waiting: (ticket) => html`
    <section class="ahead">
      ${ticket.postponed_until
        ? html`<p class="soft">${_("Not called before %(time)s", { time: timeOfDay(ticket.postponed_until, ticket.timezone) })}</p>`
        : nothing}
      ${ticket.people_ahead === 0
        ? html`<p class="soon">${_("You are next")}</p>`
        : html`<p><b>${number(ticket.people_ahead ?? 0)}</b>
            ${ngettext("visitor ahead of you", "visitors ahead of you", ticket.people_ahead ?? 0)}</p>`}
      ${ticket.near ? html`<p class="nearer" role="status">${_("Please come nearer to the counters.")}</p>` : nothing}
    </section>
    <dl>
      <div>
        <dt>${_("Expected wait")}</dt>
        <dd>
          ${ticket.wait ? range(ticket.wait) : _("not known yet")}
          ${ticket.call_from && ticket.call_until ? html`<small>${around(ticket.call_from, ticket.call_until, ticket.timezone)}</small>` : nothing}
        </dd>
      </div>
      <div>
        <dt>${_("Counters serving")}</dt>
        <dd>${number(ticket.counters_serving)}</dd>
      </div>
    </dl>
    ${ticket.longer_because ? html`<p class="longer" role="status">${name(ticket.longer_because)}</p>` : nothing}
    <p class="advice">${_("Keep this page open: it will call you. Please stay near the counters when few are ahead.")}</p>
    ${messages(ticket, note)}
    ${unlocked() ? nothing : html`<button class="button sound">${_("Switch on the sound of the call")}</button>`}
    ${givingBack ? sure(ticket) : whileWaiting(ticket)}
    <p class="trouble" role="status">${trouble || nothing}</p>
  `,
  called: (ticket) => html`
    <section class="call" role="alert">
      <p>${_("Please go to counter")}</p>
      <p class="counter">${arrow}<b>${ticket.counter}</b></p>
      <p class="where">${name(ticket.zone_name)}</p>
    </section>
  `,
  serving: (ticket) => html`
    <section class="calm">
      <p>${_("You are being served at counter")}</p>
      <p class="counter"><b>${ticket.counter}</b></p>
    </section>
  `,
  parked: () => html`
    <section class="calm"><p>${_("Your number is kept. The officer will call it again when everything is ready.")}</p></section>
  `,
  served: (ticket) => (ticket.rated || rated ? thanks() : draft && beyond ? further(ticket, beyond, draft) : question(ticket)),
  no_show: (ticket) => html`
    <section class="calm">
      <p><strong>${_("Your number was called, and nobody came.")}</strong></p>
      <p>${_("If you are in the hall now, say so here: you will be called again.")}</p>
    </section>
    <div class="choices">
      <button class="button" data-deed="return" ?disabled=${busy} @click=${() => deed(ticket, "return")}>${_("I am here now")}</button>
    </div>
    <p class="trouble" role="status">${trouble || nothing}</p>
  `,
  cancelled: () => html`
    <section class="calm"><p>${_("This number was given back. Please take a new one if you need it.")}</p></section>
  `,
};

/** @param {Ticket} ticket */
const screen = (ticket) => html`
  <header>
    ${mark}
    <p>${name(ticket.hall_name)}</p>
    ${languageLinks()}
  </header>
  ${warning(connection, _("Connection lost – please watch the hall display too"))}
  <main data-state=${ticket.state}>
    <section class="ticket">
      <p class="soft">${_("Your number")}</p>
      <h1 class="number">${ticket.number}</h1>
      <p class="service">${name(ticket.service_name)}</p>
      <p class="soft">${name(ticket.zone_name)} · ${_("taken at %(time)s", { time: timeOfDay(ticket.issued_at, ticket.timezone) })}</p>
      ${ticket.priority_class_name ? html`<p class="priority">${name(ticket.priority_class_name)}</p>` : nothing}
      ${ticket.route?.length && way ? way.route(ticket.route) : nothing}
    </section>
    ${STATES[ticket.state](ticket)}
    ${quietTime?.nextTime(facts.quiet_time, ticket) ?? nothing}
    <p class="soft"><a href="/proof/${ticket.hall}">${_("Why was another number called before mine?")}</a></p>
  </main>
`;

/** @param {import("./contract").WaitRange} wait */
const range = ({ low_minutes: low, high_minutes: high }) =>
  low === high
    ? ngettext("about %(count)s minute", "about %(count)s minutes", high)
    : _("%(low)s–%(high)s minutes", { low, high });

/**
 * The same as times of day in the hall.
 * @param {string} from
 * @param {string} until
 * @param {string} timezone
 */
const around = (from, until, timezone) =>
  _("around %(from)s–%(until)s", { from: timeOfDay(from, timezone), until: timeOfDay(until, timezone) });

/** What a visitor may do while waiting. @param {Ticket} ticket */
const whileWaiting = (ticket) => html`
  <div class="choices">
    <button class="button" data-deed="postpone" ?disabled=${busy} @click=${() => deed(ticket, "postpone", { minutes: POSTPONE_MINUTES })}>
      ${_("I need %(count)s more minutes", { count: POSTPONE_MINUTES })}
    </button>
    <button class="button" data-deed="give-back" ?disabled=${busy} @click=${() => askWhetherSure(true)}>${_("Give the number back")}</button>
  </div>
`;

/** A number that is given back is gone: a thumb's slip must not do it. @param {Ticket} ticket */
const sure = (ticket) => html`
  <p class="advice">${_("Give number %(number)s back? You would have to take a new one.", { number: ticket.number })}</p>
  <div class="choices">
    <button class="button grave" data-deed="cancel" ?disabled=${busy} @click=${() => deed(ticket, "cancel")}>${_("Yes, give it back")}</button>
    <button class="button" ?disabled=${busy} @click=${() => askWhetherSure(false)}>${_("No, I keep it")}</button>
  </div>
`;

/** @param {boolean} asked */
function askWhetherSure(asked) {
  givingBack = asked;
  draw();
}

/**
 * What the ticket's holder does with it; the answer comes as the ticket's next view.
 * @param {Ticket} ticket
 * @param {string} what
 * @param {object} [body]
 */
async function deed(ticket, what, body = {}) {
  busy = true;
  trouble = "";
  draw();
  try {
    const headers = { "Content-Type": "application/json" };
    await ask(`/api/v1/tickets/${ticket.token}/${what}`, { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    trouble = error.message;
  }
  busy = false;
  givingBack = false;
  draw();
}

/** @param {Ticket} ticket */
const question = (ticket) => html`
  <section class="rate">
    <h1>${_(QUESTION)}</h1>
    ${faces((score) => touchFace(ticket, score), busy)}
    <p class="trouble" role="status">${trouble || nothing}</p>
    <p class="soft">${_(CONFIDENTIAL)}</p>
  </section>
`;

/**
 * @param {Ticket} ticket
 * @param {Beyond} asking
 * @param {import("./answer.js").Answer} answer
 */
const further = (ticket, asking, answer) =>
  asking.further(ticket.asks ?? {}, answer, { busy, trouble }, { amend, send: () => rate(ticket, answer), back: chooseAnew });

const thanks = () => html`
  <section class="calm">
    <p><strong>${_(THANKS)}</strong></p>
    <p>${_(WHAT_FOR)}</p>
  </section>
`;

/**
 * @param {Ticket} ticket
 * @param {number} score
 */
async function touchFace(ticket, score) {
  const { asks } = ticket;
  const answer = { score, reasons: [], indicators: {}, comment: "" };
  if (asks?.reasons?.length || asks?.indicators?.length || asks?.comment) {
    beyond ??= await import("/static/phone_rating.js").catch(() => null); // a line that is gone asks the face alone
  }
  if (!beyond?.asksMore(asks ?? {}, score)) return rate(ticket, answer);
  draft = answer;
  draw();
  scrollTo(0, 0);
}

/** @param {import("./answer.js").Answer} answer */
function amend(answer) {
  draft = answer;
  draw();
}

function chooseAnew() {
  draft = null;
  draw();
}

/**
 * The ticket's token is all the right that is needed; a sign-in that this browser may hold has no part in it.
 * @param {Ticket} ticket
 * @param {import("./answer.js").Answer} answer
 * @returns {RequestInit}
 */
const posted = (ticket, answer) => ({
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ ticket: ticket.token, ...(beyond?.said(answer) ?? { score: answer.score }) }),
  credentials: "omit",
});

/** Who puts the phone away in the middle has answered what they touched. */
addEventListener("pagehide", () => {
  if (ticket && draft && !rated) void fetch("/api/v1/ratings", { ...posted(ticket, draft), keepalive: true });
});

/**
 * @param {Ticket} ticket
 * @param {import("./answer.js").Answer} answer
 */
async function rate(ticket, answer) {
  busy = true;
  trouble = "";
  draw();
  try {
    await ask("/api/v1/ratings", posted(ticket, answer));
    rated = true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 409) rated = true;
    else trouble = error.message;
  }
  busy = false;
  draw();
}

/** Sounds and shakes for a call, and for every call again. @param {Ticket} ticket */
function announce(ticket) {
  if (ticket.state === "called" && ticket.calls > callsHeard) {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(CALL_PATTERN); // browsers forbid it before a touch
    gong();
  }
  callsHeard = ticket.calls;
}

function draw() {
  mood("stale", !connection.connected);
  mood("called", ticket?.state === "called");
  if (ticket) paint(screen(ticket));
  else if (connection.refusal) paint(html`<main class="sheet">${mark}<h1>${connection.refusal}</h1>${languageLinks()}</main>`);
}

/** @param {Ticket} view */
function show(view) {
  ticket = view;
  announce(view);
  if (view.route?.length && !way) void showWay();
  if (facts.quiet_time && !quietTime && (view.wait?.low_minutes ?? LONG_MINUTES) >= LONG_MINUTES) void showQuietTime();
  document.title = view.state === "called" ? `${view.number} → ${view.counter}` : view.number;
  draw();
}

async function showWay() {
  way = await import("/static/route.js").catch(() => null);
  draw();
}

async function showQuietTime() {
  quietTime = await import("/static/quiet_time.js").catch(() => null);
  draw();
}

/** Only now come the fonts: on a slow line they would keep the socket waiting for seconds. @param {Ticket} view */
function live(view) {
  show(view);
  loadFonts();
}

/** What a deed has changed; a call that came meanwhile stays. @param {Partial<Ticket>} news */
function note(news) {
  if (ticket) ticket = { ...ticket, ...news };
  draw();
}

/** @param {import("./live").Connection} news */
function hear(news) {
  connection = news;
  draw();
}

unlock(draw);
if (ticket) show(ticket);
try {
  // Only now: what the sockets need is a third of all that comes, and the page shows something without it.
  const { watch } = await import("/static/live.js");
  watch(`ticket:${facts.token}`, live, hear);
} catch {
  hear({ connected: false, refusal: null });
  setTimeout(() => location.reload(), LOAD_AGAIN_MS);
}

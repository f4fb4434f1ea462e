// The rating tablet: sleeps until its counter has served somebody, asks once, thanks, sleeps. Knows no officer's duties
// and no visitor: only a number and the ticket's token.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { secondsLeft, stillAsked } from "/counter-panel/static/open_question.js";
import { heardAt, now } from "/static/clock.js";
import { Refusal, post, whoIsIt } from "/static/commands.js";
import { CONFIDENTIAL, QUESTION, THANKS, WHAT_FOR, faces } from "/static/faces.js";
import { watch } from "/static/live.js";
import { paint } from "/static/paint.js";
import { mark, ownName, warning } from "/static/parts.js";
import { N_, _, facts, name, speak, spoken } from "/static/words.js";

/** @typedef {import("/static/contract").RatingPrompt} RatingPrompt */
/** @typedef {import("/static/contract").RatingQuestion} RatingQuestion */

const THANKS_MS = 4_000;
const CUT_OFF = N_("Connection lost – please wait a moment");
const ownLanguage = spoken();

/** @type {RatingPrompt | null} */
let prompt = null;
/** @type {import("/static/live").Connection} */
let connection = { connected: true, refusal: null };
let touchedAt = 0;
let thanksUntil = 0;
let busy = false;
let trouble = "";
/** Tickets that were rated, or passed over, here. @type {Set<string>} */
const done = new Set();

/** @param {RatingPrompt} prompt */
function screen(prompt) {
  if (now() < thanksUntil) return thanks();
  const question = asked(prompt);
  return question ? asking(prompt, question) : asleep(prompt);
}

/** @param {RatingPrompt} prompt */
const asked = (prompt) => stillAsked(prompt, done, touchedAt, now());

/** @param {RatingPrompt} prompt */
const asleep = (prompt) => html`
  <main class="asleep">
    ${mark}
    <p class="hall">${name(prompt.hall_name)}</p>
    <h1 class="counter"><small>${_("Counter")}</small>${prompt.counter}</h1>
    <p class="officer">${prompt.officer ?? nothing}</p>
    ${connection.connected ? nothing : html`<p class="cut-off">${_(CUT_OFF)}</p>`}
  </main>
`;

/**
 * @param {RatingPrompt} prompt
 * @param {RatingQuestion} question
 */
const asking = (prompt, question) => html`
  <header>
    ${mark}
    <p>${name(prompt.hall_name)}<small>${_("Counter %(number)s", { number: prompt.counter })}${prompt.officer ? ` · ${prompt.officer}` : ""}</small></p>
    <nav class="languages" aria-label=${_("Language")}>
      ${prompt.languages.map(
        (code) =>
          html`<button lang=${code} aria-current=${code === spoken() ? "true" : nothing} @click=${() => change(code)}>
            ${ownName(code)}
          </button>`,
      )}
    </nav>
  </header>
  ${warning(connection, _(CUT_OFF))}
  <main class="asking">
    <p class="visit"><b class="number">${question.number}</b>${name(question.service_name)}</p>
    <h1>${_(QUESTION)}</h1>
    ${faces((score) => rate(question, score), busy)}
    <p class="trouble" role="status">${trouble || nothing}</p>
    <p class="foot">
      <span>${_(CONFIDENTIAL)}</span>
      <button @click=${() => pass(question)}>${_("Skip (%(seconds)s)", { seconds: secondsLeft(question, touchedAt, now()) })}</button>
    </p>
  </main>
`;

const thanks = () => html`
  <main class="thanks" role="status">
    <svg viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="46" /><path d="M29 52l14 14 29-31" /></svg>
    <h1>${_(THANKS)}</h1>
    <p>${_(WHAT_FOR)}</p>
  </main>
`;

/**
 * @param {RatingQuestion} question
 * @param {number} score
 */
async function rate(question, score) {
  if (busy) return;
  busy = true;
  trouble = "";
  touchedAt = now();
  draw();
  try {
    await post("/api/v1/ratings", { ticket: question.token, score });
    finish(question);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 409) finish(question); // already answered, on the phone perhaps
    else trouble = error.message;
  } finally {
    busy = false;
    draw();
  }
}

/** @param {RatingQuestion} question */
function finish(question) {
  done.add(question.token);
  thanksUntil = now() + THANKS_MS;
}

/** @param {RatingQuestion} question */
function pass(question) {
  done.add(question.token);
  draw();
}

/** @param {string} language */
function change(language) {
  touchedAt = now();
  speak(language);
  draw();
}

function draw() {
  if (!prompt) {
    if (connection.refusal) paint(html`<main class="asleep">${mark}<p class="hall">${connection.refusal}</p></main>`);
    return;
  }
  const awake = now() < thanksUntil || asked(prompt);
  if (!awake && spoken() !== ownLanguage) speak(ownLanguage); // the next visitor begins in the hall's language
  paint(screen(prompt));
}

await whoIsIt().catch(() => undefined);
setInterval(draw, 500);
watch(
  `rating:${facts.hall}:${facts.counter}`,
  (/** @type {RatingPrompt} */ view) => {
    if (view.question?.token !== prompt?.question?.token) {
      trouble = "";
      touchedAt = 0;
    }
    prompt = view;
    heardAt(view.at);
    draw();
  },
  (news) => {
    connection = news;
    draw();
  },
);

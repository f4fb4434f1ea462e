// The rating tablet: sleeps until its counter has served somebody, asks once, thanks, sleeps. Knows no officer's duties
// and no visitor: only a number and the ticket's token.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { heardAt, now } from "/static/clock.js";
import { Refusal, post, whoIsIt } from "/static/commands.js";
import { faces } from "/static/faces.js";
import { watch } from "/static/live.js";
import { paint } from "/static/paint.js";
import { mark, warning } from "/static/parts.js";
import { _, facts, name, speak, spoken } from "/static/words.js";

/** @typedef {import("/static/contract").RatingPrompt} RatingPrompt */
/** @typedef {import("/static/contract").RatingQuestion} RatingQuestion */

const TOUCHED_FOR_MS = 30_000; // whoever has touched the screen is given this much more
const THANKS_MS = 4_000;
const LANGUAGES = { vi: "Tiếng Việt", en: "English" };
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

/** The question that is still to be asked, or null: it expires, so that nobody answers for the visitor before. @param {RatingPrompt} prompt */
function asked({ question }) {
  if (!question || done.has(question.token)) return null;
  return secondsLeft(question) > 0 ? question : null;
}

/** @param {RatingQuestion} question */
const secondsLeft = (question) =>
  Math.ceil((Math.max(Date.parse(question.expires_at), touchedAt + TOUCHED_FOR_MS) - now()) / 1000);

/** @param {RatingPrompt} prompt */
const asleep = (prompt) => html`
  <main class="asleep">
    ${mark}
    <p class="hall">${name(prompt.hall_name)}</p>
    <p class="counter"><small>${_("Counter")}</small>${prompt.counter}</p>
    <p class="officer">${prompt.officer ?? nothing}</p>
    ${connection.connected ? nothing : html`<p class="cut-off">${_("Connection lost – please wait a moment")}</p>`}
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
            ${LANGUAGES[/** @type {keyof typeof LANGUAGES} */ (code)] ?? code}
          </button>`,
      )}
    </nav>
  </header>
  ${warning(connection, _("Connection lost – please wait a moment"))}
  <main class="asking">
    <p class="visit"><b class="number">${question.number}</b>${name(question.service_name)}</p>
    <h1>${_("How satisfied are you with the service you just received?")}</h1>
    ${faces((score) => rate(question, score), busy)}
    <p class="trouble" role="status">${trouble || nothing}</p>
    <p class="foot">
      <span>${_("Your answer is kept confidential.")}</span>
      <button @click=${() => pass(question)}>${_("Skip (%(seconds)s)", { seconds: secondsLeft(question) })}</button>
    </p>
  </main>
`;

const thanks = () => html`
  <main class="thanks" role="status">
    <svg viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="46" /><path d="M29 52l14 14 29-31" /></svg>
    <h1>${_("Thank you!")}</h1>
    <p>${_("Your answer helps the centre to serve better.")}</p>
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

// The rating tablet: sleeps until its counter has served somebody, asks once, thanks, sleeps. Knows no officer's duties
// and no visitor: only a number and what rates its visit.

import { html, nothing } from "/static/vendor/lit-html/lit-html.js";
import { INDICATORS, LONGEST_COMMENT, begun, said, stepsAfter, withPoints, withReason } from "/counter-panel/static/answer.js";
import { KeptAnswers } from "/counter-panel/static/kept_answers.js";
import { TOUCHED_FOR_MS, secondsLeft, stillAsked } from "/counter-panel/static/open_question.js";
import { heardAt, now } from "/static/clock.js";
import { Refusal, post, whoIsIt } from "/static/commands.js";
import { CONFIDENTIAL, QUESTION, THANKS, WHAT_FOR, faces } from "/static/faces.js";
import { watch } from "/static/live.js";
import { paint } from "/static/paint.js";
import { mark, ownName, warning } from "/static/parts.js";
import { N_, _, facts, name, speak, spoken } from "/static/words.js";

/** @typedef {import("/static/contract").RatingPrompt} RatingPrompt */
/** @typedef {import("/static/contract").RatingQuestion} RatingQuestion */
/** @typedef {import("./answer.js").Answer} Answer */
/** @typedef {import("./answer.js").Step} Step */

const THANKS_MS = 6_000;
const HAND_IN_AGAIN_MS = 10_000;
const CUT_OFF = N_("Connection lost – please wait a moment");
const ownLanguage = spoken();

/** @type {RatingPrompt | null} */
let prompt = null;
/** @type {import("/static/live").Connection} */
let connection = { connected: true, refusal: null };
let touchedAt = 0;
let thanksUntil = 0;
/** What is being answered, once a face was touched. @type {{question: RatingQuestion, answer: Answer, steps: Step[], at: number} | null} */
let draft = null;
/** The answer given last, which may be taken back, and what came of that. @type {{ticket: string, takenBack: boolean, trouble: string}} */
let last = { ticket: "", takenBack: false, trouble: "" };
const kept = new KeptAnswers(localStorage);
/** @type {Promise<void> | null} */
let handing = null;
/** Tickets that were rated, or passed over, here. @type {Set<string>} */
const done = new Set(kept.tickets);

/** @param {RatingPrompt} prompt */
function screen(prompt) {
  if (now() < thanksUntil) return thanks();
  if (draft) return framed(prompt, draft.question, step(prompt, draft.answer, draft.steps));
  const question = asked(prompt);
  return question ? framed(prompt, question, asking(question)) : asleep(prompt);
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
 * @param {ReturnType<typeof html>} asked
 */
const framed = (prompt, question, asked) => html`
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
    ${asked}
  </main>
`;

/** @param {RatingQuestion} question */
const asking = (question) => html`
  <h1>${_(QUESTION)}</h1>
  ${faces((score) => touchFace(question, score), false)}
  <p class="foot">
    <span>${_(CONFIDENTIAL)}</span>
    <button @click=${() => pass(question)}>${_("Skip (%(seconds)s)", { seconds: secondsLeft(question, touchedAt, now()) })}</button>
  </p>
`;

/**
 * What is asked beyond the face; whatever is not answered is passed over.
 * @param {RatingPrompt} prompt
 * @param {Answer} answer
 * @param {Step[]} steps
 */
const step = (prompt, answer, [asked, ...more]) => html`
  ${asked === "reasons" ? why(prompt, answer) : asked === "indicators" ? indicators(prompt, answer) : comment(answer)}
  <p class="foot">
    <button @click=${anotherFace}>${_("Back")}</button>
    <button class="on" @click=${goOn}>${more.length ? _("Go on (%(seconds)s)", left()) : _("Send (%(seconds)s)", left())}</button>
  </p>
`;

const left = () => ({ seconds: Math.max(0, Math.ceil((touchedAt + TOUCHED_FOR_MS - now()) / 1000)) });

/**
 * @param {RatingPrompt} prompt
 * @param {Answer} answer
 */
const why = (prompt, answer) => html`
  <h1 id="asked">${_("What was not good?")}</h1>
  <div class="reasons" role="group" aria-labelledby="asked">
    ${prompt.reasons?.map(
      (reason) => html`
        <button data-reason=${reason.slug} aria-pressed=${answer.reasons.includes(reason.slug)} @click=${() => amend(withReason(answer, reason.slug))}>
          ${name(reason.name)}
        </button>
      `,
    )}
  </div>
`;

/**
 * @param {RatingPrompt} prompt
 * @param {Answer} answer
 */
const indicators = (prompt, answer) => html`
  <h1>${_("A few more questions")}</h1>
  ${prompt.indicators?.filter((indicator) => indicator in INDICATORS).map(
    (indicator) => html`
      <div class="indicator" role="group" aria-labelledby=${`asks-${indicator}`}>
        <p id=${`asks-${indicator}`}>${_(INDICATORS[indicator].asks)}</p>
        ${INDICATORS[indicator].levels.map(
          ([points, words]) => html`
            <button
              data-indicator=${indicator}
              data-points=${points}
              aria-pressed=${answer.indicators[indicator] === points}
              @click=${() => amend(withPoints(answer, indicator, points))}
            >
              ${_(words)}
            </button>
          `,
        )}
      </div>
    `,
  )}
`;

/** @param {Answer} answer */
const comment = (answer) => html`
  <h1 id="asked">${_("What else would you like to say?")}</h1>
  <textarea
    aria-labelledby="asked"
    rows="5"
    maxlength=${LONGEST_COMMENT}
    .value=${answer.comment}
    @input=${(/** @type {Event} */ event) => amend({ ...answer, comment: /** @type {HTMLTextAreaElement} */ (event.target).value })}
  ></textarea>
`;

const thanks = () => html`
  <main class="thanks">
    <svg viewBox="0 0 100 100" aria-hidden="true"><circle cx="50" cy="50" r="46" /><path d="M29 52l14 14 29-31" /></svg>
    <div role="status">
      <h1>${last.takenBack ? _("Your answer was taken back.") : _(THANKS)}</h1>
      <p>${last.trouble || _(WHAT_FOR)}</p>
    </div>
    ${last.takenBack ? nothing : html`<button class="take-back" @click=${takeBack}>${_("Touched by mistake? Take the answer back")}</button>`}
  </main>
`;

/**
 * @param {RatingQuestion} question
 * @param {number} score
 */
function touchFace(question, score) {
  if (!prompt) return;
  touchedAt = now();
  draft = { question, answer: begun(score), steps: stepsAfter(prompt, score), at: now() };
  if (draft.steps.length) draw();
  else finish();
}

/** @param {Answer} answer */
function amend(answer) {
  if (!draft) return;
  touchedAt = now();
  draft.answer = answer;
  draw();
}

function goOn() {
  if (!draft) return;
  touchedAt = now();
  draft.steps = draft.steps.slice(1);
  if (draft.steps.length) draw();
  else finish();
}

function anotherFace() {
  touchedAt = now();
  draft = null;
  draw();
}

/** Keeps the answer as far as it was given, and thanks; it goes to the server as soon as that is there. */
function finish() {
  if (!draft) return;
  const { question, answer, at } = draft;
  draft = null;
  done.add(question.token);
  kept.keep({ ticket: question.token, at, answer: said(answer) });
  last = { ticket: question.token, takenBack: false, trouble: "" };
  thanksUntil = now() + THANKS_MS;
  handIn();
  draw();
}

/** One after the other: an answer is never on its way twice. */
function handIn() {
  if (!kept.tickets.length) return;
  handing ??= kept
    .handIn((body) => post("/api/v1/ratings", body), (error) => (error instanceof Refusal ? error.status : 0), now)
    .finally(() => (handing = null));
}

async function takeBack() {
  const { ticket } = last;
  thanksUntil = now() + THANKS_MS;
  await handing;
  try {
    if (kept.has(ticket)) kept.drop(ticket);
    else await post("/api/v1/ratings/withdraw", { ticket });
    last = { ticket, takenBack: true, trouble: "" };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    last = { ...last, trouble: error.message };
  }
  thanksUntil = now() + THANKS_MS;
  draw();
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
  if (draft && now() >= touchedAt + TOUCHED_FOR_MS) finish(); // whoever answered has gone
  const awake = now() < thanksUntil || draft || asked(prompt);
  if (!awake && spoken() !== ownLanguage) speak(ownLanguage); // the next visitor begins in the hall's language
  paint(screen(prompt));
}

await whoIsIt().catch(() => undefined);
setInterval(draw, 500);
setInterval(handIn, HAND_IN_AGAIN_MS);
handIn();
watch(
  `rating:${facts.hall}:${facts.counter}`,
  (/** @type {RatingPrompt} */ view) => {
    if (view.question?.token !== prompt?.question?.token) {
      if (draft && view.question && view.question.token !== draft.question.token) finish(); // the next visitor is there
      if (!draft) touchedAt = 0;
    }
    prompt = view;
    heardAt(view.at);
    draw();
  },
  (news) => {
    if (news.connected && !connection.connected) handIn();
    connection = news;
    draw();
  },
);

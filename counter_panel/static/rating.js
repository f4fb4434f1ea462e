// The rating tablet: sleeps until its counter has served somebody, asks once, thanks, sleeps. Knows no officer's duties
// and no visitor: only a number and what rates its visit.

import { html } from "/static/vendor/lit-html/lit-html.js";
import { KeptAnswers } from "/counter-panel/static/kept_answers.js";
import { SLOW_STEP_MS, STEP_MS, secondsLeft, stillAsked } from "/counter-panel/static/open_question.js";
import { asking, asleep, framed, step, thanks } from "/counter-panel/static/rating_screens.js";
import { facesAloud, readingAloud, soundOf, stepAloud } from "/counter-panel/static/reading_aloud.js";
import { keepPage, stay } from "/counter-panel/static/staying.js";
import { hear, hush, tap } from "/counter-panel/static/tablet_sounds.js";
import { begun, said, stepsAfter } from "/static/answer.js";
import { heardAt, now } from "/static/clock.js";
import { Refusal, post, whoIsIt } from "/static/commands.js";
import { gong, unlock } from "/static/gong.js";
import { watch } from "/static/live.js";
import { mood, paint } from "/static/paint.js";
import { mark } from "/static/parts.js";
import { facts, speak, spoken } from "/static/words.js";

/** @typedef {import("/static/contract").RatingPrompt} RatingPrompt */
/** @typedef {import("/static/contract").RatingQuestion} RatingQuestion */
/** @typedef {import("/static/answer.js").Answer} Answer */
/** @typedef {import("/static/answer.js").Step} Step */
/** @typedef {import("./rating_screens.js").Manner} Manner */

const THANKS_MS = 6_000;
const HAND_IN_AGAIN_MS = 10_000;
const WAKING_VOLUME = 0.35;
const KEPT_PROMPT = "motcua tablet";
/** @type {Manner} */
const PLAIN = { pictures: false, large: false, aloud: false };
const ownLanguage = spoken();

/** As the server said last; over a restart without it, whose tablet this is. @type {RatingPrompt | null} */
let prompt = keptPrompt();
/** @type {import("/static/live").Connection} */
let connection = { connected: true, refusal: null };
let touchedAt = 0;
let thanksUntil = 0;
let manner = PLAIN;
let shift = false;
let awake = false;
/** Which choice is being read aloud. @type {string | null} */
let heard = null;
/** What is being answered, once a face was touched. @type {{question: RatingQuestion, answer: Answer, steps: Step[], at: number} | null} */
let draft = null;
/** @type {import("./rating_screens.js").Last} */
let last = { ticket: "", takenBack: false, trouble: "" };
const kept = new KeptAnswers(localStorage);
/** @type {Promise<void> | null} */
let handing = null;
/** Tickets that were rated, or passed over, here. @type {Set<string>} */
const done = new Set(kept.tickets);

const voice = readingAloud(
  (line) => hear(soundOf(facts.hall, spoken(), line)),
  hush,
  (key) => {
    heard = key;
    touchedAt = now();
    draw();
  },
);

/** @param {RatingPrompt} prompt */
function screen(prompt) {
  if (now() < thanksUntil) return thanks(last, takeBack);
  if (draft) return framed(prompt, draft.question, connection, change, further(prompt, draft.answer, draft.steps));
  const question = asked(prompt);
  return question ? framed(prompt, question, connection, change, first(question)) : asleep(prompt, connection);
}

/** @param {RatingPrompt} prompt */
const asked = (prompt) => stillAsked(prompt, done, touchedAt, now());

/** @param {RatingQuestion} question */
const first = (question) =>
  asking(manner, heard, secondsLeft(question, touchedAt, now()), {
    face: (score) => touchFace(question, score),
    skip: () => pass(question),
    turn,
  });

/**
 * @param {RatingPrompt} prompt
 * @param {Answer} answer
 * @param {Step[]} steps
 */
const further = (prompt, answer, steps) =>
  step(prompt, answer, steps, { heard, seconds: Math.max(0, Math.ceil((goesOnAt() - now()) / 1000)), shift }, {
    amend,
    back: anotherFace,
    on: goOn,
    shift: () => {
      shift = !shift;
      draw();
    },
  });

const isSlow = () => manner.large || manner.aloud;
const goesOnAt = () => touchedAt + (isSlow() ? SLOW_STEP_MS : STEP_MS);

/**
 * @param {RatingQuestion} question
 * @param {number} score
 */
function touchFace(question, score) {
  if (!prompt) return;
  const steps = manner.pictures ? [] : stepsAfter(prompt, score, { oneByOne: isSlow() });
  draft = { question, answer: begun(score), steps, at: now() };
  show();
}

/** The step that is asked now, or thanks where none is left. */
function show() {
  touchedAt = now();
  if (!draft?.steps.length) return finish();
  if (manner.aloud) voice.read(stepAloud(draft.steps[0], prompt?.reasons ?? []));
  draw();
}

/** @param {Answer} answer */
function amend(answer) {
  if (!draft) return;
  touchedAt = now();
  shift = false;
  draft.answer = answer;
  draw();
}

function goOn() {
  if (!draft) return;
  voice.stop();
  draft.steps = draft.steps.slice(1);
  show();
}

function anotherFace() {
  voice.stop();
  touchedAt = now();
  draft = null;
  if (manner.aloud) voice.read(facesAloud());
  draw();
}

/** Keeps the answer as far as it was given, and thanks; it goes to the server as soon as that is there. */
function finish() {
  voice.stop();
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
  voice.stop();
  done.add(question.token);
  draw();
}

/** @param {string} language */
function change(language) {
  touchedAt = now();
  speak(language);
  if (manner.aloud) voice.read(draft ? stepAloud(draft.steps[0], prompt?.reasons ?? []) : facesAloud());
  draw();
}

/** Pictures, large letters, reading aloud: for this visitor. @param {keyof Manner} key */
function turn(key) {
  touchedAt = now();
  manner = { ...manner, [key]: !manner[key] };
  if (key === "aloud" && manner.aloud) voice.read(facesAloud());
  else if (!manner.aloud) voice.stop();
  draw();
}

/** The next visitor begins as the hall has it: in its language, plain. */
function fallAsleep() {
  voice.stop();
  manner = PLAIN;
  shift = false;
  if (spoken() !== ownLanguage) speak(ownLanguage);
}

function draw() {
  if (!prompt) {
    if (connection.refusal) paint(html`<main class="asleep">${mark}<p class="hall">${connection.refusal}</p></main>`);
    return;
  }
  if (voice.reads()) touchedAt = now(); // nobody's time runs out while they listen
  if (draft && now() >= goesOnAt()) return goOn(); // whoever answered has gone, or has nothing to say to this
  const question = draft?.question ?? asked(prompt);
  if (question && !awake) gong(WAKING_VOLUME);
  awake = question !== null;
  if (!question && now() >= thanksUntil) fallAsleep();
  mood("large", manner.large);
  mood("pictures", manner.pictures);
  paint(screen(prompt));
}

/** @returns {RatingPrompt | null} */
function keptPrompt() {
  try {
    /** @type {RatingPrompt | null} */
    const found = JSON.parse(localStorage.getItem(KEPT_PROMPT) ?? "null");
    return found?.hall === facts.hall && found?.counter === facts.counter ? found : null;
  } catch {
    return null;
  }
}

/** Whose tablet it is, never a visit. @param {RatingPrompt} view */
function keepPrompt(view) {
  try {
    localStorage.setItem(KEPT_PROMPT, JSON.stringify({ ...view, question: null, officer: null }));
  } catch {
    // A browser that may store nothing, or is full: a restart without the server shows nothing.
  }
}

stay();
keepPage();
unlock(draw);
addEventListener("click", tap);
addEventListener("pointerdown", () => {
  if (awake) touchedAt = now();
});
draw();
await whoIsIt().catch(() => undefined);
setInterval(draw, 500);
setInterval(handIn, HAND_IN_AGAIN_MS);
handIn();
watch(
  `rating:${facts.hall}:${facts.counter}`,
  (/** @type {RatingPrompt} */ view) => {
    if (view.question?.token !== prompt?.question?.token) {
      if (draft && view.question && view.question.token !== draft.question.token) finish(); // the next visitor is there
      if (!draft) {
        touchedAt = 0;
        fallAsleep();
      }
      if (view.question) awake = false;
    }
    prompt = view;
    keepPrompt(view);
    heardAt(view.at);
    draw();
  },
  (news) => {
    if (news.connected && !connection.connected) handIn();
    connection = news;
    draw();
  },
);

// What a key means at the counter as it is: one key for each button, a numeric keypad as a call pad. Pure.

import { beside, canCall, offered, tooEarly } from "/counter-panel/static/deeds.js";
import { choicesOf } from "/counter-panel/static/questions.js";

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("./deeds.js").Deed} Deed */
/** @typedef {import("./questions.js").Question} Question */
/** What of a KeyboardEvent counts. @typedef {Pick<KeyboardEvent, "key" | "code" | "repeat" | "ctrlKey" | "altKey" | "metaKey">} Key */
/** Where the keyboard's focus is: where somebody writes, on what keys press by themselves, or anywhere else. @typedef {"writing" | "button" | "page"} Focus */
/** @typedef {{back: true} | {choose: object} | {press: Deed} | {call: number}} Meaning */

const DOUBLE_PRESS_MS = 600; // by its second press the first button is another one: that visitor is still on the way

/**
 * What the key means, or null: then it stays the browser's. Keys are letters while somebody writes, and a focused
 * button keeps its own.
 * @param {Key} key
 * @param {Focus} focus
 * @param {Desk} desk
 * @param {Question | null} question what the officer is being asked
 * @param {number} now
 * @param {import("./deeds.js").Me} [me]
 * @returns {Meaning | null}
 */
export function meaning(key, focus, desk, question, now, me) {
  if (key.repeat || key.ctrlKey || key.altKey || key.metaKey) return null;
  if (key.key === "Escape" || (question && !question.dossiers && key.code === "NumpadDecimal")) return { back: true };
  if (focus === "writing" && question?.padChooses && /^Numpad[1-9]$/.test(key.code)) return chosen(key, question);
  if (focus === "writing" || (focus === "button" && key.key === " ")) return null;
  if (question) return chosen(key, question);
  const parked = /^[1-9]$/.test(key.key) && !key.code.startsWith("Numpad") && canCall(desk) ? desk.parked[Number(key.key) - 1] : undefined;
  if (parked) return { call: parked.ticket };
  const deed = deedOf(key, desk, now, me);
  return deed && !tooEarly(deed, desk, now) ? { press: deed } : null;
}

/** @param {Key} key @param {Question} question @returns {Meaning | null} */
function chosen(key, question) {
  const pad = /^Numpad([1-9])$/.exec(key.code)?.[1];
  if (question.dossiers || (question.looks && !pad)) return null;
  const choice = choicesOf(question)[Number(pad ?? key.key) - 1];
  return choice ? { choose: choice.body } : null;
}

/** @param {Key} key @param {Desk} desk @param {number} now @param {import("./deeds.js").Me} [me] */
function deedOf(key, desk, now, me) {
  if (key.code === "NumpadEnter") return offered(desk, me)[0];
  const named = key.key === " " ? "Space" : key.key.toUpperCase();
  const all = [...offered(desk, me), ...beside(desk, now, me)];
  return all.find(({ keys, pad }) => (pad !== undefined && pad === key.code) || keys.includes(named));
}

/**
 * Tells the keypad's Enter once more, of a double press or of a key that bounces, from a press that is meant: of every
 * key that means something, in order.
 */
export function secondPresses() {
  let enteredAt = -DOUBLE_PRESS_MS;
  return (/** @type {Pick<KeyboardEvent, "code" | "timeStamp">} */ { code, timeStamp }) => {
    const before = enteredAt;
    enteredAt = code === "NumpadEnter" ? timeStamp : -DOUBLE_PRESS_MS; // another key in between says what is meant
    return code === "NumpadEnter" && timeStamp - before < DOUBLE_PRESS_MS;
  };
}

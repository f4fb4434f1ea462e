// What the keys of the tablet's keyboard do to a text: letters, and tones set where Vietnamese writes them. Pure.

import { N_ } from "/static/words.js";

/** Each tone by its combining letter: what stands on the key, and what it is called. @type {Record<string, {shown: string, words: string}>} */
export const TONES = {
  "\u0301": { shown: "á", words: N_("acute (sắc)") },
  "\u0300": { shown: "à", words: N_("grave (huyền)") },
  "\u0309": { shown: "ả", words: N_("hook (hỏi)") },
  "\u0303": { shown: "ã", words: N_("tilde (ngã)") },
  "\u0323": { shown: "ạ", words: N_("dot (nặng)") },
};
const ANY_TONE = new RegExp(`[${Object.keys(TONES).join("")}]`, "gu");
const VOWELS = "aăâeêioôơuưy";
const MARKED = "ăâêôơư";

/**
 * The text with its last syllable under this tone, where Vietnamese writes it: "toan" → "toán", "tuong" → "tuóng". The
 * same tone once more takes it away.
 * @param {string} text
 * @param {string} tone a combining letter
 */
export function withTone(text, tone) {
  const syllable = /\p{L}+$/u.exec(text.normalize("NFC"))?.[0] ?? "";
  const letters = [...withoutTone(syllable)];
  const place = placeOfTone(letters.map((letter) => letter.toLowerCase()));
  if (place === null) return text;
  const has = syllable.normalize("NFD").includes(tone);
  if (!has) letters[place] = (letters[place] + tone).normalize("NFC");
  return text.normalize("NFC").slice(0, -syllable.length) + letters.join("");
}

/** @param {string} syllable */
const withoutTone = (syllable) => syllable.normalize("NFD").replace(ANY_TONE, "").normalize("NFC");

/**
 * Which letter bears the tone: a vowel that has a mark of its own, else the last but one of those that end the syllable,
 * else the last vowel.
 * @param {readonly string[]} letters
 */
function placeOfTone(letters) {
  const vowels = letters.flatMap((letter, at) => (VOWELS.includes(letter) && !isPartOfConsonant(letters, at) ? [at] : []));
  if (!vowels.length) return null;
  const marked = vowels.filter((at) => MARKED.includes(letters[at]));
  if (marked.length) return marked[marked.length - 1];
  const last = vowels[vowels.length - 1];
  const ends = last === letters.length - 1;
  return ends && vowels.length > 1 ? vowels[vowels.length - 2] : last;
}

/** The u of "qu" and the i of "gi" before another vowel. @param {readonly string[]} letters @param {number} at */
const isPartOfConsonant = (letters, at) =>
  at > 0 &&
  VOWELS.includes(letters[at + 1] ?? "-") &&
  ((letters[at] === "u" && letters[at - 1] === "q") || (letters[at] === "i" && letters[at - 1] === "g"));

/** Without its last letter, marks and all. @param {string} text */
export const withoutLast = (text) => [...text.normalize("NFC")].slice(0, -1).join("");

/** Whether a sentence begins here, with a capital. @param {string} text */
export const beginsSentence = (text) => /(^|[.?!]\s+)$/u.test(text);

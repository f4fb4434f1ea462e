// What the page's shell gave its script: its facts, its language, and the words to say things in. Knows no screen.

/** @typedef {Readonly<Record<string, string>>} Words */

/** @type {{language: string, languages: string[], words: Record<string, Record<string, string>>, facts: Record<string, any>}} */
const given = JSON.parse(document.getElementById("given")?.textContent ?? "{}");

export const facts = given.facts;

/** Those that the page can be read in. */
export const languages = given.languages;

let language = given.language;

/** The page's language now. */
export const spoken = () => language;

/**
 * Lets the page go on in another language, without asking the server.
 * @param {string} chosen
 */
export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
}

/**
 * A sentence in the page's language, its `%(named)s` places filled in.
 * @param {string} sentence
 * @param {Record<string, string | number>} [places]
 * @param {string} [into]
 */
export function _(sentence, places = {}, into = language) {
  return filled(given.words[into]?.[sentence] ?? sentence, places);
}

/**
 * A sentence with a count. Vietnamese has one form for any count; English has these two.
 * @param {string} one
 * @param {string} many
 * @param {number} count
 * @param {string} [into]
 */
export function ngettext(one, many, count, into = language) {
  const sentence = given.words[into]?.[one] ?? (count === 1 ? one : many);
  return filled(sentence, { count: number(count, into) });
}

/**
 * Marks a sentence for the catalogues where it is written down before it is said.
 * @param {string} sentence
 */
export const N_ = (sentence) => sentence;

/**
 * A name in the page's language, or in the first it has.
 * @param {Words | null | undefined} names
 * @param {string} [into]
 */
export function name(names, into = language) {
  return names ? (names[into] ?? Object.values(names)[0] ?? "") : "";
}

/**
 * A number as the language writes it.
 * @param {number} value
 * @param {string} [into]
 * @param {Intl.NumberFormatOptions} [options]
 */
export function number(value, into = language, options = {}) {
  return new Intl.NumberFormat(into, options).format(value);
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} places
 */
function filled(sentence, places) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, place) => String(places[place] ?? whole));
}

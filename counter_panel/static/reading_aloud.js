// Reads what the tablet asks aloud, by the server's voice: the question, then each choice, which is shown meanwhile.

import { INDICATORS } from "/static/answer.js";
import { QUESTION, SCALE, faceKey } from "/static/faces.js";
import { COMMENT, WHY, levelKey, reasonKey } from "/static/rating_steps.js";

/** @typedef {import("/static/answer.js").Step} Step */
/** A choice by its key (none: the question), and what is said: words of the page, or a reason. @typedef {{key: string | null, words?: string, reason?: string}} Line */

/** The question with its faces. @returns {Line[]} */
export const facesAloud = () => [
  { key: null, words: QUESTION },
  ...SCALE.map(({ score, words }) => ({ key: faceKey(score), words })),
];

/**
 * @param {Step} step
 * @param {readonly {slug: string}[]} reasons
 * @returns {Line[]}
 */
export function stepAloud(step, reasons) {
  switch (step.asks) {
    case "reasons":
      return [{ key: null, words: WHY }, ...reasons.map(({ slug }) => ({ key: reasonKey(slug), reason: slug }))];
    case "indicators":
      return step.which.flatMap((indicator) => [
        { key: null, words: INDICATORS[indicator].asks },
        ...INDICATORS[indicator].levels.map(([points, words]) => ({ key: levelKey(indicator, points), words })),
      ]);
    case "comment":
      return [{ key: null, words: COMMENT }];
  }
}

/**
 * @param {string} hall
 * @param {string} language
 * @param {Line} line
 */
export const soundOf = (hall, language, { words, reason }) =>
  `/rating/${hall}/voice.wav?${new URLSearchParams({ lang: language, ...(reason ? { reason } : { words: words ?? "" }) })}`;

/**
 * @param {(line: Line) => Promise<void>} say ends when it was said; rejects where there is no sound of it
 * @param {() => void} hush
 * @param {(key: string | null) => void} shown which choice is being read
 */
export function readingAloud(say, hush, shown) {
  let turn = 0;
  let busy = false;

  /** Not before the sound of the last line has ended. @param {readonly Line[]} lines */
  async function read(lines) {
    const mine = ++turn;
    hush();
    busy = true;
    for (const line of lines) {
      if (mine !== turn) return;
      shown(line.key);
      await say(line).catch(() => undefined);
    }
    if (mine === turn) end();
  }

  function end() {
    busy = false;
    shown(null);
  }

  return {
    read: (/** @type {readonly Line[]} */ lines) => void read(lines),
    stop() {
      turn += 1;
      hush();
      if (busy) end();
    },
    /** While it reads, nobody's time runs out. */
    reads: () => busy,
  };
}

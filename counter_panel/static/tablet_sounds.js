// What a tablet sounds beside the gong: touches, and sentences read aloud. Knows no question.

import { soundCard, strike, unlocked } from "/static/gong.js";

const TAP_PITCH = 659.25;

/** A touch is heard, softly: whoever cannot see well knows that it counted. */
export function tap() {
  const card = soundCard();
  if (card && unlocked()) strike(card, TAP_PITCH, 0, { times: 1, loud: 0.12, seconds: 0.15 }, 1);
}

/** @type {AudioBufferSourceNode | null} */
let heard = null;
let asked = 0;

/** Plays a sound alone; ends when it was played, or hushed. @param {string} address */
export async function hear(address) {
  const card = soundCard();
  if (!card || !unlocked()) return;
  const mine = ++asked;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const sound = await card.decodeAudioData(await answer.arrayBuffer());
  if (mine !== asked) return; // hushed while it was on its way
  const source = new AudioBufferSourceNode(card, { buffer: sound });
  heard = source;
  source.connect(card.destination);
  source.start();
  await new Promise((resolve) => {
    source.addEventListener("ended", resolve);
    setTimeout(resolve, sound.duration * 1000 + 1_000); // a card that was pulled out ends nothing
  });
}

export function hush() {
  asked += 1;
  heard?.stop();
  heard = null;
}

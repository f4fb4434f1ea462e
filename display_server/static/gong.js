// Two struck tones that make a hall look up, made here: no file, nothing to fetch; and what is said after them. Knows no call.

const TONES = [
  { pitch: 659.25, after: 0 },
  { pitch: 523.25, after: 0.42 },
];
const OVERTONES = [
  { times: 1, loud: 0.5, seconds: 1.9 },
  { times: 2.01, loud: 0.16, seconds: 1.1 },
  { times: 3.02, loud: 0.07, seconds: 0.6 },
];

const GONG_SECONDS = 1; // its tail sounds on under the first word
const BETWEEN_TIMES_SECONDS = 0.8;

/** @type {AudioContext | null} */
let audio = null;

/** What sounds are made with; null before the page has asked for it. */
export const soundCard = () => audio;

/** Whether the browser lets this page sound: it wants one touch or key first, unless it was started otherwise. */
export const unlocked = () => audio?.state === "running";

/**
 * Asks for sound now and at every touch or key until it is granted.
 * @param {() => void} changed
 */
export function unlock(changed) {
  audio = new AudioContext();
  audio.addEventListener("statechange", changed);
  const resume = () => void audio?.resume().catch(() => undefined);
  for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, resume);
}

/** @param {number} [volume] 0..1 */
export function gong(volume = 1) {
  if (!audio || !unlocked()) return;
  for (const { pitch, after } of TONES) for (const overtone of OVERTONES) strike(audio, pitch, after, overtone, volume);
}

/**
 * Rings, and then plays a sound so many times; ends when it was played.
 * @param {string} address of a sound that stays the same for ever
 * @param {{times: number, volume: number}} how
 */
export async function play(address, { times, volume }) {
  if (!audio || !unlocked()) return;
  const context = audio;
  const begun = context.currentTime;
  gong(volume);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const sound = await context.decodeAudioData(await answer.arrayBuffer());
  const level = new GainNode(context, { gain: volume });
  level.connect(context.destination);
  let at = Math.max(begun + GONG_SECONDS, context.currentTime);
  /** @type {AudioBufferSourceNode | undefined} */
  let last;
  for (let time = 0; time < times; time += 1) {
    last = new AudioBufferSourceNode(context, { buffer: sound });
    last.connect(level);
    last.start(at);
    at += sound.duration + BETWEEN_TIMES_SECONDS;
  }
  // A card that was pulled out ends nothing: the next call must not wait for it.
  const longest = (at - context.currentTime) * 1000 + 1_000;
  await new Promise((resolve) => {
    last?.addEventListener("ended", resolve);
    setTimeout(resolve, longest);
  });
}

/**
 * @param {AudioContext} context
 * @param {number} pitch
 * @param {number} after
 * @param {{times: number, loud: number, seconds: number}} overtone
 * @param {number} volume
 */
export function strike(context, pitch, after, { times, loud, seconds }, volume) {
  const begin = context.currentTime + after;
  const tone = new OscillatorNode(context, { frequency: pitch * times });
  const level = new GainNode(context, { gain: 0 });
  level.gain.setValueAtTime(0, begin);
  level.gain.linearRampToValueAtTime(loud * volume, begin + 0.008);
  level.gain.exponentialRampToValueAtTime(0.0001, begin + seconds);
  tone.connect(level).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + seconds);
}

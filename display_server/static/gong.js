// Two struck tones that make a hall look up, made here: no file, nothing to fetch. Knows no call.

const TONES = [
  { pitch: 659.25, after: 0 },
  { pitch: 523.25, after: 0.42 },
];
const OVERTONES = [
  { times: 1, loud: 0.5, seconds: 1.9 },
  { times: 2.01, loud: 0.16, seconds: 1.1 },
  { times: 3.02, loud: 0.07, seconds: 0.6 },
];

/** @type {AudioContext | null} */
let audio = null;

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

export function gong() {
  if (!audio || !unlocked()) return;
  for (const { pitch, after } of TONES) for (const overtone of OVERTONES) strike(audio, pitch, after, overtone);
}

/**
 * @param {AudioContext} context
 * @param {number} pitch
 * @param {number} after
 * @param {{times: number, loud: number, seconds: number}} overtone
 */
function strike(context, pitch, after, { times, loud, seconds }) {
  const begin = context.currentTime + after;
  const tone = new OscillatorNode(context, { frequency: pitch * times });
  const level = new GainNode(context, { gain: 0 });
  level.gain.setValueAtTime(0, begin);
  level.gain.linearRampToValueAtTime(loud, begin + 0.008);
  level.gain.exponentialRampToValueAtTime(0.0001, begin + seconds);
  tone.connect(level).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + seconds);
}

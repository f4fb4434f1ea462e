// Records from the microphone and gives a WAV file, whatever the browser itself records. Knows no voice and no server.

const RATE = 22_050;

/** Browsers give the microphone only to pages of https, or of the machine itself. */
export const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia) && "MediaRecorder" in globalThis;

export class Recording {
  /** @param {MediaStream} stream */
  constructor(stream) {
    this.stream = stream;
    this.recorder = new MediaRecorder(stream);
    /** @type {Blob[]} */
    this.parts = [];
    this.recorder.addEventListener("dataavailable", ({ data }) => this.parts.push(data));
    this.recorder.start();
  }

  /** Asks for the microphone. Rejects where it is not given. */
  static async begin() {
    // What a telephone call wants done to a voice makes clips sound unlike each other.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    return new Recording(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  /** Ends, and gives what was recorded. */
  async stop() {
    const ended = new Promise((resolve) => this.recorder.addEventListener("stop", resolve));
    this.recorder.stop();
    await ended;
    for (const track of this.stream.getTracks()) track.stop();
    const context = new OfflineAudioContext(1, 1, RATE);
    const sound = await context.decodeAudioData(await new Blob(this.parts).arrayBuffer());
    return wav(sound.getChannelData(0));
  }
}

/**
 * 16 bits, one channel.
 * @param {Float32Array} samples
 */
export function wav(samples) {
  const file = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  /** @param {number} at @param {string} text */
  const write = (at, text) => [...text].forEach((sign, place) => file.setUint8(at + place, sign.charCodeAt(0)));
  write(0, "RIFF");
  file.setUint32(4, 36 + 2 * samples.length, true);
  write(8, "WAVEfmt ");
  file.setUint32(16, 16, true);
  file.setUint16(20, 1, true); // plain samples
  file.setUint16(22, 1, true); // one channel
  file.setUint32(24, RATE, true);
  file.setUint32(28, 2 * RATE, true);
  file.setUint16(32, 2, true);
  file.setUint16(34, 16, true);
  write(36, "data");
  file.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, place) => file.setInt16(44 + 2 * place, Math.max(-1, Math.min(1, sample)) * 32_767, true));
  return new Blob([file.buffer], { type: "audio/wav" });
}

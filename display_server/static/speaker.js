// What a display says aloud: it asks the server what comes next, and says that to its end before it asks again. So one
// announcement is heard at a time, in the server's order. Knows neither sound nor pixels.

/** @typedef {import("./contract").Announcement} Announcement */
/** @typedef {import("./contract").AnnouncementAnswer} AnnouncementAnswer */

const IDLE_SECONDS = 10; // a view with a call asks at once: this is only for what a lost view would have told
const NOT_ANSWERED_SECONDS = 1;

/**
 * @param {() => Promise<AnnouncementAnswer>} ask rejects where the server does not answer
 * @param {(announcement: Announcement) => Promise<void>} say ends when it was said
 * @param {(announcement: Announcement | null) => void} told what is being said; null when it was
 */
export function speaker(ask, say, told) {
  let busy = false;
  let askedMeanwhile = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  async function next() {
    if (busy) return void (askedMeanwhile = true);
    busy = true;
    askedMeanwhile = false;
    clearTimeout(later);
    const answer = await ask().catch(() => null);
    if (answer?.announcement) {
      told(answer.announcement);
      await say(answer.announcement).catch(() => undefined);
      told(null);
    }
    busy = false;
    if (answer?.announcement || (askedMeanwhile && answer)) return void next();
    later = setTimeout(next, 1000 * (answer ? (answer.again_in ?? IDLE_SECONDS) : NOT_ANSWERED_SECONDS));
  }

  return {
    /** Something may have come: asks now, or when what is being said is said. */
    next: () => void next(),
  };
}

/** Who this display is to the server: the same for as long as its window is open, whatever is loaded anew. */
export function ownName() {
  const kept = sessionStorage.getItem("speaker");
  if (kept) return kept;
  const made = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem("speaker", `display ${made}`);
  return `display ${made}`;
}

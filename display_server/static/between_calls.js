// What a display shows between calls: which notice, picture or video is on. While somebody is called, it rests.
// Knows the board's playlist and the time, no layout. An item that is off its times or does not load is passed over.

/** @typedef {import("./contract").BoardItem} BoardItem */

/**
 * A picture or a video that has its turn.
 * @typedef {object} Slide
 * @property {BoardItem} item
 * @property {string} key another in each turn: a video that follows itself begins anew
 * @property {string} source where its file is taken from in this turn
 */

const AGAIN_MS = 60_000; // after which what did not load is tried again
const STUCK_MS = 10_000; // a video that plays and does not move on

/**
 * What of these is on now, in their order.
 * @param {readonly BoardItem[]} items
 * @param {BoardItem["kind"][]} kinds
 * @param {number} at
 */
export const onNow = (items, kinds, at) =>
  items.filter(
    ({ kind, spans }) =>
      kinds.includes(kind) && spans.some(({ begins, ends }) => Date.parse(begins) <= at && at < Date.parse(ends)),
  );

/**
 * Those that take turns by their seconds: the one whose turn it is.
 * @param {readonly BoardItem[]} items
 * @param {number} at
 */
export function inItsTurn(items, at) {
  let left = at % items.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
  return items.find(({ seconds }) => (left -= seconds * 1000) < 0) ?? null;
}

/** @param {(address: string) => string} sourceOf where a file is, perhaps nearer than on the server */
export function slides(sourceOf) {
  /** @type {Slide | null} */
  let slide = null;
  let turn = 0;
  let since = 0;
  /** Until when each is passed over. @type {Map<number, number>} */
  const failed = new Map();

  /** @param {readonly BoardItem[]} shown @param {readonly BoardItem[]} all @param {number} at */
  function begin(shown, all, at) {
    const before = slide ? all.findIndex(({ id }) => id === slide?.item.id) : -1;
    const item = shown.find((each) => all.indexOf(each) > before) ?? shown[0];
    if (!item) return void (slide = null);
    turn += 1;
    since = at;
    slide = { item, key: `${item.id} ${turn}`, source: sourceOf(item.media ?? "") };
  }

  return {
    /**
     * The slide that is on, or would be if nobody were called; null where there is none.
     * @param {readonly BoardItem[]} all
     * @param {boolean} calm nobody is being called
     * @param {number} at
     */
    look(all, calm, at) {
      const shown = onNow(all, ["picture", "video"], at).filter(({ id }) => (failed.get(id) ?? 0) <= at);
      const same = shown.find(({ id, media }) => id === slide?.item.id && media === slide.item.media);
      if (!slide || !same) begin(shown, all, at);
      else slide = { ...slide, item: same };
      if (!calm) since = at; // a picture that a call has covered has its time anew
      if (slide?.item.kind === "picture" && at - since >= slide.item.seconds * 1000) {
        if (shown.length > 1) begin(shown, all, at);
        else since = at;
      }
      return slide;
    },

    /** A video has come to its end. @param {readonly BoardItem[]} all @param {number} at */
    next(all, at) {
      begin(onNow(all, ["picture", "video"], at).filter(({ id }) => (failed.get(id) ?? 0) <= at), all, at);
    },

    /** A file did not load: the others go on without it for a while, unless it is nearer by now. @param {number} id @param {number} at */
    fail(id, at) {
      const nearer = slide?.item.id === id ? sourceOf(slide.item.media ?? "") : slide?.source;
      if (slide && nearer && nearer !== slide.source) slide = { ...slide, key: `${id} ${(turn += 1)}`, source: nearer };
      else failed.set(id, at + AGAIN_MS);
    },
  };
}

/** Plays a video while nobody is called, and only then; says where it does not move on. */
export function steering() {
  /** @type {HTMLVideoElement | null} */
  let steered = null;
  let place = 0;
  let movedAt = 0;
  /** Those that may not sound: nobody has touched the screen. @type {WeakSet<HTMLVideoElement>} */
  const silenced = new WeakSet();

  /**
   * @param {HTMLVideoElement | null} video
   * @param {boolean} calm
   * @param {boolean} withSound
   * @param {number} at
   * @returns {boolean} whether it is stuck
   */
  return (video, calm, withSound, at) => {
    if (!video) return false;
    video.muted = !(calm && withSound) || silenced.has(video);
    if (!calm) {
      video.pause();
      movedAt = at;
      return false;
    }
    if (video !== steered || video.currentTime !== place) [steered, place, movedAt] = [video, video.currentTime, at];
    if (video.paused && !video.ended) {
      video.play().catch((refusal) => {
        if (refusal.name !== "NotAllowedError") return; // it was taken off the screen, or a call came
        silenced.add(video);
        video.muted = true;
        return video.play().catch(() => undefined);
      });
    }
    return at - movedAt > STUCK_MS;
  };
}

// Which calls a hall display has yet to announce, one after another. Knows neither pixels nor the server.
//
// Each call of a board carries the `seq` of its latest call or recall: what is newer than the last one announced is
// still to be announced, whether it came alone, in a burst, or while the display was cut off.

/** @typedef {import("./contract").BoardCall} BoardCall */

const AT_LEAST_MS = 3_500; // long enough to read a number and a counter twice
const CALM_AFTER_MS = 8_000; // where no other call follows

/**
 * @param {(call: BoardCall, fresh: boolean) => void} show puts a call in the spotlight; not fresh: it was called before
 * @param {() => void} rest nothing is left to announce
 */
export function announcer(show, rest) {
  /** @type {BoardCall[]} */
  let queue = [];
  /** @type {number | null} */
  let announced = null;
  let busy = false;
  let calm = 0;

  const next = () => {
    const call = queue.shift();
    busy = call !== undefined;
    if (!call) return void (calm = setTimeout(rest, CALM_AFTER_MS - AT_LEAST_MS));
    clearTimeout(calm);
    show(call, true);
    setTimeout(next, AT_LEAST_MS);
  };

  return {
    /**
     * Takes the board's calls, newest first, as of `seq`.
     * @param {readonly BoardCall[]} calls
     * @param {number} seq
     */
    take(calls, seq) {
      const newest = calls.reduce((highest, call) => Math.max(highest, call.seq), 0);
      if (announced === null || seq < announced) {
        // Just switched on, or the hall began anew: what was called before is old news.
        announced = newest;
        queue = [];
        const last = calls.find((call) => call.seq === newest);
        if (last && !busy) show(last, false);
        return;
      }
      const last = announced;
      const fresh = calls.filter((call) => call.seq > last).sort((one, other) => one.seq - other.seq);
      const again = new Set(fresh.map((call) => call.number));
      queue = [...queue.filter((call) => !again.has(call.number)), ...fresh];
      announced = Math.max(announced, newest);
      if (queue.length && !busy) next();
    },

    /** How many calls wait for their announcement. */
    waiting: () => queue.length,
  };
}

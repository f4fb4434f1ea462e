// A counter that goes on while only the server is away: the numbers that were waiting when the line went, whom the
// officer called of them by voice, and how it ended. Kept in the browser until the server has taken it over. Pure, but
// for the shelf that it is given.

/** @typedef {import("/static/contract").Desk} Desk */
/** @typedef {import("/static/contract").VisitAlone} VisitAlone */
/** @typedef {import("/static/contract").VisitTakenOver} VisitTakenOver */
/** @typedef {{ticket: number, number: string, service: string}} Next */
/** @typedef {Next & {calledAt: number}} Calling In milliseconds. */
/** @typedef {Calling & {endedAt: number, came: boolean}} Done */
/** @typedef {{next: Next[], held: Calling | null, on: boolean, calling: Calling | null, done: Done[]}} Pages */
/** What of a browser's storage is used. @typedef {Pick<Storage, "getItem" | "setItem">} Shelf */

/** @type {Pages} */
const EMPTY = { next: [], held: null, on: false, calling: null, done: [] };
const MOST_AT_ONCE = 100;

export class Alone {
  /** @type {Pages} */
  #pages;
  /** @type {Shelf} */
  #shelf;
  /** @type {string} */
  #name;

  /**
   * @param {Shelf} shelf
   * @param {string} counter
   */
  constructor(shelf, counter) {
    this.#shelf = shelf;
    this.#name = `motcua alone ${counter}`;
    this.#pages = read(shelf, this.#name);
  }

  /** Whether the officer works without the server, or has begun a visit that way. */
  get isOn() {
    return this.#pages.on;
  }

  get calling() {
    return this.#pages.calling;
  }

  get next() {
    return this.#pages.next;
  }

  get done() {
    return this.#pages.done;
  }

  /** Another window of this counter may have written meanwhile. */
  lookAgain() {
    this.#pages = read(this.#shelf, this.#name);
  }

  /**
   * Keeps whom this counter would call next: asked with every view, so that it is there when the line goes.
   * @param {Desk} desk
   * @param {(service: string) => string} nameOf
   */
  prepare(desk, nameOf) {
    if (this.#pages.on || this.#pages.done.length) return;
    const mine = new Set(desk.alone ?? []);
    const next = desk.waiting
      .filter((entry) => mine.has(entry.ticket))
      .map(({ ticket, number, service }) => ({ ticket, number, service: nameOf(service) }));
    const { current } = desk;
    const held = current && { ticket: current.id, number: current.number, service: nameOf(current.service), calledAt: Date.parse(current.called_at ?? desk.at) };
    this.#write({ ...EMPTY, next, held: held ?? null });
  }

  /** The officer goes on without the server; whoever stands at the counter is served to the end. */
  begin() {
    this.lookAgain();
    if (!this.#pages.on) this.#write({ ...this.#pages, on: true, calling: this.#pages.held });
  }

  /** Calls the next one, by voice. @param {number} now */
  call(now) {
    this.lookAgain();
    const [called, ...next] = this.#pages.next;
    if (called && !this.#pages.calling) this.#write({ ...this.#pages, next, calling: { ...called, calledAt: now } });
  }

  /** @param {boolean} came @param {number} now */
  end(came, now) {
    this.lookAgain();
    const { calling, done } = this.#pages;
    if (calling) this.#write({ ...this.#pages, calling: null, done: [...done, { ...calling, endedAt: now, came }] });
  }

  /**
   * The server is there again. Whoever it knows to stand here goes on as it says; a visit that it knows nothing of is
   * ended first.
   * @param {Desk} desk
   */
  reconnect(desk) {
    const { calling, on } = this.#pages;
    if (on && (!calling || calling.ticket === desk.current?.id)) this.#write({ ...this.#pages, on: false, calling: null, next: [] });
  }

  /** What is to be handed in. @param {number} now @returns {VisitAlone[]} */
  toHandIn(now) {
    return this.#pages.done.slice(0, MOST_AT_ONCE).map(({ ticket, came, calledAt, endedAt }) => ({
      ticket,
      came,
      called_seconds_ago: seconds(now - calledAt),
      ended_seconds_ago: seconds(now - endedAt),
    }));
  }

  /** The server has answered for these. @param {readonly VisitTakenOver[]} taken */
  takenOver(taken) {
    const known = new Set(taken.map((each) => each.ticket));
    this.lookAgain();
    this.#write({ ...this.#pages, done: this.#pages.done.filter((each) => !known.has(each.ticket)) });
  }

  /** @param {number} ticket */
  numberOf(ticket) {
    return this.#pages.done.find((each) => each.ticket === ticket)?.number ?? "";
  }

  /** @param {Pages} pages */
  #write(pages) {
    this.#pages = pages;
    try {
      this.#shelf.setItem(this.#name, JSON.stringify(pages));
    } catch {
      // A browser that may store nothing, or is full: it is kept until the page goes.
    }
  }
}

const A_DAY_SECONDS = 24 * 60 * 60;

/** @param {number} milliseconds */
const seconds = (milliseconds) => Math.min(A_DAY_SECONDS, Math.max(0, Math.round(milliseconds / 1000)));

/** @param {Shelf} shelf @param {string} named @returns {Pages} */
function read(shelf, named) {
  try {
    const found = JSON.parse(shelf.getItem(named) ?? "null");
    return found && Array.isArray(found.done) && Array.isArray(found.next) ? { ...EMPTY, ...found } : EMPTY;
  } catch {
    return EMPTY;
  }
}

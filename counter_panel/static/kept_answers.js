// Keeps answers on the tablet until the server has them, over a reload too. Knows no screen, and sends nothing itself.

/** @typedef {{ticket: string, at: number, answer: {score: number}}} Kept `at`: when it was given, in milliseconds. */
/** What of a browser's storage is used. @typedef {Pick<Storage, "getItem" | "setItem">} Shelf */
/** @typedef {(body: object) => Promise<unknown>} Send */
/** How the server answered: 0 where it could not be asked. @typedef {(error: unknown) => number} StatusOf */

const SHELF = "motcua answers";
const KNOWN_ALREADY = 409; // or too late: nothing that sending it again would mend
const NO_TICKET = 404;
const NOT_ASKED_HERE = 422;

export class KeptAnswers {
  /** @type {Kept[]} */
  #kept;
  /** @type {Shelf} */
  #shelf;

  /** @param {Shelf} shelf */
  constructor(shelf) {
    this.#shelf = shelf;
    this.#kept = read(shelf);
  }

  /** @param {string} ticket */
  has(ticket) {
    return this.#kept.some((each) => each.ticket === ticket);
  }

  get tickets() {
    return this.#kept.map((each) => each.ticket);
  }

  /** @param {Kept} answer */
  keep(answer) {
    if (!this.has(answer.ticket)) this.#store([...this.#kept, answer]);
  }

  /** @param {string} ticket */
  drop(ticket) {
    this.#store(this.#kept.filter((each) => each.ticket !== ticket));
  }

  /**
   * Sends what is kept, the oldest first; what the server cannot take now stays.
   * @param {Send} send
   * @param {StatusOf} statusOf
   * @param {() => number} now
   */
  async handIn(send, statusOf, now) {
    for (const { ticket, at, answer } of [...this.#kept]) {
      const seconds = Math.max(0, Math.floor((now() - at) / 1000));
      const when = seconds ? { answered_seconds_ago: seconds } : {};
      try {
        await send({ ticket, ...answer, ...when }).catch((error) => {
          // The hall has changed what it asks since: the face is an answer still.
          if (statusOf(error) !== NOT_ASKED_HERE) throw error;
          return send({ ticket, score: answer.score, ...when });
        });
      } catch (error) {
        if (![KNOWN_ALREADY, NO_TICKET, NOT_ASKED_HERE].includes(statusOf(error))) return;
      }
      this.drop(ticket);
    }
  }

  /** @param {Kept[]} kept */
  #store(kept) {
    this.#kept = kept;
    try {
      this.#shelf.setItem(SHELF, JSON.stringify(kept));
    } catch {
      // A browser that may store nothing, or is full: it is kept until the page goes.
    }
  }
}

/**
 * @param {Shelf} shelf
 * @returns {Kept[]}
 */
function read(shelf) {
  try {
    const found = JSON.parse(shelf.getItem(SHELF) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

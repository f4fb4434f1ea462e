// A Socket.IO client without a network: a test says when it is connected, what the server answers and what it pushes.

import { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";

export class FakeSocket extends EventEmitter {
  connected = false;
  active = true;
  /** Topics that were asked for, in order. @type {string[]} */
  asked = [];
  /** How often the page asked for a connection. */
  dialled = 0;
  /** What the server answers to `watch`, by topic; a topic without an answer gets none. @type {Record<string, object>} */
  answers = {};

  connect() {
    this.dialled += 1;
    return this;
  }

  disconnect() {
    this.cut("io client disconnect");
    return this;
  }

  timeout() {
    return { emitWithAck: (/** @type {string} */ _event, /** @type {any} */ { topic }) => this.#answer(topic) };
  }

  async #answer(/** @type {string} */ topic) {
    this.asked.push(topic);
    if (!(topic in this.answers)) throw new Error("operation has timed out");
    return this.answers[topic];
  }

  /** The connection stands. */
  async open() {
    this.connected = true;
    this.emit("connect");
    await setImmediate();
  }

  /** The connection breaks. */
  cut(reason = "transport close") {
    this.connected = false;
    this.emit("disconnect", reason);
  }

  /** The server says something of its own accord. @param {string} event @param {object} news */
  async says(event, news) {
    this.emit(event, news);
    await setImmediate();
  }
}

// Watches topics over a socket: hands over whole views, says when it is cut off. Knows neither page nor screen.
//
// The server's message is always a whole view with the hall's `seq`. After every (re)connection the answer to `watch`
// is the truth, whatever was seen before: the server may be a new one. While connected, the highest `seq` wins.

/** How the page stands to the server; `refusal` is the server's own sentence. @typedef {{connected: boolean, refusal: string | null}} Connection */
/** @typedef {{topic: string, seq: number, view: any}} TopicView */
/** @typedef {{topic: string, seq: number, asking: boolean, takenAt: number, onView: (view: any, seq: number) => void}} Watched */

/**
 * What is needed of a Socket.IO client.
 * @typedef {object} Socket
 * @property {boolean} connected
 * @property {boolean} active whether it reconnects by itself
 * @property {() => Socket} connect
 * @property {() => Socket} disconnect
 * @property {(event: string, listener: (news: any) => void) => unknown} on
 * @property {(ms: number) => {emitWithAck: (event: string, news: object) => Promise<any>}} timeout
 */

const ANSWER_MS = 5_000;
const ASK_AGAIN_MS = 1_000;
const REFUSED_AGAIN_MS = 10_000;
const SILENCE_MS = 12_000; // the server ticks every 5 seconds: two ticks were lost
/** The hall's own screens are ticked every second. @type {Record<string, number>} */
const SILENCE_OF_SCREENS_MS = { board: 4_000, counter: 2_500, rating: 4_000 };
const REDIAL_MS = 5_500; // a cable is pulled seldom; a server that works hard for a moment is not asked by all at once
const REFRESH_MS = 60_000; // what moves with time alone (opening hours, expected waits) is not pushed
const GONE_MS = 2_500; // a reconnection that takes longer than this is one that people should know of
const LOOK_MS = 500;

/** @param {Socket} socket */
export function watching(socket) {
  /** @type {Watched[]} */
  const watched = [];
  /** @type {((connection: Connection) => void)[]} */
  const listeners = [];
  /** @type {Connection} */
  let connection = { connected: true, refusal: null }; // hopeful for its first moments
  let heardAt = Date.now();
  let lostAt = Date.now();
  let patience = SILENCE_MS;

  /** @param {Watched} wanted */
  async function ask(wanted) {
    if (wanted.asking || !socket.connected) return;
    wanted.asking = true;
    /** @type {TopicView | {error: string} | null} */
    const answer = await socket.timeout(ANSWER_MS).emitWithAck("watch", { topic: wanted.topic }).catch(() => null);
    wanted.asking = false;
    if (answer === null) return void setTimeout(ask, ASK_AGAIN_MS, wanted);
    hear();
    if ("error" in answer) {
      tell({ connected: true, refusal: answer.error });
      return void setTimeout(ask, REFUSED_AGAIN_MS, wanted);
    }
    tell({ connected: true, refusal: null });
    take(wanted, answer);
  }

  /**
   * @param {Watched} wanted
   * @param {TopicView} news
   */
  function take(wanted, news) {
    if (news.seq < wanted.seq) return;
    wanted.seq = news.seq;
    wanted.takenAt = Date.now();
    wanted.onView(news.view, news.seq);
  }

  function hear() {
    heardAt = Date.now();
    if (!connection.connected) tell({ ...connection, connected: true });
  }

  /** @param {Connection} news */
  function tell(news) {
    if (news.connected === connection.connected && news.refusal === connection.refusal) return;
    connection = news;
    for (const listener of listeners) listener(connection);
  }

  function look() {
    const now = Date.now();
    const gone = !socket.connected && now - lostAt > GONE_MS;
    const silent = now - heardAt > patience;
    if (gone || silent) tell({ ...connection, connected: false });
    for (const wanted of watched) if (wanted.seq >= 0 && now - wanted.takenAt > REFRESH_MS) ask(wanted);
    // A connection that looks open but says nothing (a cable was pulled) would take minutes to notice it by itself.
    if (silent && now - heardAt > REDIAL_MS && socket.connected) socket.disconnect().connect();
  }

  socket.on("connect", () => {
    heardAt = Date.now();
    for (const wanted of watched) {
      wanted.seq = -1;
      wanted.asking = false;
      ask(wanted);
    }
  });

  socket.on("disconnect", (/** @type {string} */ reason) => {
    lostAt = Date.now();
    // Socket.IO reconnects by itself, except where the server closed the connection in good order.
    if (reason === "io server disconnect") socket.connect();
  });

  socket.on("connect_error", () => {
    if (!socket.active) setTimeout(() => socket.connect(), ASK_AGAIN_MS);
  });

  socket.on("view", (/** @type {TopicView} */ news) => {
    hear();
    for (const wanted of watched) if (wanted.topic === news.topic) take(wanted, news);
  });

  socket.on("tick", (/** @type {Record<string, number>} */ seqs) => {
    hear();
    for (const wanted of watched) if ((seqs[wanted.topic] ?? -1) > wanted.seq) ask(wanted);
  });

  setInterval(look, LOOK_MS);

  return {
    /**
     * Watches a topic from now on.
     * @param {string} topic
     * @param {(view: any, seq: number) => void} onView
     * @param {(connection: Connection) => void} [onConnection]
     */
    watch(topic, onView, onConnection) {
      const wanted = { topic, seq: -1, asking: false, takenAt: 0, onView };
      watched.push(wanted);
      patience = Math.min(patience, SILENCE_OF_SCREENS_MS[topic.split(":", 1)[0]] ?? SILENCE_MS);
      if (onConnection) listeners.push(onConnection);
      if (socket.connected) ask(wanted);
      else socket.connect();
    },

    /**
     * Asks the server something else than a view; rejects where it does not answer.
     * @param {string} event
     * @param {object} news
     */
    request: (event, news) => socket.timeout(ANSWER_MS).emitWithAck(event, news),

    /** Asks for everything anew. */
    lookAgain() {
      if (!socket.connected) socket.connect();
      for (const wanted of watched) ask(wanted);
    },
  };
}

// The page's living connection: what its screens watch over Socket.IO. Knows no screen.

import { io } from "/static/vendor/socket.io.esm.min.js";
import { watching } from "/static/watching.js";
import { spoken } from "/static/words.js";

/** @typedef {import("./watching").Connection} Connection */

const line = watching(
  io({
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: 1_500,
    timeout: 4_000,
    autoConnect: false,
    query: { lang: spoken() },
  }),
);

/** Watches a topic for as long as the page is open. */
export const watch = line.watch;

/** Asks for everything anew: after what is no change of the hall, and so is not pushed. */
export const lookAgain = line.lookAgain;

/** Asks the server something else than a view. */
export const request = line.request;

document.addEventListener("visibilitychange", () => {
  // A phone that was put away has slept through everything; a view costs little.
  if (document.visibilityState === "visible") line.lookAgain();
});

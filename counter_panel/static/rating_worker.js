// Lets the rating tablet's page come up while the server is away: what came last is kept and shown then. Knows no words.

const tablet = /** @type {any} */ (self); // a service worker's own global, which the page's types do not know
const KEPT = "motcua rating";
const OF_THE_PAGE = ["/rating/", "/static/", "/counter-panel/static/", "/voice/"];

tablet.addEventListener("install", () => tablet.skipWaiting());
tablet.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tablet.clients.claim()));

tablet.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === "GET" && origin === location.origin && OF_THE_PAGE.some((begin) => pathname.startsWith(begin))) {
    event.respondWith(newest(event.request));
  }
});

/** From the server, and as it came last where that does not answer. @param {Request} asked */
async function newest(asked) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(asked);
    if (answer.status === 200) await kept.put(asked, answer.clone());
    return answer;
  } catch (error) {
    const found = await kept.match(asked, { ignoreVary: true });
    if (found) return found;
    throw error;
  }
}

// Keeps the playlist's pictures and videos on the display, for when the server is away. Browsers let pages keep files only
// where the page came by https or from the machine itself; elsewhere the browser's own cache is all there is.

const KEPT = `between calls ${location.pathname}`;

/** By the address of each: where it is on this machine. @type {Map<string, string>} */
const here = new Map();
let busy = false;

/** Where a file is: on this machine, or on the server. @param {string} address */
export const nearest = (address) => here.get(address) ?? address;

/** Fetches what is not here yet, and forgets what is not needed any more. @param {readonly string[]} addresses */
export async function keep(addresses) {
  if (!("caches" in globalThis) || busy) return;
  busy = true;
  try {
    const kept = await caches.open(KEPT);
    for (const { url } of await kept.keys()) if (!addresses.includes(new URL(url).pathname)) await forget(kept, new URL(url).pathname);
    for (const address of addresses) if (!here.has(address)) await fetchOnce(kept, address);
  } catch {
    // The disk is full, or the browser keeps nothing for this page: files come from the server.
  } finally {
    busy = false;
  }
}

/** @param {Cache} kept @param {string} address */
async function fetchOnce(kept, address) {
  const found = (await kept.match(address)) ?? (await fetched(kept, address));
  if (found) here.set(address, URL.createObjectURL(await found.blob()));
}

/** @param {Cache} kept @param {string} address */
async function fetched(kept, address) {
  const answer = await fetch(address).catch(() => null);
  if (answer?.status !== 200) return null;
  await kept.put(address, answer);
  return kept.match(address);
}

/** @param {Cache} kept @param {string} address */
async function forget(kept, address) {
  await kept.delete(address);
  URL.revokeObjectURL(here.get(address) ?? "");
  here.delete(address);
}

// Keeps a tablet on its page: full screen, awake, without a way back, out or to zoom. Knows no question.

/** Whether somebody touches the screen of a browser that shows its own bars. */
const hasBars = () => matchMedia("(display-mode: browser)").matches && !document.fullscreenElement;

const NEW_OR_GONE = ["w", "t", "n", "r", "p", "s", "o", "l", "f", "+", "-", "=", "0"]; // with Ctrl: tabs, search, zoom
const LEADS_AWAY = ["F1", "F3", "F5", "F6", "F11", "ContextMenu", "BrowserBack", "BrowserForward", "BrowserHome", "GoBack"];

export function stay() {
  for (const gesture of ["contextmenu", "dragstart", "gesturestart"]) {
    addEventListener(gesture, (event) => event.preventDefault());
  }
  addEventListener("keydown", (event) => {
    const leaves = LEADS_AWAY.includes(event.key) || ((event.ctrlKey || event.metaKey) && NEW_OR_GONE.includes(event.key)) || (event.altKey && event.key.startsWith("Arrow"));
    if (leaves) event.preventDefault();
  });
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false }); // zooms
  history.pushState(null, "");
  addEventListener("popstate", () => history.pushState(null, ""));
  addEventListener("pointerup", () => hasBars() && void document.documentElement.requestFullscreen?.().catch(() => undefined));
  document.addEventListener("visibilitychange", stayAwake);
  void stayAwake();
}

async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  await navigator.wakeLock?.request("screen").catch(() => undefined); // low battery, or not by https
}

/** Lets the page come up while the server is away, where browsers allow that: by https, or on the machine itself. */
export function keepPage() {
  if (isSecureContext) navigator.serviceWorker?.register("/rating_worker.js", { scope: "/rating/" }).catch(() => undefined);
}

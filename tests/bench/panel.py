"""From the officer's key to the changed panel in a real Chromium, while 50 panels look on, each at its own counter.

The key is pressed in the page; the page itself says when the frame with the changed counter has been drawn.
"""

from playwright.sync_api import Page, sync_playwright

from display_server.hall_file.reading import read_hall_file
from display_server.simulation.demo.show import REFERENCE_HALL
from tests.bench.disk import show_disk
from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.screens import watching
from tests.bench.table import ms, show, spread
from tests.bench.wire import Wire
from tests.browser import ARGUMENTS, DESK_SCREEN, EXECUTABLE
from tests.running_server import HALL

ROUNDS = 60
PANELS = 50
CALM_MS = 250
AIM_MS = 250
TELLS_WHEN_CHANGED = """(key) => new Promise((resolve, reject) => {
  const screen = document.getElementById("screen");
  const state = () => screen.querySelector("[data-state]")?.getAttribute("data-state");
  const before = state();
  const pressed = performance.now();
  setTimeout(() => reject(new Error(`the panel did not change after ${key}`)), 10_000);
  const observer = new MutationObserver(() => {
    if (state() === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve((performance.now() - pressed) / 1000)));
  });
  observer.observe(screen, {subtree: true, childList: true, attributes: true});
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, code: "", bubbles: true}));
})"""
KEYS = (("n", "call"), ("s", "start"), ("5", "finish"))
"""The last answers how the visit ended."""
ASKS_HOW_IT_ENDED = "f"


def measure() -> None:
    with bench_folder() as folder, running_hall(folder, 80) as server, sync_playwright() as playwright:
        wire = Wire(server.url, server.token("admin"))
        for _ in range(ROUNDS):
            wire.post(f"{API}/tickets", {"service": "dkdn"})
        wire.post(f"{API}/counters/1/open", {"officer": "Bench"})
        counters = [counter.number for counter in read_hall_file(REFERENCE_HALL).counters]
        topics = [f"counter:{HALL}:{counters[nth % len(counters)]}" for nth in range(PANELS)]
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": DESK_SCREEN[0], "height": DESK_SCREEN[1]})
        page.goto(f"{server.url}/?token={server.token('panel', '--hall', HALL, '--counter', '1')}")
        page.locator("form .button.first").click()
        page.goto(f"{server.url}/counter/{HALL}/1")
        page.wait_for_selector("[data-command=call-next]")
        taken: dict[str, list[float]] = {what: [] for _, what in KEYS}
        with watching(server.url, topics, server.token("admin")) as screens:
            for _ in range(ROUNDS):
                for key, what in KEYS:
                    page.wait_for_timeout(CALM_MS)
                    if what == "finish":
                        page.keyboard.press(ASKS_HOW_IT_ENDED)
                    taken[what].append(_pressed(page, key))
            share = screens.stop().client_share
        browser.close()
        wire.close()
    every = [each for times in taken.values() for each in times]
    rows = [_row(what, times) for what, times in (*taken.items(), ("all keys", every))]
    show(
        f"Key to changed panel in Chromium, ms over {ROUNDS} visits; {PANELS} panels look on, on one process "
        f"(aim: p99 at most {AIM_MS}; the other panels took {share:.0%} of a core)",
        ["", "n", "p50", "p99", "max"],
        rows,
    )
    show_disk()


def _pressed(page: Page, key: str) -> float:
    taken: float = page.evaluate(TELLS_WHEN_CHANGED, key)
    return taken


def _row(what: str, times: list[float]) -> list[str]:
    _, p50, p99, longest = spread(times)
    return [what, str(len(times)), ms(p50), ms(p99), ms(longest)]

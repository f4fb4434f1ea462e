"""From the officer's key to the pixels of a hall display in a real Chromium, in a hall where everybody looks on.

The page itself says when the frame with the number has been drawn; it runs on the machine of the server and of all who
look on, so a hall's display, a machine of its own, is quicker.
"""

import time

from playwright.sync_api import sync_playwright

from tests.bench.disk import show_disk
from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.screens import watching
from tests.bench.table import ms, show, spread
from tests.bench.wire import Wire
from tests.browser import ARGUMENTS, EXECUTABLE, HALL_SCREEN
from tests.running_server import HALL

CALLS = 60
DISPLAYS, PANELS, PHONES = 20, 48, 500
CALM_SECONDS = 3.7
"""Longer than the display shows a call, so that none waits for the one before it."""
TELLS_WHEN_PAINTED = """() => {
  window.painted = {};
  new MutationObserver(() => {
    const number = document.querySelector(".spotlight.calling > .number")?.textContent;
    if (!number || number in window.painted) return;
    window.painted[number] = 0;
    requestAnimationFrame(() => requestAnimationFrame(() => { window.painted[number] = Date.now(); }));
  }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
}"""
"""The second frame begins when the first, with the number, has been handed over."""


def measure() -> None:
    with bench_folder() as folder, running_hall(folder, 80) as server, sync_playwright() as playwright:
        wire = Wire(server.url, server.token("admin"))
        tickets = [wire.post(f"{API}/tickets", {"service": "dkdn"}).json()["ticket"] for _ in range(CALLS + PHONES)]
        topics = [f"board:{HALL}"] * DISPLAYS
        topics += [f"ticket:{ticket['token']}" for ticket in tickets[-PHONES:]]  # type: ignore[index]
        topics += [f"board:{HALL}:dau-tu"] * PANELS  # what a panel is sent is of this size; its own wants a sign-in
        wire.post(f"{API}/counters/1/open", {"officer": "Bench"})
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": HALL_SCREEN[0], "height": HALL_SCREEN[1]})
        page.goto(f"{server.url}/display/{HALL}")
        page.wait_for_selector(".spotlight")
        page.evaluate(TELLS_WHEN_PAINTED)
        pressed: dict[str, float] = {}
        with watching(server.url, topics) as screens:
            for _ in range(CALLS):
                at = time.time()
                number = wire.post(f"{API}/counters/1/call-next").json()["ticket"]["number"]  # type: ignore[index]
                pressed[str(number)] = at
                page.wait_for_timeout(CALM_SECONDS * 1000)
                wire.post(f"{API}/counters/1/no-show")
            share = screens.stop().client_share
        painted = {number: at / 1000 for number, at in page.evaluate("() => window.painted").items() if at}
        browser.close()
        wire.close()
    taken = [painted[number] - at for number, at in pressed.items() if number in painted]
    _, p50, p99, longest = spread(taken)
    show(
        f"Call to painted in Chromium, ms over {CALLS} calls; {DISPLAYS} displays, {PANELS} panels and {PHONES} phones "
        "look on, on one process (aim: p99 at most 250)",
        ["", "seen", "p50", "p99", "max", "screens' share"],
        [["one display of them", f"{len(taken)} of {len(pressed)}", ms(p50), ms(p99), ms(longest), f"{share:.0%}"]],
    )
    show_disk()

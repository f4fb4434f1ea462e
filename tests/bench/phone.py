"""A citizen's phone at its first visit on a slow line, in a real Chromium: when it shows the number, when it lives."""

import re
import statistics
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.bench.hall import bench_folder
from tests.bench.table import show
from tests.browser import ARGUMENTS, EXECUTABLE, PHONE
from tests.running_server import RunningServer, always_open_hall

VISITS = 5
LINES = {"400 kbit/s, 150 ms": (400, 150), "1.6 Mbit/s, 150 ms": (1_600, 150), "the hall's Wi-Fi": (0, 0)}
"""kbit/s and milliseconds; 0 as it comes."""
NOTE_WHEN = """
window.seen = {};
new MutationObserver(() => {
  if (document.querySelector(".ticket .number")) window.seen.number ??= performance.now();
}).observe(document, {subtree: true, childList: true});
"""


@dataclass(frozen=True, slots=True)
class Visit:
    number: float
    live: float
    """Seconds from asking for the page until the socket has told its first view."""
    bytes: int
    """Without fonts."""


def measure() -> None:
    with bench_folder() as folder, sync_playwright() as playwright:
        server = RunningServer(f"sqlite:///{folder / 'hall.db'}", always_open_hall(folder), folder).start()
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        hall = server.client("admin")
        address = hall.post("tickets", json={"service": "dkdn"}).raise_for_status().json()["ticket"]["follow_url"]
        visits = {name: [_visit(browser, address, *line) for _ in range(VISITS)] for name, line in LINES.items()}
        browser.close()
        server.stop()
    show(
        f"A phone's first visit, s over {VISITS} (aim at 400 kbit/s: number within 2 s, 60 kB)",
        ["", "number, p50", "longest", "lives, p50", "longest", "kB without fonts"],
        [[name, *_row(seen)] for name, seen in visits.items()],
    )


def _row(visits: list[Visit]) -> list[str]:
    numbers, lives = [each.number for each in visits], [each.live for each in visits]
    return [
        *(f"{statistics.median(numbers):.2f}", f"{max(numbers):.2f}"),
        *(f"{statistics.median(lives):.2f}", f"{max(lives):.2f}"),
        f"{max(each.bytes for each in visits) / 1000:.1f}",
    ]


def _visit(browser: Browser, address: str, kbit_a_second: int, milliseconds: int) -> Visit:
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="vi-VN")
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if kbit_a_second:
        speed = kbit_a_second * 1000 / 8
        slow = {"offline": False, "latency": milliseconds, "downloadThroughput": speed, "uploadThroughput": speed}
        line.send("Network.emulateNetworkConditions", slow)
    asked: dict[str, str] = {}
    came: dict[str, int] = {}
    at: list[float] = []
    lives: list[float] = []

    def ask(it: dict[str, Any]) -> None:
        asked[it["requestId"]] = it["request"]["url"]
        at.append(it["timestamp"])

    def hear(it: dict[str, Any]) -> None:
        if '"view"' in it["response"]["payloadData"]:
            lives.append(it["timestamp"])

    line.on("Network.requestWillBeSent", ask)
    line.on("Network.webSocketFrameReceived", hear)
    line.on("Network.loadingFinished", lambda it: came.update({asked[it["requestId"]]: int(it["encodedDataLength"])}))
    page.add_init_script(NOTE_WHEN)
    page.goto(address)
    deadline = time.monotonic() + 30
    while not lives and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    page.wait_for_load_state("networkidle")
    number: float = page.evaluate("window.seen.number")
    context.close()
    size = sum(each for url, each in came.items() if not re.search(r"\.woff2$|fonts\.css$", url))
    return Visit(number / 1000, lives[0] - at[0], size)

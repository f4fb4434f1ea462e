"""Weeks of a display in a real Chromium: thousands of calls, restarts and pulled cables, on a clock two hours wrong.

The page's own time is moved on as fast as calls are made, so that days pass in minutes; everything else is real.
`MOTCUA_SOAK_CALLS` makes it shorter.
"""

import gc
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import linear_regression, stdev
from typing import Any

import httpx
import psutil
from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.bench.hall import bench_folder, running_hall
from tests.bench.table import show
from tests.browser import ARGUMENTS, EXECUTABLE, HALL_SCREEN
from tests.running_server import HALL, RunningServer

CALLS = int(os.environ.get("MOTCUA_SOAK_CALLS", "5000"))
RESTARTS, PULLS = 20, 20
TROUBLED = CALLS // 2
"""So many calls have troubles between them; in those after them what page and server take can be told."""
SAMPLES = 40
A_CALL_MS = 3_600
"""A little longer than the display shows each call of a burst."""
PULLED_MS = 8_000
CLOCK_WRONG_BY = timedelta(hours=2)
PATIENCE_SECONDS = 30
NOTES_CALLS = """() => {
  window.shown = [];
  let last = "";
  new MutationObserver(() => {
    const spotlight = document.querySelector(".spotlight.calling");
    const [number, counter] = [...(spotlight?.querySelectorAll(".number") ?? [])].map((it) => it.textContent);
    const call = number && `${number} ${counter}`;
    if (!call || call === last) return;
    window.shown.push(last = call);
  }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
}"""


@dataclass
class Soak:
    """What was called and shown, and what page and server took meanwhile."""

    server: RunningServer
    desk: httpx.Client
    page: Page
    devtools: CDPSession
    called: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    page_mb: list[float] = field(default_factory=list)
    nodes: list[float] = field(default_factory=list)
    server_mb: list[float] = field(default_factory=list)
    mended: list[float] = field(default_factory=list)
    """Seconds of the page's time from the server's return until the display was itself again."""

    def call(self) -> None:
        """Somebody comes, is called and served, and the display has had the time to show it."""
        self.desk.post("/tickets", json={"service": "dkdn"}).raise_for_status()
        ticket = self.desk.post("/counters/1/call-next").raise_for_status().json()["ticket"]
        self.called.append(f"{ticket['number']} 1")
        self._until(lambda: self.page.evaluate("() => window.shown.length") > 0, A_CALL_MS)
        self.page.clock.run_for(A_CALL_MS)
        self.shown += self.page.evaluate("() => window.shown.splice(0)")
        for deed in ("start", "finish"):
            self.desk.post(f"/counters/1/{deed}", json={}).raise_for_status()

    def restart(self) -> None:
        """Ends the server as a power cut does, and starts it again."""
        self.server.kill()
        self.page.clock.run_for(3_500)
        assert self._is_cut_off(), "a closed line is told within three seconds"
        self.server.start()
        self._mends()

    def pull_the_cable(self) -> None:
        """Nothing comes and nothing is closed; then it is put in again."""
        os.kill(self.server.pid, signal.SIGSTOP)
        self.page.clock.run_for(PULLED_MS)
        assert self._is_cut_off(), "a silent line is told within six seconds"
        os.kill(self.server.pid, signal.SIGCONT)
        self._mends()

    def sample(self) -> None:
        self.devtools.send("HeapProfiler.collectGarbage")
        metrics = {each["name"]: each["value"] for each in self.devtools.send("Performance.getMetrics")["metrics"]}
        self.page_mb.append(metrics["JSHeapUsedSize"] / 2**20)
        self.nodes.append(metrics["Nodes"])
        self.server_mb.append(psutil.Process(self.server.pid).memory_info().rss / 2**20)

    def _is_cut_off(self) -> bool:
        return self.page.locator(".cut-off").count() == 1

    def _mends(self) -> None:
        began = self._page_time()
        self._until(lambda: not self._is_cut_off(), 250)
        self.mended.append((self._page_time() - began) / 1_000)

    def _page_time(self) -> float:
        found: float = self.page.evaluate("() => Date.now()")
        return found

    def _until(self, seen: Callable[[], Any], step_ms: int) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not seen():
            assert time.monotonic() < deadline, "the display never showed it"
            time.sleep(0.01)
            self.page.clock.run_for(min(step_ms, 250))


def measure() -> None:
    gc.collect()
    with bench_folder() as folder, running_hall(folder) as server, sync_playwright() as playwright:
        desk = server.client("admin")
        desk.post("/counters/1/open", json={"officer": "Soak"}).raise_for_status()
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": HALL_SCREEN[0], "height": HALL_SCREEN[1]})
        page.clock.install(time=datetime.now(UTC) + CLOCK_WRONG_BY)
        page.goto(f"{server.url}/display/{HALL}")
        page.wait_for_selector(".spotlight")
        page.evaluate(NOTES_CALLS)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable")
        soak = Soak(server, desk, page, devtools)
        began = time.monotonic()
        for nth in range(CALLS):
            soak.call()
            if nth < TROUBLED and nth % (TROUBLED // RESTARTS) == 0:
                soak.restart()
            if nth < TROUBLED and nth % (TROUBLED // PULLS) == 1:
                soak.pull_the_cable()
            if nth % (CALLS // SAMPLES) == 0:
                soak.sample()
        _tell(soak, time.monotonic() - began)
        browser.close()


def _tell(soak: Soak, seconds: float) -> None:
    missed = [each for each in soak.called if each not in set(soak.shown)]
    in_order = [each for each in soak.shown if each in set(soak.called)] == soak.called
    rows = [
        ["called", str(len(soak.called))],
        ["shown, each once and in that order", str(len(soak.shown)) + ("" if in_order else ", not so")],
        ["missed", str(len(missed))],
        ["server killed and started, cable pulled", f"{RESTARTS}, {PULLS}"],
        ["itself again after at most, seconds", f"{max(soak.mended):.1f}"],
        ["page, MB: first, last, slope of the second half per 1,000 calls", _slope(soak.page_mb)],
        ["page, nodes: first, last, slope of the second half per 1,000 calls", _slope(soak.nodes)],
        ["server, MB: first, last, slope of the second half per 1,000 calls", _slope(soak.server_mb)],
        ["took, minutes", f"{seconds / 60:.1f}"],
    ]
    show(f"A display over {CALLS} calls", ["", "measured"], rows)


def _slope(found: list[float]) -> str:
    """Of the second half: what a page takes at first it takes once."""
    half = found[len(found) // 2 :]
    slope, _ = linear_regression(range(len(half)), half)
    per_thousand = slope * SAMPLES * 1_000 / CALLS
    return f"{found[0]:.1f}, {found[-1]:.1f}, {per_thousand:+.2f} (noise {stdev(half):.2f})"


if __name__ == "__main__":
    measure()

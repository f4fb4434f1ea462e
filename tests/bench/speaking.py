"""The hall's voice, listened to: how loud and how long, how soon after the call, and a burst of twenty calls."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from playwright.sync_api import Page, sync_playwright

from display_server.domain.announcing import Called
from display_server.voice.audio import TARGET_LUFS, loudness
from display_server.voice.making import make
from display_server.voice.recipe import Recipe
from display_server.voice.sentences import sentence
from tests.bench.table import show
from tests.browser import ARGUMENTS, EXECUTABLE
from tests.databases import SqliteDatabases
from tests.display_server.voice.recorded import a_pack
from tests.running_server import HALL, RunningServer, speaking_hall

ROUNDS, BURST = 10, 20
LISTENING = """
window.heard = [];
for (const [kind, node] of [["gong", OscillatorNode], ["voice", AudioBufferSourceNode]]) {
  const start = node.prototype.start;
  node.prototype.start = function (when = 0) {
    const begins = Date.now() + Math.max(0, when - this.context.currentTime) * 1000;
    window.heard.push({ kind, begins, seconds: this.buffer?.duration ?? 0 });
    return start.call(this, when);
  };
}
"""
"""Notes when each sound really begins by the context's own clock, which runs only while the page sounds."""


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        show("A call as it sounds", ("voice", "language", "LUFS", "seconds"), list(_sounds(Path(folder))))
        with _hall(Path(folder)) as (server, desk):
            rows = [_in_browser(server, desk), _on_card(server, desk)]
            show("From the officer's key to the sound, ms", ("by", "begins", "median", "longest"), [*rows[0], *rows[1]])
            show(
                "Twenty calls at once, spoken in order", ("calls", "took s", "should s", "gaps"), [_burst(server, desk)]
            )


def _sounds(folder: Path) -> Iterator[tuple[str, ...]]:
    for language in ("vi", "en"):
        call = sentence(Called("A042", 15), language)
        assert call is not None
        pack = a_pack(folder / f"whistle-{language}", language)
        for voice, packs in (("espeak-ng", ()), ("pack", ((str(pack), "1"),))):
            sound = make(Recipe((call,), packs=packs)).sound
            yield voice, language, f"{loudness(sound.samples):.2f} ({TARGET_LUFS:g})", f"{sound.seconds:.2f}"


@contextmanager
def _hall(folder: Path) -> Iterator[tuple[RunningServer, httpx.Client]]:
    hall = speaking_hall(folder, 'languages = ["vi"]\ntimes = 1\ndrop_after_seconds = 900\n')
    server = RunningServer(SqliteDatabases(folder).fresh(folder), hall, folder).start()
    try:
        desk = server.client()
        for counter in range(1, BURST + 1):
            desk.post(f"/counters/{counter}/open", json={"officer": f"Officer {counter}"}).raise_for_status()
        yield server, desk
    finally:
        server.stop()


def _call(desk: httpx.Client, counter: int) -> float:
    """Comes, is called, and has come; when the key was pressed."""
    service = desk.get(f"/counters/{counter}").json()["services"][0]["service"]
    desk.post("/tickets", json={"service": service}).raise_for_status()
    pressed = time.time()
    desk.post(f"/counters/{counter}/call-next", json={}).raise_for_status()
    return pressed


def _served(desk: httpx.Client, counter: int) -> None:
    for deed in ("start", "finish"):
        desk.post(f"/counters/{counter}/{deed}", json={}).raise_for_status()


def _in_browser(server: RunningServer, desk: httpx.Client) -> list[tuple[str, ...]]:
    gongs, voices = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        page = browser.new_page()
        page.add_init_script(LISTENING)
        page.goto(f"{server.url}/display/{HALL}")
        page.locator("body").click()
        page.wait_for_timeout(2_000)
        for _ in range(ROUNDS):
            pressed = _call(desk, 1)
            heard = _heard(page)
            gongs.append(min(each["begins"] for each in heard if each["kind"] == "gong") - 1000 * pressed)
            voices.append(min(each["begins"] for each in heard if each["kind"] == "voice") - 1000 * pressed)
            _served(desk, 1)
            page.wait_for_timeout(7_000)
        browser.close()
    return [_row("display in Chromium", "gong", gongs), _row("display in Chromium", "first word", voices)]


def _heard(page: Page) -> list[dict[str, Any]]:
    while True:
        heard: list[dict[str, Any]] = page.evaluate("window.heard")
        if any(each["kind"] == "voice" for each in heard):
            page.evaluate("window.heard = []")
            return heard
        page.wait_for_timeout(50)


@contextmanager
def _card(server: RunningServer, name: str) -> Iterator[Path]:
    folder = server.folder / name
    arguments = ["announce", "--server", server.url, "--hall", HALL, "--card", f"virtual://{folder}", "--name", name]
    program = subprocess.Popen([sys.executable, "-m", "display_server", *arguments], env=os.environ)
    time.sleep(4)
    yield folder
    program.send_signal(signal.SIGTERM)
    program.wait(15)


def _played(folder: Path, many: int) -> list[tuple[float, float]]:
    file = folder / "played.tsv"
    while True:
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) >= many:
            return [(float(line.split("\t")[1]), float(line.split("\t")[2])) for line in lines]
        time.sleep(0.1)


def _on_card(server: RunningServer, desk: httpx.Client) -> list[tuple[str, ...]]:
    begun = []
    with _card(server, "card") as folder:
        for at in range(1, ROUNDS + 1):
            pressed = _call(desk, 2)
            begun.append(1000 * (_played(folder, at)[-1][0] - pressed))
            _served(desk, 2)
    return [_row("motcua announce", "gong", begun[1:]), _row("motcua announce, taking over", "gong", begun[:1])]


def _row(by: str, begins: str, found: list[float]) -> tuple[str, ...]:
    return by, begins, f"{median(found):.0f}", f"{max(found):.0f}"


def _burst(server: RunningServer, desk: httpx.Client) -> tuple[str, ...]:
    """In one zone's order where they are of one zone; here one card speaks for all of them."""
    with _card(server, "burst") as folder:
        counters = range(1, BURST + 1)
        for counter in counters:
            service = desk.get(f"/counters/{counter}").json()["services"][0]["service"]
            desk.post("/tickets", json={"service": service}).raise_for_status()
        pressed = time.time()
        for counter in counters:
            desk.post(f"/counters/{counter}/call-next", json={}).raise_for_status()
        played = _played(folder, BURST)
    gaps = [begins - ends for (_, ends), (begins, _) in pairwise(played)]
    should = sum(ends - begins for begins, ends in played)
    assert min(gaps) >= 0, "two were said at once"
    return str(BURST), f"{played[-1][1] - pressed:.1f}", f"{should:.1f}", f"{min(gaps):.2f}–{max(gaps):.2f} s"

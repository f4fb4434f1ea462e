"""Calls spoken on a sound card by `motcua announce`, and by displays in a real browser, of a real server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest
from playwright.sync_api import Page, expect

from display_server.voice.audio import RATE, loudness, read_wav, wav_bytes
from tests.browser import DESK_SCREEN, Visit, sign_in
from tests.certificates import an_authority
from tests.databases import SqliteDatabases
from tests.running_server import HALL, RunningServer, speaking_hall

VOICE = 'languages = ["vi"]\ntimes = 1\n'
PASSWORD = "nine red kites"
PATIENCE_SECONDS = 120
"""The voice is loaded and speaks its first sentence beside whatever else this machine does."""
LISTENING = """
window.heard = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when) {
  window.heard.push({ at: Date.now(), when, seconds: this.buffer.duration });
  return start.call(this, when);
};
"""


@pytest.fixture
def server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    hall = speaking_hall(tmp_path, VOICE)
    server = RunningServer(sqlite_template.fresh(tmp_path), hall, tmp_path).start()
    yield server
    server.stop()


@contextmanager
def announcing(server: RunningServer, *options: str) -> Iterator[Path]:
    """`motcua announce` on a virtual card, and the folder in which that keeps what it played."""
    folder = server.folder / "card"
    arguments = ["announce", "--server", server.url, "--hall", HALL, "--card", f"virtual://{folder}", "--name", "card"]
    program = subprocess.Popen([sys.executable, "-m", "display_server", *arguments, *options], env=os.environ)
    try:
        yield folder
    finally:
        program.send_signal(signal.SIGTERM)
        assert program.wait(15) == 0


def call(desk: httpx.Client, counter: int) -> str:
    """A visitor comes and is called at once; whoever was at the counter has gone."""
    service = desk.get(f"/counters/{counter}").json()["services"][0]["service"]
    desk.post("/tickets", json={"service": service}).raise_for_status()
    answer = desk.post(f"/counters/{counter}/call-next", json={}).raise_for_status()
    number: str = answer.json()["ticket"]["number"]
    return number


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def listening(visit: Visit, address: str) -> Page:
    """A display that was touched, so that it may sound, and that notes what it plays."""
    page = visit("about:blank")
    page.context.add_init_script(LISTENING)
    page.goto(address)
    expect(page.locator(".muted")).to_be_visible(timeout=30_000)
    page.locator("body").click()
    expect(page.locator(".muted")).to_have_count(0)
    return page


def wait_until(page: Page, seen: Callable[[], bool]) -> None:
    """As `until`, while the page's browser goes on."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not seen():
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)


def played(folder: Path) -> list[tuple[float, float]]:
    """When each sound began and ended."""
    lines = (folder / "played.tsv").read_text().splitlines() if (folder / "played.tsv").exists() else []
    return [(float(line.split("\t")[1]), float(line.split("\t")[2])) for line in lines]


def test_the_sound_card_says_each_call_one_after_the_other_and_goes_on_after_a_restart(server: RunningServer) -> None:
    desk = server.client()
    for counter in (1, 2):
        desk.post(f"/counters/{counter}/open", json={"officer": f"Officer {counter}"}).raise_for_status()
    with announcing(server) as folder:
        call(desk, 1)
        call(desk, 2)
        until((folder / "0001.wav").exists)
        server.kill()  # in the middle of the first sentence
        server.start()
        until(lambda: len(played(folder)) == 2)

    (_, first_ends), (second_begins, _) = played(folder)
    assert second_begins >= first_ends
    first, second = (read_wav((folder / f"000{at}.wav").read_bytes()) for at in (1, 2))
    assert 4 < first.seconds < 8
    assert not np.array_equal(first.samples, second.samples)
    assert loudness(first.samples[round(1.5 * RATE) :]) == pytest.approx(-18, abs=1.5)


def test_the_sound_card_is_louder_in_a_loud_hall(sqlite_template: SqliteDatabases, tmp_path: Path) -> None:
    hall = speaking_hall(tmp_path, VOICE + "volume = 25\n")
    (tmp_path / "crowd.wav").write_bytes(wav_bytes(0.1 * np.sign(np.sin(np.arange(RATE)))))
    server = RunningServer(sqlite_template.fresh(tmp_path), hall, tmp_path).start()
    try:
        desk = server.client()
        desk.post("/counters/1/open", json={"officer": "lan"}).raise_for_status()
        with announcing(server, "--microphone", f"virtual://{tmp_path}/crowd.wav", "--quiet-room", "-40") as folder:
            call(desk, 1)  # perhaps before it has heard the room
            until(lambda: len(played(folder)) == 1)
            time.sleep(3)  # it listens every two seconds
            desk.post("/counters/1/recall", json={}).raise_for_status()
            until(lambda: len(played(folder)) == 2)
    finally:
        server.stop()

    recall = read_wav((folder / "0002.wav").read_bytes()).samples
    assert loudness(recall[round(1.5 * RATE) :]) == pytest.approx(-18, abs=1.5)  # a quarter would be -30


def test_the_sound_card_of_an_encrypted_hall_trusts_its_authority(
    sqlite_template: SqliteDatabases, tmp_path: Path
) -> None:
    authority = an_authority(tmp_path).authority
    hall = speaking_hall(tmp_path, VOICE)
    server = RunningServer(sqlite_template.fresh(tmp_path), hall, tmp_path, "--tls", authority=authority).start()
    try:
        desk = server.client()
        desk.post("/counters/1/open", json={"officer": "lan"}).raise_for_status()
        with announcing(server, "--ca", str(authority), "--token", server.token("display", "--hall", HALL)) as folder:
            call(desk, 1)
            until(lambda: len(played(folder)) == 1)
    finally:
        server.stop()


def test_what_a_manager_types_is_said_and_shown(server: RunningServer, visit: Visit) -> None:
    server.add_user("thu", "manager", PASSWORD)
    display = visit(f"{server.url}/display/{HALL}")
    page = visit(f"{server.url}/manager/{HALL}", DESK_SCREEN)
    sign_in(page, "thu", PASSWORD)
    page.locator(".say [name=text-vi]").fill("Xin giữ trật tự")
    with announcing(server) as folder:
        page.locator(".say button").click()

        wait_until(display, lambda: "Xin giữ trật tự" in (display.locator("main").text_content() or ""))
        until((folder / "0001.wav").exists)


def test_a_display_rings_and_speaks_and_shows_what_it_says(server: RunningServer, visit: Visit) -> None:
    desk = server.client()
    desk.post("/counters/1/open", json={"officer": "lan"}).raise_for_status()
    page = listening(visit, f"{server.url}/display/{HALL}")

    number = call(desk, 1)
    wait_until(page, lambda: bool(page.evaluate("window.heard.length === 1")))

    assert f"Mời công dân có số {number} đến quầy số 1" in page.locator(".captions").inner_text()
    assert 3 < page.evaluate("window.heard[0].seconds") < 8
    waiting = desk.get("/counters/1").json()["announcement"]
    assert waiting["speaker"].startswith("display ")


def test_of_two_displays_of_a_zone_one_speaks_and_the_other_takes_over(server: RunningServer, visit: Visit) -> None:
    desk = server.client()
    desk.post("/counters/1/open", json={"officer": "lan"}).raise_for_status()
    zone = desk.get("/counters/1").json()["zone"]
    pages = [listening(visit, f"{server.url}/display/{HALL}/{zone}") for _ in range(2)]

    def heard() -> list[int]:
        return [page.evaluate("window.heard.length") for page in pages if not page.is_closed()]

    call(desk, 1)
    wait_until(pages[0], lambda: sum(heard()) == 1)
    pages[0].wait_for_timeout(8_000)  # longer than the sentence, and than another one's patience
    assert sorted(heard()) == [0, 1]

    pages.pop(heard().index(1)).close()
    desk.post("/counters/1/recall", json={}).raise_for_status()
    wait_until(pages[0], lambda: heard() == [1])

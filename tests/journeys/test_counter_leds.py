"""The LED displays above the counters, driven by `motcua led` over a real serial line from a real server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.led.display import Showing
from tests.databases import SqliteDatabases
from tests.hardware.led.test_led_lines import leds_on_a_terminal
from tests.running_server import HALL, RunningServer, always_open_hall


@pytest.fixture
def server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    server = RunningServer(sqlite_template.fresh(tmp_path), always_open_hall(tmp_path), tmp_path).start()
    yield server
    server.stop()


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_displays_show_the_call_and_survive_a_restart_of_the_server(server: RunningServer, tmp_path: Path) -> None:
    desk = server.client()
    with leds_on_a_terminal(range(1, 13)) as (leds, device):
        arguments = [
            "led",
            "--server",
            server.url,
            "--hall",
            HALL,
            "--line",
            f"serial://{device}",
            "--counters",
            "1-12",
        ]
        program = subprocess.Popen([sys.executable, "-m", "display_server", *arguments], env=os.environ)
        try:
            until(lambda: all(leds.told.values()))
            desk.post("/counters/1/open", json={"officer": "lan"}).raise_for_status()
            service = desk.get("/counters/1").json()["services"][0]["service"]
            number = desk.post("/tickets", json={"service": service}).json()["ticket"]["number"]
            desk.post("/counters/1/call-next", json={}).raise_for_status()
            until(lambda: leds.shown[1] == Showing(number, 6))

            server.kill()
            server.start()
            desk.post("/counters/1/start", json={}).raise_for_status()
            until(lambda: leds.shown[1] == Showing(number))
            desk.post("/counters/1/finish", json={}).raise_for_status()
            until(lambda: leds.shown[1] == Showing())
            desk.post("/counters/1/pause", json={"reason": "Nghỉ"}).raise_for_status()
            until(lambda: leds.shown[1] == Showing("----"))
            assert leds.shown[2] == Showing()
        finally:
            program.send_signal(signal.SIGTERM)
            assert program.wait(15) == 0

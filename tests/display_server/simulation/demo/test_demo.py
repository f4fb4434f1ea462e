"""`motcua demo` as somebody starts it: a hall that lives, every screen at its address, and nothing left afterwards."""

import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import psutil
import pytest

from display_server.contract import Statistics, TopicView

SCREENS = ("All screens", "Hall display", "… of one section", "Counter 1", "Rating tablet 1", "Manager")
PATIENCE_SECONDS = 60


class Demo:
    """The demonstration as it runs, in a folder of its own for all that it throws away."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder = folder
        command = [sys.executable, "-m", "display_server", "demo", "--no-kiosk", "--port", "0", "--speed", "60"]
        command += ["--host", host]
        environment = {**os.environ, "TMPDIR": str(folder)}
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        self._family = [psutil.Process(self._process.pid)]

    def addresses(self) -> str:
        """What it says when it is ready."""
        assert self._process.stdout is not None
        said = []
        for line in self._process.stdout:
            said.append(line)
            if line.startswith("Counter 1 is yours"):
                break
        return "".join(said)

    def has_started_its_server(self) -> bool:
        self._family = [self._family[0], *self._family[0].children(recursive=True)]
        return len(self._family) > 1

    def end(self, by: signal.Signals) -> int:
        """Ends it as Ctrl-C or a service manager does; its exit code."""
        assert self.has_started_its_server()
        self._process.send_signal(by)
        return self._process.wait(PATIENCE_SECONDS)

    def processes_left(self) -> list[psutil.Process]:
        _, alive = psutil.wait_procs(self._family, timeout=2)
        return alive

    def clear_away(self) -> None:
        for process in self.processes_left():
            process.kill()
        if self._process.stdout is not None:
            self._process.stdout.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path)
    yield demo
    demo.clear_away()


@pytest.fixture
def open_demo(tmp_path: Path) -> Iterator[Demo]:
    """One that phones and tablets in the network look at."""
    demo = Demo(tmp_path, host="0.0.0.0")
    yield demo
    demo.clear_away()


def until(seen: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not seen():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.2)


def address_of(screen: str, said: str) -> str:
    found = re.search(rf"^  {screen} +(https?://\S+)", said, re.MULTILINE)
    assert found, f"{screen} is not in {said}"
    return found[1]


class Manager:
    """Somebody who signs in as the demonstration says, and looks at the day."""

    def __init__(self, said: str) -> None:
        page = address_of("Manager", said)
        signs_in = re.search(r"^  Manager .* sign in: (\S+) / (\S+)$", said, re.MULTILINE)
        assert signs_in
        self._client = httpx.Client(base_url=page.replace("/manager/", "/api/v1/halls/"), timeout=30)
        name, password = signs_in.groups()
        session = httpx.URL(page).copy_with(path="/api/v1/session")
        self._client.post(session, json={"name": name, "password": password}).raise_for_status()

    def total(self) -> tuple[int, int, int]:
        """What was issued, served and rated; the hall's day may not be that of this machine."""
        first, last = (f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}" for days in (-1, 1))
        query = {"from": first, "to": last, "group_by": "service"}
        answer = self._client.get("/statistics", params=query).raise_for_status()
        total = Statistics.model_validate(answer.json()).total
        return total.issued, total.served, total.ratings.count

    def dossiers(self) -> tuple[int, int, int]:
        """What was received, returned and paid, as the headline has it."""
        first, last = (f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}" for days in (-1, 1))
        told = self._client.get("/headline", params={"from": first, "to": last}).raise_for_status().json()
        return told["received"], told["returned"], told["fees"] + told["charges"]

    def latest_call(self) -> int:
        board = TopicView.model_validate(self._client.get("/board").raise_for_status().json())
        calls: list[int] = [call["seq"] for call in board.model_dump()["view"]["calls"]]
        return max(calls)

    def close(self) -> None:
        self._client.close()


def test_the_hall_lives_at_every_address_and_ctrl_c_leaves_nothing(demo: Demo) -> None:
    said = demo.addresses()
    for screen in SCREENS:
        answer = httpx.get(address_of(screen, said), follow_redirects=True)
        assert (answer.status_code, screen) == (200, screen)

    manager = Manager(said)
    issued, served, rated = manager.total()
    last_call = manager.latest_call()
    assert issued > served > rated > 0, "the hall is two hours old"
    assert min(manager.dossiers()) > 0, "officers note dossiers"
    until(
        lambda: all(now > before for now, before in zip(manager.total(), (issued, served, rated), strict=True)),
        "no life",
    )
    until(lambda: manager.latest_call() > last_call, "nobody is called")
    manager.close()

    assert demo.end(signal.SIGINT) == 0
    assert demo.processes_left() == []
    assert list(demo.folder.iterdir()) == []


def test_in_the_network_it_is_encrypted_and_leaves_nothing_where_a_service_manager_ends_it(open_demo: Demo) -> None:
    address = address_of("Hall display", open_demo.addresses())
    (authority,) = open_demo.folder.glob("*/tls/authority.pem")
    trusting = httpx.Client(verify=ssl.create_default_context(cafile=authority), timeout=30)

    def latest_call() -> int:
        board = trusting.get(address.replace("/display/", "/api/v1/halls/") + "/board").raise_for_status().json()
        calls: list[int] = [call["seq"] for call in board["view"]["calls"]]
        return max(calls)

    assert address.startswith("https://")
    before = latest_call()
    until(lambda: latest_call() > before, "nobody is called")
    trusting.close()

    assert open_demo.end(signal.SIGTERM) == 0
    assert open_demo.processes_left() == []
    assert list(open_demo.folder.iterdir()) == []


def test_ended_while_it_still_starts_it_leaves_nothing_either(demo: Demo) -> None:
    until(demo.has_started_its_server, "no server")

    assert demo.end(signal.SIGTERM) == 0

    assert demo.processes_left() == []
    assert list(demo.folder.iterdir()) == []

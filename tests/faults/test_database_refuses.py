"""The disk is full, or another program holds the database: an answer in words, nothing half done, and on it goes."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy

from display_server.store.database import LOCK_PATIENCE_SECONDS, connect, for_writing, open_database
from display_server.store.models import HallRow
from tests.running_server import RunningServer, always_open_hall

ROOM = "6m"


def is_in_words(answer: httpx.Response) -> str:
    assert answer.status_code == 503, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    detail: str = answer.json()["detail"]
    return detail


def take(client: httpx.Client, key: str) -> httpx.Response:
    return client.post("/tickets", json={"service": "thue"}, headers={"Idempotency-Key": key})


def fill(ballast: Path) -> None:
    """Takes all the room that its disk has left."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        room = file.write(bytes(4096))
        while room:
            room = file.write(bytes(4096))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with little room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_told_and_leaves_nothing_half_done(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if os.geteuid() != 0:  # only root mounts; anybody is root in a namespace of their own
        command = ["unshare", "--map-root-user", "--mount", sys.executable, "-m", "pytest", request.node.nodeid]
        subprocess.run(command, check=True)
        return
    small_disk: Path = request.getfixturevalue("small_disk")
    database = f"sqlite:///{small_disk / 'hall.db'}"
    open_database(database).dispose()
    server = RunningServer(database, always_open_hall(tmp_path), tmp_path).start()
    request.addfinalizer(server.stop)
    client = server.client()
    client.post("/counters/40/open", json={"officer": "Lan"}).raise_for_status()
    before = take(client, "before").json()["ticket"]["number"]
    ballast = small_disk / "ballast"
    fill(ballast)

    answers = [take(client, f"k{nth}") for nth in range(200)]
    # A change smaller than a ticket may still find room in what the refused one left of its page: so many of them.
    others = [client.post(f"/counters/{number}/open", json={"officer": f"Officer {number}"}) for number in range(1, 40)]

    for asked, done in ((answers, 201), (others, 200)):
        refused = [answer for answer in asked if answer.status_code != done]
        assert "disk is full" in is_in_words(refused[0])
    ballast.unlink()
    again = [take(client, f"k{nth}").json()["ticket"]["number"] for nth in range(200)]
    taken = [answer.json()["ticket"]["number"] for answer in answers if answer.status_code == 201]
    assert len({before, *again}) == 201
    assert set(taken) <= set(again)
    assert client.post("/counters/40/call-next").json()["ticket"]["number"] == before
    assert server.doctor().stdout == ""


@contextmanager
def held(database: str) -> Iterator[None]:
    """Another program has the hall to itself: SQLite's write lock, PostgreSQL's row lock."""
    engine = connect(database)
    with engine.connect() as connection, for_writing(connection).begin() as transaction:
        connection.execute(sqlalchemy.update(HallRow).values(hotline="0"))
        yield
        transaction.rollback()
    engine.dispose()


def test_a_locked_database_is_told_and_stops_nobody_else(
    server_of: Callable[..., RunningServer], database: str
) -> None:
    server = server_of()
    client = server.client()
    answers: list[httpx.Response] = []
    visitors = [threading.Thread(target=lambda nth=nth: answers.append(take(client, f"k{nth}"))) for nth in range(4)]

    began = time.monotonic()
    with held(database):
        for visitor in visitors:
            visitor.start()
        time.sleep(0.5)
        assert client.get("/board", timeout=5).status_code == 200
        for visitor in visitors:
            visitor.join()
    waited = time.monotonic() - began

    assert all("busy" in is_in_words(answer) for answer in answers)
    assert waited < 3 * LOCK_PATIENCE_SECONDS, "those who wait do not wait for each other's patience"
    assert take(client, "k0").status_code == 201
    assert server.doctor().stdout == ""

"""A kiosk that is cut off for eight hours and two thousand tickets, killed on the way, and hands everything in.

The real number desk, book, errands, line, printer driver and server; the clock is moved, and every slip is printed on
the virtual printer on TCP. `MOTCUA_PATIENCE=hours` prints all two thousand, otherwise there are fewer.
"""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from flask import Flask
from werkzeug.serving import make_server

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_token
from display_server.app import create_app
from display_server.domain.ticket import State
from display_server.hall_file.reading import read_hall_file
from display_server.process.settings import Settings
from display_server.store.checkup import findings
from hardware.printers.model import model_of
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.store.kiosk_store import KioskStore
from tests.databases import free_port
from tests.faults.lonely_kiosk import BUSY, EVERY, LONGEST, LonelyKiosk
from tests.halls import MovedClock
from tests.running_server import HALL, always_open_hall

TICKETS, LIFE_SECONDS = (2000, 40) if os.environ.get("MOTCUA_PATIENCE") == "hours" else (160, 6)
BEFORE = 3
"""Citizens who came while the server was there: the kiosk knows its busiest service by them."""


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(database_url=sqlite_database, secret_key="test"), clock)
    app.extensions["motcua"].halls.load(read_hall_file(always_open_hall(tmp_path)), actor="test")
    yield app
    app.extensions["motcua_engine"].dispose()


@contextmanager
def served(app: Flask, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.timeout(3600)
def test_two_thousand_tickets_in_eight_hours_alone_are_all_there_in_the_order_of_issue(
    app: Flask, clock: MovedClock, tmp_path: Path
) -> None:
    house, port, book, morning = app.extensions["motcua"], free_port(), tmp_path / "kiosk.db", clock.now
    token = create_token(house.accounts, clock, Principal(Role.KIOSK, "kiosk", HALL))
    with VirtualPrinterOnTcp(model_of()) as printer:
        there = (f"http://127.0.0.1:{port}", token, f"tcp://127.0.0.1:{printer.port}", book)
        with served(app, port):
            kiosk = LonelyKiosk(*there, morning)
            assert kiosk.looks()
            for _ in range(BEFORE):
                kiosk.serves(BUSY)
            assert kiosk.looks()
            settle(kiosk.store)
            kiosk.close()

        kills = 0
        command = [sys.executable, "-m", "tests.faults.lonely_kiosk", *map(str, there), morning.isoformat()]
        while subprocess.run(
            [*command, str(TICKETS + BEFORE), str(LIFE_SECONDS * (kills < 3))], check=False
        ).returncode:
            kills += 1
            assert kills <= 3, "the kiosk ended by itself"
        clock.now = morning + (TICKETS + BEFORE) * EVERY

        with served(app, port):
            kiosk = LonelyKiosk(*there, morning)
            alone = kiosk.store.outbox.count_to_hand_in()
            began = time.monotonic()
            assert kiosk.looks()
            answers = answer_seconds(f"http://127.0.0.1:{port}", token, kiosk.store)
            print(
                f"handed in {alone} in {time.monotonic() - began:.1f} s; the hall answered within {max(answers):.2f} s"
            )
            settle(kiosk.store)
            given = kiosk.store.tickets.latest(LONGEST)[::-1]
            kiosk.close()

    assert kills > 0
    held = [each.ticket for each, paper in given if paper is not None]
    assert len(held) >= TICKETS + BEFORE - kills
    assert not [number for number, times in Counter(ticket.number for ticket in held).items() if times > 1]
    assert len(held) - kills <= len(printer.slips) <= len(held) + kills
    with house.halls[HALL].reading() as reading:
        known = {ticket.token: reading.tickets.with_token(ticket.token) for ticket in held}
        waiting = reading.tickets.tally()[State.WAITING]
    assert [known[ticket.token].number for ticket in held] == [ticket.number for ticket in held]
    assert sorted(held, key=lambda ticket: known[ticket.token].issued_at) == held
    assert waiting == len(held)
    assert held[-1].issued_at - held[0].issued_at >= (TICKETS - kills) * EVERY - timedelta(minutes=1)
    assert findings(app.extensions["motcua_engine"]) == []


def settle(store: KioskStore) -> None:
    """Until the clerk has handed in and fetched new numbers."""
    deadline = time.monotonic() + 120
    while store.outbox.count_to_hand_in() or store.outbox.to_cancel() or store.outbox.slips_to_report(1):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(1)


def answer_seconds(url: str, token: str, store: KioskStore) -> list[float]:
    """How long the hall lets somebody wait who takes a number elsewhere meanwhile."""
    seconds = [0.0]
    with httpx.Client(base_url=f"{url}/api/v1/halls/{HALL}", headers={"Authorization": f"Bearer {token}"}) as other:
        while store.outbox.count_to_hand_in():
            began = time.monotonic()
            other.get("/catalogue").raise_for_status()
            seconds.append(time.monotonic() - began)
            time.sleep(0.05)
    return seconds

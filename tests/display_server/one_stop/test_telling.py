"""What officers note of dossiers reaches the one-stop system once and in order, however often it did not hear."""

import csv
import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from display_server import views
from display_server.domain.dossier import FIRST_BACK_OFF, LONGEST_BACK_OFF, OneStopHears, back_off
from display_server.domain.handled import Handled
from display_server.domain.outcome import VisitOutcome
from display_server.live.telling import Telling
from display_server.one_stop.address import WrongOneStopAddress, open_one_stop_told
from display_server.store.database import connect
from display_server.store.hall import Hall
from display_server.store.one_stop_news import OneStopNews
from display_server.use_cases import counter, handling, kiosk
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, do

CODES = [f"H19.50.05-261123-{nth:04d}" for nth in range(4)]
BY = handling.Corrector("Minh", oversees=True)


class OneStopAtWork:
    """The one-stop system over HTTP: it answers with these statuses in turn, then that all is well."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.answers: list[int] = []
        system = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = system.answers.pop(0) if system.answers else 201
                if status < 300:
                    system.heard.append(said)
                system.keys.append(self.headers["Idempotency-Key"])
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/dossiers"


@pytest.fixture
def system() -> Iterator[OneStopAtWork]:
    system = OneStopAtWork()
    yield system
    system.server.shutdown()
    system.server.server_close()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()


@pytest.fixture
def told(engine: Engine, hall: Hall, system: OneStopAtWork) -> Iterator[Telling]:
    """It begins with what happens from now on."""
    do(hall, counter.open_counter, 1, "Lan")
    one_stop = open_one_stop_told(system.address, "secret")
    telling = Telling(OneStopNews(engine), one_stop)
    telling.tell_due(hall)
    yield telling
    one_stop.close()


def note(hall: Hall, clock: MovedClock, *codes: str) -> None:
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    handled = tuple(Handled(code, due_on=date(2026, 12, 1), fee=5_000) for code in codes)
    do(hall, counter.finish, 1, counter.Outcome(VisitOutcome.RECEIVED, handled=handled))
    clock.advance(seconds=11)


def shown(hall: Hall) -> tuple[str | None, bool, int]:
    """What managers see."""
    with hall.reading() as reading:
        now = views.manager.hall_now(reading)
    return now.one_stop_fault, now.one_stop_failing_since is not None, now.one_stop_refused


def test_each_dossier_is_told_once_and_in_order(
    hall: Hall, clock: MovedClock, told: Telling, system: OneStopAtWork
) -> None:
    note(hall, clock, *CODES[:2])
    note(hall, clock, CODES[2])

    told.tell_due(hall)
    told.tell_due(hall)

    assert [each["code"] for each in system.heard] == CODES[:3]
    assert len(set(system.keys)) == 3
    first = system.heard[0]
    assert (first["event"], first["outcome"], first["due_on"], first["fee"]) == (
        "handled",
        "received",
        "2026-12-01",
        5_000,
    )
    assert (first["hall"], first["number"], first["department"]) == ("hall", "A001", "land")


def test_what_may_still_be_undone_waits_and_what_was_undone_is_never_told(
    hall: Hall, clock: MovedClock, told: Telling, system: OneStopAtWork
) -> None:
    note(hall, clock, CODES[0])
    clock.advance(seconds=-9)
    told.tell_due(hall)
    assert system.heard == []

    do(hall, undo, 1)
    clock.advance(minutes=1)
    told.tell_due(hall)

    assert system.heard == []


def test_a_correction_and_a_striking_out_are_told_as_well(
    hall: Hall, clock: MovedClock, told: Telling, system: OneStopAtWork
) -> None:
    note(hall, clock, *CODES[:2])
    do(hall, handling.correct, 1, Handled(CODES[0], fee=500), "a nought too many", BY)
    do(hall, handling.strike, 2, "not there", BY)
    clock.advance(seconds=11)

    told.tell_due(hall)

    assert [(each["event"], each["code"], each["fee"], each["reason"]) for each in system.heard] == [
        *(("handled", CODES[0], 5_000, None), ("handled", CODES[1], 5_000, None)),
        ("corrected", CODES[0], 500, "a nought too many"),
        ("struck", CODES[1], 5_000, "not there"),
    ]


@pytest.mark.parametrize("status", [500, 503, 429, 401, 404])
def test_where_it_does_not_hear_it_is_told_again_later_with_the_same_key_and_managers_know(
    hall: Hall, clock: MovedClock, told: Telling, system: OneStopAtWork, status: int
) -> None:
    system.answers = [status]
    note(hall, clock, *CODES[:2])

    told.tell_due(hall)
    told.tell_due(hall)
    assert (system.heard, len(system.keys)) == ([], 1)
    assert shown(hall) == (f"{system.address} answers {status}.", True, 0)
    clock.advance(seconds=FIRST_BACK_OFF.total_seconds())
    told.tell_due(hall)

    assert [each["code"] for each in system.heard] == CODES[:2]
    assert system.keys[0] == system.keys[1]
    assert shown(hall) == (None, False, 0)


def test_what_it_does_not_take_is_passed_over_and_said(
    hall: Hall, clock: MovedClock, told: Telling, system: OneStopAtWork
) -> None:
    system.answers = [422, 409]
    note(hall, clock, *CODES[:3])

    told.tell_due(hall)

    assert [each["code"] for each in system.heard] == [CODES[2]]
    assert shown(hall) == (None, False, 1)


def test_a_dossier_without_a_code_is_no_news(
    hall: Hall, clock: MovedClock, told: Telling, system: OneStopAtWork
) -> None:
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome(VisitOutcome.RECEIVED, handled=(Handled(fee=5),)))
    clock.advance(seconds=11)

    told.tell_due(hall)

    assert system.keys == []


def test_of_two_processes_one_tells(
    engine: Engine, hall: Hall, clock: MovedClock, told: Telling, system: OneStopAtWork
) -> None:
    note(hall, clock, CODES[0])
    news = OneStopNews(engine)
    mark = news.mark(hall.slug, clock())

    assert news.claim(hall.slug, mark, clock())
    told.tell_due(hall)

    assert system.keys == []
    clock.advance(minutes=4)
    told.tell_due(hall)
    assert [each["code"] for each in system.heard] == [CODES[0]]


def test_a_folder_gets_a_file_for_each_that_is_whole_and_there_once(
    engine: Engine, hall: Hall, clock: MovedClock, tmp_path: Path
) -> None:
    drop = tmp_path / "drop"
    one_stop: OneStopHears = open_one_stop_told(f"file://{drop}/")
    telling = Telling(OneStopNews(engine), one_stop)
    do(hall, counter.open_counter, 1, "Lan")
    telling.tell_due(hall)
    note(hall, clock, *CODES[:2])

    telling.tell_due(hall)
    assert shown(hall)[1]
    drop.mkdir()
    clock.advance(seconds=FIRST_BACK_OFF.total_seconds())
    telling.tell_due(hall)

    files = sorted(drop.iterdir())
    rows = [row for file in files for row in csv.DictReader(file.read_text("utf-8-sig").splitlines())]
    assert [file.suffix for file in files] == [".csv", ".csv"]
    assert [(row["code"], row["fee"], row["event"]) for row in rows] == [
        *((CODES[0], "5000", "handled"), (CODES[1], "5000", "handled")),
    ]
    assert [file.stem for file in files] == [row["key"] for row in rows]


def test_it_is_tried_again_later_each_time_but_never_later_than_that() -> None:
    waits = [back_off(tries) for tries in range(1, 20)]

    assert waits[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_BACK_OFF


@pytest.mark.parametrize("address", ["drop", "ftp://host/x", "file://host/x", ""])
def test_an_address_that_cannot_be_told_names_the_mend(address: str) -> None:
    with pytest.raises(WrongOneStopAddress, match="file:///FOLDER/"):
        open_one_stop_told(address)

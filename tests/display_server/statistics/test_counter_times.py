"""What counters did with the opening hours, as every file tells it, and after names and reasons were erased."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from display_server.contract import Utilisation
from display_server.domain.retention import Kept
from display_server.statistics.export import to_csv
from display_server.statistics.figures_document import figures_document
from display_server.statistics.roll_ups import RollUps, statistics
from display_server.store.erasures import Erasures
from display_server.store.hall import Hall, Halls
from display_server.store.roll_ups import RollUpStore
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.halls import BY_DAY, MovedClock, a_hall_plan, do

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(datetime(2026, 11, 23, 0, 30, tzinfo=UTC))


@pytest.fixture
def monday(halls: Halls, clock: MovedClock) -> Hall:
    """Lan sits at counter 1 from 7:30 on: 30 minutes idle, 10 beside a queue, 20 with a visitor, 60 at a meeting."""
    halls.load(replace(a_hall_plan(), opening_hours=BY_DAY), actor="test")
    hall = halls["hall"]
    do(hall, counter.open_counter, 1, "Lan")
    clock.advance(minutes=30)
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=10)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    clock.advance(minutes=20)
    do(hall, counter.finish, 1, counter.Outcome())
    do(hall, counter.pause_counter, 1, "meeting")
    clock.advance(minutes=60)
    do(hall, counter.close_counter, 1)
    return hall


def minutes_of(of: Utilisation | None) -> tuple[float, ...]:
    assert of is not None
    parts = (of.serving, of.idle_with_queue, of.idle_without_queue, of.paused, of.closed)
    return tuple(part.minutes for part in parts)


def test_of_a_counter_all_parts_come_to_the_opening_hours(monday: Hall, clock: MovedClock) -> None:
    clock.advance(hours=12)

    figures = statistics(monday, MONDAY, MONDAY, "counter")

    (row,) = figures.rows
    assert minutes_of(row.utilisation) == (20, 10, 30, 60, 450)
    assert minutes_of(figures.total.utilisation) == (20, 10, 30, 60, 450 + 2 * 570)


def test_of_an_officer_what_counts_is_the_time_at_a_counter(monday: Hall, clock: MovedClock) -> None:
    clock.advance(hours=12)

    (row,) = statistics(monday, MONDAY, MONDAY, "officer").rows

    assert row.key == "Lan"
    assert minutes_of(row.utilisation) == (20, 10, 30, 60, 0)
    assert row.utilisation is not None
    assert [(each.reason, each.share) for each in row.utilisation.pauses] == [("meeting", 0.5)]


def test_the_files_tell_what_the_page_is_told(monday: Hall) -> None:
    figures = statistics(monday, MONDAY, MONDAY, "counter")

    lines = list(csv.DictReader(io.StringIO(to_csv(figures, "en").decode("utf-8-sig"))))
    tables = {table.name: table for table in figures_document(figures, {"en": "Hall"}, "en").tables}

    assert lines[0]["Idle, with a queue (min)"] == "10.0"
    assert lines[0]["Paused, meeting (min)"] == "60.0"
    assert tables["Utilisation"].rows[0][1:4] == (120.0, 20.0, 0.167)


def test_services_have_no_hours(monday: Hall) -> None:
    figures = statistics(monday, MONDAY, MONDAY, "service")

    assert [row.utilisation for row in figures.rows] == [None]
    assert minutes_of(figures.total.utilisation) == (20, 10, 30, 60, 240)


@pytest.mark.parametrize(("kind", "officer", "reason"), [(Kept.OFFICERS, "–", "meeting"), (Kept.NOTES, "Lan", "")])
def test_what_was_added_up_forgets_names_and_reasons_with_the_journal(
    monday: Hall, clock: MovedClock, engine: Engine, kind: Kept, officer: str, reason: str
) -> None:
    clock.advance(days=1)
    roll_ups = RollUps(RollUpStore(engine))
    roll_ups.follow(monday)

    Erasures(engine).erase("hall", kind, MONDAY, clock())

    for _ in ("before it is added up anew", "afterwards"):
        (row,) = statistics(monday, MONDAY, TUESDAY, "officer").rows
        assert row.utilisation is not None
        assert (row.key, [each.reason for each in row.utilisation.pauses]) == (officer, [reason])
        roll_ups.follow(monday)

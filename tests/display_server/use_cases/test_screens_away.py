"""A display or rating tablet that was there today and is away while the hall is open is something to look at."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import Engine

from display_server.access.credentials import principal_of_token
from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_token
from display_server.contract import AlertNow
from display_server.domain.alerts import AlertKind, Machine
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.weekdays import WEEKDAYS
from display_server.store.accounts import Accounts
from display_server.store.hall import Hall, Halls
from display_server.store.screens import Screens
from display_server.use_cases.alerts import watch_over
from display_server.views.manager import hall_now
from tests.halls import MovedClock, a_hall_plan

WITH_A_BREAK = OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(7, 30), time(11, 30)), Period(time(13), time(17)))))


def a_screen(engine: Engine, clock: MovedClock, role: Role, name: str) -> int:
    """Its token's id."""
    accounts = Accounts(engine)
    device = principal_of_token(
        accounts, create_token(accounts, clock, Principal(role, name, "hall", counter=1))
    ).device
    assert device is not None
    return device


def watched(hall: Hall, clock: MovedClock) -> list[AlertNow]:
    watch_over(hall, Machine(clock.now, disk_free_percent=50))
    with hall.reading() as reading:
        return list(hall_now(reading).alerts)


@pytest.fixture
def hall(halls: Halls) -> Hall:
    halls.load(replace(a_hall_plan(), opening_hours=WITH_A_BREAK), actor="test")
    return halls["hall"]


def test_a_display_that_is_away_for_too_long_is_told_until_it_is_back(
    hall: Hall, engine: Engine, clock: MovedClock
) -> None:
    display, screens = a_screen(engine, clock, Role.DISPLAY, "east"), Screens(engine)
    screens.heard("hall", {display}, clock())
    clock.advance(minutes=5)
    assert watched(hall, clock) == []
    clock.advance(seconds=1)

    (alert,) = watched(hall, clock)

    assert (alert.kind, alert.place, alert.grave) == (AlertKind.DISPLAY_AWAY, "east", True)
    assert alert.words["en"] == "Display east: no contact since 08:00."
    screens.heard("hall", {display}, clock())
    assert watched(hall, clock) == []


def test_a_tablet_that_stays_connected_is_no_alert(hall: Hall, engine: Engine, clock: MovedClock) -> None:
    tablet, screens = a_screen(engine, clock, Role.RATING, "quầy 1"), Screens(engine)
    for _ in range(40):
        screens.heard("hall", {tablet}, clock())
        clock.advance(seconds=20)

    assert watched(hall, clock) == []
    clock.advance(minutes=6)

    assert [(each.kind, each.place, each.grave) for each in watched(hall, clock)] == [
        (AlertKind.TABLET_AWAY, "quầy 1", False)
    ]


def test_what_is_off_in_the_break_has_time_to_come_back(hall: Hall, engine: Engine, clock: MovedClock) -> None:
    Screens(engine).heard("hall", {a_screen(engine, clock, Role.DISPLAY, "east")}, clock())
    clock.now = datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert watched(hall, clock) == [], "12:00: the hall is closed"
    clock.now = datetime(2026, 11, 23, 6, 4, tzinfo=UTC)
    assert watched(hall, clock) == [], "13:04: it has just opened again"
    clock.advance(minutes=2)

    assert [each.kind for each in watched(hall, clock)] == [AlertKind.DISPLAY_AWAY]


def test_what_was_not_there_today_is_not_missed(hall: Hall, engine: Engine, clock: MovedClock) -> None:
    Screens(engine).heard("hall", {a_screen(engine, clock, Role.DISPLAY, "east")}, clock())

    clock.advance(days=1)

    assert watched(hall, clock) == []


def test_what_was_put_away_for_good_is_not_missed(hall: Hall, engine: Engine, clock: MovedClock) -> None:
    display = a_screen(engine, clock, Role.DISPLAY, "east")
    Screens(engine).heard("hall", {display}, clock())
    Accounts(engine).revoke(display, clock())

    clock.advance(hours=1)

    assert watched(hall, clock) == []

"""A counter is given services for a while: it calls their visitors as its own, until that is over."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import Engine

from display_server.domain.events import ServicesGiven, ServicesTakenBack
from display_server.domain.given_services import GivenFor
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.domain.weekdays import WEEKDAYS
from display_server.store.checkup import findings
from display_server.store.hall import Hall, Halls
from display_server.store.journal import from_row
from display_server.use_cases import counter
from display_server.use_cases.day import do_what_is_due
from display_server.use_cases.given import give_services, take_back_services
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.undo import undo
from display_server.views.counter import desk
from display_server.views.manager import hall_now
from tests.halls import MovedClock, a_hall_plan, do

WITH_A_BREAK = OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(7, 30), time(11, 30)), Period(time(13), time(17)))))


@pytest.fixture
def hall(hall: Hall) -> Hall:
    """Counter 1 takes `land` alone; somebody waits for `tax`."""
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, issue_ticket, TicketRequest("tax"))
    return hall


def called(hall: Hall) -> str | None:
    ticket = do(hall, counter.call_next, 1)
    return ticket.number if ticket else None


def until(hall: Hall) -> datetime | None:
    with hall.reading() as reading:
        (given,) = reading.counters.given
    return given.until


def test_what_is_given_is_called_until_it_is_taken_back(hall: Hall) -> None:
    assert called(hall) is None

    do(hall, give_services, 1, ["tax"], GivenFor.NOW, "Minh")
    assert called(hall) == "B001"

    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    do(hall, issue_ticket, TicketRequest("tax"))
    do(hall, take_back_services, 1, ["tax"])
    assert called(hall) is None


def test_the_oldest_of_own_and_given_services_is_called_first(hall: Hall, clock: MovedClock) -> None:
    clock.advance(minutes=1)
    do(hall, issue_ticket, TicketRequest("land"))

    do(hall, give_services, 1, ["tax"], GivenFor.TODAY, "Minh")

    assert called(hall) == "B001"


def test_at_noon_it_ends_by_the_clock_before_anybody_has_told_so(hall: Hall, clock: MovedClock) -> None:
    do(hall, give_services, 1, ["tax"], GivenFor.NOON, "Minh")
    assert until(hall) == datetime(2026, 11, 23, 5, tzinfo=UTC)
    clock.now = datetime(2026, 11, 23, 5, tzinfo=UTC)

    assert called(hall) is None

    do_what_is_due(hall)
    with hall.reading() as reading:
        told = [from_row(row) for row in reading.journal.since(0)]
        assert reading.counters.given == ()
    assert [type(each) for each in told if isinstance(each, ServicesGiven | ServicesTakenBack)] == [
        ServicesGiven,
        ServicesTakenBack,
    ]


def test_noon_is_the_halls_own_break(halls: Halls, hall: Hall) -> None:
    halls.load(replace(a_hall_plan(), opening_hours=WITH_A_BREAK), actor="test")

    do(hall, give_services, 1, ["tax"], GivenFor.NOON, "Minh")

    assert until(hall) == datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def test_for_today_ends_with_the_halls_day(hall: Hall) -> None:
    do(hall, give_services, 1, ["tax"], GivenFor.TODAY, "Minh")

    assert until(hall) == datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_once_noon_is_over_nothing_is_given_until_noon(hall: Hall, clock: MovedClock) -> None:
    clock.advance(hours=5)

    with pytest.raises(NotValid, match="Noon is over"):
        do(hall, give_services, 1, ["tax"], GivenFor.NOON, "Minh")


def test_its_own_services_and_those_that_nobody_knows_are_not_given(hall: Hall) -> None:
    with pytest.raises(NotAllowed, match="takes land already"):
        do(hall, give_services, 1, ["land"], GivenFor.NOW, "Minh")
    with pytest.raises(NotFound):
        do(hall, give_services, 1, ["fishing"], GivenFor.NOW, "Minh")
    with pytest.raises(NotFound):
        do(hall, give_services, 9, ["tax"], GivenFor.NOW, "Minh")


def test_estimates_count_the_counter_that_helps(hall: Hall) -> None:
    with hall.reading() as reading:
        assert reading.counters.serving("tax") == 0

    do(hall, give_services, 1, ["tax"], GivenFor.NOW, "Minh")

    with hall.reading() as reading:
        assert reading.counters.serving("tax") == 1


def test_the_manager_and_the_officer_see_it(hall: Hall) -> None:
    do(hall, give_services, 1, ["tax"], GivenFor.TODAY, "Minh")

    with hall.reading() as reading:
        seen, panel = hall_now(reading).counters[0], desk(reading, 1, "")
    assert [(each.service, each.given_by) for each in seen.given] == [("tax", "Minh")]
    assert [(each.service, each.given, each.helps) for each in panel.services] == [
        ("land", False, False),
        ("tax", True, False),
    ]


def test_it_keeps_no_officer_from_taking_back_what_they_did(hall: Hall) -> None:
    do(hall, give_services, 1, ["tax"], GivenFor.NOW, "Minh")
    called(hall)
    do(hall, take_back_services, 1, ["tax"])

    assert do(hall, undo, 1).number == "B001"


def test_the_doctor_finds_calls_of_what_was_given_in_order(hall: Hall, engine: Engine, clock: MovedClock) -> None:
    clock.advance(minutes=1)
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, give_services, 1, ["tax"], GivenFor.NOON, "Minh")
    assert called(hall) == "B001"
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    do(hall, issue_ticket, TicketRequest("tax"))
    clock.advance(hours=5)
    assert called(hall) == "A001"

    assert findings(engine) == []

"""The close of the day: what was forgotten is ended, marked and counted; on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from display_server import views
from display_server.domain.counter import CounterState
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours, Period
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.rules import Rules
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.domain.weekdays import WEEKDAYS
from display_server.statistics.roll_ups import statistics
from display_server.store.checkup import findings
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, day, kiosk, route
from display_server.use_cases.fairness import why_before
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, do

DAYS = ("mon", "tue", "wed", "thu", "fri")
WORKING = OpeningHours({day: (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17))) for day in DAYS})
MONDAY = date(2026, 11, 23)


@pytest.fixture
def hall(halls: Halls) -> Hall:
    return open_hall(halls, WORKING)


def open_hall(halls: Halls, hours: OpeningHours, rules: Rules | None = None) -> Hall:
    halls.load(replace(a_hall_plan(hours), rules=rules or Rules()), actor="test")
    for number in (1, 2, 3):
        do(halls["hall"], counter.open_counter, number, f"officer {number}")
    return halls["hall"]


def take(hall: Hall) -> Ticket:
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))


def state(hall: Hall, ticket: Ticket) -> State:
    with hall.reading() as reading:
        return reading.tickets.with_id(ticket.id).state


def test_what_was_left_is_ended_and_marked(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    served, called, parked, waiting = (take(hall) for _ in range(4))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.call_next, 2)
    do(hall, counter.close_counter, 3)
    clock.advance(hours=16)  # 00:00, and nobody has pressed a key

    day.do_what_is_due(hall)

    assert [state(hall, each) for each in (served, called, parked, waiting)] == [
        State.SERVED,
        State.NO_SHOW,
        State.CANCELLED,
        State.CANCELLED,
    ]
    with hall.reading() as reading:
        assert {each.state for each in reading.counters.all.values()} == {CounterState.CLOSED}
        facts = {row.event: (row.actor, row.facts) for row in reading.journal.rows_of(served.id)}
    assert facts["ServiceFinished"][0] == "clock"
    assert facts["ServiceFinished"][1]["forgotten"] is True
    by_service = statistics(hall, MONDAY, MONDAY, "service")
    total = by_service.total
    assert (total.served, total.inaccurate, total.service_times.count) == (1, 1, 0)
    assert {row.left_open for row in by_service.rows} == {None}, "a counter left open is of no service"
    assert findings(halls._engine) == []


def test_a_counter_left_open_is_counted_for_its_officer_though_nobody_was_served(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.close_counter, 2)
    do(hall, counter.pause_counter, 3, "lunch")
    do(hall, counter.open_counter, 3, "officer 3")
    clock.advance(days=4)  # nobody has pressed a key since, and the server was off
    day.do_what_is_due(hall)
    do(hall, counter.open_counter, 2, "officer 2")

    by_officer, by_counter, by_day, by_hour = (
        statistics(hall, MONDAY, MONDAY, group) for group in ("officer", "counter", "day", "hour")
    )

    assert [(row.key, row.left_open, row.issued) for row in by_officer.rows] == [
        ("officer 1", 1, 0),
        ("officer 3", 1, 0),
    ]
    assert [(row.key, row.left_open) for row in by_counter.rows] == [("1", 1), ("3", 1)]
    assert [(row.key, row.left_open) for row in by_day.rows] == [("2026-11-23", 2)]
    assert (by_hour.rows, by_hour.total.left_open) == ((), 2)
    assert statistics(hall, MONDAY + timedelta(days=1), MONDAY + timedelta(days=9), "day").total.left_open == 0


def test_an_officer_does_not_take_back_what_the_clock_has_ended(hall: Hall, clock: MovedClock) -> None:
    called, served = take(hall), take(hall)
    for number in (1, 2):
        do(hall, counter.call_next, number)
    do(hall, counter.start, 2)
    clock.advance(days=1)
    day.do_what_is_due(hall)

    for number in (1, 2):
        with pytest.raises(NotAllowed, match=f"Counter {number} has closed"):
            do(hall, undo, number)

    assert (state(hall, called), state(hall, served)) == (State.NO_SHOW, State.SERVED)


def test_a_parked_visitor_lapses_with_the_day(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall)
    do(hall, counter.call_next, 1)
    do(hall, route.park, 1, "a copy is missing")
    clock.advance(days=1)

    day.do_what_is_due(hall)

    assert state(hall, ticket) is State.CANCELLED


def test_nothing_is_ended_before_the_day_is_over(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    day.do_what_is_due(hall)  # tells that the day has begun
    clock.advance(hours=15, minutes=59)
    with hall.reading() as before:
        seq = before.seq

    day.do_what_is_due(hall)

    with hall.reading() as after:
        assert after.seq == seq
    assert state(hall, ticket) is State.SERVING


def test_it_is_ended_too_when_the_server_was_off_overnight(hall: Hall, clock: MovedClock) -> None:
    take(hall)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    clock.advance(hours=25)  # Tuesday 09:00, in opening hours

    day.do_what_is_due(hall)

    with hall.reading() as reading:
        assert reading.counters.tickets() == {}
        assert reading.counters.numbered(1).state is CounterState.CLOSED


def test_a_hall_that_never_closes_ends_nobodys_service(halls: Halls, clock: MovedClock) -> None:
    hall = open_hall(halls, ALWAYS_OPEN)
    ticket = take(hall)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    clock.advance(hours=17)

    day.do_what_is_due(hall)

    assert state(hall, ticket) is State.SERVING
    assert do(hall, counter.finish, 1, counter.Outcome()).state is State.SERVED


def test_the_day_of_a_hall_past_midnight_ends_when_it_says(halls: Halls, clock: MovedClock) -> None:
    hall = open_hall(halls, ALWAYS_OPEN, Rules(day_begins=timedelta(hours=4)))
    clock.now = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 23:30
    ticket = take(hall)
    clock.advance(hours=2)
    day.do_what_is_due(hall)

    second = take(hall)

    assert (second.number, second.day) == ("A002", ticket.day)
    called = do(hall, counter.call_next, 1)
    assert called is not None
    assert called.number == ticket.number
    clock.advance(hours=2, minutes=31)
    assert take(hall).number == "A001"


# --- halls at work at the turn of their day ---------------------------------------------------------------------------

NIGHTS = OpeningHours({day: (Period(time(0), time(2)), Period(time(18), time(0))) for day in WEEKDAYS})
BEFORE_MIDNIGHT = datetime(2026, 11, 23, 16, 58, tzinfo=UTC)
"""23:58 there."""


@pytest.fixture(params=[ALWAYS_OPEN, NIGHTS], ids=["always open", "open past midnight"])
def night(request: pytest.FixtureRequest, halls: Halls, clock: MovedClock) -> Iterator[Hall]:
    """A hall two minutes before midnight, that does not close then; in the end all is as its journal tells."""
    clock.now = BEFORE_MIDNIGHT
    yield open_hall(halls, request.param)
    assert findings(halls._engine) == []


def after_midnight(hall: Hall, clock: MovedClock) -> None:
    clock.advance(minutes=4)
    day.do_what_is_due(hall)


def test_who_waits_over_midnight_is_called_before_who_comes_then(night: Hall, clock: MovedClock) -> None:
    first, second, at_one = take(night), take(night), take(night)
    do(night, counter.call_next, 1)
    do(night, counter.start, 1)
    do(night, route.transfer, 1, route.Destination(counter=2))
    after_midnight(night, clock)
    new = take(night)

    with night.reading() as reading:
        ahead = reading.queues.people_ahead(new)
        waiting, oldest, now = reading.queues.lengths, reading.queues.oldest, views.manager.hall_now(reading)
    called = [called_to(night, number) for number in (2, 1)]
    with night.reading() as reading:
        calls = [call.number for call in views.board.board(reading, None).calls]
    called += [called_to(night, number) for number in (1, 1)]

    assert (ahead, waiting, oldest["land"].issued_at) == (3, {"land": 4}, first.issued_at)
    assert (now.issued, now.waiting, now.called, now.serving) == (1, 4, 0, 0)
    assert (new.number, new.day) == ("A001", MONDAY + timedelta(days=1))
    assert called == [first.id, second.id, at_one.id, new.id]
    assert calls == ["A002", "A001"], "the board shows the calls of those who came before midnight"


def called_to(hall: Hall, number: int) -> TicketId:
    called = do(hall, counter.call_next, number)
    assert called is not None
    do(hall, counter.start, number)
    do(hall, counter.finish, number, counter.Outcome())
    return called.id


def test_why_is_answered_of_those_who_came_before_midnight_too(night: Hall, clock: MovedClock) -> None:
    first, second = take(night), take(night)
    after_midnight(night, clock)
    called_to(night, 1)

    with night.reading() as reading:
        assert why_before(reading, first.number, second.number)[0] == first.number
    take(night)

    with night.reading() as reading:
        assert why_before(reading, first.number, second.number)[0] == first.number, "only one is of today"
        with pytest.raises(NotFound, match=r"no ticket A002 on 24/11/2026.*name another day"):
            why_before(reading, "A001", "A002", MONDAY + timedelta(days=1))


def test_a_service_forgotten_for_a_whole_day_ends_though_the_hall_never_closes(night: Hall, clock: MovedClock) -> None:
    ticket = take(night)
    do(night, counter.call_next, 1)
    do(night, counter.start, 1)
    after_midnight(night, clock)
    with night.reading() as reading:
        assert views.manager.hall_now(reading).serving == 1, "who came yesterday is still served"

    clock.advance(days=1)
    day.do_what_is_due(night)

    with night.reading() as reading:
        assert reading.tickets.with_id(ticket.id).state is State.SERVED
        assert (reading.counters.tickets(), views.manager.hall_now(reading).serving) == ({}, 0)
    of_monday = statistics(night, MONDAY, MONDAY, "service").total
    assert (of_monday.served, of_monday.inaccurate) == (1, 1)


def test_who_is_parked_over_midnight_may_come_back(night: Hall, clock: MovedClock) -> None:
    ticket = take(night)
    do(night, counter.call_next, 1)
    do(night, counter.start, 1)
    do(night, route.park, 1, "a copy is missing")
    after_midnight(night, clock)

    with night.reading() as reading:
        parked = views.counter.desk(reading, 1, "").parked

    assert [each.ticket for each in parked] == [ticket.id]
    assert do(night, counter.call_chosen, 1, ticket.id, None).id == ticket.id


def test_a_visit_over_midnight_goes_on_to_its_next_stop(night: Hall, clock: MovedClock) -> None:
    ticket = take(night)
    do(night, counter.call_next, 1)
    do(night, counter.start, 1)
    after_midnight(night, clock)
    do(night, route.transfer, 1, route.Destination("tax"))
    day.do_what_is_due(night)

    assert called_to(night, 3) == ticket.id


def test_a_latecomer_over_midnight_is_let_in(night: Hall, clock: MovedClock) -> None:
    ticket = take(night)
    do(night, counter.call_next, 1)
    do(night, counter.mark_no_show, 1)
    after_midnight(night, clock)

    do(night, route.return_to_queue, 1, parked=ticket.id)

    assert called_to(night, 1) == ticket.id


def test_who_still_waits_when_the_hall_closes_lapses_then(halls: Halls, clock: MovedClock) -> None:
    clock.now = BEFORE_MIDNIGHT
    hall = open_hall(halls, NIGHTS)
    ticket = take(hall)
    clock.advance(hours=2, minutes=1)  # 01:59
    day.do_what_is_due(hall)
    assert state(hall, ticket) is State.WAITING

    clock.advance(minutes=2)
    day.do_what_is_due(hall)

    assert state(hall, ticket) is State.CANCELLED


def test_in_a_hall_that_never_closes_a_ticket_lapses_with_the_day_after_its_own(
    halls: Halls, clock: MovedClock
) -> None:
    clock.now = BEFORE_MIDNIGHT
    hall = open_hall(halls, ALWAYS_OPEN)
    ticket = take(hall)
    clock.advance(hours=24)
    day.do_what_is_due(hall)
    assert state(hall, ticket) is State.WAITING

    clock.advance(minutes=2)
    day.do_what_is_due(hall)

    assert state(hall, ticket) is State.CANCELLED

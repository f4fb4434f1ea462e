"""The machine's clock jumps by hours, forth and back: the journal's times never run against its order."""

import random
from datetime import timedelta
from typing import Any

import pytest

from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import TicketId
from display_server.store.checkup import findings, halls_ahead_of
from display_server.store.database import connect
from display_server.store.hall import Hall
from display_server.use_cases.counter import Outcome, call_next, finish, mark_no_show, open_counter, start
from display_server.use_cases.day import do_what_is_due, put_clock_right
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.undo import undo
from display_server.use_cases.visitor import Opinion, come_back, rate_visit
from tests.halls import MovedClock, do

JUMPS_IN_HOURS = (3, -3, -1, 0.5, -0.5, 0.01, 8, -20, 1)
JOURNEYS = 40


def test_a_clock_put_back_does_not_turn_the_journal(hall: Hall, clock: MovedClock, database: str) -> None:
    chance = random.Random(8)
    do(hall, open_counter, 2, "Lan")

    for _ in range(JOURNEYS):
        for deed in ((issue_ticket, TicketRequest("land")), (call_next, 2), (start, 2), (finish, 2, Outcome())):
            do(hall, *deed)
            clock.advance(hours=chance.choice(JUMPS_IN_HOURS))

    engine = connect(database)
    assert findings(engine) == []
    engine.dispose()


def test_who_comes_after_a_clock_was_put_back_still_waits_behind_who_came_before(hall: Hall, clock: MovedClock) -> None:
    first = do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(hours=-2)
    second = do(hall, issue_ticket, TicketRequest("land"))
    do(hall, open_counter, 1, "Lan")

    called = do(hall, call_next, 1)

    assert called is not None
    assert called.id == first.id
    assert second.issued_at == first.issued_at


def test_nothing_is_seen_to_have_waited_for_less_than_no_time(hall: Hall, clock: MovedClock) -> None:
    ticket = do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(hours=-2)

    with hall.reading() as reading:
        assert reading.now >= ticket.issued_at


def test_the_hall_goes_with_the_clock_again_once_it_has_caught_up(hall: Hall, clock: MovedClock) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(hours=-1)
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(hours=2)

    assert do(hall, issue_ticket, TicketRequest("land")).issued_at == clock.now


@pytest.fixture
def stray(hall: Hall, clock: MovedClock) -> Hall:
    """The clock was 300 days ahead for a while: one was served then, one did not come, one waits, one is called."""
    do(hall, issue_ticket, TicketRequest("tax"))
    for number in (2, 3):
        do(hall, open_counter, number, f"officer {number}")
    clock.advance(days=300)
    do_what_is_due(hall)
    for _ in range(4):
        do(hall, issue_ticket, TicketRequest("tax"))
    for deed in ((call_next, 2), (start, 2), (finish, 2, Outcome()), (call_next, 2), (call_next, 3), (mark_no_show, 3)):
        do(hall, *deed)
    clock.advance(days=-300)
    return hall


def test_the_doctor_says_that_a_halls_time_stands_still(stray: Hall, clock: MovedClock, database: str) -> None:
    engine = connect(database)

    (finding,) = halls_ahead_of(clock.now, engine)

    assert "motcua put-clock-right hall" in finding
    assert halls_ahead_of(clock.now + timedelta(days=300), engine) == []
    engine.dispose()


def test_a_hall_is_not_put_right_while_visits_go_on(stray: Hall) -> None:
    with pytest.raises(NotAllowed, match="--end-day"):
        put_clock_right(stray, "administrator", ending=False)

    with stray.reading() as reading:
        assert reading.queues.visits_go_on()


def test_a_hall_that_is_put_right_goes_with_the_clock_and_no_story_runs_backwards(
    stray: Hall, clock: MovedClock, database: str
) -> None:
    with stray.reading() as reading:
        visits = [reading.tickets.with_id(TicketId(each)) for each in range(1, 6)]

    assert put_clock_right(stray, "administrator", ending=True) == clock.now + timedelta(days=300)

    assert put_clock_right(stray, "administrator", ending=True) is None, "it is right now"
    do(stray, open_counter, 2, "Lan")
    deeds: tuple[tuple[Any, ...], ...] = (
        (undo, 2),
        (undo, 3),
        *((come_back, ticket.token) for ticket in visits),
        *((rate_visit, ticket.token, Opinion(4), "phone") for ticket in visits),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            do(stray, *deed)
    ticket = do(stray, issue_ticket, TicketRequest("tax"))
    assert ticket.issued_at == clock.now
    called = do(stray, call_next, 2)
    assert called is not None
    assert called.id == ticket.id
    engine = connect(database)
    assert findings(engine) == []
    assert halls_ahead_of(clock.now, engine) == []
    engine.dispose()

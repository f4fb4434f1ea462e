"""Somebody stands at the counter without a ticket."""

import pytest

from display_server.domain.refusals import NotAllowed, NotValid
from display_server.domain.ticket import State
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.walk_in import WALK_IN, walk_in
from tests.halls import MovedClock, close_at_night, do

LAND = TicketRequest("land")


def test_they_get_a_number_and_are_called_at_once_and_the_journal_says_why(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    waits = do(hall, issue_ticket, LAND)

    ticket = do(hall, walk_in, 1, LAND)

    assert (ticket.state, ticket.counter) == (State.CALLED, 1)
    assert ticket.number != waits.number
    with hall.reading() as reading:
        (called,) = [row.facts for row in reading.journal.since(0) if row.event == "TicketCalled"]
    assert called["reason"] == WALK_IN


def test_at_a_counter_that_serves_somebody_or_pauses_they_wait_by_arrival(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, issue_ticket, LAND)
    do(hall, counter.call_next, 1)
    before = do(hall, issue_ticket, LAND)
    clock.advance(minutes=1)

    ticket = do(hall, walk_in, 1, LAND)

    assert ticket.state is State.WAITING
    with hall.reading() as reading:
        assert [each.number for each in reading.queues.of("land")] == [before.number, ticket.number]
    do(hall, counter.pause_counter, 1, "lunch")
    assert do(hall, walk_in, 1, LAND).state is State.WAITING


def test_a_service_that_the_counter_does_not_take_is_refused_and_no_number_is_lost(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")

    with pytest.raises(NotValid, match="does not take the service tax") as refused:
        do(hall, walk_in, 1, TicketRequest("tax"))

    assert refused.value.field == "service"
    assert do(hall, walk_in, 1, LAND).number == "A001"


def test_a_closed_hall_gives_none(halls: Halls, hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    close_at_night(halls)
    clock.advance(hours=12)

    with pytest.raises(NotAllowed, match="closed"):
        do(hall, walk_in, 1, LAND)

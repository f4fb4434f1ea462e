"""Somebody stands at the counter without a ticket."""

import pytest

from display_server.domain.refusals import NotAllowed
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


def test_for_another_counters_service_they_wait_for_that_counter(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")

    ticket = do(hall, walk_in, 1, TicketRequest("tax"))

    assert (ticket.state, ticket.service) == (State.WAITING, "tax")


def test_a_closed_hall_gives_none(halls: Halls, hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    close_at_night(halls)
    clock.advance(hours=12)

    with pytest.raises(NotAllowed, match="closed"):
        do(hall, walk_in, 1, LAND)


def test_who_is_to_wait_by_arrival_is_not_called_though_the_counter_be_free(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    before = do(hall, issue_ticket, LAND)

    ticket = do(hall, walk_in, 1, LAND, queued=True)

    called = do(hall, counter.call_next, 1)
    assert ticket.state is State.WAITING
    assert called is not None
    assert called.number == before.number

"""Calls out of order over random days: found by replaying once, and by looking at every ticket at every call."""

from contextlib import suppress
from datetime import date
from random import Random

import pytest

from display_server.domain import events
from display_server.domain.calls_out_of_order import OutOfOrder
from display_server.domain.dispatch import Position
from display_server.domain.refusals import Refused
from display_server.domain.story import RecordedEvent, replayed
from display_server.domain.ticket import State, Ticket
from display_server.statistics.fairness import fairness
from display_server.store.hall import Hall
from display_server.use_cases import counter, route
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, do

TODAY = date(2026, 11, 23)
DEEDS = 150


class BusyDay:
    """A small hall in which officers do whatever they may, by chance."""

    def __init__(self, hall: Hall, clock: MovedClock, seed: int) -> None:
        self._hall, self._clock, self._random = hall, clock, Random(seed)

    def live(self) -> None:
        for number in (1, 2, 3):
            do(self._hall, counter.open_counter, number, f"officer {number}")
        for _ in range(DEEDS):
            self._clock.advance(seconds=self._random.uniform(1, 120))
            with suppress(Refused):
                self._something(self._random.choice((1, 2, 3)))

    def _something(self, at: int) -> None:
        wanted = self._random.choice(("land", "tax"))
        place, beside = self._random.choice(list(Position)), self._random.choice((None, 1, 2, 3))
        match self._random.choice(DEEDS_BY_CHANCE):
            case "issue":
                elderly = self._random.choice((None, None, "elderly"))
                do(self._hall, issue_ticket, TicketRequest(wanted, elderly))
            case "next":
                do(self._hall, counter.call_next, at)
            case "chosen":
                self._choose(at)
            case "serve":
                do(self._hall, counter.start, at)
                do(self._hall, counter.finish, at, counter.Outcome())
            case "no-show":
                do(self._hall, counter.mark_no_show, at)
            case "park":
                do(self._hall, route.park, at, "a copy is missing")
            case "transfer":
                do(self._hall, route.transfer, at, route.Destination(wanted, beside, position=place))
            case "undo":
                do(self._hall, undo, at)

    def _choose(self, at: int) -> None:
        with self._hall.reading() as reading:
            waiting = [ticket for some in reading.queues.callable.values() for ticket in some]
            waiting += reading.queues.parked(["land", "tax"])
        if waiting:
            do(self._hall, counter.call_chosen, at, self._random.choice(waiting).id, "is unwell")


DEEDS_BY_CHANCE = (*["issue"] * 5, *["next"] * 3, *["serve"] * 3, "chosen", "no-show", "park", "transfer", "undo")


def as_it_was(ticket: Ticket, story: list[RecordedEvent], seq: int) -> Ticket | None:
    """Just before this change; None before its issue."""
    so_far = [each for each in story if each.seq < seq]
    return replayed(ticket, so_far) if so_far else None


def by_brute_force(hall: Hall, day: date) -> list[tuple[str, str, int]]:
    """Who was called, who of those passed had come first, and how many were passed."""
    found = []
    with hall.reading() as reading:
        rows = [row for row in reading.journal.rows_from(0, 100_000) if row.ticket_id is not None]
        ids = dict.fromkeys(row.ticket_id for row in rows)
        tickets = [ticket for each in ids if (ticket := reading.tickets.with_id(each)).day == day]
        stories = {ticket.id: reading.journal.recorded_events(ticket.id) for ticket in tickets}
        calls = sorted(
            each for story in stories.values() for each in story if isinstance(each.event, events.TicketCalled)
        )
    for seq, call in calls:
        assert isinstance(call, events.TicketCalled)
        called = next(ticket for ticket in tickets if ticket.id == call.ticket)
        then = [as_it_was(each, stories[each.id], seq) for each in tickets if each.id != called.id]
        passed = sorted(
            (each.issued_at, each.id, each.number)
            for each in then
            if each is not None
            and each.state is State.WAITING
            and each.service in {*call.takes, call.service}
            and (each.issued_at, each.id) < (called.issued_at, called.id)
            and each.for_counter in (None, call.counter)
        )
        if passed:
            found.append((call.number, passed[0][2], len(passed)))
    return sorted(found)


@pytest.mark.parametrize("seed", range(6))
def test_every_call_out_of_order_is_found_and_has_a_reason(hall: Hall, clock: MovedClock, seed: int) -> None:
    BusyDay(hall, clock, seed).live()

    told = fairness(hall, TODAY, TODAY, most=None)

    found = sorted((call.number, call.passed_number, call.passed) for call in told.listed)
    assert found == by_brute_force(hall, TODAY)
    assert told.out_of_order == len(found) > 0
    assert OutOfOrder.OTHER not in {reason.reason for reason in told.reasons}

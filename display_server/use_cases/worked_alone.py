"""What a counter did while the server was away, handed in afterwards: each number once, its times as inaccurate.

The panel keeps the next numbers that were waiting when the line went, and the officer marks by hand who was called and
how it ended. Nobody knew of that elsewhere: a number that went on meanwhile is refused in words, and stays as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from display_server.domain.events import EndedAlone
from display_server.domain.refusals import NotAllowed, Refused
from display_server.domain.story import RecordedEvent, as_it_holds
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.store.change import Change
from display_server.use_cases.held import theirs


@dataclass(frozen=True, slots=True)
class DoneAlone:
    """One number as the officer marked it, by the panel's clock."""

    ticket: TicketId
    came: bool
    """Served; else called, and nobody came."""
    called_ago: timedelta
    ended_ago: timedelta


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What became of one number that was handed in."""

    ticket: TicketId
    outcome: Literal["accepted", "already", "refused"]
    number: str = ""
    why: Refused | None = None


def hand_in_alone(change: Change, number: int, done: Iterable[DoneAlone]) -> list[TakenOver]:
    """Takes over what was marked. One that is refused does not keep the others out; the same may come again."""
    return [_taken_over(change, number, each) for each in done]


def _taken_over(change: Change, number: int, done: DoneAlone) -> TakenOver:
    try:
        ticket = theirs(change, number, done.ticket)
        if _came_before(change, number, ticket):
            return TakenOver(done.ticket, "already", ticket.number)
        _must_be_where_it_was(ticket, number)
        _end(change, number, ticket, done)
    except Refused as refusal:
        return TakenOver(done.ticket, "refused", why=refusal)
    return TakenOver(done.ticket, "accepted", ticket.number)


def _came_before(change: Change, number: int, ticket: Ticket) -> bool:
    """A panel that got no answer hands all of it in again."""
    match as_it_holds(change.journal.recorded_events(ticket.id)):
        case [*_, RecordedEvent(_, EndedAlone(counter=counter))]:
            return counter == number
        case _:
            return False


def _must_be_where_it_was(ticket: Ticket, number: int) -> None:
    if ticket.counter is not None and ticket.counter != number:
        raise NotAllowed(
            "Ticket %(number)s went on meanwhile: counter %(counter)s has called it. It is %(state)s.",
            number=ticket.number,
            counter=ticket.counter,
            state=ticket.state,
        )
    if ticket.for_counter not in (None, number):
        raise NotAllowed(
            "Ticket %(number)s was sent to counter %(counter)s meanwhile.",
            number=ticket.number,
            counter=ticket.for_counter,
        )


def _end(change: Change, number: int, ticket: Ticket, done: DoneAlone) -> None:
    begins = ticket.queued_at or ticket.issued_at
    called_at = max(begins, change.now - done.called_ago)
    ended_at = min(change.now, max(called_at, change.now - done.ended_ago))
    came = done.came or ticket.state is State.SERVING
    ended = change.save(ticket.end_alone(number, came, called_at, ended_at))
    change.record(
        EndedAlone(
            at=change.now,
            ticket=ended.id,
            service=ended.service,
            counter=number,
            number=ended.number,
            officer=change.counters.numbered(number).officer,
            came=came,
            called_at=called_at,
            ended_at=ended_at,
        )
    )

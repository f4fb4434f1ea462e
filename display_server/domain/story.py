"""A ticket's story: its events as the journal recorded them, replayed through the moves of a ticket. Pure.

The stored ticket is what its story leads to; `motcua doctor` compares the two. Undoing is replaying the story without
its last event.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, assert_never

from display_server.domain import events
from display_server.domain.ticket import State, Ticket


class RecordedEvent(NamedTuple):
    """One event of a ticket and the change of the hall that it belongs to."""

    seq: int
    event: events.TicketEvent


class Deed(NamedTuple):
    """What was done at a counter, to a ticket or to the counter itself, and the change of the hall it belongs to."""

    seq: int
    event: events.TicketEvent | events.CounterEvent


def as_it_holds(story: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """The story without what was undone, and without the undoing."""
    undone = {event.undone for _, event in story if isinstance(event, events.ActionUndone)}
    return [each for each in story if each.seq not in undone and not isinstance(each.event, events.ActionUndone)]


def sender_of(story: Sequence[RecordedEvent]) -> str | None:
    """The officer who sent the visitor to the present stop: who had called them at the last; none where nobody sent
    them."""
    caller = sender = None
    for _, event in as_it_holds(story):
        match event:
            case events.TicketCalled():
                caller = event.officer
            case events.TicketTransferred():
                sender = caller
            case _:
                continue
    return sender


def caller_of(story: Sequence[RecordedEvent]) -> str | None:
    """The officer who called the visitor last."""
    return next(
        (event.officer for _, event in reversed(as_it_holds(story)) if isinstance(event, events.TicketCalled)), None
    )


def note_of(story: Sequence[RecordedEvent]) -> events.NoteWritten | None:
    """The note as it was written last; None where there is none, or it was taken away."""
    written = [event for _, event in as_it_holds(story) if isinstance(event, events.NoteWritten)]
    return written[-1] if written and written[-1].note else None


def replayed(ticket: Ticket, story: Sequence[RecordedEvent]) -> Ticket:
    """The ticket as its story leaves it; what never changes is taken from `ticket`.

    Raises NotAllowed for a story that could not have happened.
    """
    for seq, event in as_it_holds(story):
        ticket = after(ticket, event, seq)
    return ticket


def after(ticket: Ticket, event: events.TicketEvent, seq: int) -> Ticket:
    """The ticket after this event of the change `seq`; undoing is no step onward, see `as_it_holds`.

    Raises NotAllowed where that cannot happen to it.
    """
    match event:
        case events.TicketIssued() | events.TicketHandedIn():
            return issued(event, ticket.day, ticket.language, ticket.token)
        case events.TicketCalled():
            return ticket.call(event.counter, event.at, seq)
        case events.TicketRecalled():
            return ticket.recall(event.at, seq)
        case events.ServiceStarted():
            return ticket.start(event.at)
        case events.ServiceFinished():
            return ticket.finish(event.at)
        case events.TicketTransferred():
            sent = ticket.transfer(event.to_service, event.to_counter, event.rank, event.at, event.officer)
            return sent.with_next_stops(event.next_stops)
        case events.TicketParked():
            return ticket.park(event.reason, event.back_at)
        case events.TicketReturned():
            return ticket.return_to_queue(event.rank)
        case events.LatecomerReturned():
            return ticket.come_late(event.rank)
        case events.TicketPostponed():
            return ticket.postpone(event.until)
        case events.StopsChanged():
            return ticket.with_next_stops(event.next_stops)
        case events.DirectionDropped():
            return ticket.for_every_counter()
        case events.DirectionFollowed():
            return ticket.following_to(event.counter)
        case events.DossiersCorrected():
            return ticket.with_dossiers(event.dossiers)
        case events.EndedAlone():
            return ticket.end_alone(event.counter, event.came, event.called_at, event.ended_at)
        case events.NoShowMarked():
            return ticket.mark_no_show(event.at)
        case events.TicketCancelled():
            return ticket.cancel(event.at)
        case events.PaperReported():
            return ticket.with_paper(event.paper)
        case (
            events.DossierHandled()
            | events.DossierCorrected()
            | events.VisitRated()
            | events.RatingWithdrawn()
            | events.ActionUndone()
            | events.TicketReminded()
            | events.NoteWritten()
            | events.TimeMarkedInaccurate()
        ):
            return ticket
        case _:
            assert_never(event)


def issued(
    event: events.TicketIssued | events.TicketHandedIn, day: date, language: str = "", token: str = ""
) -> Ticket:
    """The ticket as it was issued; of its language and token the journal does not tell."""
    issued_at = event.issued_at if isinstance(event, events.TicketHandedIn) else event.at
    return Ticket(
        id=event.ticket,
        day=day,
        number=event.number,
        service=event.service,
        priority_class=event.priority_class,
        language=language,
        dossiers=event.dossiers,
        token=token,
        state=State.WAITING,
        issued_at=issued_at,
        rank=event.rank,
        queued_at=issued_at,
        next_stops=event.next_stops,
    )

"""The ticket that an officer's deed is about: the one the counter holds, or one that it may take up."""

from dataclasses import dataclass

from display_server.domain.handled import Handled
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import Ticket, TicketId
from display_server.store.change import Change


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the officer notes when a visit is over, or a stop of it."""

    outcome: VisitOutcome | None = None
    dossiers: int | None = None
    dossier_codes: tuple[str, ...] = ()
    note: str | None = None
    handled: tuple[Handled, ...] = ()
    """What is said of each dossier."""


def held_by(change: Change, number: int) -> Ticket:
    """Raises NotAllowed where the counter holds no ticket."""
    change.counters.numbered(number)
    ticket = change.counters.ticket_at(number)
    if ticket is None:
        raise NotAllowed("Counter %(counter)s holds no ticket. Call the next visitor first.", counter=number)
    return ticket


def must_be_free(change: Change, number: int) -> None:
    """Raises NotAllowed where the counter holds a ticket."""
    held = change.counters.ticket_at(number)
    if held is not None:
        raise NotAllowed(
            "Counter %(counter)s still holds ticket %(number)s. Finish it or mark it as a no-show first.",
            counter=number,
            number=held.number,
        )


def theirs(change: Change, number: int, ticket_id: TicketId) -> Ticket:
    """A ticket of the day for a service that the counter takes.

    Raises NotFound for none at all, NotAllowed for one that is not this counter's to take up.
    """
    change.counters.numbered(number)
    ticket = change.tickets.with_id(ticket_id)
    if not change.lasts(ticket.day):
        raise NotAllowed("Ticket %(number)s is not of today.", number=ticket.number)
    if ticket.service not in change.plan.counter(number).takes:
        raise NotAllowed(
            "Counter %(counter)s does not take %(service)s, for which ticket %(number)s waits.",
            counter=number,
            service=ticket.service,
            number=ticket.number,
        )
    return ticket

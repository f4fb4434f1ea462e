"""What an officer does at a counter: open it, call, serve, finish."""

from dataclasses import dataclass

from display_server.domain import dispatch
from display_server.domain.counter import Counter
from display_server.domain.events import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    NoShowMarked,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketRecalled,
)
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import Ticket
from display_server.store.change import Change


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the officer notes when a visit is over."""

    outcome: str | None = None
    dossiers: int | None = None
    dossier_codes: tuple[str, ...] = ()
    note: str | None = None


def open_counter(change: Change, number: int, officer: str) -> Counter:
    """Takes the counter for the officer, or takes it up again after a pause."""
    counter = change.save_counter(change.counter(number).open(officer, change.now))
    change.record(CounterOpened(at=change.now, counter=number, officer=officer))
    return counter


def pause_counter(change: Change, number: int, reason: str) -> Counter:
    """Calls nobody for a while; who is at the counter is served to the end."""
    counter = change.save_counter(change.counter(number).pause(reason, change.now))
    change.record(CounterPaused(at=change.now, counter=number, reason=reason))
    return counter


def close_counter(change: Change, number: int) -> Counter:
    """Ends the officer's work at the counter. Raises NotAllowed while it holds a ticket."""
    change.counter(number)
    _must_be_free(change, number)
    counter = change.save_counter(change.counter(number).close(change.now))
    change.record(CounterClosed(at=change.now, counter=number))
    return counter


def call_next(change: Change, number: int) -> Ticket | None:
    """Calls the next visitor to the counter, or nobody if nobody waits for what it serves.

    Raises NotAllowed where the counter is not open or still holds a ticket.
    """
    counter = change.counter(number)
    counter.must_be_open()
    _must_be_free(change, number)
    ticket = dispatch.next_ticket(change.heads(change.plan.counter(number).services))
    if ticket is None:
        return None
    called = change.save(ticket.call(number, change.now, change.seq))
    change.record(
        TicketCalled(
            at=change.now,
            ticket=called.id,
            number=called.number,
            service=called.service,
            counter=number,
            officer=counter.officer,
        )
    )
    return called


def recall(change: Change, number: int) -> Ticket:
    """Calls the counter's visitor once more."""
    ticket = change.save(_held(change, number).recall(change.now, change.seq))
    change.record(
        TicketRecalled(at=change.now, ticket=ticket.id, number=ticket.number, service=ticket.service, counter=number)
    )
    return ticket


def start(change: Change, number: int) -> Ticket:
    """The visitor has come: serving begins."""
    ticket = change.save(_held(change, number).start(change.now))
    change.record(ServiceStarted(at=change.now, ticket=ticket.id, service=ticket.service, counter=number))
    return ticket


def finish(change: Change, number: int, outcome: Outcome) -> Ticket:
    """The visit is over; the rating tablet may ask."""
    ticket = change.save(_held(change, number).finish(change.now))
    change.record(
        ServiceFinished(
            at=change.now,
            ticket=ticket.id,
            service=ticket.service,
            counter=number,
            outcome=outcome.outcome,
            dossiers=outcome.dossiers,
            dossier_codes=outcome.dossier_codes,
            note=outcome.note,
        )
    )
    return ticket


def mark_no_show(change: Change, number: int) -> Ticket:
    """The visitor did not come."""
    ticket = change.save(_held(change, number).mark_no_show(change.now))
    change.record(NoShowMarked(at=change.now, ticket=ticket.id, service=ticket.service, counter=number))
    return ticket


def _held(change: Change, number: int) -> Ticket:
    change.counter(number)
    ticket = change.at_counter(number)
    if ticket is None:
        raise NotAllowed("Counter %(counter)s holds no ticket. Call the next visitor first.", counter=number)
    return ticket


def _must_be_free(change: Change, number: int) -> None:
    held = change.at_counter(number)
    if held is not None:
        raise NotAllowed(
            "Counter %(counter)s still holds ticket %(number)s. Finish it or mark it as a no-show first.",
            counter=number,
            number=held.number,
        )

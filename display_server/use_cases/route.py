"""What an officer does with a visitor who is not done here: park, return to the queue, send on to another stop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from display_server.domain.counter import CounterState
from display_server.domain.dispatch import Position, rank_at
from display_server.domain.events import StopsChanged, TicketParked, TicketReturned, TicketTransferred
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.domain.story import sender_of
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.store.change import Change
from display_server.use_cases.held import Outcome, held_by, theirs
from display_server.use_cases.late import come_late


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a visitor is sent: to a service, to one counter, to an officer by name, or back to who sent them."""

    service: str | None = None
    counter: int | None = None
    officer: str | None = None
    back: bool = False
    position: Position = Position.BY_ARRIVAL


def park(change: Change, number: int, reason: str, back_at: datetime | None = None) -> Ticket:
    """Sets the counter's visitor aside, for a missing paper, say; any counter of the service may call them again."""
    ticket = held_by(change, number)
    if back_at is not None and back_at <= change.now:
        raise NotValid("back_at", "The time of return is over already. Name a later one, or none.")
    parked = change.save(ticket.park(reason, back_at))
    change.record(
        TicketParked(
            at=change.now, ticket=parked.id, service=parked.service, counter=number, reason=reason, back_at=back_at
        )
    )
    return parked


def return_to_queue(
    change: Change, number: int, position: Position = Position.BY_ARRIVAL, parked: TicketId | None = None
) -> Ticket:
    """Lets the counter's visitor wait again, or a parked one, or one who comes late, whose place the hall's grace
    decides."""
    ticket = held_by(change, number) if parked is None else theirs(change, number, parked)
    if ticket.state is State.NO_SHOW:
        return come_late(change, ticket, number)
    if parked is not None and ticket.state is not State.PARKED:
        raise NotAllowed("Ticket %(number)s is not parked: it is %(state)s.", number=ticket.number, state=ticket.state)
    rank = rank_at(position, ticket.rank, change.queues.ends(ticket.service), change.now)
    returned = change.save(ticket.return_to_queue(rank))
    change.record(
        TicketReturned(
            at=change.now,
            ticket=returned.id,
            service=returned.service,
            counter=number,
            position=position,
            rank=rank,
        )
    )
    return returned


def transfer(change: Change, number: int, to: Destination) -> Ticket:
    """Sends the counter's visitor to another stop of the same visit; what that service prescribes then follows too."""
    ticket = held_by(change, number)
    if to.back:
        service, counter = _back(change, ticket)
    else:
        at = _counter_of(change, to.officer) if to.officer is not None else to.counter
        service, counter = _resolved(change, ticket, to.service, at)
        ticket = ticket.with_detour(service, change.plan.service(service).next_stops)
    return send_on(change, number, ticket, service, counter, to.position, officer=to.officer)


def _counter_of(change: Change, officer: str) -> int:
    """Where the officer sits. Raises NotAllowed where they are signed in nowhere."""
    sits = (each for each in change.counters.all.values() if each.officer == officer)
    counter = next(sits, None)
    if counter is None:
        raise NotAllowed(
            "%(officer)s sits at no counter now. Choose another officer, a counter or the service.", officer=officer
        )
    return counter.number


def go_on(change: Change, number: int, ticket: Ticket, outcome: Outcome) -> Ticket | None:
    """Sends a visitor whose stop is done to the next one; None where none follows."""
    following = [slug for slug in ticket.next_stops if not change.plan.service(slug).retired]
    if not following:
        return None
    planned = ticket.with_next_stops(tuple(following))
    return send_on(change, number, planned, following[0], None, Position.BY_ARRIVAL, outcome)


def plan_stops(change: Change, number: int, services: Sequence[str]) -> Ticket:
    """Says which services follow for the counter's visitor once this one is done."""
    ticket = held_by(change, number)
    for slug in services:
        _offered(change, slug, "next_stops")
    planned = change.save(ticket.with_next_stops(tuple(services)))
    change.record(
        StopsChanged(
            at=change.now, ticket=planned.id, service=planned.service, counter=number, next_stops=planned.next_stops
        )
    )
    return planned


def send_on(
    change: Change,
    number: int,
    ticket: Ticket,
    service: str,
    counter: int | None,
    position: Position,
    outcome: Outcome | None = None,
    officer: str | None = None,
) -> Ticket:
    rank = rank_at(position, ticket.rank, change.queues.ends(service), change.now)
    sent = change.save(ticket.transfer(service, counter, rank, change.now, officer))
    done = outcome or Outcome()
    change.record(
        TicketTransferred(
            at=change.now,
            ticket=sent.id,
            service=ticket.service,
            counter=number,
            to_service=service,
            to_counter=counter,
            officer=officer,
            position=position,
            rank=rank,
            next_stops=sent.next_stops,
            outcome=done.outcome,
            dossiers=done.dossiers,
            dossier_codes=done.dossier_codes,
            note=done.note,
        )
    )
    return sent


def _resolved(change: Change, ticket: Ticket, wanted: str | None, counter: int | None) -> tuple[str, int | None]:
    if counter is None:
        service = _offered(change, wanted or "", "service")
        if service == ticket.service:
            raise NotAllowed(
                "Ticket %(number)s waits for this service already. Return it to the queue instead.",
                number=ticket.number,
            )
        return service, None
    takes = _open_counter(change, counter)
    service = wanted or (ticket.service if ticket.service in takes else takes[0])
    if service not in takes:
        raise NotValid("counter", "Counter %(counter)s does not take %(service)s.", counter=counter, service=service)
    if counter == ticket.counter and service == ticket.service:
        raise NotAllowed("Ticket %(number)s is at this counter already.", number=ticket.number)
    return service, counter


def _open_counter(change: Change, number: int) -> tuple[str, ...]:
    """The services of a counter to which visitors can be sent. Raises NotAllowed where nobody would call them."""
    if change.counters.numbered(number).state is CounterState.CLOSED:
        raise NotAllowed(
            "Counter %(counter)s is closed. Choose an open counter, or send the visitor to the service.",
            counter=number,
        )
    return change.plan.counter(number).takes


def _back(change: Change, ticket: Ticket) -> tuple[str, int | None]:
    """To the officer who sent them, wherever they sit now, or to the service there where nobody sits who takes it."""
    if ticket.sent_by is None or ticket.sent_from is None:
        raise NotAllowed("Nobody sent ticket %(number)s here.", number=ticket.number)
    service = _offered(change, ticket.sent_from, "back")
    sender = sender_of(change.journal.recorded_events(ticket.id))
    theirs_now = [
        each.number
        for each in change.counters.all.values()
        if each.state is not CounterState.CLOSED
        and each.officer == sender
        and service in change.plan.counter(each.number).takes
    ]
    return service, ticket.sent_by if ticket.sent_by in theirs_now else next(iter(theirs_now), None)


def _offered(change: Change, slug: str, field: str) -> str:
    try:
        service = change.plan.service(slug)
    except NotFound as refusal:
        raise NotValid(field, refusal.sentence, **refusal.facts) from refusal
    if service.retired:
        raise NotValid(field, "The service %(service)s is no longer offered here.", service=slug)
    return slug

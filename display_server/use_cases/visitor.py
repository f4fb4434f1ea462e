"""What a visitor does with the ticket in hand: cancel it, rate the visit."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from display_server.domain.events import TicketPostponed, VisitRated
from display_server.domain.moments import is_within
from display_server.domain.rating_secret import RatingSecret
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.store.change import Change
from display_server.store.queries.tickets import NewRating
from display_server.use_cases.giving_up import give_up
from display_server.use_cases.late import come_late

TABLET_ASKS_FOR = timedelta(seconds=60)
"""How long after a visit the tablet at the counter takes its rating; later the next visitor may stand there."""

PHONE_ASKS_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a visitor says of a visit: 1 very dissatisfied … 4 very satisfied."""

    score: int
    reasons: tuple[str, ...] = ()
    indicators: tuple[tuple[str, int], ...] = ()
    comment: str | None = None


def cancel(change: Change, token: str) -> Ticket:
    """Gives the place in the queue up."""
    return give_up(change, change.tickets.with_token(token))


def come_back(change: Change, token: str) -> Ticket:
    """Says that one is there after all, having been marked as a no-show."""
    return come_late(change, change.tickets.with_token(token))


def postpone(change: Change, token: str, by: timedelta) -> Ticket:
    """Asks not to be called for a while; the place in the queue is kept."""
    ticket = change.save(change.tickets.with_token(token).postpone(change.now + by))
    until = ticket.not_before or change.now
    change.record(TicketPostponed(at=change.now, ticket=ticket.id, service=ticket.service, until=until))
    return ticket


def rate_visit(
    change: Change, holds: str | RatingSecret, opinion: Opinion, source: Literal["tablet", "phone"]
) -> Ticket:
    """Stores the one rating of the visit whose token, or rating secret, is held.

    Raises NotAllowed for a second one, or too late; NotFound where it is no ticket's.
    """
    if isinstance(holds, str):
        return _rate(change, change.tickets.with_token(holds), opinion, source)
    ticket = change.tickets.with_id(TicketId(holds.ticket))
    if not holds.is_of(ticket.token):
        raise NotFound("No ticket belongs to this address. Scan the code on the ticket again.")
    return _rate(change, ticket, opinion, source)


def rate_last_visit(change: Change, counter: int, opinion: Opinion) -> Ticket:
    """Stores the one rating of the visit that the counter finished last."""
    change.counters.numbered(counter)
    ticket = change.counters.last_served_at(counter)
    if ticket is None:
        raise NotAllowed("Counter %(counter)s has served nobody yet.", counter=counter)
    return _rate(change, ticket, opinion, "tablet")


def _rate(change: Change, ticket: Ticket, opinion: Opinion, source: Literal["tablet", "phone"]) -> Ticket:
    if ticket.state is not State.SERVED or ticket.counter is None or ticket.ended_at is None:
        raise NotAllowed(
            "Ticket %(number)s cannot be rated: it is %(state)s.", number=ticket.number, state=ticket.state
        )
    if change.tickets.is_rated(ticket.id):
        raise NotAllowed("The visit of ticket %(number)s is rated already.", number=ticket.number)
    if not is_within(TABLET_ASKS_FOR if source == "tablet" else PHONE_ASKS_FOR, ticket.ended_at, change.now):
        raise NotAllowed("The time for rating the visit of ticket %(number)s is over.", number=ticket.number)
    change.add_rating(
        ticket.id, NewRating(opinion.score, source, opinion.reasons, dict(opinion.indicators), opinion.comment)
    )
    change.record(VisitRated(at=change.now, ticket=ticket.id, service=ticket.service, counter=ticket.counter))
    return ticket

"""What a visitor does with the ticket in hand: cancel it, rate the visit."""

from datetime import datetime, timedelta
from typing import Literal

from display_server.domain.events import RatingWithdrawn, TicketPostponed, VisitRated
from display_server.domain.moments import is_within
from display_server.domain.rating_plan import Opinion as Opinion, must_be_asked
from display_server.domain.rating_secret import RatingSecret
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.store.change import Change
from display_server.store.queries.tickets import NewRating
from display_server.use_cases.giving_up import give_up
from display_server.use_cases.late import come_late

TABLET_ASKS_FOR = timedelta(seconds=30)
"""How long after a visit the tablet at the counter asks, untouched; later the next visitor may stand there."""

TABLET_ANSWERS_FOR = timedelta(minutes=2)
"""Within which a face is touched by whoever needs longer, and has the tablet read the question aloud, say."""

PHONE_ASKS_FOR = timedelta(hours=24)
"""Within which an answer that a tablet kept without network comes, too."""

WITHDRAWN_WITHIN = timedelta(minutes=1)


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
    change: Change,
    holds: str | RatingSecret,
    opinion: Opinion,
    source: Literal["tablet", "phone", "kiosk"],
    ago: timedelta = timedelta(),
) -> Ticket:
    """Stores the one rating of the visit whose token, or rating secret, is held; given some time ago, without network.

    Raises NotAllowed for a second one, or too late; NotFound where it is no ticket's; NotValid for an answer that the
    hall does not ask for.
    """
    return _rate(change, _held(change, holds), opinion, source, ago)


def withdraw_rating(change: Change, holds: str | RatingSecret) -> Ticket:
    """Takes back what was answered by mistake. The rating stays, marked, and there is no second one."""
    ticket = _held(change, holds)
    rated_at = change.tickets.rated_at(ticket.id)
    if rated_at is None or ticket.counter is None:
        raise NotAllowed("The visit of ticket %(number)s has no rating to take back.", number=ticket.number)
    if not is_within(WITHDRAWN_WITHIN, rated_at, change.now):
        raise NotAllowed("A rating can be taken back within a minute only.")
    change.withdraw_rating(ticket.id)
    change.record(RatingWithdrawn(at=change.now, ticket=ticket.id, service=ticket.service, counter=ticket.counter))
    return ticket


def _held(change: Change, holds: str | RatingSecret) -> Ticket:
    if isinstance(holds, str):
        return change.tickets.with_token(holds)
    ticket = change.tickets.with_id(TicketId(holds.ticket))
    if not holds.is_of(ticket.token):
        raise NotFound("No ticket belongs to this address. Scan the code on the ticket again.")
    return ticket


def rate_last_visit(change: Change, counter: int, opinion: Opinion) -> Ticket:
    """Stores the one rating of the visit that the counter finished last."""
    change.counters.numbered(counter)
    ticket = change.counters.last_served_at(counter)
    if ticket is None:
        raise NotAllowed("Counter %(counter)s has served nobody yet.", counter=counter)
    return _rate(change, ticket, opinion, "tablet", timedelta())


def _rate(
    change: Change, ticket: Ticket, opinion: Opinion, source: Literal["tablet", "phone", "kiosk"], ago: timedelta
) -> Ticket:
    must_be_asked(change.plan.rating, opinion)
    if ticket.state is not State.SERVED or ticket.counter is None or ticket.ended_at is None:
        raise NotAllowed(
            "Ticket %(number)s cannot be rated: it is %(state)s.", number=ticket.number, state=ticket.state
        )
    if change.tickets.is_rated(ticket.id):
        raise NotAllowed("The visit of ticket %(number)s is rated already.", number=ticket.number)
    if not _is_in_time(ticket.ended_at, change.now, ago, TABLET_ANSWERS_FOR if source == "tablet" else PHONE_ASKS_FOR):
        raise NotAllowed("The time for rating the visit of ticket %(number)s is over.", number=ticket.number)
    after = max(timedelta(), change.now - ago - ticket.ended_at)
    new = NewRating(
        *(opinion.score, source, opinion.reasons, dict(opinion.indicators), opinion.comment),
        seconds_after=after // timedelta(seconds=1),
    )
    change.add_rating(ticket.id, new)
    change.record(VisitRated(at=change.now, ticket=ticket.id, service=ticket.service, counter=ticket.counter))
    return ticket


def _is_in_time(ended_at: datetime, now: datetime, ago: timedelta, asks_for: timedelta) -> bool:
    """Whether it was given in time, by the device's clock, and has come in time, by ours."""
    given_at = max(now - ago, ended_at)
    return is_within(asks_for, ended_at, given_at) and is_within(PHONE_ASKS_FOR, ended_at, now)

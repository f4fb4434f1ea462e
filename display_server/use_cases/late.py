"""A no-show who comes after all."""

from display_server.domain.dispatch import rank_at
from display_server.domain.events import LatecomerReturned
from display_server.domain.no_show import late_position
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import State, Ticket
from display_server.store.change import Change
from display_server.use_cases.fair_use import refuse_a_second


def come_late(change: Change, ticket: Ticket, at: int | None = None) -> Ticket:
    """Lets them wait again: at the front within the hall's grace, once, else behind all others.

    `at`: the counter whose officer says so; none where the visitor does.
    """
    if ticket.state is State.NO_SHOW and (not change.lasts(ticket.day) or _is_of_a_stray_clock(ticket, change)):
        raise NotAllowed("Ticket %(number)s is not of today.", number=ticket.number)
    refuse_a_second(change, change.people.mark_on(ticket.id))
    called_since = change.journal.calls_since(ticket.service, ticket.ended_at) if ticket.ended_at else 0
    position = late_position(ticket, change.now, called_since, change.plan.rules)
    rank = rank_at(position, ticket.rank, change.queues.ends(ticket.service), change.now)
    returned = change.save(ticket.come_late(rank))
    change.record(
        LatecomerReturned(
            at=change.now, ticket=returned.id, service=returned.service, position=position, rank=rank, counter=at
        )
    )
    return returned


def _is_of_a_stray_clock(ticket: Ticket, change: Change) -> bool:
    """Its story ended at a time that is not yet: the clock was ahead then, and has been put right."""
    return ticket.ended_at is not None and ticket.ended_at > change.now

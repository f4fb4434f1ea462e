"""Who is called next. Pure: it is given the heads of the queues and picks one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from display_server.domain.ticket import Ticket


def rank(arrival: datetime, head_start: timedelta) -> datetime:
    """The instant that orders a visitor: as if they had come earlier by the head start.

    One stored instant is the same order for everybody who asks, and cannot starve anybody: whoever comes later than
    a visitor's rank plus the longest head start can never pass them.
    """
    return arrival - head_start


def next_ticket(heads: Iterable[Ticket]) -> Ticket | None:
    """The first by rank of the queues' heads, or None if nobody waits; equal ranks go by issue."""
    return min(heads, key=lambda ticket: (ticket.rank, ticket.id), default=None)

"""Who is called next. Pure: it is given the heads of the queues and picks one."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from display_server.domain.ticket import Ticket


class Queued(Protocol):
    """What the order needs to know of somebody who waits: a ticket, or a visitor of a past day."""

    @property
    def id(self) -> int: ...

    @property
    def service(self) -> str: ...

    @property
    def rank(self) -> datetime: ...


Waiting = TypeVar("Waiting", bound=Queued)


def rank(arrival: datetime, head_start: timedelta) -> datetime:
    """The instant by which a visitor is ordered: as if they had come earlier by the head start.

    One stored instant is the same order for everybody who asks, and cannot starve anybody: whoever comes later than
    a visitor's rank plus the longest head start can never pass them.
    """
    return arrival - head_start


def next_of(tiers: Sequence[Sequence[Waiting]], long_waited: Collection[str]) -> Waiting | None:
    """The next for a counter that finds these heads of its queues, tier by tier in its order of preference.

    A lower tier has its turn while nobody waits in those above it. A service of `long_waited`, whose oldest visitor has
    waited as long as the hall lets them before others help out, counts as one of the first tier.
    """
    first, *lower = tiers
    helped = [head for tier in lower for head in tier if head.service in long_waited]
    return next((ticket for tier in ([*first, *helped], *lower) if (ticket := next_ticket(tier))), None)


def next_ticket(heads: Iterable[Waiting]) -> Waiting | None:
    """The first by rank of the queues' heads, or None if nobody waits; equal ranks go by issue."""
    return min(heads, key=lambda ticket: (ticket.rank, ticket.id), default=None)


def dealt(waiting: Iterable[Ticket], counters: Mapping[str, Sequence[int]], number: int, now: datetime) -> list[Ticket]:
    """Those whom this counter would call if all counters went on without knowing of each other.

    `waiting` is in order; the first of a service goes to the first of its open counters, the second to the second, and
    so on in turn, so that no two call the same one. Whoever waits for one counter alone is that one's.
    """
    turns: Counter[str] = Counter()
    mine = []
    for ticket in waiting:
        if ticket.not_before is not None and ticket.not_before > now:
            continue
        open_counters = counters[ticket.service]
        if ticket.for_counter is not None:
            caller: int | None = ticket.for_counter
        else:
            caller = open_counters[turns[ticket.service] % len(open_counters)] if open_counters else None
            turns[ticket.service] += 1
        if caller == number:
            mine.append(ticket)
    return mine


class Position(StrEnum):
    """Where a ticket that comes back to a queue is put."""

    BY_ARRIVAL = "by_arrival"
    """It keeps its rank, so that nobody waits twice."""
    FRONT = "front"
    END = "end"


A_MOMENT = timedelta(microseconds=1)


def rank_at(position: Position, own: datetime, ends: tuple[datetime, datetime] | None, now: datetime) -> datetime:
    """The rank that puts a ticket of this rank there. `ends` are the first and the last rank of the queue."""
    first, last = ends or (own, own)
    match position:
        case Position.BY_ARRIVAL:
            return own
        case Position.FRONT:
            return min(own, first - A_MOMENT)
        case Position.END:
            return max(own, last + A_MOMENT, now)

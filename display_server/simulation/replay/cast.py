"""Who plays whom: a real day's queues on this hall's counters, and the day as one list of steps. Pure, deterministic.

Counters that share services form a *pool*: within it anybody may call anybody's visitor, so a pool plays as one. Every
queue gets a pool, the busiest queue the largest pool; pools left over go one by one to the queue that then has most
visitors per counter; queues left over join the pool with fewest. A queue's visitors are dealt to its pools' counters in
turn, and to each counter's services in turn, so that load spreads as counters do. Of a pool as many counters are open
as were in reality, in proportion, at least one and at most all.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from display_server.simulation.replay.real_day import RealDay, RealTicket, load

Pool = tuple[int, ...]
"""The numbers of counters that share services."""


@dataclass(frozen=True, slots=True)
class Arrive:
    """A visitor takes a ticket."""

    minute: float
    service: str
    pool: Pool


@dataclass(frozen=True, slots=True)
class CallNext:
    """The counter ends the visit at hand and calls the next visitor; a closed one opens for it."""

    minute: float
    counter: int
    pool: Pool


@dataclass(frozen=True, slots=True)
class Leave:
    """The counter ends the visit at hand and closes."""

    minute: float
    counter: int


Step = Arrive | CallNext | Leave


def steps(day: RealDay, services: Mapping[int, Sequence[str]]) -> list[Step]:
    """The day in the order of its minutes; `services` are those of each counter of the hall."""
    cast = cast_queues(load(day), pools(services))
    arrivals = _arrivals(day, cast, services)
    order = {Arrive: 0, Leave: 1, CallNext: 2}
    return sorted(
        [*(step for step, _ in arrivals), *_calls(arrivals, cast)], key=lambda step: (step.minute, order[type(step)])
    )


def pools(services: Mapping[int, Sequence[str]]) -> list[Pool]:
    """The counters by shared services, the largest pool first."""
    found: list[tuple[set[int], set[str]]] = []
    for counter, takes in services.items():
        sharing = [pool for pool in found if pool[1] & set(takes)]
        found = [pool for pool in found if pool not in sharing]
        joined = {counter}.union(*(pool[0] for pool in sharing)), set(takes).union(*(pool[1] for pool in sharing))
        found.append(joined)
    return sorted((tuple(sorted(counters)) for counters, _ in found), key=lambda pool: (-len(pool), pool))


def cast_queues(loads: Mapping[str, int], largest_first: Sequence[Pool]) -> dict[str, list[Pool]]:
    """The pools that play each queue."""
    queues = sorted(loads, key=lambda queue: (-loads[queue], queue))
    cast = {queue: [pool] for queue, pool in zip(queues, largest_first, strict=False)}
    for pool in largest_first[len(queues) :]:
        neediest = max(queues, key=lambda queue: (loads[queue] / sum(map(len, cast[queue])), queue))
        cast[neediest].append(pool)
    burden = Counter({cast[queue][0]: loads[queue] for queue in cast})
    for queue in queues[len(largest_first) :]:
        idlest = min(largest_first, key=lambda pool: (burden[pool] / len(pool), pool))
        cast[queue] = [idlest]
        burden[idlest] += loads[queue]
    return cast


def _arrivals(
    day: RealDay, cast: Mapping[str, Sequence[Pool]], services: Mapping[int, Sequence[str]]
) -> list[tuple[Arrive, RealTicket]]:
    turns: dict[str, count[int]] = defaultdict(count)
    arrivals = []
    for visitor in day.visitors:
        seats = [(counter, pool) for pool in cast[visitor.queue] for counter in pool]
        round_, seat = divmod(next(turns[visitor.queue]), len(seats))
        counter, pool = seats[seat]
        service = services[counter][round_ % len(services[counter])]
        arrivals.append((Arrive(visitor.issued_minute, service, pool), visitor))
    return arrivals


def _calls(arrivals: Sequence[tuple[Arrive, RealTicket]], cast: Mapping[str, Sequence[Pool]]) -> list[CallNext | Leave]:
    """One call for each one of reality, dealt in turn to the counters of its pool that are open then."""
    found: list[CallNext | Leave] = []
    wanted: dict[Pool, dict[str, float]] = defaultdict(dict)
    opened: dict[Pool, set[int]] = defaultdict(set)
    turns: dict[Pool, count[int]] = defaultdict(count)
    called = [
        (visitor.called_minute, arrive.pool, visitor)
        for arrive, visitor in arrivals
        if visitor.called_minute is not None
    ]
    for minute, pool, visitor in sorted(called, key=lambda call: call[0]):
        share = len(pool) / sum(map(len, cast[visitor.queue]))
        wanted[pool][visitor.queue] = visitor.open_counters * share
        at_work = pool[: min(max(1, math.ceil(sum(wanted[pool].values()))), len(pool))]
        found += [Leave(minute, counter) for counter in sorted(opened[pool].difference(at_work))]
        counter = at_work[next(turns[pool]) % len(at_work)]
        opened[pool] = opened[pool].intersection(at_work) | {counter}
        found.append(CallNext(minute, counter, pool))
    return found

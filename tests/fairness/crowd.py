"""Who comes to the simulated hall, when, and for how long; the same people for every order.

Knows nothing of the engine. Times are minutes from the beginning; arrivals at random and exponential stays, as in the
literature.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DESKS = 4
LOAD = 0.92
PRIORITY_SHARE = 0.18
SERVICE_MINUTES = 10.0


@dataclass(frozen=True, slots=True)
class Arrival:
    arrives: float
    stay: float
    has_priority: bool


def crowd(seed: int, count: int) -> Sequence[Arrival]:
    """So many visitors, who load the desks as `LOAD` says."""
    return list(_comers(random.Random(seed), count))


def _comers(chance: random.Random, count: int) -> Iterator[Arrival]:
    now, per_minute = 0.0, LOAD * DESKS / SERVICE_MINUTES
    for _ in range(count):
        now += chance.expovariate(per_minute)
        yield Arrival(now, chance.expovariate(1 / SERVICE_MINUTES), chance.random() < PRIORITY_SHARE)

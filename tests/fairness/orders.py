"""The orders that are compared. The engine knows one rule, the head start; not all of these are rules of it.

- First come is a head start of nothing.
- Strict priority is a head start longer than the whole simulation.
- One call in k is a model for comparison only: the engine has no such rule. Here priority visitors wait in a queue of
  their own, each desk is a counter for either queue, and the simulation, not the engine, says at which of the two the
  officer presses *next*.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LONGER_THAN_ANYBODY_WAITS = 24 * 60 * 60 * 10  # model minutes: a day of the engine's clock, see `hall.MINUTE`
OF_PRIORITY_QUEUE = 100
"""Added to a desk's number: its counter for the queue of priority visitors."""


@dataclass(frozen=True, slots=True)
class HeadStart:
    """Everybody in one queue; priority visitors rank as if they had come so many minutes earlier."""

    minutes: float
    apart = False

    def counters(self, desk: int, _nth_call: int) -> Sequence[int]:
        return (desk,)


@dataclass(frozen=True, slots=True)
class OneIn:
    """Every k-th call goes to the priority queue first, the others to the other queue first."""

    k: int
    minutes = 0.0
    apart = True

    def counters(self, desk: int, nth_call: int) -> Sequence[int]:
        both = (desk + OF_PRIORITY_QUEUE, desk)
        return both if nth_call % self.k == 0 else both[::-1]


Order = HeadStart | OneIn

ORDERS: dict[str, Order] = {
    "first come, first served": HeadStart(0),
    "strict priority": HeadStart(LONGER_THAN_ANYBODY_WAITS),
    "head start of 20 minutes": HeadStart(20),
    "one call in three": OneIn(3),
}

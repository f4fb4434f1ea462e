"""How long a visitor will wait: a range of minutes from people ahead and the pace of the queue. Pure.

The pace blends what the hall declares (expected service minutes over the counters that serve) with what the last hour
showed. Measured on real tickets (shared/reference/domain.md §4), people ahead times a queue's own minutes per person
errs 7.5 minutes where the declared minutes alone err 25.7; a range is promised because a point lies.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, floor

A_FIVE = timedelta(minutes=5)
TRUSTED_CALLS = 6
"""With this many calls in the window, observed and declared pace weigh the same."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly one queue moves."""

    counters_serving: int
    expected: timedelta
    """Declared time to serve one visitor."""
    calls: int = 0
    """Calls from this queue within `window`."""
    window: timedelta = timedelta(hours=1)

    def minutes_per_person(self) -> float | None:
        """Minutes until the queue moves up by one; None if no counter serves and none called lately."""
        declared = self.expected.total_seconds() / 60 / self.counters_serving if self.counters_serving else None
        if self.calls == 0 or declared is None:
            return declared
        observed = self.window.total_seconds() / 60 / self.calls
        weight = self.calls / (self.calls + TRUSTED_CALLS)
        # Calls are also few when few people come: a queue never moves slower than its counters serve.
        return weight * min(observed, declared) + (1 - weight) * declared


def wait_range(people_ahead: int, pace: Pace) -> tuple[int, int] | None:
    """The minutes (low, high) until the call of somebody with so many people ahead; None if nothing can be promised."""
    per_person = pace.minutes_per_person()
    if per_person is None:
        return None
    low, high = 0.6 * people_ahead * per_person, 1.3 * people_ahead * per_person + per_person
    return _rounded(floor, low), max(_rounded(ceil, high), 1)


def call_between(minutes: tuple[int, int], now: datetime, not_before: datetime | None) -> tuple[datetime, datetime]:
    """The same as times of day: in fives, since nobody believes '9:43', and never before now or `not_before`."""
    earliest = max(now, not_before or now)
    low, high = (max(now + timedelta(minutes=each), earliest) for each in minutes)
    return max(low - _past_five(low), earliest), high - _past_five(high) + A_FIVE


def _past_five(moment: datetime) -> timedelta:
    return timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)


def _rounded(direction: Callable[[float], int], minutes: float) -> int:
    """Whole minutes, in fives from half an hour on: nobody believes '47 minutes'."""
    step = 5 if minutes >= 30 else 1
    return direction(minutes / step) * step

"""How quickly a queue moves, and the times of day at which somebody is likely to be called. Pure.

The pace blends what the hall declares (expected service minutes over the counters that serve) with what the last hour
showed. It is what waits are told by while nothing was learnt of past days (`display_server.estimates`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

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

    @property
    def trusted(self) -> float:
        """How much what was observed weighs against what is declared: from 0 to nearly 1."""
        return self.calls / (self.calls + TRUSTED_CALLS)

    def minutes_per_person(self) -> float | None:
        """Minutes until the queue moves up by one; None if no counter serves and none called lately."""
        declared = self.expected.total_seconds() / 60 / self.counters_serving if self.counters_serving else None
        if self.calls == 0 or declared is None:
            return declared
        observed = self.window.total_seconds() / 60 / self.calls
        # Calls are also few when few people come: a queue never moves slower than its counters serve.
        return self.trusted * min(observed, declared) + (1 - self.trusted) * declared


def call_between(minutes: tuple[int, int], now: datetime, not_before: datetime | None) -> tuple[datetime, datetime]:
    """The same as times of day: in fives, since nobody believes '9:43', and never before now or `not_before`."""
    earliest = max(now, not_before or now)
    low, high = (max(now + timedelta(minutes=each), earliest) for each in minutes)
    return max(low - _past_five(low), earliest), high - _past_five(high) + A_FIVE


def _past_five(moment: datetime) -> timedelta:
    return timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)

"""What past days say of each queue: the usual wait at each length, by hour, and when it usually ends.

A queue without history waits as the hall declares; with every past ticket its own figures weigh more, without a jump.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log

from display_server.estimates.tickets import Queue

COARSE = 2.5
"""Minutes added before a logarithm: a wait of 0 is one of some minutes, and stamps are five minutes coarse."""
LONGEST = 80
"""Lengths above are read off the last one, in proportion."""
DECLARED_WEIGHS = 5.0
"""With so many past tickets of that length, the queue's own history and the formula weigh the same."""
COUNTERS_WEIGH = 3.0
QUARTER = 15
"""Minutes."""


def in_log(minutes: float) -> float:
    return log(minutes + COARSE)


def from_log(value: float) -> float:
    return max(exp(value) - COARSE, 0.0)


def formula(ahead: int, counters: int, declared: float) -> float:
    """What declared minutes alone say: those ahead, and half of a visit that goes on."""
    return declared / max(counters, 1) * (0.95 * ahead + 0.5)


@dataclass(frozen=True, slots=True)
class QueueHistory:
    """One queue's past."""

    by_length: tuple[float, ...] = (0.0,) * (LONGEST + 1)
    """Mean logarithm of the wait."""
    slower_by_length: tuple[float, ...] = (0.0,) * (LONGEST + 1)
    """How much longer it was than the formula says for the counters that were open then; a logarithm."""
    seen: tuple[float, ...] = (0.0,) * (LONGEST + 1)
    """How many tickets speak for it."""
    mean_wait: float | None = None
    per_person: float | None = None
    """Median minutes for each person ahead."""
    by_hour: dict[int, float] = field(default_factory=dict)
    """By how much an hour differs, as a logarithm."""
    last_call: float | None = None
    """When the last call of a day usually is, in minutes after midnight."""
    counters: float | None = None
    calls_until: tuple[float, ...] = ()
    """How many are called on a usual day until each quarter of an hour after midnight; from 0 on, never falling."""

    def usual_calls(self, start: float, end: float) -> float:
        """How many are usually called between two minutes of the day."""
        return self._until(end) - self._until(start)

    def minutes_for(self, calls: int, start: float) -> float | None:
        """How long so many calls usually take from this minute on. What a day is too short for takes the day's pace."""
        if not self.calls_until or self.calls_until[-1] <= 0:
            return None
        wanted, whole = self._until(start) + calls, self.calls_until[-1]
        if wanted < whole:
            after = bisect_right(self.calls_until, wanted)
            before = self.calls_until[after - 1]
            quarters = after - 1 + (wanted - before) / (self.calls_until[after] - before)
            return max(QUARTER * quarters - start, 0.0)
        end = bisect_left(self.calls_until, whole)
        pace = whole / max(QUARTER * (end - bisect_right(self.calls_until, 0) + 1), 60)
        return max(QUARTER * end - start, 0.0) + (wanted - whole) / pace

    def _until(self, minute: float) -> float:
        if not self.calls_until:
            return 0.0
        quarter, within = divmod(minute / QUARTER, 1)
        before, after = (self.calls_until[min(int(quarter) + each, len(self.calls_until) - 1)] for each in (0, 1))
        return before + within * (after - before)


NO_HISTORY = QueueHistory()


@dataclass(frozen=True, slots=True)
class History:
    """All queues' past, and what the hall declares where there is none."""

    queues: dict[Queue, QueueHistory]
    declared: float
    """Minutes to serve one visitor."""
    pace: float = 0.0
    """How much slower than declared the hall's visits really go, as a logarithm."""
    declared_for: Mapping[Queue, float] = field(default_factory=dict)
    """Of the queues for which other minutes are declared."""

    def declared_of(self, queue: Queue) -> float:
        return self.declared_for.get(queue, self.declared)

    def of(self, queue: Queue) -> QueueHistory:
        return self.queues.get(queue, NO_HISTORY)

    def usual(self, queue: Queue, ahead: int, counters: int) -> float:
        """The usual wait's logarithm with so many ahead."""
        return self.usual_from(in_log(formula(ahead, counters, self.declared_of(queue))) + self.pace, queue, ahead)

    def usual_from(self, declared: float, queue: Queue, ahead: int) -> float:
        """The same where this is what is said without a past; the longer the past, the less it weighs."""
        past = self.of(queue)
        length = min(ahead, LONGEST)
        beyond = log((ahead + 1) / (length + 1))
        seen = past.seen[length]
        return (seen * (past.by_length[length] + beyond) + DECLARED_WEIGHS * declared) / (seen + DECLARED_WEIGHS)

    def usual_at_counters(self, queue: Queue, ahead: int, counters: int) -> float:
        """The same, from the formula: people ahead over the open counters, at this queue's own pace."""
        past = self.of(queue)
        length = min(ahead, LONGEST)
        seen = past.seen[length]
        slower = seen * past.slower_by_length[length] / (seen + COUNTERS_WEIGH)
        return in_log(formula(ahead, counters, self.declared_of(queue))) + slower

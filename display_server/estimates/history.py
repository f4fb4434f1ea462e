"""What past days say of each queue: the usual wait at each length, by hour, and when it usually ends.

A queue without history waits as the hall declares; with every past ticket its own figures weigh more, without a jump.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import exp, log
from statistics import fmean, median

import numpy as np
import numpy.typing as npt

from display_server.estimates.tickets import PastTicket, Queue

COARSE = 2.5
"""Minutes added before a logarithm: a wait of 0 is one of some minutes, and stamps are five minutes coarse."""
LONGEST = 80
"""Lengths above are read off the last one, in proportion."""
ALIKE = 0.2
"""How far two lengths' logarithms may lie apart to count as alike: 10 and 12 people, not 10 and 15."""
DECLARED_WEIGHS = 5.0
"""With so many past tickets of that length, the queue's own history and the formula weigh the same."""
HALL_WEIGHS = 50.0
"""With so many past tickets in all queues, the declared minutes and the hall's own pace weigh the same."""
COUNTERS_WEIGH = 3.0
HOUR_WEIGHS = 10.0

_lengths = np.log1p(np.arange(LONGEST + 1))
_alike: npt.NDArray[np.float64] = np.exp(-(((_lengths[:, None] - _lengths[None, :]) / ALIKE) ** 2) / 2)


def in_log(minutes: float) -> float:
    return log(minutes + COARSE)


def from_log(value: float) -> float:
    return max(exp(value) - COARSE, 0.0)


def formula(ahead: int, counters: int, declared: float) -> float:
    """The middle of what `domain.estimate` promises by declared minutes alone."""
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


NO_HISTORY = QueueHistory()


@dataclass(frozen=True, slots=True)
class History:
    """All queues' past, and what the hall declares where there is none."""

    queues: dict[Queue, QueueHistory]
    declared: float
    """Minutes to serve one visitor."""
    pace: float = 0.0
    """How much slower than declared the hall's visits really go, as a logarithm."""

    def of(self, queue: Queue) -> QueueHistory:
        return self.queues.get(queue, NO_HISTORY)

    def usual(self, queue: Queue, ahead: int, counters: int) -> float:
        """The usual wait's logarithm with so many ahead."""
        past = self.of(queue)
        length = min(ahead, LONGEST)
        beyond = log((ahead + 1) / (length + 1))
        declared = in_log(formula(ahead, counters, self.declared)) + self.pace
        seen = past.seen[length]
        return (seen * (past.by_length[length] + beyond) + DECLARED_WEIGHS * declared) / (seen + DECLARED_WEIGHS)

    def usual_at_counters(self, queue: Queue, ahead: int, counters: int) -> float:
        """The same, from the formula: people ahead over the open counters, at this queue's own pace."""
        past = self.of(queue)
        length = min(ahead, LONGEST)
        seen = past.seen[length]
        slower = seen * past.slower_by_length[length] / (seen + COUNTERS_WEIGH)
        return in_log(formula(ahead, counters, self.declared)) + slower


def history_of(tickets: Iterable[PastTicket], declared: float) -> History:
    """What these tickets, all of them of days that are over, say."""
    queues: defaultdict[Queue, list[PastTicket]] = defaultdict(list)
    slower: list[float] = []
    for ticket in tickets:
        if ticket.called is not None:
            queues[ticket.of].append(ticket)
            slower.append(
                in_log(ticket.called - ticket.issued) - in_log(formula(ticket.ahead, ticket.counters, declared))
            )
    pace = sum(slower) / (len(slower) + HALL_WEIGHS)
    return History({queue: _of_queue(past, declared) for queue, past in queues.items()}, declared, pace)


def _of_queue(past: list[PastTicket], declared: float) -> QueueHistory:
    waits = [(ticket.called or 0) - ticket.issued for ticket in past]
    lengths = np.minimum([ticket.ahead for ticket in past], LONGEST)
    logs = np.log(np.asarray(waits) + COARSE)
    count = np.bincount(lengths, minlength=LONGEST + 1)
    seen = _alike @ count

    def mean(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        total = _alike @ np.bincount(lengths, weights=values, minlength=LONGEST + 1)
        return np.divide(total, seen, out=np.zeros_like(total), where=seen > 0)

    by_length = mean(logs)
    formulas = np.array([in_log(formula(ticket.ahead, ticket.counters, declared)) for ticket in past])
    each = [wait / ticket.ahead for wait, ticket in zip(waits, past, strict=True) if ticket.ahead]
    return QueueHistory(
        by_length=tuple(by_length.tolist()),
        slower_by_length=tuple(mean(logs - formulas).tolist()),
        seen=tuple(seen.tolist()),
        mean_wait=fmean(waits),
        per_person=median(each) if each else None,
        by_hour=_by_hour(past, (logs - by_length[lengths]).tolist()),
        last_call=_last_call(past),
        counters=fmean(ticket.counters for ticket in past),
    )


def _by_hour(past: list[PastTicket], longer: list[float]) -> dict[int, float]:
    hours: defaultdict[int, list[float]] = defaultdict(list)
    for ticket, each in zip(past, longer, strict=True):
        hours[int(ticket.issued // 60)].append(each)
    return {hour: sum(each) / (len(each) + HOUR_WEIGHS) for hour, each in hours.items()}


def _last_call(past: list[PastTicket]) -> float:
    last: dict[object, float] = {}
    for ticket in past:
        last[ticket.day] = max(last.get(ticket.day, 0), ticket.called or 0)
    return median(last.values())

"""Past tickets counted into a history. Numpy, which who only estimates does without."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import fmean, median
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from display_server.estimates.history import COARSE, LONGEST, History, QueueHistory, formula, in_log
from display_server.estimates.tickets import PastTicket, Queue

ALIKE = 0.2
"""How far two lengths' logarithms may lie apart to count as alike: 10 and 12 people, not 10 and 15."""
HALL_WEIGHS = 50.0
"""With so many past tickets in all queues, the declared minutes and the hall's own pace weigh the same."""
HOUR_WEIGHS = 10.0
NOTHING_ELSE: Mapping[Queue, float] = MappingProxyType({})

_lengths = np.log1p(np.arange(LONGEST + 1))
_alike: npt.NDArray[np.float64] = np.exp(-(((_lengths[:, None] - _lengths[None, :]) / ALIKE) ** 2) / 2)


def history_of(
    tickets: Iterable[PastTicket], declared: float, declared_for: Mapping[Queue, float] = NOTHING_ELSE
) -> History:
    """What these tickets, all of them of days that are over, say."""
    nothing_known = History({}, declared, declared_for=declared_for)
    queues: defaultdict[Queue, list[PastTicket]] = defaultdict(list)
    slower: list[float] = []
    for ticket in tickets:
        if ticket.called is not None:
            queues[ticket.of].append(ticket)
            slower.append(
                in_log(ticket.called - ticket.issued) - nothing_known.usual(ticket.of, ticket.ahead, ticket.counters)
            )
    pace = sum(slower) / (len(slower) + HALL_WEIGHS)
    known = {queue: _of_queue(past, nothing_known.declared_of(queue)) for queue, past in queues.items()}
    return History(known, declared, pace, declared_for)


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

"""Past tickets counted into a history. Numpy, which who only estimates does without."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import fmean, median
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from display_server.estimates.history import COARSE, LONGEST, QUARTER, History, QueueHistory, formula, in_log
from display_server.estimates.tickets import PastTicket, Queue

ALIKE = 0.2
"""How far two lengths' logarithms may lie apart to count as alike: 10 and 12 people, not 10 and 15."""
HALL_WEIGHS = 50.0
"""With so many past tickets in all queues, the declared minutes and the hall's own pace weigh the same."""
HOUR_WEIGHS = 10.0
FADES = 0.9
"""How much a day's tickets weigh against those of the next day with tickets."""
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
    days = set[date]()
    for ticket in tickets:
        days.add(ticket.day)
        if ticket.called is not None:
            queues[ticket.of].append(ticket)
            slower.append(
                in_log(ticket.called - ticket.issued) - nothing_known.usual(ticket.of, ticket.ahead, ticket.counters)
            )
    pace = sum(slower) / (len(slower) + HALL_WEIGHS)
    weighs = {day: FADES**since for since, day in enumerate(sorted(days, reverse=True))}
    known = {queue: _of_queue(past, nothing_known.declared_of(queue), weighs) for queue, past in queues.items()}
    return History(known, declared, pace, declared_for)


def _of_queue(past: list[PastTicket], declared: float, weighs: Mapping[date, float]) -> QueueHistory:
    waits = [(ticket.called or 0) - ticket.issued for ticket in past]
    lengths = np.minimum([ticket.ahead for ticket in past], LONGEST)
    logs = np.log(np.asarray(waits) + COARSE)
    weights = np.array([weighs[ticket.day] for ticket in past])
    count = np.bincount(lengths, weights=weights, minlength=LONGEST + 1)
    seen = _alike @ count

    def mean(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        total = _alike @ np.bincount(lengths, weights=weights * values, minlength=LONGEST + 1)
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
        by_hour=_by_hour(past, logs - by_length[lengths], weights),
        last_call=_last_call(past),
        counters=fmean(ticket.counters for ticket in past),
        calls_until=_calls_until(past, weighs),
    )


def _by_hour(
    past: list[PastTicket], longer: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]
) -> dict[int, float]:
    hours = np.array([int(ticket.issued // 60) for ticket in past])
    return {
        int(hour): float((weights * longer)[hours == hour].sum() / (weights[hours == hour].sum() + HOUR_WEIGHS))
        for hour in np.unique(hours)
    }


def _last_call(past: list[PastTicket]) -> float:
    last: dict[object, float] = {}
    for ticket in past:
        last[ticket.day] = max(last.get(ticket.day, 0), ticket.called or 0)
    return median(last.values())


def _calls_until(past: list[PastTicket], weighs: Mapping[date, float]) -> tuple[float, ...]:
    """Of a mean day on which there were any."""
    quarters = [int((ticket.called or 0) // QUARTER) + 1 for ticket in past]
    weights = [weighs[ticket.day] for ticket in past]
    days = sum(weighs[day] for day in {ticket.day for ticket in past})
    calls = np.bincount(quarters, weights=weights) / days
    return tuple(np.cumsum(calls).tolist())

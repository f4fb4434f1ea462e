"""Visits added up: what a row of a report is made of, and what can be added to other visits' sums. Pure.

Counts and totals are exact however often sums are merged. Where all durations are at hand, a percentile lies between
two visits where it must: rank 1 + p · (n - 1), linearly interpolated (definition 7 of Hyndman and Fan, "Sample
Quantiles in Statistical Packages", The American Statistician 50, 1996). It is what PERCENTILE.INC in Excel and
LibreOffice, `percentile_cont` in PostgreSQL and NumPy's default give, so whoever computes from the exported visits by
any of them finds the same figure. Otherwise it comes from a DDSketch: off by at most `RELATIVE_ERROR` of the duration
itself, however many sums were merged (Masson, Rim, Lee: "DDSketch: A Fast and Fully-Mergeable Quantile Sketch with
Relative-Error Guarantees", VLDB 2019).
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate
from typing import Any, Generic, Protocol, TypeVar

from ddsketch import LogarithmicMapping

from display_server.contract import State
from display_server.domain.rating_plan import Opinion
from display_server.statistics.utilisation import Hours
from display_server.statistics.visit import Visit

RELATIVE_ERROR = 0.005
"""Of a percentile of merged sums: 18 minutes are told as 17.9 to 18.1."""
MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
_MAPPING = LogarithmicMapping(RELATIVE_ERROR)


class Durations(Protocol):
    """Some durations, in which count, total and the longest are exact."""

    count: int
    total: int
    """Microseconds."""
    longest: int
    """Microseconds."""

    def percentiles(self, *shares: float) -> tuple[float, ...]:
        """The minutes that each share (0..1) of them do not exceed; there is at least one."""

    def steps(self, step: timedelta, count: int) -> tuple[int, ...]:
        """How many lie in each of so many steps, each with its upper bound, and last how many lie beyond them."""


D = TypeVar("D", bound=Durations)


class Exact:
    """All of them, one by one."""

    def __init__(self, durations: Iterable[timedelta]) -> None:
        self._ordered = sorted(duration // MICROSECOND for duration in durations)
        self.count, self.total = len(self._ordered), sum(self._ordered)
        self.longest = self._ordered[-1] if self._ordered else 0

    def percentiles(self, *shares: float) -> tuple[float, ...]:
        return tuple(map(self._percentile, shares))

    def _percentile(self, share: float) -> float:
        rank = share * (self.count - 1)
        below, above = self._ordered[math.floor(rank)], self._ordered[math.ceil(rank)]
        return (below + (above - below) * (rank - math.floor(rank))) * MICROSECOND / MINUTE

    def steps(self, step: timedelta, count: int) -> tuple[int, ...]:
        return _stepped(Counter(self._ordered), step, count)


def _stepped(found: Mapping[float, int], step: timedelta, count: int) -> tuple[int, ...]:
    """`found`: how many there are of so many microseconds."""
    steps = [0] * (count + 1)
    for micro, times in found.items():
        steps[min(count, max(0, math.ceil(micro * MICROSECOND / step) - 1))] += times
    return tuple(steps)


class Sketched:
    """How many lie in each bin of a DDSketch: two of them are merged by adding their bins."""

    def __init__(self, durations: Iterable[timedelta] = ()) -> None:
        each = [duration // MICROSECOND for duration in durations]
        self.count, self.total, self.longest = len(each), sum(each), max(each, default=0)
        self._bins = Counter(_MAPPING.key(micro) for micro in each if micro > 0)

    def merge(self, stored: Mapping[str, Any]) -> None:
        """Adds what `stored` told of others."""
        self.count += stored["count"]
        self.total += stored["total"]
        self.longest = max(self.longest, stored["longest"])
        bins = self._bins
        for key, count in stored["bins"]:
            bins[key] = bins.get(key, 0) + count

    def percentiles(self, *shares: float) -> tuple[float, ...]:
        """As DDSketch's `get_quantile_value`: building one of its own for each would take ten times as long."""
        keys = sorted(self._bins)
        up_to = list(accumulate(self._bins[key] for key in keys))
        zeros = self.count - (up_to[-1] if up_to else 0)

        def at(rank: float) -> float:
            return _MAPPING.value(keys[bisect_right(up_to, rank - zeros)]) if rank >= zeros else 0.0

        found = (at(share * (self.count - 1)) for share in shares)
        return tuple(min(each, self.longest) * MICROSECOND / MINUTE for each in found)

    def steps(self, step: timedelta, count: int) -> tuple[int, ...]:
        """A wait near a bound may be counted on its other side: where it lies is known to `RELATIVE_ERROR`."""
        zeros = self.count - self._bins.total()
        return _stepped({0.0: zeros, **{_MAPPING.value(key): times for key, times in self._bins.items()}}, step, count)

    def stored(self) -> dict[str, Any]:
        return {"count": self.count, "total": self.total, "longest": self.longest, "bins": sorted(self._bins.items())}


@dataclass(slots=True)
class Sums(Generic[D]):
    """What became of some visits. `Sums[Sketched]` can be merged and stored, `Sums[Exact]` cannot."""

    waits: D
    walks: D
    service_times: D
    parked: D
    visits: D
    """Whole ones, of those who were served."""
    issued: int = 0
    served: int = 0
    no_shows: int = 0
    cancelled: int = 0
    in_the_hall: int = 0
    inaccurate: int = 0
    left_open: int = 0
    hours: Hours = field(default_factory=Counter)
    """What counters did with the opening hours; kept apart, as it is of no visits."""
    judged: int = 0
    """Waits of services that have a target."""
    within: int = 0
    """Those of them that were no longer."""
    scores: Counter[int] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    """Of each indicator, all that was given: 0 to 2 each."""
    answers: Counter[str] = field(default_factory=Counter)
    """How often each indicator was judged."""


def added_up(
    visits: Sequence[Visit],
    targets: Mapping[str, timedelta],
    durations: Callable[[Iterable[timedelta]], D],
    left_open: int = 0,
) -> Sums[D]:
    """The sums of these visits; `targets` are the services' waits that are not to be exceeded.

    A service that left the plan has no target any more: its waits are measured, but not judged.
    """
    waits = [(visit.service, wait) for visit in visits if (wait := visit.wait) is not None]
    judged = [wait <= targets[service] for service, wait in waits if service in targets]
    ends = Counter(visit.state for visit in visits if visit.ends)
    over = ends[State.SERVED] + ends[State.NO_SHOW] + ends[State.CANCELLED]
    sums = Sums(
        waits=durations([wait for _, wait in waits]),
        walks=durations([walk for visit in visits if (walk := visit.walk) is not None]),
        service_times=durations([time for visit in visits if (time := visit.service_time) is not None]),
        parked=durations([visit.parked for visit in visits if visit.parked is not None]),
        visits=durations([whole for visit in visits if (whole := visit.in_the_hall) is not None]),
        issued=sum(visit.begins for visit in visits),
        served=ends[State.SERVED],
        no_shows=ends[State.NO_SHOW],
        cancelled=ends[State.CANCELLED],
        in_the_hall=ends.total() - over,
        inaccurate=sum(visit.inaccurate for visit in visits),
        left_open=left_open,
        judged=len(judged),
        within=sum(judged),
    )
    for visit in visits:
        if visit.opinion is not None:
            _add_opinion(sums, visit.opinion)
    return sums


def _add_opinion(sums: Sums[Any], opinion: Opinion) -> None:
    sums.scores[opinion.score] += 1
    sums.reasons.update(opinion.reasons)
    for indicator, points in opinion.indicators:
        sums.points[indicator] += points
        sums.answers[indicator] += 1


Stored = dict[str, Any]
"""Sums as they are kept, as JSON."""
NUMBERS = (
    *("issued", "served", "no_shows", "cancelled", "in_the_hall", "inaccurate", "left_open", "judged", "within"),
)
DURATIONS = ("waits", "walks", "service_times", "parked", "visits")
COUNTERS = ("reasons", "points", "answers")


def nothing() -> Sums[Sketched]:
    """To which sums are merged."""
    return Sums(Sketched(), Sketched(), Sketched(), Sketched(), Sketched())


def merge(into: Sums[Sketched], other: Stored, durations: Sequence[str] = DURATIONS) -> None:
    """A year's report merges thousands of them: nothing is made of each that is thrown away at once.

    `durations`: only these of them.
    """
    for name in NUMBERS:
        if name in other:
            setattr(into, name, getattr(into, name) + other[name])
    for name in COUNTERS:
        if name in other:
            getattr(into, name).update(other[name])
    for score, times in enumerate(other.get("scores", ()), start=1):
        into.scores[score] += times
    for name in durations:
        if name in other:
            getattr(into, name).merge(other[name])


def stored(sums: Sums[Sketched]) -> Stored:
    """As JSON that `merge` understands; what is nought is left out."""
    numbers = {name: value for name in NUMBERS if (value := getattr(sums, name))}
    counters = {name: dict(value) for name in COUNTERS if (value := getattr(sums, name))}
    scores = {"scores": [sums.scores[score] for score in (1, 2, 3, 4)]} if sums.scores else {}
    durations = {name: getattr(sums, name).stored() for name in DURATIONS if getattr(sums, name).count}
    return {**numbers, **counters, **scores, **durations}

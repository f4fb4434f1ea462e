"""A day as it was, so far as it can be lived again: who came for what, how long it took, who sat there. Pure.

What people need at a counter is taken as theirs, whoever serves them and when. How an officer works is taken as the
counter's: when somebody sat there, and how long it took from being free, with somebody waiting, to the next call.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter

from display_server.domain.calendar import Span

LONGEST_GAP = timedelta(minutes=10)
"""An officer who calls nobody for longer, while somebody waits, was not there, whatever the counter's state said."""
USUAL_GAP = timedelta(seconds=20)
"""Of a counter that has called nobody yet."""


@dataclass(frozen=True, slots=True)
class PastStop:
    """One stop of a visit, from its queue to the end at its counter."""

    service: str
    queued_at: datetime
    called_at: datetime | None
    """The last call, as in every figure of waits; None where nobody called."""
    ended_at: datetime | None
    """When the counter was free again; None of a service that was never finished."""
    counter: int | None
    gives_up_at: datetime | None = None
    """When the visitor goes, unless called before; None where the day does not tell."""

    @property
    def took(self) -> timedelta | None:
        """From the call to the end: the way to the counter and the service, or waiting for who did not come."""
        if self.called_at is None or self.ended_at is None:
            return None
        return max(timedelta(), self.ended_at - self.called_at)


@dataclass(frozen=True, slots=True)
class PastVisit:
    """Everything about one ticket; `id` is its place in the order of issue."""

    id: int
    ranks_from: datetime
    """The instant to which a head start is added: its issue, or the time of its appointment."""
    priority_class: str | None
    missed: bool
    """Called, and nobody came."""
    stops: tuple[PastStop, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """A counter on that day."""

    counter: int
    tiers: tuple[tuple[str, ...], ...]
    """What it takes in order of preference, as `CounterPlan.tiers`."""
    spans: tuple[Span, ...]
    """When somebody sat there who could call, in order."""
    gaps: tuple[timedelta, ...]
    """Before each of its calls: how long it took although the counter was free and the visitor waited."""
    also: tuple[tuple[Span, tuple[str, ...]], ...] = ()
    """Services that it takes as its own for a while."""

    def gap(self, nth: int) -> timedelta:
        """Before its nth call of the day; the usual one beyond what the day tells."""
        return self.gaps[nth] if nth < len(self.gaps) else middle(self.gaps or (USUAL_GAP,))

    def tiers_at(self, now: datetime) -> tuple[tuple[str, ...], ...]:
        more = tuple(each for (start, end), services in self.also if start <= now < end for each in services)
        if not more:
            return self.tiers
        own, *lower = self.tiers
        return (*own, *(each for each in more if each not in own)), *lower


@dataclass(frozen=True, slots=True)
class PastDay:
    """All of it, and the rules by which it is lived."""

    day: date
    open: tuple[Span, ...]
    """When the hall was open."""
    visits: tuple[PastVisit, ...]
    shifts: tuple[Shift, ...]
    head_starts: Mapping[str, timedelta]
    help_after: timedelta | None = None
    no_show_after: timedelta | None = None
    """After how long who does not come is given up; None: as long as it took on that day."""

    def rank(self, visit: PastVisit) -> datetime:
        return visit.ranks_from - self.head_starts.get(visit.priority_class or "", timedelta())


def shift(
    counter: int,
    tiers: tuple[tuple[str, ...], ...],
    there: Sequence[Span],
    served: Iterable[tuple[datetime, PastStop]],
) -> Shift:
    """A counter's day from the times when it was open for calls, and whom it called when.

    A gap that is too long to be one becomes a time when nobody was there.
    """
    spans, gaps = list(there), list[timedelta]()
    free_at: datetime | None = None
    for called, stop in sorted(served, key=itemgetter(0)):
        since = max(each for each in (free_at, stop.queued_at, _sat_down(spans, called)) if each is not None)
        gap = max(timedelta(), called - since)
        if gap > LONGEST_GAP:
            spans = without(spans, (since, called))
            gap = timedelta()
        gaps.append(gap)
        free_at = max(called, stop.ended_at or called)
    return Shift(counter, tiers, tuple(spans), tuple(gaps))


def middle(times: Sequence[timedelta]) -> timedelta:
    """The median, the lower one of two; raises IndexError where there is none."""
    return sorted(times)[(len(times) - 1) // 2]


def _sat_down(spans: Sequence[Span], called: datetime) -> datetime | None:
    """The beginning of the span in which this call fell."""
    return next((start for start, end in reversed(spans) if start <= called), None)


def without(spans: Sequence[Span], gone: Span) -> list[Span]:
    """These spans less this one."""
    left: list[Span] = []
    for start, end in spans:
        left += [piece for piece in ((start, min(end, gone[0])), (max(start, gone[1]), end)) if piece[0] < piece[1]]
    return left


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """In order, and those that meet as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def common(spans: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """The times that are in both."""
    both = ((max(a, c), min(b, d)) for a, b in spans for c, d in others)
    return joined([span for span in both if span[0] < span[1]])

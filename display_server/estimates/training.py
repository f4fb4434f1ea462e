"""A night's training: what past days teach an estimator. Numpy alone; a day of a city's tickets takes a second or two.

Each past day is looked at with the history of the others, as a new day will be: no ticket is explained by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from display_server.estimates.counting import NOTHING_ELSE, history_of
from display_server.estimates.estimator import EARLY, ENOUGH, LATE, LENGTHS, Estimator, Learnt, Widening, length_of
from display_server.estimates.features import USUAL, features
from display_server.estimates.growers import Grower, grower
from display_server.estimates.growing import Growing, of_all
from display_server.estimates.history import COARSE
from display_server.estimates.observed import Moment, as_it_happened
from display_server.estimates.tickets import Days, Queue
from display_server.estimates.trees import Trees, mean_of

Numbers = npt.NDArray[np.float64]

EXPECTED = tuple(Growing(trees=120, rows=0.7, features=0.5, seed=seed) for seed in (1, 2))
"""Grown twice: what chance has made of one, the mean of them has less of."""
MINUTES = Growing(trees=120, rows=0.7, features=0.5, seed=3)
RANGE = Growing(trees=60, leaves=5, rate=0.12, rows=0.7, features=0.5)
LOW, HIGH = 0.1, 0.89
"""The quantiles that the range's trees are grown for; what they miss is measured afterwards."""
FADES = 0.9
"""How much a day weighs against the one after it."""
WIDENINGS = np.linspace(-1, 1.5, 126)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Past days' tickets as they looked at issue, and how long they waited."""

    rows: Numbers
    waits: Numbers
    days: npt.NDArray[np.int64]
    """0 is the latest."""

    @property
    def usual(self) -> Numbers:
        return self.rows[:, USUAL]

    @property
    def targets(self) -> Numbers:
        """Against the usual wait, as logarithms."""
        targets: Numbers = np.log(self.waits + COARSE) - self.usual
        return targets

    @property
    def recent(self) -> Numbers:
        weights: Numbers = FADES ** self.days.astype(float)
        return weights

    def part(self, which: npt.NDArray[np.bool_]) -> "Lesson":
        return Lesson(self.rows[which], self.waits[which], self.days[which])


def train(
    past: Days, declared: float, declared_for: Mapping[Queue, float] = NOTHING_ELSE, by: Grower | None = None
) -> Estimator:
    """`by` is the best grower that is installed."""
    history = history_of((ticket for day in past.values() for ticket in day), declared, declared_for)
    lesson = _lesson(past, declared, declared_for)
    if lesson is None or len(lesson.waits) < ENOUGH:
        return Estimator(history)
    by = by or grower()
    return Estimator(history, replace(_grown(lesson, by), widenings=_widenings(lesson, by)))


def _lesson(past: Days, declared: float, declared_for: Mapping[Queue, float]) -> Lesson | None:
    rows, waits, days = [], [], []
    for since, day in enumerate(list(reversed(past))[:-1]):
        earlier = (ticket for other in past if other < day for ticket in past[other])
        before = history_of(earlier, declared, declared_for)
        for moment in as_it_happened(past[day], before):
            if isinstance(moment, Moment) and moment.ticket.called is not None:
                rows.append(features(moment.ticket, moment.day))
                waits.append(moment.ticket.called - moment.ticket.issued)
                days.append(since)
    return Lesson(np.array(rows), np.array(waits), np.array(days)) if rows else None


def _grown(lesson: Lesson, by: Grower) -> Learnt:
    """The expected minutes weigh long waits more, for these are where minutes are lost; a range each visitor alike."""
    low, high = _ends(lesson, by)
    in_minutes = lesson.recent * np.exp(lesson.usual / 2)
    return Learnt(
        tickets=len(lesson.waits),
        low=low,
        expected=mean_of([by.grow(lesson.rows, lesson.targets, in_minutes, 0.5, each) for each in EXPECTED]),
        high=high,
        minutes=by.grow(lesson.rows, lesson.waits, lesson.recent, 0.5, MINUTES),
        grown_by=by.name,
    )


def _ends(lesson: Lesson, by: Grower) -> tuple[Trees, Trees]:
    return (
        by.grow(lesson.rows, lesson.targets, lesson.recent, LOW, RANGE),
        by.grow(lesson.rows, lesson.targets, lesson.recent, HIGH, RANGE),
    )


def _widenings(lesson: Lesson, by: Grower) -> tuple[Widening, ...]:
    """Conformal: ranges learnt from every other day are tried on the days between, and moved until they hold there."""
    halves = lesson.days % 2 == 0 if lesson.days.max() else np.arange(len(lesson.days)) % 2 == 0
    low, high = np.zeros(len(halves)), np.zeros(len(halves))
    for half in (halves, ~halves):
        ends = _ends(lesson.part(~half), by)
        rows = lesson.rows[half]
        low[half], high[half] = (lesson.usual[half] + of_all(each, rows) for each in ends)
    lengths = np.array([length_of(int(ahead)) for ahead in lesson.rows[:, 0]])
    return tuple(_widening(lesson, low, high, lengths == each) for each in range(len(LENGTHS)))


def _widening(lesson: Lesson, low: Numbers, high: Numbers, which: npt.NDArray[np.bool_]) -> Widening:
    """The least that leaves no more than the wanted shares outside the range as it is told, in fives."""
    if which.sum() < ENOUGH:
        which = np.ones(len(which), dtype=bool)
    waits, weights = lesson.waits[which], lesson.recent[which]
    late = [np.average(waits > _told(high[which] + by), weights=weights) for by in WIDENINGS]
    early = [np.average(waits < _told(low[which] - by), weights=weights) for by in WIDENINGS]
    return Widening(_least(early, EARLY), _least(late, LATE))


def _least(shares: Sequence[float], wanted: float) -> float:
    return float(next((by for by, share in zip(WIDENINGS, shares, strict=True) if share <= wanted), WIDENINGS[-1]))


def _told(logs: Numbers) -> Numbers:
    minutes: Numbers = np.floor(np.maximum(np.exp(logs) - COARSE, 0) / 5 + 0.5) * 5
    return minutes

"""Our estimate: the usual wait, moved by what trees have learnt of days like this, and a range that was true so far.

An `Estimator` is what a night's training leaves: numbers only. Without a past it says what the declared minutes say;
with every past ticket that weighs less.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from display_server.domain.estimate import Pace
from display_server.estimates.features import USUAL, features
from display_server.estimates.history import History, formula, from_log, in_log
from display_server.estimates.observed import OfficeDay
from display_server.estimates.scores import Estimate
from display_server.estimates.tickets import PastTicket
from display_server.estimates.trees import Trees

ENOUGH = 200
"""Fewer called tickets than this teach no trees."""
LEARNT_WEIGHS = 500.0
"""After so many past tickets more, what trees have learnt and the usual wait weigh the same."""
LATE, EARLY = 0.11, 0.095
"""The shares of visitors to be called after the range's end, and before its start."""
FOLLOWS = 0.01
"""By how much a late call widens the next ranges of such lengths today, as a logarithm; the adaptive part."""
LENGTHS = (0, 1, 3, 6, 11, 16, 30)
"""Where ranges are measured apart: each length up to the next."""
MINUTES_WEIGH = 0.3
"""The share of what is learnt in minutes, beside what is learnt against the usual wait: the two err apart."""
STEP = 5
SHORTEST, LONGEST = 0.6, 1.3
"""How far a range reaches around the queue's own time as long as nothing was learnt of ranges."""


GrownBy = Literal["numpy", "lightgbm"]
LIBRARIES: Mapping[GrownBy, str] = {"numpy": "numpy", "lightgbm": "LightGBM"}


@dataclass(frozen=True, slots=True)
class Logs:
    """A range and what is expected, as logarithms."""

    low: float
    expected: float
    high: float

    def widened(self, by: "Widening") -> "Logs":
        return Logs(self.low - by.low, self.expected, self.high + by.high)


@dataclass(frozen=True, slots=True)
class Widening:
    """By how much a range's ends are moved outwards."""

    low: float
    high: float


NOT_MOVED = Widening(0, 0)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What trees and ranges have learnt from past days."""

    tickets: int
    low: Trees
    expected: Trees
    high: Trees
    widenings: tuple[Widening, ...] = (Widening(0, 0),) * len(LENGTHS)
    """For each of LENGTHS."""
    minutes: Trees | None = None
    """The wait itself, not against the usual one; models of before have none."""
    grown_by: GrownBy = "numpy"

    def logs(self, row: list[float]) -> Logs:
        usual = row[USUAL]
        expected = usual + self.expected.of(row)
        if self.minutes is not None:
            expected += MINUTES_WEIGH * (in_log(max(self.minutes.of(row), 0)) - expected)
        return Logs(usual + self.low.of(row), expected, usual + self.high.of(row))


@dataclass(frozen=True, slots=True)
class Estimator:
    history: History
    learnt: Learnt | None = None

    @property
    def grown_by(self) -> str | None:
        """As it calls itself; None where there are no trees."""
        return None if self.learnt is None else LIBRARIES[self.learnt.grown_by]

    def logs(self, ticket: PastTicket, day: OfficeDay) -> Logs:
        """Before today's own errors are looked at."""
        plain = self._untaught(ticket, day)
        if self.learnt is None or self.learnt.tickets <= ENOUGH:
            return plain
        ours = self.learnt.logs(features(ticket, day)).widened(self.learnt.widenings[length_of(ticket.ahead)])
        beyond = self.learnt.tickets - ENOUGH
        share = beyond / (beyond + LEARNT_WEIGHS)
        return Logs(
            share * ours.low + (1 - share) * plain.low,
            share * ours.expected + (1 - share) * plain.expected,
            share * ours.high + (1 - share) * plain.high,
        )

    def _untaught(self, ticket: PastTicket, day: OfficeDay) -> Logs:
        """The usual wait; where there is no past, the declared one at today's own pace."""
        declared = self.history.declared_of(ticket.of)
        pace = _pace(ticket, day, declared)
        person = pace.minutes_per_person() or declared
        said = in_log(formula(ticket.ahead, 1, person)) + (1 - pace.trusted) * self.history.pace
        usual = self.history.usual_from(said, ticket.of, ticket.ahead)
        queue = max(from_log(usual) - person / 2, 0)
        return Logs(in_log(SHORTEST * queue), usual, in_log(LONGEST * queue + person))


def _pace(ticket: PastTicket, day: OfficeDay, declared: float) -> Pace:
    calls = day.queues[ticket.of].calls
    within_the_hour = len(calls) - bisect_left(calls, ticket.issued - 60, key=lambda call: call.at)
    return Pace(max(ticket.counters, 1), timedelta(minutes=declared), within_the_hour)


@dataclass(slots=True)
class Today:
    """How promises have held today, by office and length: late calls make ranges reach further, early ones less far."""

    moved: defaultdict[tuple[str, int], Widening] = field(default_factory=lambda: defaultdict(lambda: NOT_MOVED))

    def promise(self, office: str, ahead: int, logs: Logs) -> Estimate:
        return told(logs.widened(self.moved[office, length_of(ahead)]))

    def came_true(self, office: str, ahead: int, estimate: Estimate, wait: float) -> None:
        of = office, length_of(ahead)
        self.moved[of] = followed(self.moved[of], estimate, wait)


def followed(was: Widening, estimate: Estimate, wait: float) -> Widening:
    """How far ranges are moved after this call."""
    return Widening(
        was.low + FOLLOWS * ((wait < estimate.low) - EARLY), was.high + FOLLOWS * ((wait > estimate.high) - LATE)
    )


def told(logs: Logs) -> Estimate:
    """The range in fives, as people are told it: nobody believes '9 to 43 minutes'."""
    low, high = in_fives(from_log(logs.low)), in_fives(from_log(logs.high))
    return Estimate(from_log(logs.expected), low, max(high, low + STEP))


def in_fives(minutes: float) -> int:
    return int(minutes / STEP + 0.5) * STEP


def length_of(ahead: int) -> int:
    """Which of LENGTHS."""
    return sum(ahead >= each for each in LENGTHS) - 1

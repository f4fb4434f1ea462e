"""Our estimate: the usual wait, moved by what trees have learnt of days like this, and a range that was true so far.

An `Estimator` is what a night's training leaves: numbers only. Without a past it says what the declared minutes say;
with every past ticket that weighs less.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from display_server.estimates.features import USUAL, features
from display_server.estimates.history import History, formula, from_log, in_log
from display_server.estimates.observed import OfficeDay
from display_server.estimates.scores import Estimate
from display_server.estimates.tickets import PastTicket
from display_server.estimates.trees import Trees

LEARNT_WEIGHS = 500.0
"""After so many past tickets, what trees have learnt and the usual wait weigh the same."""
LATE, EARLY = 0.10, 0.08
"""The shares of visitors to be called after the range's end, and before its start."""
FOLLOWS = 0.02
"""By how much a late call widens the next ranges of that office today, as a logarithm; the adaptive part."""
LENGTHS = (0, 1, 3, 6, 11, 16, 30)
"""Where ranges are measured apart: each length up to the next."""
STEP = 5


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


@dataclass(frozen=True, slots=True)
class Learnt:
    """What trees and ranges have learnt from past days."""

    tickets: int
    low: Trees
    expected: Trees
    high: Trees
    widenings: tuple[Widening, ...] = (Widening(0, 0),) * len(LENGTHS)
    """For each of LENGTHS."""

    def logs(self, row: list[float]) -> Logs:
        usual = row[USUAL]
        return Logs(usual + self.low.of(row), usual + self.expected.of(row), usual + self.high.of(row))


@dataclass(frozen=True, slots=True)
class Estimator:
    history: History
    learnt: Learnt | None = None

    def logs(self, ticket: PastTicket, day: OfficeDay) -> Logs:
        """Before today's own errors are looked at."""
        plain = self._untaught(ticket)
        if self.learnt is None:
            return plain
        ours = self.learnt.logs(features(ticket, day)).widened(self.learnt.widenings[length_of(ticket.ahead)])
        share = self.learnt.tickets / (self.learnt.tickets + LEARNT_WEIGHS)
        return Logs(
            share * ours.low + (1 - share) * plain.low,
            share * ours.expected + (1 - share) * plain.expected,
            share * ours.high + (1 - share) * plain.high,
        )

    def _untaught(self, ticket: PastTicket) -> Logs:
        """The usual wait, which is the declared one where there is no past, with the range told before trees."""
        usual = self.history.usual(ticket.of, ticket.ahead, ticket.counters)
        minutes = from_log(usual)
        person = formula(0, ticket.counters, self.history.declared)
        return Logs(in_log(0.6 * minutes), usual, in_log(1.3 * minutes + person))


@dataclass(slots=True)
class Today:
    """How an office's promises have held today: after late calls ranges reach further, after early ones less far."""

    moved: defaultdict[str, Widening] = field(default_factory=lambda: defaultdict(lambda: Widening(0, 0)))

    def promise(self, office: str, logs: Logs) -> Estimate:
        return told(logs.widened(self.moved[office]))

    def came_true(self, office: str, estimate: Estimate, wait: float) -> None:
        was = self.moved[office]
        self.moved[office] = Widening(
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

"""The sheets that Circular 01/2018/TT-VPCP wants each quarter: indicators, points, grades (Art. 13-15). Pure.

Each of nine indicators has 2, 1 or 0 points for each dossier; its score is points ÷ dossiers, to one decimal. The hall
knows five of them: 1, 3, 4 and 7 as citizens judge them, 2 from the days on which results were returned. What fewer
than `LEAST` have judged is left out; what remains is converted to the full number of points, and both are told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from display_server.words import N_

LEAST = 10
"""So few say little, and of an officer they could tell who said it."""
OF_OFFICERS = ("1", "2", "3", "4", "7")
OF_AGENCIES = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
POINTS_EACH = 2
TENTH = Decimal("0.1")

INDICATORS: Mapping[str, str] = {
    "1": N_("1: Total time against the limit"),
    "2": N_("2: Time at the agency against the promised day"),
    "3": N_("3: Extra contacts to complete the dossier"),
    "4": N_("4: Agencies that had to be contacted"),
    "5": N_("5: Procedures received at the one-stop counter"),
    "6": N_("6: Procedures that can be done online"),
    "7": N_("7: Attitude of the officers"),
    "8": N_("8: Answers to complaints"),
    "9": N_("9: Progress and quality of online services"),
}


class Grade(StrEnum):
    """Of an agency, from its points of 18."""

    EXCELLENT = N_("excellent")
    GOOD = N_("good")
    FAIR = N_("fair")
    AVERAGE = N_("average")
    WEAK = N_("weak")


GRADES = (
    (Decimal(15), Grade.EXCELLENT),
    (Decimal(12), Grade.GOOD),
    (Decimal(9), Grade.FAIR),
    (Decimal(6), Grade.AVERAGE),
)
WHOLE_TASK, LEAST_OF_TASK = Decimal(5), Decimal("3.5")
"""An officer's points of 10 for 100 %, and for 70 % of the task."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One indicator: the points that dossiers were given, and how many."""

    points: int = 0
    dossiers: int = 0

    def __add__(self, other: "Judged") -> "Judged":
        return Judged(self.points + other.points, self.dossiers + other.dossiers)

    @property
    def score(self) -> Decimal | None:
        """None where it is left out."""
        if self.dossiers < LEAST:
            return None
        return (Decimal(self.points) / self.dossiers).quantize(TENTH, ROUND_HALF_UP)


@dataclass
class Judgement:
    """Of one officer or agency: what was judged in the quarter."""

    indicators: dict[str, Judged] = field(default_factory=dict)
    visits: int = 0
    received: int = 0
    returned: int = 0
    late: int = 0

    def add(self, indicator: str, judged: Judged) -> None:
        self.indicators[indicator] = self.indicators.get(indicator, Judged()) + judged


@dataclass(frozen=True, slots=True)
class Total:
    """The points of those indicators that are known, and what they are of the full number."""

    points: Decimal
    of: int
    converted: Decimal


def total(judgement: Judgement, indicators: tuple[str, ...]) -> Total | None:
    """None where every indicator is left out."""
    scores = [judgement.indicators.get(indicator, Judged()).score for indicator in indicators]
    known = [score for score in scores if score is not None]
    if not known:
        return None
    points, of, full = sum(known, Decimal()), POINTS_EACH * len(known), POINTS_EACH * len(indicators)
    return Total(points, of, (points * full / of).quantize(TENTH, ROUND_HALF_UP))


def share_of_task(converted: Decimal) -> Decimal:
    """An officer's, 0..1: all of it from 5 of 10 points on, from 70 % on in a straight line between 3.5 and 5."""
    if converted >= WHOLE_TASK:
        return Decimal(1)
    if converted >= LEAST_OF_TASK:
        return Decimal("0.7") + (converted - LEAST_OF_TASK) / (WHOLE_TASK - LEAST_OF_TASK) * Decimal("0.3")
    return converted / LEAST_OF_TASK * Decimal("0.7")


def grade(converted: Decimal) -> Grade:
    """An agency's, from its points of 18."""
    return next((name for least, name in GRADES if converted >= least), Grade.WEAK)

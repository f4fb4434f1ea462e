"""Halls whose citizens answer the tablets themselves, and officers who press: what `pressing` is measured on. Pure.

Assumed, so that honest officers differ as people do: each has citizens of an own contentment, an own readiness to
answer (fewer at the busy hours), and an own distance from the tablet (answers after 4 to 8 seconds in the middle,
log-normal).

    python -m display_server.simulation.honest_ratings
"""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from display_server.domain.rating_pattern import RatingPattern
from display_server.statistics.pressing import Finding, Finished, findings

OFFICERS, DAYS, VISITS = 48, 22, 25
"""The reference hall's counters, the working days of a month, and visits of each officer on each."""
FIRST_DAY = date(2026, 10, 1)
BUSY_VISITS = range(5, 12)
"""Of a day: in these hours fewer people answer."""
HALLS = 100


def a_month(dice: Random, dishonest: int = 0) -> list[Finished]:
    """Of every officer; the first so many press the best face for a part of their visits."""
    return [
        visit
        for nth in range(OFFICERS)
        for visit in (_pressing(dice, f"officer {nth}") if nth < dishonest else _honest(dice, f"officer {nth}"))
    ]


def _honest(dice: Random, officer: str) -> Iterator[Finished]:
    very, well, so_so = dice.uniform(0.5, 0.8), dice.uniform(0.6, 0.9), dice.uniform(0.5, 0.8)
    answers, after = dice.uniform(0.15, 0.6), dice.uniform(4, 8)
    for day, nth, ended_at in _visits():
        if dice.random() >= answers * (0.7 if nth in BUSY_VISITS else 1):
            yield Finished(officer, day, ended_at)
            continue
        score = 4 if dice.random() < very else 3 if dice.random() < well else 2 if dice.random() < so_so else 1
        yield Finished(officer, day, ended_at, score, int(after * dice.lognormvariate(0, 0.5)))


def _pressing(dice: Random, officer: str) -> Iterator[Finished]:
    """Answers in the citizens' place whenever nobody looks: some visits in a row, at once, the best face."""
    for day, nth, ended_at in _visits():
        if nth % 10 < 4:
            yield Finished(officer, day, ended_at, 4, dice.choice((1, 1, 2, 3)))
        else:
            yield Finished(officer, day, ended_at)


def _visits() -> Iterator[tuple[date, int, datetime]]:
    for day in range(DAYS):
        begins = datetime.combine(FIRST_DAY, datetime.min.time(), UTC) + timedelta(days=day, hours=1)
        for nth in range(VISITS):
            yield FIRST_DAY + timedelta(days=day), nth, begins + timedelta(minutes=15 * nth)


def flagged(halls: int, dishonest: int = 0, seed: int = 2018) -> list[Finding]:
    """What is found in months of so many halls."""
    dice = Random(seed)  # noqa: S311 (a simulation, not a secret)
    return [finding for _ in range(halls) for finding in findings(a_month(dice, dishonest)).found]


def main() -> None:
    """Prints how many honest officers are flagged in a month, and how many of those who press are found."""
    honest, pressing = flagged(HALLS), flagged(HALLS, dishonest=1)
    for pattern in RatingPattern:
        false = sum(each.pattern is pattern for each in honest)
        found = sum(each.pattern is pattern and each.officer == "officer 0" for each in pressing)
        sys.stdout.write(f"{pattern}: {false} of {HALLS * OFFICERS} honest months flagged, {found} of {HALLS} found\n")


if __name__ == "__main__":
    main()

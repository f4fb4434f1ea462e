"""An officer who presses the faces is found; honest ones, however different, are not."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from math import comb
from random import Random
from statistics import fmean, pvariance

import pytest

from display_server.domain.rating_pattern import RatingPattern
from display_server.simulation.honest_ratings import OFFICERS, a_month, flagged
from display_server.statistics.pressing import (
    Finished,
    at_least,
    findings,
    mean_and_variance_of_runs,
    runs,
)

DAY = date(2026, 11, 23)
EIGHT = datetime(2026, 11, 23, 1, tzinfo=UTC)


def a_day(officer: str, *answers: tuple[int | None, int | None]) -> list[Finished]:
    """Each answer a score and its seconds, in order."""
    return [
        Finished(officer, DAY, EIGHT + timedelta(minutes=nth), score, seconds)
        for nth, (score, seconds) in enumerate(answers)
    ]


HONEST = [(4, 6), (None, None), (3, 9), (4, 5), (None, None), (2, 11)] * 20


def test_an_officer_who_presses_is_found_by_each_test() -> None:
    found = findings(a_month(Random(7), dishonest=1)).found

    assert {(each.officer, each.pattern) for each in found} == {("officer 0", pattern) for pattern in RatingPattern}


def test_of_honest_halls_none_in_a_thousand_officers_is_flagged() -> None:
    halls = 25

    false_alarms = flagged(halls)

    assert len(false_alarms) <= halls * OFFICERS / 1000


def test_answers_at_once_again_and_again_are_told_with_their_numbers() -> None:
    found = findings([*a_day("Lan", *[(4, 1), (3, 1), (None, None)] * 20), *a_day("Minh", *HONEST)]).found

    (quick,) = (each for each in found if each.pattern is RatingPattern.QUICK)
    assert (quick.officer, quick.answers, quick.seen, quick.expected) == ("Lan", 40, 40, 8.0)
    assert quick.probability == pytest.approx(0.2**40)


def test_two_seconds_are_not_at_once() -> None:
    found = findings([*a_day("Lan", *[(4, 2), (3, 2), (2, 3)] * 20), *a_day("Minh", *HONEST)]).found

    assert [each for each in found if each.pattern is RatingPattern.QUICK] == []


def test_fewer_than_thirty_answers_are_judged_by_nobody() -> None:
    told = findings([*a_day("Lan", *[(4, 0)] * 29), *a_day("Minh", *HONEST)])

    assert (told.judged, told.found) == (1, ())


def test_a_hall_where_everybody_is_content_accuses_nobody_of_saying_so() -> None:
    content = [(4, 7), (None, None), (4, 8), (None, None), (None, None), (4, 5), (4, 9)] * 20

    assert findings([*a_day("Lan", *content), *a_day("Minh", *content)]).found == ()


def test_the_binomial_tail_is_that_of_the_textbook_and_stands_large_numbers() -> None:
    assert at_least(8, 10, 0.5) == pytest.approx((comb(10, 8) + comb(10, 9) + 1) / 1024)
    assert (at_least(0, 10, 0.3), at_least(11, 10, 0.3)) == (1.0, 0.0)
    assert at_least(2600, 5000, 0.5) == pytest.approx(0.00244, rel=0.01)


@pytest.mark.parametrize(("one", "other"), [(1, 1), (2, 3), (4, 3), (5, 2)])
def test_mean_and_variance_of_runs_are_those_of_every_order(one: int, other: int) -> None:
    every = set(permutations([True] * one + [False] * other))
    counted = [runs(order) for order in every]

    mean, variance = mean_and_variance_of_runs(one, other)

    assert mean == pytest.approx(fmean(counted))
    assert variance == pytest.approx(pvariance(counted))

"""Our estimate: better than the plain ones, ranges that hold, and the declared minutes where nothing is known."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import fmean

import pytest

from display_server.estimates.backtest import backtest, ours
from display_server.estimates.counting import history_of
from display_server.estimates.estimator import Estimator, Logs, Today, told
from display_server.estimates.growers import grower
from display_server.estimates.history import formula, in_log
from display_server.estimates.observed import OfficeDay
from display_server.estimates.scores import Promise
from display_server.estimates.tickets import Days, PastTicket
from display_server.estimates.training import train
from tests.display_server.estimates.days import MONDAY, a_queue, a_ticket, some_days

LEARNT_DAYS = 10


@pytest.fixture(scope="module")
def past() -> Days:
    return some_days(LEARNT_DAYS)


@pytest.fixture(scope="module", params=["numpy", "lightgbm"])
def estimator(past: Days, request: pytest.FixtureRequest) -> Estimator:
    return train(past, declared=4, by=grower(request.param))


def next_day(seed: int = 77) -> list[PastTicket]:
    return a_queue(MONDAY + timedelta(days=LEARNT_DAYS), seed=seed)


def mean_error(promises: list[Promise]) -> float:
    return fmean(abs(each.error) for each in promises)


def test_what_was_learnt_beats_what_was_declared(past: Days) -> None:
    day = {MONDAY + timedelta(days=LEARNT_DAYS): next_day()}

    learnt, declared = (list(backtest(day, past, method, 4)) for method in ("learnt", "declared"))

    assert len(learnt) == len(declared) == 40
    assert mean_error(learnt) < 0.6 * mean_error(declared)


def test_ranges_hold_about_as_often_as_is_wanted(estimator: Estimator) -> None:
    promises = [each for seed in range(20) for each in ours(next_day(seed), estimator)]

    inside = fmean(each.estimate.low <= each.wait <= each.estimate.high for each in promises)
    late = fmean(each.wait > each.estimate.high for each in promises)

    assert 0.75 <= inside <= 0.95
    assert late <= 0.18


def test_whatever_comes_later_changes_no_promise(estimator: Estimator) -> None:
    day, random = next_day(), Random(2)
    for at in (5, 17, 30):
        now = day[at].issued
        other = [
            each if each.called is None or each.called <= now else replace(each, called=now + random.uniform(1, 200))
            for each in day[: at + 1]
        ]

        promised = [each.estimate for each in ours(other, estimator)]

        assert promised == [each.estimate for each in ours(day, estimator)][: at + 1]


def test_a_day_is_promised_from_the_days_before_it_alone(past: Days) -> None:
    first = min(past)
    later = {day: tickets for day, tickets in past.items() if day > first}

    alone, with_later_days = (
        [each.estimate for each in backtest({first: past[first]}, known, "learnt", 4)] for known in ({}, later)
    )

    assert alone == with_later_days


def test_without_a_past_the_declared_minutes_speak() -> None:
    knows_nothing = train({}, declared=10)

    logs = knows_nothing.logs(a_ticket(500, ahead=6, counters=2), OfficeDay(knows_nothing.history))

    assert logs.expected == pytest.approx(in_log(formula(6, 2, 10)))
    assert logs.low < logs.expected < logs.high


def test_a_little_past_moves_the_promise_a_little() -> None:
    ticket = a_ticket(500, ahead=3)
    expected = []
    for many in range(0, 60, 5):
        knows = Estimator(history_of([a_ticket(500, 560, ahead=3)] * many, 10))
        expected.append(told(knows.logs(ticket, OfficeDay(knows.history))).expected)

    assert expected == sorted(expected)
    assert expected[-1] > expected[0] + 15


@pytest.mark.parametrize(("low", "high", "range_told"), [(0, 1, (0, 5)), (7.4, 22.6, (5, 25)), (13, 14, (15, 20))])
def test_people_are_told_fives(low: float, high: float, range_told: tuple[int, int]) -> None:
    estimate = told(Logs(in_log(low), in_log(low), in_log(high)))

    assert (estimate.low, estimate.high) == range_told


def test_after_late_calls_ranges_of_such_lengths_in_that_office_reach_further_and_no_others() -> None:
    today, logs = Today(), Logs(in_log(20), in_log(30), in_log(40))
    for _ in range(60):
        today.came_true("slow", 4, today.promise("slow", 4, logs), wait=90)

    slow, shorter, other = (today.promise(*of, logs) for of in (("slow", 3), ("slow", 0), ("other", 4)))

    assert slow.high > other.high == shorter.high
    assert slow.expected == other.expected

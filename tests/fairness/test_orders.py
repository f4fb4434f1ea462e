"""The simulated hall keeps the laws of its orders: the figures in docs/fairness.md rest on it."""

from pathlib import Path
from statistics import fmean

import pytest

from tests.fairness import figures
from tests.fairness.crowd import crowd
from tests.fairness.hall import waits
from tests.fairness.orders import HeadStart, OneIn, Order

VISITORS = crowd(seed=3, count=150)


def test_first_come_calls_nobody_before_whoever_came_earlier(tmp_path: Path) -> None:
    called = [who.arrives + wait for who, wait in zip(VISITORS, waits(HeadStart(0), VISITORS, tmp_path), strict=True)]

    assert called == pytest.approx(sorted(called))


def test_a_head_start_lets_nobody_pass_who_came_later_than_it(tmp_path: Path) -> None:
    waited = waits(HeadStart(10), VISITORS, tmp_path)
    called = [who.arrives + wait for who, wait in zip(VISITORS, waited, strict=True)]

    passed = [
        (early, late)
        for early in range(len(VISITORS))
        for late in range(early + 1, len(VISITORS))
        if called[late] < called[early] - 0.001
    ]

    assert passed
    for early, late in passed:
        assert VISITORS[late].has_priority
        assert not VISITORS[early].has_priority
        assert VISITORS[late].arrives - VISITORS[early].arrives <= 10


@pytest.mark.parametrize("order", [HeadStart(10), OneIn(3)], ids=str)
def test_priority_shortens_the_wait_of_some_and_lengthens_that_of_others(order: Order, tmp_path: Path) -> None:
    def means(of: Order, folder: str) -> tuple[float, float]:
        (tmp_path / folder).mkdir()
        waited = list(zip(waits(of, VISITORS, tmp_path / folder), VISITORS, strict=True))
        return (
            fmean(wait for wait, who in waited if who.has_priority),
            fmean(wait for wait, who in waited if not who.has_priority),
        )

    before, after = means(HeadStart(0), "before"), means(order, "after")

    assert after[0] < before[0]
    assert after[1] > before[1]


def test_the_exact_figures_are_those_of_the_textbook() -> None:
    assert figures.exact_first_come() == pytest.approx(25.9, abs=0.05)
    assert figures.exact_strict() == pytest.approx((2.48, 31.0), abs=0.05)

"""The rules of Circular 01/2018/TT-VPCP, Art. 13-15: points, shares of the task, grades, and what is left out."""

from datetime import date
from decimal import Decimal

import pytest

from display_server.statistics.law_sheets import (
    LEAST,
    OF_AGENCIES,
    OF_OFFICERS,
    Grade,
    Judged,
    Judgement,
    Total,
    grade,
    share_of_task,
    total,
)
from display_server.statistics.quarters import days_of_month, days_of_quarter, quarter_of


@pytest.mark.parametrize(
    ("points", "dossiers", "score"),
    [(20, 10, "2.0"), (15, 10, "1.5"), (29, 20, "1.5"), (27, 20, "1.4"), (0, 40, "0.0")],
)
def test_a_score_is_points_for_each_dossier_to_one_decimal_and_halves_go_up(
    points: int, dossiers: int, score: str
) -> None:
    assert Judged(points, dossiers).score == Decimal(score)


def test_what_too_few_have_judged_is_left_out() -> None:
    assert Judged(18, LEAST - 1).score is None
    assert total(Judgement({"1": Judged(18, LEAST - 1)}), OF_OFFICERS) is None


def test_an_officer_of_whom_all_is_known_has_the_points_as_they_are() -> None:
    judged = Judgement({indicator: Judged(15, 10) for indicator in OF_OFFICERS})

    assert total(judged, OF_OFFICERS) == Total(Decimal("7.5"), 10, Decimal("7.5"))


def test_what_is_known_is_converted_to_the_full_number_of_points() -> None:
    judged = Judgement({"1": Judged(20, 10), "7": Judged(10, 10), "3": Judged(0, 3)})

    assert total(judged, OF_AGENCIES) == Total(Decimal("3.0"), 4, Decimal("13.5"))


@pytest.mark.parametrize(
    ("points", "share"),
    [("10", "1"), ("5", "1"), ("4.9", "0.98"), ("4.25", "0.85"), ("3.5", "0.7"), ("3.4", "0.68"), ("0", "0")],
)
def test_the_share_of_the_task_is_the_circulars(points: str, share: str) -> None:
    assert share_of_task(Decimal(points)) == Decimal(share)


@pytest.mark.parametrize(
    ("points", "name"),
    [
        *(("18", Grade.EXCELLENT), ("15", Grade.EXCELLENT), ("14.9", Grade.GOOD), ("12", Grade.GOOD)),
        *(("11.9", Grade.FAIR), ("9", Grade.FAIR), ("8.9", Grade.AVERAGE), ("6", Grade.AVERAGE), ("5.9", Grade.WEAK)),
    ],
)
def test_an_agencys_grade_is_the_circulars(points: str, name: Grade) -> None:
    assert grade(Decimal(points)) is name


def test_quarters_and_months_end_where_the_calendar_does() -> None:
    assert days_of_quarter("2026-Q4") == (date(2026, 10, 1), date(2026, 12, 31))
    assert days_of_quarter("2028-Q1") == (date(2028, 1, 1), date(2028, 3, 31))
    assert days_of_month("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))
    assert days_of_month("2026-12") == (date(2026, 12, 1), date(2026, 12, 31))
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 12)] == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]

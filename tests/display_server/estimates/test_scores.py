"""The figures of the backtest, reckoned by hand."""

from typing import Any

from display_server.estimates.scores import Estimate, Promise, score
from tests.display_server.estimates.days import a_ticket


def promised(expected: float, low: int, high: int, wait: float, ahead: int = 0, issued: float = 500) -> Promise:
    return Promise(a_ticket(issued, issued + wait, ahead), Estimate(expected, low, high), wait)


def test_each_figure_is_as_its_name_says() -> None:
    figures = score([promised(10, 5, 15, wait=5), promised(10, 5, 15, wait=18), promised(20, 15, 30, wait=10)])

    assert {name: value for name, value in figures.items() if not isinstance(value, dict)} == {
        "tickets": 3,
        "mae_minutes": 7.6667,  # 5, 8 and 10
        "rmse_minutes": 7.9373,  # √((25 + 64 + 100) / 3)
        "bias_minutes": 2.3333,  # (5 - 8 + 10) / 3
        "interval_coverage": 0.3333,
        "interval_mean_width_minutes": 11.6667,
        "late_promises": 0.3333,
    }


def test_lengths_and_hours_have_figures_of_their_own_in_their_order() -> None:
    figures: dict[str, Any] = score(
        [promised(10, 5, 15, 5, 60, 700), promised(10, 5, 15, 5, 0, 500), promised(10, 5, 15, 5, 12, 500)]
    )

    assert list(figures["by_people_ahead"]) == ["0", "11-15", "51+"]
    assert {hour: part["tickets"] for hour, part in figures["by_hour"].items()} == {"08": 2, "11": 1}


def test_nobody_to_judge_is_said_as_nothing_rather_than_as_no_error() -> None:
    assert score([])["mae_minutes"] is None

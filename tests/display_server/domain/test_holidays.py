"""Public holidays, those of the lunar calendar too."""

from datetime import date

import pytest

from display_server.domain.holidays import countries, is_holiday


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2027, 2, 5), "Tết's eve by the moon"),
        (date(2027, 2, 8), "Tết"),
        (date(2026, 2, 17), "Tết of the year before"),
        (date(2026, 9, 2), "National Day"),
        (date(2026, 4, 27), "the day given for the Hùng Kings' day, a Sunday"),
    ],
)
def test_holidays_of_viet_nam(day: date, what: str) -> None:
    assert is_holiday("VN", day), what


def test_a_working_day_is_none() -> None:
    assert not is_holiday("VN", date(2026, 11, 23))


def test_each_country_has_its_own() -> None:
    assert not is_holiday("LA", date(2026, 9, 2))
    assert is_holiday("LA", date(2026, 12, 2)), "the Lao national day"


def test_a_hall_file_may_name_any_country_that_is_known() -> None:
    assert {"VN", "LA", "KH"} <= countries()
    assert "XX" not in countries()

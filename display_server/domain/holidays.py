"""Public holidays by country, those of the lunar calendar too. Knows only dates, and asks a library for them."""

from datetime import date
from functools import cache

import holidays


def countries() -> frozenset[str]:
    """The codes of the countries whose holidays are known: `VN` for Viet Nam."""
    return frozenset(holidays.list_supported_countries())


def is_holiday(country: str, day: date) -> bool:
    return day in _of(country, day.year)


@cache
def _of(country: str, year: int) -> frozenset[date]:
    """Days off of a year, with the days given for those that fall on a weekend."""
    return frozenset(holidays.country_holidays(country, years=year))

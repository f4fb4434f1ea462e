"""The hours of weekdays, holidays and special days."""

from dataclasses import replace
from datetime import date, time

from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours, Period
from display_server.domain.weekdays import WEEKDAYS

MORNING, AFTERNOON = Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17))
HOURS = OpeningHours({"wed": (MORNING, AFTERNOON), "sat": (MORNING,)})
WEDNESDAY, SATURDAY, SUNDAY = date(2026, 9, 2), date(2026, 9, 5), date(2026, 9, 6)
"""The Wednesday is Viet Nam's National Day."""


def test_each_weekday_has_its_own_periods() -> None:
    assert [HOURS.on(day) for day in (WEDNESDAY, SATURDAY, SUNDAY)] == [(MORNING, AFTERNOON), (MORNING,), ()]


def test_the_week_begins_on_monday() -> None:
    monday = OpeningHours({WEEKDAYS[0]: (MORNING,)})

    assert monday.on(date(2026, 8, 31)) == (MORNING,)


def test_a_hall_without_a_country_opens_on_holidays() -> None:
    assert HOURS.on(WEDNESDAY) == (MORNING, AFTERNOON)


def test_a_hall_of_a_country_is_closed_on_its_holidays_alone() -> None:
    in_viet_nam = replace(HOURS, holidays_of="VN")

    assert in_viet_nam.on(WEDNESDAY) == ()
    assert in_viet_nam.on(SATURDAY) == (MORNING,)


def test_a_special_day_has_its_own_hours_whatever_day_it_is() -> None:
    with_special = replace(HOURS, holidays_of="VN", special_days={WEDNESDAY: (MORNING,), SATURDAY: ()})

    assert with_special.on(WEDNESDAY) == (MORNING,), "though it is a holiday"
    assert with_special.on(SATURDAY) == (), "a day off"


def test_a_hall_that_never_closes_has_all_of_every_day() -> None:
    assert ALWAYS_OPEN.on(SUNDAY) == (Period(time(0), time(0)),)
    assert set(ALWAYS_OPEN.periods) == set(WEEKDAYS)

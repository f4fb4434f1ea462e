"""What a day will bring: by its weekday, the month's end and the days after Tết, while that beats a plain mean."""

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random

import pytest

from display_server.planning.tomorrow import Past, forecast_of

MORNING, AFTERNOON = time(8), time(14)
FIRST = date(2026, 8, 3)
TET = {date(2027, 2, day) for day in range(3, 13)}


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in TET


def days_until(last: date, first: date = FIRST) -> list[date]:
    return [day for nth in range((last - first).days + 1) if is_open(day := first + timedelta(days=nth))]


def a_past(last: date, visitors: Callable[[date], float], seed: int = 1, first: date = FIRST) -> Past:
    """Three of four come in the morning; how many, chance decides around what `visitors` says."""
    dice = Random(seed)
    past = {}
    for day in days_until(last, first):
        came = max(0, round(dice.gauss(visitors(day), visitors(day) ** 0.5)))
        past[day] = {("land", MORNING): came * 3 // 4, ("land", AFTERNOON): came - came * 3 // 4, ("tax", MORNING): 7}
    return past


def by_weekday(day: date) -> float:
    return {0: 600, 4: 300}.get(day.weekday(), 420)


def test_a_monday_is_forecast_by_mondays() -> None:
    monday = date(2026, 11, 30)

    told = forecast_of(a_past(monday - timedelta(days=1), by_weekday), monday, is_open)

    assert told is not None
    assert told.services["land"].mean == pytest.approx(600, rel=0.05)
    assert told.whole.low < 607 < told.whole.high
    assert told.half_hours["land", MORNING].mean == pytest.approx(450, rel=0.06)
    assert told.services["tax"].low <= 7 <= told.services["tax"].high


def growing(day: date) -> float:
    return by_weekday(day) * float(1.01 ** ((day - FIRST).days / 3))


def test_a_hall_that_grows_is_forecast_by_how_it_has_been_lately() -> None:
    day = date(2026, 12, 1)

    told = forecast_of(a_past(day - timedelta(days=1), growing), day, is_open)

    assert told is not None
    assert told.by_lately
    assert told.error is not None
    assert told.plain_error is not None
    assert told.error < told.plain_error
    assert told.whole.mean == pytest.approx(growing(day) + 7, rel=0.1)


def test_where_lately_says_less_than_the_weekdays_the_plain_mean_is_used() -> None:
    """Only every other Wednesday brings anybody to speak of: lately smooths what the last Wednesdays tell no better."""
    day = date(2026, 11, 27)
    past = a_past(day - timedelta(days=1), lambda each: 400 if each.month < 11 else 400 + 300 * (each.weekday() == 2))

    told = forecast_of(past, day, is_open)

    assert told is not None
    assert told.error is not None
    assert told.plain_error is not None
    assert told.error <= told.plain_error


def test_the_ends_of_months_are_busier_where_they_were() -> None:
    def busy_ends(day: date) -> float:
        return 400 * (1.5 if day.day >= 28 else 1)

    last_of_month, usual = date(2027, 3, 31), date(2027, 3, 17)

    ends = forecast_of(a_past(last_of_month - timedelta(days=1), busy_ends), last_of_month, is_open)
    middle = forecast_of(a_past(usual - timedelta(days=1), busy_ends), usual, is_open)

    assert ends is not None
    assert middle is not None
    assert ends.whole.mean > 1.15 * middle.whole.mean


def test_the_days_after_tet_are_known_once_one_was_seen() -> None:
    first_after = date(2027, 2, 15)
    before = date(2026, 2, 2)
    holiday = {date(2026, 2, day) for day in range(14, 23)}

    def opens(day: date) -> bool:
        return is_open(day) and day not in holiday

    days = [day for day in days_until(first_after - timedelta(days=1), before) if opens(day)]
    ordinary = a_past(days[-1], growing, first=before)
    past = {day: ordinary[day] if day != date(2026, 2, 23) else {("land", MORNING): 1000} for day in days}

    told = forecast_of(past, first_after, opens)
    usual = forecast_of(past, first_after + timedelta(days=7), opens)

    assert told is not None
    assert usual is not None
    assert told.by_lately
    assert told.whole.mean > 1.2 * usual.whole.mean  # seen once, it is believed by a quarter


def test_eight_of_ten_days_stay_in_their_range() -> None:
    inside = judged = 0
    for seed in range(2):
        past = a_past(date(2026, 12, 31), by_weekday, seed)
        for day in days_until(date(2026, 12, 31))[-30:]:
            told = forecast_of(past, day, is_open)
            assert told is not None
            judged += 1
            inside += told.whole.low <= sum(past[day].values()) <= told.whole.high

    assert 0.75 <= inside / judged <= 0.95


def test_of_a_closed_day_and_of_a_new_hall_nothing_is_told() -> None:
    past = a_past(date(2026, 9, 30), by_weekday)

    assert forecast_of(past, date(2026, 11, 29), is_open) is None
    assert forecast_of({}, date(2026, 11, 30), is_open) is None


def test_after_one_day_the_next_is_expected_to_be_like_it() -> None:
    told = forecast_of({FIRST: {("land", MORNING): 40}}, FIRST + timedelta(days=1), is_open)

    assert told is not None
    assert told.whole.mean == pytest.approx(40)
    assert (told.error, told.judged) == (None, 0)
    assert told.whole.low < 40 < told.whole.high

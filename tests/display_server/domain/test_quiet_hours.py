"""Which hours to come are told as quiet, and how sure that is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from display_server.domain.calendar import Calendar
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours, Period
from display_server.domain.quiet_hours import FEWEST_DAYS, TOLD, PastHour, quiet_hours
from display_server.domain.weekdays import WEEKDAYS

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WORKDAYS = OpeningHours(
    dict.fromkeys(list(WEEKDAYS)[:5], (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17))))
)
CALENDAR = Calendar(WORKDAYS, ZONE)
MONDAY_AT_NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WAITS = {8: 30.0, 9: 40.0, 10: 20.0, 14: 4.0, 15: 8.0, 16: 12.0}


def weeks(count: int, waits: dict[int, float] = WAITS, visitors: int = 10) -> list[PastHour]:
    """Tuesdays, each like the others."""
    tuesdays = [date(2026, 11, 17) - timedelta(weeks=nth) for nth in range(count)]
    return [PastHour(day, hour, visitors, visitors * wait) for day in tuesdays for hour, wait in waits.items()]


def test_the_shortest_waits_to_come_are_told_with_how_sure_they_are() -> None:
    told = quiet_hours(weeks(8), CALENDAR, MONDAY_AT_NINE)

    assert [each.minutes for each in told] == [4.0, 8.0, 12.0]
    first = told[0]
    assert first.begins.astimezone(ZONE) == datetime(2026, 11, 24, 14, tzinfo=ZONE)
    assert first.ends - first.begins == timedelta(hours=1)
    assert (first.shorter, first.days) == (8, 8)


def test_a_day_on_which_that_hour_was_no_better_counts_against_it() -> None:
    one_bad = [PastHour(date(2026, 9, 22), hour, 10, 600.0 if hour == 14 else 10.0) for hour in WAITS]

    told = {
        each.begins.astimezone(ZONE).hour: each for each in quiet_hours(weeks(8) + one_bad, CALENDAR, MONDAY_AT_NINE)
    }

    assert (told[14].shorter, told[14].days) == (8, 9)


def test_what_was_seen_too_seldom_says_nothing() -> None:
    assert quiet_hours(weeks(FEWEST_DAYS - 1), CALENDAR, MONDAY_AT_NINE) == ()
    assert len(quiet_hours(weeks(FEWEST_DAYS), CALENDAR, MONDAY_AT_NINE)) == TOLD


def test_an_hour_that_is_not_shorter_than_usual_is_not_called_quiet() -> None:
    assert quiet_hours(weeks(8, dict.fromkeys(WAITS, 15.0)), CALENDAR, MONDAY_AT_NINE) == ()


def test_only_hours_in_which_the_hall_is_open_throughout_are_told() -> None:
    before_and_after = {7: 1.0, 11: 1.0, 12: 1.0, 13: 1.0, 9: 40.0, 14: 5.0}

    told = quiet_hours(weeks(8, before_and_after), CALENDAR, MONDAY_AT_NINE)

    assert [each.begins.astimezone(ZONE).hour for each in told] == [14]
    at_any_time = quiet_hours(weeks(8, before_and_after), Calendar(ALWAYS_OPEN, ZONE), MONDAY_AT_NINE)
    assert {each.begins.astimezone(ZONE).hour for each in at_any_time} == {7, 11, 12}


def test_an_hour_that_has_begun_is_over_until_next_week() -> None:
    tuesday_at_two = datetime(2026, 11, 24, 7, 1, tzinfo=UTC)

    told = quiet_hours(weeks(8), CALENDAR, tuesday_at_two)

    assert told[0].begins.astimezone(ZONE).date() == date(2026, 12, 1)
    assert told[1].begins.astimezone(ZONE) == datetime(2026, 11, 24, 15, tzinfo=ZONE)


def test_many_visitors_of_one_hour_weigh_more_in_their_day() -> None:
    day = date(2026, 11, 17)
    crowded = [
        PastHour(day - timedelta(weeks=nth), hour, visitors, visitors * wait)
        for nth in range(3)
        for hour, visitors, wait in ((8, 100, 5.0), (14, 1, 6.0), (15, 1, 60.0))
    ]

    told = {each.begins.astimezone(ZONE).hour: each.shorter for each in quiet_hours(crowded, CALENDAR, MONDAY_AT_NINE)}

    assert told == {8: 3, 14: 0}

"""A hall's days, and when on them it is open."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given, strategies as st

from display_server.domain.calendar import Calendar
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours, Period
from display_server.domain.weekdays import WEEKDAYS
from tests.display_server.domain.journal import THERE

OFFICE_HOURS = OpeningHours(
    {day: (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17))) for day in WEEKDAYS[:5]},
)
OFFICE = Calendar(OFFICE_HOURS, THERE)
WITH_HOLIDAYS = Calendar(replace(OFFICE_HOURS, holidays_of="VN"), THERE)
EVENINGS = OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(0), time(2)), Period(time(18), time(0)))))
"""Open past midnight: with a day that begins at four, one shift from 18:00 to 02:00."""
NIGHT_SHIFT = Calendar(EVENINGS, THERE, timedelta(hours=4))
NEVER_CLOSED = Calendar(ALWAYS_OPEN, THERE)
A_MOMENT = timedelta(microseconds=1)

# A clock that lost its battery says 1970; the first and last hours of all dates have no instant in UTC.
MOMENTS = st.builds(partial(datetime.combine, tzinfo=THERE), st.dates(date(1970, 1, 1), date(2199, 12, 31)), st.times())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June 2026, whose first day is a Monday."""
    return datetime(2026, 6, day, hour, minute, tzinfo=THERE)


# --- days -------------------------------------------------------------------------------------------------------------


def test_the_day_is_the_halls_own_and_not_utcs() -> None:
    early = datetime(2026, 6, 1, 18, 0, tzinfo=UTC)  # one in the morning in the hall

    assert OFFICE.day(early) == date(2026, 6, 2)


def test_a_day_begins_when_the_hall_says_so() -> None:
    assert NIGHT_SHIFT.day(at(2, 3, 59)) == date(2026, 6, 1)
    assert NIGHT_SHIFT.day(at(2, 4)) == date(2026, 6, 2)


def test_a_day_lasts_from_its_beginning_to_that_of_the_next() -> None:
    assert OFFICE.bounds(date(2026, 6, 1)) == (at(1, 0), at(2, 0))
    assert NIGHT_SHIFT.bounds(date(2026, 6, 1)) == (at(1, 4), at(2, 4))


def test_whatever_the_machines_own_clock_shows_moments_are_told_in_utc() -> None:
    assert OFFICE.bounds(date(2026, 6, 1))[0].tzinfo is UTC


@given(MOMENTS, st.sampled_from([OFFICE, NIGHT_SHIFT, NEVER_CLOSED]))
def test_every_moment_lies_within_its_day(moment: datetime, calendar: Calendar) -> None:
    begins, ends = calendar.bounds(calendar.day(moment))

    assert begins <= moment < ends


# --- open and closed --------------------------------------------------------------------------------------------------


def test_a_hall_is_open_from_its_first_minute_until_just_before_closing() -> None:
    moments = [at(1, 7, 29), at(1, 7, 30), at(1, 11, 29), at(1, 11, 30), at(1, 13, 30), at(1, 17), at(6, 9)]

    assert [OFFICE.is_open(moment) for moment in moments] == [False, True, True, False, True, False, False]


def test_a_shift_past_midnight_is_one_span() -> None:
    assert NIGHT_SHIFT.spans(date(2026, 6, 1)) == ((at(1, 18), at(2, 2)),)


def test_two_periods_with_a_lunch_between_them_stay_two() -> None:
    assert OFFICE.spans(date(2026, 6, 1)) == ((at(1, 7, 30), at(1, 11, 30)), (at(1, 13, 30), at(1, 17)))


def test_the_order_in_the_file_does_not_matter() -> None:
    turned = Calendar(OpeningHours({"mon": OFFICE_HOURS.periods["mon"][::-1]}), THERE)

    assert turned.spans(date(2026, 6, 1)) == OFFICE.spans(date(2026, 6, 1))


def test_a_period_over_the_beginning_of_the_day_is_of_both_days() -> None:
    fridays = Calendar(OpeningHours({"fri": (Period(time(2), time(6)),)}), THERE, timedelta(hours=4))

    assert fridays.spans(date(2026, 6, 5)) == ((at(5, 4), at(5, 6)), (at(6, 2), at(6, 4)))


def test_a_period_that_ends_as_the_day_begins_lies_behind_midnight_alone() -> None:
    nights = Calendar(
        OpeningHours({"fri": (Period(time(2), time(4)), Period(time(4), time(6)))}), THERE, timedelta(hours=4)
    )

    assert nights.spans(date(2026, 6, 5)) == ((at(5, 4), at(5, 6)), (at(6, 2), at(6, 4)))


@pytest.mark.parametrize(
    ("period", "span"),
    [
        (Period(time(2), time(4)), (at(6, 2), at(6, 4))),
        (Period(time(4), time(6)), (at(5, 4), at(5, 6))),
        (Period(time(18), time(0)), (at(5, 18), at(6, 0))),
    ],
)
def test_a_period_on_one_side_of_the_beginning_of_the_day_is_one_span(
    period: Period, span: tuple[datetime, datetime]
) -> None:
    fridays = Calendar(OpeningHours({"fri": (period,)}), THERE, timedelta(hours=4))

    assert fridays.spans(date(2026, 6, 5)) == (span,)


def test_a_holiday_is_closed_from_shift_to_shift() -> None:
    nights = Calendar(replace(EVENINGS, holidays_of="VN"), THERE, timedelta(hours=4))

    opens = [nights.is_open(datetime(2027, 1, day, 1, tzinfo=THERE)) for day in (1, 2)]

    assert opens == [True, False], "New Year's first hours are of the old year"


@given(MOMENTS)
def test_a_hall_that_is_always_open_is_open(moment: datetime) -> None:
    assert NEVER_CLOSED.is_open(moment)


# --- closing ----------------------------------------------------------------------------------------------------------


def test_a_hall_closes_at_the_end_of_its_last_period() -> None:
    for now in (at(1, 6), at(1, 9), at(1, 12), at(1, 20)):
        assert OFFICE.closes(now) == at(1, 17)


def test_a_hall_that_does_not_open_or_goes_on_into_the_next_day_does_not_close() -> None:
    assert OFFICE.closes(at(6, 9)) is None
    assert NEVER_CLOSED.closes(at(1, 9)) is None


def test_a_night_shift_closes_after_midnight() -> None:
    assert NIGHT_SHIFT.closes(at(2, 1)) == NIGHT_SHIFT.closes(at(1, 19)) == at(2, 2)


def test_what_is_left_of_the_day_leaves_lunch_out() -> None:
    assert OFFICE.left_of_day(at(1, 6)) == timedelta(hours=7, minutes=30)
    assert OFFICE.left_of_day(at(1, 11)) == timedelta(hours=4)
    assert OFFICE.left_of_day(at(1, 12)) == timedelta(hours=3, minutes=30)
    assert OFFICE.left_of_day(at(1, 16, 45)) == timedelta(minutes=15)
    assert OFFICE.left_of_day(at(1, 17)) == timedelta()


@pytest.mark.parametrize(
    ("spare", "moment"),
    [
        (timedelta(minutes=-5), at(1, 10, 55)),
        (timedelta(), at(1, 11)),
        (timedelta(minutes=10), at(1, 11, 10)),
        (timedelta(minutes=30), at(1, 11, 30)),
        (timedelta(minutes=31), at(1, 13, 31)),
        (timedelta(hours=4), at(1, 17)),
        (timedelta(hours=9), at(1, 17)),
    ],
)
def test_time_to_spare_is_spent_in_open_hours(spare: timedelta, moment: datetime) -> None:
    assert OFFICE.after_open_time(at(1, 11), spare) == moment


def test_time_to_spare_before_the_hall_opens_counts_from_its_opening() -> None:
    assert OFFICE.after_open_time(at(1, 6), timedelta(minutes=30)) == at(1, 8)
    assert OFFICE.after_open_time(at(1, 6), timedelta()) == at(1, 7, 30)
    assert OFFICE.after_open_time(at(1, 11, 30), timedelta()) == at(1, 13, 30), "lunch has just begun"


def test_on_a_day_off_no_time_passes() -> None:
    assert OFFICE.after_open_time(at(6, 9), timedelta(hours=1)) == at(6, 9)


@given(MOMENTS, st.integers(0, 1000).map(lambda minute: timedelta(minutes=minute)))
def test_what_is_spent_is_missing_afterwards(now: datetime, spare: timedelta) -> None:
    before = OFFICE.left_of_day(now)

    assert OFFICE.left_of_day(OFFICE.after_open_time(now, spare)) == max(timedelta(), before - spare)


# --- visits that go on ------------------------------------------------------------------------------------------------


def test_a_hall_was_closed_between_two_days_of_work() -> None:
    assert OFFICE.closed_between(at(1, 16), at(2, 9))
    assert OFFICE.closed_between(at(1, 11), at(1, 14)), "over lunch"
    assert not OFFICE.closed_between(at(1, 8), at(1, 11, 30))
    assert OFFICE.closed_between(at(1, 8), at(1, 11, 31))
    assert not NEVER_CLOSED.closed_between(at(1, 8), at(9, 8))
    assert not OFFICE.closed_between(at(1, 20), at(1, 20)), "no time at all"


def test_yesterdays_visits_end_once_the_hall_has_closed() -> None:
    assert OFFICE.lasting(at(2, 9)) == (date(2026, 6, 2),)


def test_visits_of_a_hall_that_goes_on_over_midnight_go_on_too() -> None:
    until_two = Calendar(EVENINGS, THERE)

    assert until_two.lasting(at(2, 1)) == (date(2026, 6, 1), date(2026, 6, 2))
    assert until_two.lasting(at(2, 2)) == (date(2026, 6, 1), date(2026, 6, 2)), "it has only just closed"
    assert until_two.lasting(at(2, 3)) == (date(2026, 6, 2),)


def test_a_hall_that_closes_exactly_at_midnight_ends_its_visits_there() -> None:
    until_midnight = Calendar(OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(8), time(0)),))), THERE)

    assert until_midnight.lasting(at(2, 0, 1)) == (date(2026, 6, 2),)


def test_a_hall_that_opens_only_after_midnight_ended_its_visits_before() -> None:
    mornings = Calendar(OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(0), time(12)),))), THERE)

    assert mornings.lasting(at(2, 1)) == (date(2026, 6, 2),)


def test_a_hall_that_never_closes_ends_visits_with_the_day_after_theirs() -> None:
    assert NEVER_CLOSED.lasting(at(2, 23)) == (date(2026, 6, 1), date(2026, 6, 2))


# --- the next opening -------------------------------------------------------------------------------------------------


def test_a_hall_closed_over_noon_opens_again_the_same_day() -> None:
    assert OFFICE.next_opening(at(1, 12)) == at(1, 13, 30)


def test_a_hall_that_closed_on_friday_opens_on_monday() -> None:
    assert OFFICE.next_opening(at(5, 17)) == at(8, 7, 30)


def test_before_work_the_hall_opens_today() -> None:
    assert OFFICE.next_opening(at(1, 6)) == at(1, 7, 30)


def test_an_open_hall_names_its_next_period() -> None:
    assert OFFICE.next_opening(at(1, 7, 30)) == at(1, 13, 30)


def test_a_hall_open_once_a_week_opens_again_in_a_week() -> None:
    mondays = Calendar(OpeningHours({"mon": (Period(time(8), time(9)),)}), THERE)

    assert mondays.next_opening(at(1, 8)) == at(8, 8)


def test_a_hall_without_hours_never_opens() -> None:
    assert Calendar(OpeningHours({}), THERE).next_opening(at(1, 12)) is None


def test_a_hall_that_opens_in_a_month_is_waited_for_and_one_in_two_is_not() -> None:
    def closed_until(day: date) -> Calendar:
        return Calendar(OpeningHours({}, special_days={day: (Period(time(8), time(9)),)}), THERE)

    assert closed_until(date(2026, 6, 30)).next_opening(at(1, 12)) == at(30, 8)
    assert closed_until(date(2026, 7, 1)).next_opening(at(1, 12)) is None


def test_after_tet_the_next_opening_is_found() -> None:
    opens = WITH_HOLIDAYS.next_opening(datetime(2027, 2, 4, 18, tzinfo=THERE))

    assert opens == datetime(2027, 2, 11, 7, 30, tzinfo=THERE)


def test_who_finds_no_ticket_left_comes_back_on_a_later_day() -> None:
    assert OFFICE.opens_after_day_of(at(1, 6)) == at(2, 7, 30), "not later on the same day"
    assert OFFICE.opens_after_day_of(at(5, 12)) == at(8, 7, 30)
    assert Calendar(OpeningHours({}), THERE).opens_after_day_of(at(1, 12)) is None


def test_the_night_shifts_next_day_is_the_next_evening() -> None:
    assert NIGHT_SHIFT.opens_after_day_of(at(2, 1)) == at(2, 18)


def test_the_next_day_is_one_on_which_the_hall_opens() -> None:
    assert OFFICE.next_day(at(1, 12)) == date(2026, 6, 2)
    assert OFFICE.next_day(at(5, 12)) == date(2026, 6, 8)
    assert Calendar(OpeningHours({}), THERE).next_day(at(1, 12)) == date(2026, 6, 2), "tomorrow, where none is known"


@given(MOMENTS)
def test_the_hall_is_open_at_its_next_opening_and_was_not_just_before(moment: datetime) -> None:
    opening = OFFICE.next_opening(moment)

    assert opening is not None
    assert opening > moment
    assert OFFICE.is_open(opening)
    assert not OFFICE.is_open(opening - A_MOMENT)

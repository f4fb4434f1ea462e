from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from hypothesis import given, strategies as st

from display_server.domain.calendar import Calendar
from display_server.domain.opening_hours import ALWAYS_OPEN, WEEKDAYS, OpeningHours, Period

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = Calendar(
    OpeningHours(
        {day: (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17))) for day in WEEKDAYS[:5]},
    ),
    SAIGON,
)

# A clock that lost its battery says 1970; the first and last hours of all dates have no instant in UTC.
MOMENTS = st.builds(
    partial(datetime.combine, tzinfo=SAIGON), st.dates(date(1970, 1, 1), date(2199, 12, 31)), st.times()
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June 2026, whose first day is a Monday."""
    return datetime(2026, 6, day, hour, minute, tzinfo=SAIGON)


def test_a_hall_closed_over_noon_opens_again_the_same_day() -> None:
    assert OFFICE.next_opening(at(1, 12)) == at(1, 13, 30)


def test_a_hall_that_closed_on_friday_opens_on_monday() -> None:
    assert OFFICE.next_opening(at(5, 17)) == at(8, 7, 30)


def test_before_work_the_hall_opens_today() -> None:
    assert OFFICE.next_opening(at(1, 6)) == at(1, 7, 30)


def test_an_open_hall_names_its_next_period() -> None:
    assert OFFICE.next_opening(at(1, 7, 30)) == at(1, 13, 30)


def test_a_hall_open_once_a_week_opens_again_in_a_week() -> None:
    mondays = Calendar(OpeningHours({"mon": (Period(time(8), time(9)),)}), SAIGON)

    assert mondays.next_opening(at(1, 8)) == at(8, 8)


def test_a_hall_without_hours_never_opens() -> None:
    assert Calendar(OpeningHours({}), SAIGON).next_opening(at(1, 12)) is None


@given(MOMENTS)
def test_a_hall_that_is_always_open_is_open(moment: datetime) -> None:
    assert Calendar(ALWAYS_OPEN, SAIGON).is_open(moment)


@given(MOMENTS)
def test_the_hall_is_open_at_its_next_opening_and_was_not_just_before(moment: datetime) -> None:
    opening = OFFICE.next_opening(moment)

    assert opening is not None
    assert opening > moment
    assert OFFICE.is_open(opening)
    assert not OFFICE.is_open(opening - timedelta(microseconds=1))

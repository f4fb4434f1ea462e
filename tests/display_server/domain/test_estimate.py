"""How quickly a queue moves, and the times of day that a visitor is told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from display_server.domain.estimate import TRUSTED_CALLS, Pace, call_between
from tests.display_server.domain.journal import minutes

TEN_MINUTES = Pace(counters_serving=1, expected=minutes(10))

paces = st.builds(
    Pace,
    counters_serving=st.integers(1, 12),
    expected=st.integers(1, 90).map(minutes),
    calls=st.integers(0, 60),
    window=st.integers(10, 120).map(minutes),
)


# --- the pace of a queue ----------------------------------------------------------------------------------------------


def test_before_the_first_call_of_a_morning_the_hall_says_how_long_a_visit_takes() -> None:
    assert TEN_MINUTES.minutes_per_person() == 10


def test_four_counters_move_a_queue_four_times_as_fast() -> None:
    assert Pace(counters_serving=4, expected=minutes(10)).minutes_per_person() == 2.5


def test_a_queue_that_nobody_serves_has_no_pace() -> None:
    assert Pace(counters_serving=0, expected=minutes(10)).minutes_per_person() is None
    assert Pace(counters_serving=0, expected=minutes(10), calls=12).minutes_per_person() is None, "they have all left"


def test_with_six_calls_in_the_hour_what_is_seen_weighs_as_much_as_what_is_declared() -> None:
    seen = Pace(counters_serving=1, expected=minutes(16), calls=6)  # one in ten minutes where 16 are declared

    assert TRUSTED_CALLS == 6
    assert seen.minutes_per_person() == 13


def test_the_more_calls_are_seen_the_more_they_weigh() -> None:
    thirty_calls = Pace(counters_serving=1, expected=minutes(14), calls=30)  # one every two minutes

    assert thirty_calls.minutes_per_person() == pytest.approx(30 / 36 * 2 + 6 / 36 * 14)


def test_a_shorter_window_makes_the_same_calls_a_quicker_pace() -> None:
    half_an_hour = Pace(counters_serving=1, expected=minutes(15), calls=6, window=minutes(30))

    assert half_an_hour.minutes_per_person() == 10, "halfway between the five seen and the fifteen declared"


def test_the_window_is_an_hour_unless_said_otherwise() -> None:
    assert Pace(counters_serving=1, expected=minutes(10)).window == timedelta(hours=1)


def test_a_quiet_hour_is_no_slow_queue() -> None:
    two_calls = Pace(counters_serving=1, expected=minutes(10), calls=2)  # nobody else came

    assert two_calls.minutes_per_person() == 10


@given(paces)
def test_a_queue_never_moves_slower_than_its_counters_serve(pace: Pace) -> None:
    declared = pace.expected / minutes(1) / pace.counters_serving
    per_person = pace.minutes_per_person()

    assert per_person is not None
    assert 0 < per_person <= declared * (1 + 1e-9)


# --- times of day -----------------------------------------------------------------------------------------------------


def at_9(minute: int) -> datetime:
    return datetime(2026, 11, 23, 2, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "now", "told"),
    [
        ((0, 12), 40, (40, 55)),
        ((3, 11), 41, (41, 55)),
        ((6, 10), 41, (45, 55)),
        ((0, 4), 43, (43, 50)),
    ],
)
def test_the_range_is_told_as_times_of_day_in_fives_and_never_as_the_past(
    minutes: tuple[int, int], now: int, told: tuple[int, int]
) -> None:
    assert call_between(minutes, at_9(now), None) == (at_9(told[0]), at_9(told[1]))


def test_who_asked_for_more_time_is_told_no_earlier_time() -> None:
    assert call_between((0, 4), at_9(10), at_9(25)) == (at_9(25), at_9(30))

"""What a promise was worth at the call, and why a call comes later than told."""

from datetime import timedelta

import pytest

from display_server.domain.promise import (
    Became,
    Because,
    Place,
    Promise,
    Reason,
    Scored,
    Since,
    account,
    is_later,
    why_later,
    worst_hour,
)
from tests.display_server.domain.journal import at

PROMISE = Promise(expected=15, low=10, high=25, people_ahead=3, counters=2)


def scored(wait: float) -> Scored:
    told_at = at("08:00")
    return Scored(Place.SLIP, told_at, told_at + timedelta(minutes=wait), PROMISE)


@pytest.mark.parametrize(
    ("wait", "became", "outside"),
    [
        (10, Became.KEPT, 0),
        (25, Became.KEPT, 0),
        (9.5, Became.EARLY, -0.5),
        (25.5, Became.LATE, 0.5),
        (60, Became.LATE, 35),
    ],
)
def test_a_promise_is_kept_from_its_first_minute_to_its_last(wait: float, became: Became, outside: float) -> None:
    of = scored(wait)

    assert (of.became, of.outside) == (became, outside)


def test_the_error_is_between_what_was_expected_and_what_it_took() -> None:
    assert [scored(wait).error for wait in (15, 10, 40)] == [0, 5, -25]


def test_an_account_of_a_day_tells_shares_and_minutes() -> None:
    of = account([scored(wait) for wait in (12, 20, 5, 35)])

    assert of is not None
    assert (of.promises, of.kept, of.early, of.late) == (4, 0.5, 0.25, 0.25)
    assert of.mean_error == (3 + 5 + 10 + 20) / 4
    assert of.mean_lateness == 10


def test_of_no_promises_there_is_no_account() -> None:
    assert account([]) is None


@pytest.mark.parametrize(
    ("since", "because"),
    [
        (Since(2, 0, 2, 5), Because(Reason.NOBODY_SERVES)),
        (Since(4, 2, 0, 5), Because(Reason.COUNTERS_CLOSED, 2)),
        (Since(4, 2, 1), Because(Reason.COUNTERS_CLOSED, 2)),
        (Since(4, 2, 2), Because(Reason.COUNTERS_PAUSED, 2)),
        (Since(2, 2, 0, 3), Because(Reason.OTHERS_FIRST, 3)),
        (Since(2, 3, 0, 1), Because(Reason.OTHERS_FIRST, 1)),
        (Since(2, 2, 1), Because(Reason.SLOWER)),
    ],
)
def test_the_one_thing_that_explains_most_is_named(since: Since, because: Because) -> None:
    assert why_later(since) == because


@pytest.mark.parametrize(
    ("expected", "later"),
    [(15, False), (15.1, True), (0, False), (None, True)],
)
def test_it_is_later_once_the_call_is_expected_after_the_range_s_end(expected: float | None, later: bool) -> None:
    assert is_later(25, at("08:00"), at("08:10"), expected) is later


def test_the_worst_hour_is_the_one_with_most_called_late_of_those_with_enough_promises() -> None:
    hours = [(8, scored(5))] * 5 + [(9, scored(40))] * 3 + [(9, scored(12))] * 3 + [(10, scored(90))] * 2

    worst = worst_hour(hours, fewest=5)

    assert worst is not None
    assert (worst[0], worst[1].late) == (9, 0.5)
    assert worst_hour([(8, scored(12))] * 9, fewest=5) is None, "nobody was late"

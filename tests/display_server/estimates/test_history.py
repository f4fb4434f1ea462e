"""The usual wait: declared where there is no past, the queue's own where there is much, and no jump between."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from display_server.estimates.counting import history_of
from display_server.estimates.estimator import Estimator, told
from display_server.estimates.history import History, QueueHistory, formula, from_log
from display_server.estimates.observed import OfficeDay
from display_server.estimates.tickets import PastTicket
from tests.display_server.estimates.days import MONDAY, a_queue, a_ticket

TUESDAY = MONDAY + timedelta(days=1)


def usual(past: int, *, takes: float = 20, ahead: int = 3) -> float:
    """With so many past visitors who met three people and waited 60 minutes; the hall declares 10 each."""
    tickets = [a_ticket(500 + at, 500 + at + takes * 3, ahead=3) for at in range(past)]
    return from_log(history_of(tickets, declared=10).usual(("hall", "land"), ahead, counters=1))


def test_without_a_past_the_hall_says_how_long_a_visit_takes() -> None:
    assert usual(0) == pytest.approx(formula(3, 1, declared=10)) == pytest.approx(33.5)


@pytest.mark.parametrize("ahead", [0, 1, 5, 30])
def test_the_formula_lies_in_the_range_that_the_hall_tells_by_it(ahead: int) -> None:
    nothing_known = History({}, declared=10)

    estimate = told(Estimator(nothing_known).logs(a_ticket(500, ahead=ahead, counters=2), OfficeDay(nothing_known)))

    assert estimate.low <= formula(ahead, 2, declared=10) <= estimate.high


def test_with_each_past_ticket_the_usual_wait_moves_to_what_was_seen_and_never_jumps() -> None:
    waits = [usual(past) for past in range(200)]

    assert waits == sorted(waits)
    assert max(after - before for before, after in pairwise(waits)) < 6
    assert waits[-1] == pytest.approx(60, rel=0.05)


def test_a_longer_queue_waits_longer_even_where_nobody_has_seen_it() -> None:
    waits = [usual(50, ahead=ahead) for ahead in (3, 20, 80, 160)]

    assert waits == sorted(waits)
    assert waits[-1] > 1.5 * waits[-2]


def test_one_queue_s_past_says_nothing_of_another_but_how_fast_the_hall_is() -> None:
    slow = history_of([a_ticket(at, at + 120, ahead=3) for at in range(480, 980)], declared=10)

    other = from_log(slow.usual(("hall", "civil"), 3, counters=1))

    assert formula(3, 1, declared=10) < other <= 120


def test_twice_the_counters_are_looked_at_as_twice_as_fast() -> None:
    history = history_of(a_queue(visitors=200), declared=10)

    one, two = (from_log(history.usual_at_counters(("hall", "land"), 12, counters)) for counters in (1, 2))

    assert one == pytest.approx(2 * two, rel=0.1)


def a_day_of(calls: list[float], day: date = MONDAY) -> list[PastTicket]:
    return [a_ticket(each - 1, each, day=day) for each in calls]


def past_of(tickets: list[PastTicket]) -> QueueHistory:
    return history_of(tickets, declared=10).of(("hall", "land"))


def test_so_many_calls_take_as_long_as_they_take_at_that_time_of_day() -> None:
    slow_then_quick = past_of(a_day_of([480, 495, 510, 525, *range(540, 600)]))

    assert slow_then_quick.minutes_for(1, 480) == pytest.approx(15)
    assert slow_then_quick.minutes_for(3, 480) == pytest.approx(45)
    assert slow_then_quick.minutes_for(15, 540) == pytest.approx(15)
    assert slow_then_quick.usual_calls(540, 570) == pytest.approx(30)


def test_more_calls_than_a_usual_day_has_left_take_longer_than_that_day_and_still_an_end() -> None:
    day = past_of(a_day_of([float(at) for at in range(480, 600)]))

    left, more, many_more = (day.minutes_for(calls, 590) for calls in (5, 20, 40))

    assert left is not None
    assert more is not None
    assert many_more is not None
    assert left < 10 < more < many_more < 60


def test_a_queue_without_a_past_says_nothing_of_its_calls() -> None:
    assert QueueHistory().minutes_for(3, 600) is None
    assert QueueHistory().usual_calls(480, 600) == 0


def test_yesterday_weighs_more_than_the_day_before() -> None:
    quick, slow = (
        [a_ticket(480, 480 + wait, day=day) for _ in range(50)] for wait, day in ((5, MONDAY), (50, TUESDAY))
    )
    other_way_round = [replace(each, day=MONDAY if each.day == TUESDAY else TUESDAY) for each in (*quick, *slow)]

    slow_last, quick_last = (
        history_of(tickets, declared=10).usual(("hall", "land"), 0, 1) for tickets in ([*quick, *slow], other_way_round)
    )

    assert slow_last > quick_last

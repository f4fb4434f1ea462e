"""A day followed event by event: the next visitor's estimate, and what those who wait were told."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from display_server.domain.events import TicketCalled, TicketCancelled, TicketIssued, TicketPostponed
from display_server.domain.promise import Promise
from display_server.domain.ticket import TicketId
from display_server.estimates.course import Course
from display_server.estimates.estimator import Estimator, GrownBy, Today
from display_server.estimates.growers import grower
from display_server.estimates.history import History
from display_server.estimates.observed import Moment, as_it_happened
from display_server.estimates.scores import Estimate
from display_server.estimates.tickets import Days, PastTicket
from display_server.estimates.training import train
from tests.display_server.domain.journal import at
from tests.display_server.estimates.days import MONDAY, a_queue, some_days

NOTHING_KNOWN = Estimator(History({}, declared=10))
DECLARED = {("hall", "land"): 10.0, ("hall", "civil"): 10.0}
MIDNIGHT = at("00:00")


def minute(moment: datetime) -> float:
    return (moment - MIDNIGHT) / timedelta(minutes=1)


def begun(estimator: Estimator = NOTHING_KNOWN, day: date = MONDAY) -> Course:
    return Course.begun("hall", day, estimator)


def issued(number: int, at: datetime, *, ahead: int = 0, rank: datetime | None = None, high: int = 15) -> TicketIssued:
    return TicketIssued(
        at=at,
        ticket=TicketId(number),
        service="land",
        number=f"A{number:03}",
        priority_class=None,
        rank=rank or at,
        dossiers=1,
        promise=Promise(expected=10, low=5, high=high, people_ahead=ahead, counters=1),
    )


def called(number: int, at: datetime, reason: str | None = None) -> TicketCalled:
    return TicketCalled(
        at=at, ticket=TicketId(number), service="land", counter=1, number=f"A{number:03}", officer="lan", reason=reason
    )


def test_before_anything_happened_the_declared_minutes_speak() -> None:
    estimate = begun().estimate("land", 480, ahead=3, counters=1)

    assert (estimate.low, estimate.high) == (15, 45)
    assert 30 < estimate.expected < 35


def test_an_event_makes_another_course_and_leaves_the_first_as_it_was() -> None:
    empty = begun()

    one = empty.after(issued(1, at("08:00")), minute)
    after_a_call = one.after(called(1, at("08:20")), minute)

    assert empty == begun()
    assert list(one.told) == [1]
    assert [len(each.office.queues["hall", "land"].calls) for each in (one, after_a_call)] == [0, 1]
    assert after_a_call.told == {}


def test_quick_calls_make_the_next_range_shorter_before_anything_was_learnt() -> None:
    course = begun()
    for number in range(1, 25):
        came = at("08:00") + timedelta(minutes=2 * number)
        course = course.after(issued(number, came), minute).after(called(number, came + timedelta(minutes=1)), minute)

    quick, usual = (each.estimate("land", minute(at("08:50")), 6, 1) for each in (course, begun()))

    assert quick.high < usual.high
    assert quick.expected < 0.6 * usual.expected


@pytest.mark.parametrize(
    "event",
    [
        TicketCancelled(at=at("08:10"), ticket=TicketId(1), service="land"),
        TicketPostponed(at=at("08:10"), ticket=TicketId(1), service="land", until=at("08:30")),
        called(1, at("08:10"), reason="walk-in"),
    ],
)
def test_who_leaves_the_order_of_the_queue_says_nothing_of_its_pace(event: TicketCancelled) -> None:
    course = begun().after(issued(1, at("08:00")), minute).after(event, minute)

    queue = course.office.queues["hall", "land"]

    assert (queue.waiting, queue.calls, course.told) == ({}, [], {})


def test_those_who_come_later_and_are_called_before_are_counted() -> None:
    course = begun().after(issued(1, at("08:00")), minute)

    course = course.after(issued(2, at("08:05"), rank=at("07:45")), minute).after(issued(3, at("08:06")), minute)

    assert [each.overtaken for each in course.told.values()] == [1, 0, 0]


def test_late_calls_make_later_ranges_of_such_lengths_reach_further() -> None:
    course = begun()
    for number in range(1, 41):
        course = course.after(issued(number, at("08:00"), ahead=4), minute)
    for number in range(1, 41):
        course = course.after(called(number, at("10:00")), minute)

    (moved,) = course.moved.values()
    assert moved.high > 0.3
    assert moved.low < 0


def told_by_the_course(day: list[PastTicket], estimator: Estimator) -> list[Estimate]:
    """A day of the backtest as a hall would live it."""
    course, midnight, told = begun(estimator, day[0].day), MIDNIGHT, []
    happened = [
        *((each.issued, 1, number, each) for number, each in enumerate(day)),
        *((each.called, 0, number, each) for number, each in enumerate(day) if each.called is not None),
    ]
    for minutes, is_issue, number, each in sorted(happened, key=lambda every: every[:3]):
        moment = midnight + timedelta(minutes=minutes)
        if not is_issue and TicketId(number) in course.told:
            course = course.after(called(number, moment), minute)
        elif is_issue:
            estimate = course.estimate(each.queue, each.issued, each.ahead, each.counters)
            told.append(estimate)
            promise = Promise(estimate.expected, estimate.low, estimate.high, each.ahead, each.counters)
            course = course.after(replace(issued(number, moment), service=each.queue, promise=promise), minute)
            if each.called == each.issued:
                course = course.after(called(number, moment), minute)
    return told


def test_the_hall_tells_what_the_backtest_judges() -> None:
    estimator = train(some_days(6), 10, DECLARED)
    day = a_queue(MONDAY + timedelta(days=6), seed=5)

    live = told_by_the_course(day, estimator)

    today, judged = Today(), []
    for each in as_it_happened(day, estimator.history):
        if isinstance(each, Moment):
            judged.append(today.promise("hall", each.ticket.ahead, estimator.logs(each.ticket, each.day)))
        else:
            today.came_true("hall", each.call.ticket.ahead, judged[each.order], each.call.wait)
    close = sum(abs(ours.expected - other.expected) < 0.5 for ours, other in zip(live, judged, strict=True))
    assert close >= 0.9 * len(day)


@pytest.mark.parametrize("learnt_with", ["numpy", "lightgbm"])
def test_as_history_grows_from_nothing_to_many_days_the_estimate_moves_and_never_jumps(learnt_with: GrownBy) -> None:
    """Ticket by ticket through the first days, then day by day: what a hall of 40 visitors a queue lives through."""
    whole: Days = some_days(8, service=4)
    tickets = [each for day in whole.values() for each in day]
    expected = []
    for many in (0, *range(1, 80, 3), *range(80, len(tickets), 80), len(tickets)):
        past: Days = {}
        for each in tickets[:many]:
            past.setdefault(each.day, []).append(each)
        estimator = train(past, 10, DECLARED, grower(learnt_with))
        expected.append(begun(estimator).estimate("land", 600, ahead=4, counters=1).expected)

    steps = [abs(after - before) for before, after in pairwise(expected)]
    assert expected[0] == pytest.approx(43, abs=0.1), "four people, and half a visit"
    assert expected[-1] < 30
    by_ticket, by_day = steps[:27], steps[27:]
    assert max(by_ticket) < 2.5, "three tickets more move it by less than a fifteenth"
    assert max(by_day) < 6, "a day more, and the first trees, by less than a seventh"

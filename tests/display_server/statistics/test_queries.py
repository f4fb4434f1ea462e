"""What happened in the hall is what the report says, on both databases."""

from datetime import date

from display_server.statistics.queries import statistics, visits
from display_server.use_cases import visitor
from display_server.use_cases.counter import (
    Outcome,
    call_next,
    close_counter,
    finish,
    mark_no_show,
    open_counter,
    recall,
    start,
)
from display_server.use_cases.hall import Hall
from display_server.use_cases.kiosk import Wish, issue_ticket
from tests.halls import MovedClock, do

MONDAY = date(2026, 11, 23)


def serve(hall: Hall, clock: MovedClock, counter: int, minutes: float) -> None:
    do(hall, start, counter)
    clock.advance(minutes=minutes)
    do(hall, finish, counter, Outcome())


def test_a_day_is_told_as_it_was(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    served = do(hall, issue_ticket, Wish("land"))
    do(hall, issue_ticket, Wish("land"))
    clock.advance(minutes=10)
    do(hall, call_next, 1)
    serve(hall, clock, 1, minutes=6)
    do(hall, visitor.rate_visit, served.token, visitor.Opinion(4), "tablet")
    do(hall, call_next, 1)
    clock.advance(minutes=1)
    do(hall, recall, 1)
    do(hall, mark_no_show, 1)
    do(hall, visitor.cancel, do(hall, issue_ticket, Wish("tax")).token)
    do(hall, issue_ticket, Wish("tax"))

    total = statistics(hall, MONDAY, MONDAY, "service").total

    assert (total.issued, total.served, total.no_shows, total.cancelled, total.waiting) == (4, 1, 1, 1, 1)
    assert (total.waits.count, total.waits.mean, total.waits.max) == (2, 13.5, 17.0)
    assert (total.waits.within_target, total.service_times.mean) == (1.0, 6.0)
    assert (total.ratings.count, total.ratings.mean, total.ratings.response_rate) == (1, 4.0, 1.0)


def test_a_visit_belongs_to_the_officer_who_was_at_the_counter_then(hall: Hall, clock: MovedClock) -> None:
    for officer in ("Lan", "Minh"):
        do(hall, open_counter, 1, officer)
        do(hall, issue_ticket, Wish("land"))
        do(hall, call_next, 1)
        serve(hall, clock, 1, minutes=5)
        do(hall, close_counter, 1)

    rows = statistics(hall, MONDAY, MONDAY, "officer").rows

    assert [(row.key, row.served) for row in rows] == [("Lan", 1), ("Minh", 1)]


def test_only_the_days_asked_for_are_told(hall: Hall, clock: MovedClock) -> None:
    do(hall, issue_ticket, Wish("land"))
    clock.advance(days=1)
    do(hall, issue_ticket, Wish("land"))
    clock.advance(days=1)
    do(hall, issue_ticket, Wish("land"))

    rows = statistics(hall, date(2026, 11, 24), date(2026, 11, 25), "day").rows

    assert [(row.key, row.issued) for row in rows] == [("2026-11-24", 1), ("2026-11-25", 1)]


def test_the_last_call_ends_the_wait(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    do(hall, issue_ticket, Wish("land"))
    clock.advance(minutes=3)
    called = do(hall, call_next, 1)
    clock.advance(minutes=1)
    recalled = do(hall, recall, 1)

    with hall.reading() as reading:
        (visit,) = visits(reading, MONDAY, MONDAY)

    assert called is not None
    assert visit.called_at == recalled.called_at
    assert (visit.counter, visit.started_at) == (1, None)

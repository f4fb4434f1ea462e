"""What happened in the hall is what the report says, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest

from display_server.contract import GroupBy
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import NotAllowed
from display_server.domain.rules import Rules
from display_server.statistics.queries import visits
from display_server.statistics.roll_ups import statistics
from display_server.store.hall import Hall, Halls
from display_server.use_cases import visitor
from display_server.use_cases.counter import (
    Outcome,
    call_chosen,
    call_next,
    close_counter,
    finish,
    mark_no_show,
    open_counter,
    recall,
    start,
)
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.route import Destination, park, transfer
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, do

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def serve(hall: Hall, clock: MovedClock, counter: int, minutes: float) -> None:
    do(hall, start, counter)
    clock.advance(minutes=minutes)
    do(hall, finish, counter, Outcome())


def test_a_day_is_told_as_it_was(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    served = do(hall, issue_ticket, TicketRequest("land"))
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=10)
    do(hall, call_next, 1)
    serve(hall, clock, 1, minutes=6)
    do(hall, visitor.rate_visit, served.token, visitor.Opinion(4), "tablet")
    do(hall, call_next, 1)
    clock.advance(minutes=1)
    do(hall, recall, 1)
    do(hall, mark_no_show, 1)
    do(hall, visitor.cancel, do(hall, issue_ticket, TicketRequest("tax")).token)
    do(hall, issue_ticket, TicketRequest("tax"))

    total = statistics(hall, MONDAY, MONDAY, "service").total

    assert (total.issued, total.served, total.no_shows, total.cancelled, total.waiting) == (4, 1, 1, 1, 1)
    assert (total.waits.count, total.waits.mean, total.waits.max) == (2, 13.5, 17.0)
    assert (total.waits.within_target, total.service_times.mean) == (1.0, 6.0)
    assert (total.ratings.count, total.ratings.mean, total.ratings.response_rate) == (1, 4.0, 1.0)


def rated(hall: Hall, clock: MovedClock, opinion: visitor.Opinion) -> str:
    """The token of a ticket that was served at counter 1 and rated."""
    ticket = do(hall, issue_ticket, TicketRequest("land"))
    do(hall, call_next, 1)
    serve(hall, clock, 1, minutes=5)
    do(hall, visitor.rate_visit, ticket.token, opinion, "tablet")
    return ticket.token


def test_reasons_and_indicators_are_told_as_they_were_given(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    rated(hall, clock, visitor.Opinion(1, ("attitude", "long-wait"), (("1", 2), ("7", 0))))
    rated(hall, clock, visitor.Opinion(2, ("attitude",), (("7", 1),)))

    (row,) = (row for row in statistics(hall, MONDAY, MONDAY, "service").rows if row.key == "land")

    assert {reason.slug: reason.count for reason in row.ratings.reasons} == {"long-wait": 1, "attitude": 2}
    found = {each.indicator: (each.count, each.mean) for each in row.ratings.indicators}
    assert found == {"1": (1, 2.0), "3": (0, None), "4": (0, None), "7": (2, 0.5)}


def test_a_rating_that_was_taken_back_counts_nowhere(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    mistaken = rated(hall, clock, visitor.Opinion(1, ("attitude",)))
    rated(hall, clock, visitor.Opinion(4))
    with pytest.raises(NotAllowed, match="within a minute"):
        do(hall, visitor.withdraw_rating, mistaken)
    meant_otherwise = rated(hall, clock, visitor.Opinion(2))

    do(hall, visitor.withdraw_rating, meant_otherwise)

    ratings = statistics(hall, MONDAY, MONDAY, "service").total.ratings
    assert (ratings.count, ratings.counts) == (2, (1, 0, 0, 1))


def test_a_visit_belongs_to_the_officer_who_was_at_the_counter_then(hall: Hall, clock: MovedClock) -> None:
    for officer in ("Lan", "Minh"):
        do(hall, open_counter, 1, officer)
        do(hall, issue_ticket, TicketRequest("land"))
        do(hall, call_next, 1)
        serve(hall, clock, 1, minutes=5)
        do(hall, close_counter, 1)

    rows = statistics(hall, MONDAY, MONDAY, "officer").rows

    assert [(row.key, row.served) for row in rows] == [("Lan", 1), ("Minh", 1)]


def test_visits_are_told_by_how_they_ended_and_what_was_taken_back_is_not_said(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    for outcome in (VisitOutcome.RECEIVED, VisitOutcome.REFUSED, None, VisitOutcome.RETURNED):
        do(hall, issue_ticket, TicketRequest("land"))
        do(hall, call_next, 1)
        do(hall, start, 1)
        clock.advance(minutes=5)
        do(hall, finish, 1, Outcome(outcome))
    do(hall, undo, 1)

    rows = statistics(hall, MONDAY, MONDAY, "outcome").rows

    assert [(row.key, row.served, row.name["vi"]) for row in rows] == [
        ("received", 1, "Tiếp nhận hồ sơ"),
        ("refused", 1, "Từ chối tiếp nhận"),
        ("not_said", 1, "Không ghi"),
    ]


def test_only_the_days_asked_for_are_told(hall: Hall, clock: MovedClock) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(days=1)
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(days=1)
    do(hall, issue_ticket, TicketRequest("land"))

    rows = statistics(hall, date(2026, 11, 24), date(2026, 11, 25), "day").rows

    assert [(row.key, row.issued) for row in rows] == [("2026-11-24", 1), ("2026-11-25", 1)]


def test_what_happens_after_midnight_is_of_the_halls_own_day(halls: Halls, clock: MovedClock) -> None:
    halls.load(replace(a_hall_plan(), rules=Rules(day_begins=timedelta(hours=4))), actor="test")
    hall = halls["hall"]
    clock.now = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)  # Tuesday, 02:00
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(hours=3)
    do(hall, issue_ticket, TicketRequest("land"))

    groups = {
        by: [(row.key, row.issued) for row in statistics(hall, MONDAY, TUESDAY, by).rows]
        for by in get_args(GroupBy)
        if by in ("day", "weekday", "hour")
    }

    assert groups == {
        "day": [("2026-11-23", 1), ("2026-11-24", 1)],
        "weekday": [("mon", 1), ("tue", 1)],
        "hour": [("02", 1), ("05", 1)],
    }
    assert statistics(hall, MONDAY, MONDAY, "day").total.issued == 1


def test_the_last_call_ends_the_wait(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=3)
    called = do(hall, call_next, 1)
    clock.advance(minutes=1)
    recalled = do(hall, recall, 1)

    with hall.reading() as reading:
        (visit,) = visits(reading, MONDAY, MONDAY)

    assert called is not None
    assert visit.called_at == recalled.called_at
    assert (visit.counter, visit.served) == (1, None)


def test_each_stop_has_its_own_wait_and_service_time_and_the_visit_counts_once(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    do(hall, open_counter, 3, "Minh")
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=10)
    do(hall, call_next, 1)
    do(hall, start, 1)
    clock.advance(minutes=6)
    do(hall, transfer, 1, Destination("tax"))
    clock.advance(minutes=4)
    do(hall, call_next, 3)
    serve(hall, clock, 3, minutes=2)

    report = statistics(hall, MONDAY, MONDAY, "service")

    assert [(row.key, row.issued, row.served, row.waits.mean, row.service_times.mean) for row in report.rows] == [
        ("land", 1, 0, 10.0, 6.0),
        ("tax", 0, 1, 4.0, 2.0),
    ]
    assert (report.total.issued, report.total.served, report.total.waiting) == (1, 1, 0)


def test_who_waits_for_a_second_stop_is_in_the_hall(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, call_next, 1)
    do(hall, transfer, 1, Destination("tax"))

    rows = statistics(hall, MONDAY, MONDAY, "service").rows

    counts = [(row.key, row.issued, row.waiting, row.waits.count) for row in rows]
    assert counts == [("land", 1, 0, 1), ("tax", 0, 1, 0)]


def test_what_was_undone_does_not_count_and_parking_stops_the_clock(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    ticket = do(hall, issue_ticket, TicketRequest("land"))
    do(hall, call_next, 1)
    do(hall, start, 1)
    clock.advance(minutes=3)
    do(hall, finish, 1, Outcome())
    clock.advance(seconds=5)
    do(hall, undo, 1)
    clock.advance(seconds=55)
    do(hall, park, 1, "a copy is missing")
    clock.advance(minutes=30)
    do(hall, call_chosen, 1, ticket.id, None)
    serve(hall, clock, 1, minutes=2)

    total = statistics(hall, MONDAY, MONDAY, "service").total

    assert (total.served, total.service_times.count, total.service_times.mean) == (1, 1, 6.0)


def test_the_way_to_the_counter_what_was_parked_and_the_whole_visit_are_told_apart(
    hall: Hall, clock: MovedClock
) -> None:
    do(hall, open_counter, 1, "Lan")
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=10)
    do(hall, call_next, 1)
    clock.advance(minutes=2)
    do(hall, start, 1)
    clock.advance(minutes=4)
    parked = do(hall, park, 1, "copies")
    clock.advance(minutes=15)
    do(hall, call_chosen, 1, parked.id, None)
    clock.advance(minutes=1)
    serve(hall, clock, 1, minutes=3)

    total = statistics(hall, MONDAY, MONDAY, "service").total

    assert (total.walks.mean, total.service_times.mean, total.parked.mean, total.visits.mean) == (1.0, 7.0, 15.0, 35.0)


def test_who_is_called_again_has_not_come_yet(hall: Hall, clock: MovedClock) -> None:
    do(hall, open_counter, 1, "Lan")
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, call_next, 1)

    total = statistics(hall, MONDAY, MONDAY, "service").total

    assert (total.waits.count, total.walks.count, total.visits.count) == (1, 0, 0)

"""How long services usually take, by what this hall has recorded."""

import pytest

from display_server.statistics.usual_times import FEWEST_VISITS, UsualTimes, usual_times
from display_server.store.hall import Hall
from display_server.use_cases import counter, remarks
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.halls import MovedClock, do


def serve(hall: Hall, clock: MovedClock, minutes: float, *, wrong: bool = False) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    clock.advance(minutes=minutes)
    do(hall, counter.finish, 1, counter.Outcome())
    if wrong:
        do(hall, remarks.mark_time_inaccurate, 1)


@pytest.fixture
def served(hall: Hall, clock: MovedClock) -> Hall:
    """Thirty visits of one to thirty minutes on the day before, and one of which the officer said that it is wrong."""
    do(hall, counter.open_counter, 1, "Lan")
    for minutes in range(1, FEWEST_VISITS + 1):
        serve(hall, clock, minutes)
    serve(hall, clock, 200, wrong=True)
    clock.advance(days=1)
    return hall


def test_nine_of_ten_is_the_percentile_of_the_statistics_without_wrong_times(served: Hall) -> None:
    with served.reading() as reading:
        found = UsualTimes().of(reading)["land"]

    assert (found.visits, found.p50, round(found.p90, 1)) == (30, 15.5, 27.1)


def test_a_service_that_was_seldom_served_has_none(hall: Hall, clock: MovedClock) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    serve(hall, clock, 5)

    with hall.reading() as reading:
        assert usual_times(reading, reading.today, reading.today) == {}


def test_what_happens_today_makes_nothing_usual(served: Hall, clock: MovedClock) -> None:
    known = UsualTimes()
    with served.reading() as reading:
        before = known.of(reading)
    serve(served, clock, 90)

    with served.reading() as reading:
        assert known.of(reading) is before
        assert UsualTimes().of(reading) == before

"""Visitors who do not come, and those who come late; on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from display_server import views
from display_server.domain.refusals import NotAllowed
from display_server.domain.rules import Rules
from display_server.domain.stops import stops_of
from display_server.domain.ticket import State, Ticket
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, day, kiosk, route, visitor
from tests.halls import MovedClock, a_hall_plan, close_at_night, do

RULES = Rules(
    recalls_before_no_show=2,
    between_recalls=timedelta(seconds=20),
    no_show_after=timedelta(minutes=3),
    grace=timedelta(minutes=10),
    grace_numbers=2,
)


@pytest.fixture
def hall(halls: Halls) -> Hall:
    halls.load(replace(a_hall_plan(), rules=RULES), actor="test")
    do(halls["hall"], counter.open_counter, 1, "Lan")
    do(halls["hall"], counter.open_counter, 2, "Minh")
    return halls["hall"]


def take(hall: Hall, clock: MovedClock) -> Ticket:
    clock.advance(seconds=1)
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))


def call(hall: Hall, number: int = 1) -> str:
    called = do(hall, counter.call_next, number)
    return called.number if called else ""


def missed(hall: Hall, clock: MovedClock) -> None:
    """Called at counter 1, recalled twice, marked."""
    call(hall)
    for _ in range(2):
        clock.advance(seconds=20)
        do(hall, counter.recall, 1)
    clock.advance(seconds=20)
    do(hall, counter.mark_no_show, 1)


def test_a_visitor_is_called_again_twice_before_they_are_a_no_show(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    call(hall)
    clock.advance(seconds=25)
    do(hall, counter.recall, 1)

    with pytest.raises(NotAllowed, match="again before marking a no-show: 1 more, the next from 20 seconds on"):
        do(hall, counter.mark_no_show, 1)

    clock.advance(seconds=20)
    do(hall, counter.recall, 1)
    clock.advance(seconds=19)
    with pytest.raises(NotAllowed, match="1 more seconds to come"):
        do(hall, counter.mark_no_show, 1)
    clock.advance(seconds=1)
    assert do(hall, counter.mark_no_show, 1).state is State.NO_SHOW


def test_pressing_faster_does_not_count(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    call(hall)
    for _ in range(5):
        clock.advance(seconds=3)
        do(hall, counter.recall, 1)
    clock.advance(seconds=30)

    with pytest.raises(NotAllowed, match="2 more"):
        do(hall, counter.mark_no_show, 1)


def test_after_a_silence_the_clock_marks_a_no_show(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    call(hall)
    clock.advance(seconds=179)
    day.do_what_is_due(hall)
    clock.advance(seconds=1)
    with hall.reading() as reading:
        assert reading.counters.ticket_at(1) is not None

    day.do_what_is_due(hall)

    with hall.reading() as reading:
        assert reading.tickets.with_id(ticket.id).state is State.NO_SHOW
        assert reading.journal.rows_of(ticket.id)[-1].actor == "clock"


def test_who_is_being_served_is_never_a_silent_no_show(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    call(hall)
    do(hall, counter.start, 1)
    clock.advance(hours=1)

    day.do_what_is_due(hall)

    with hall.reading() as reading:
        held = reading.counters.ticket_at(1)
    assert held is not None
    assert held.state is State.SERVING


def test_a_latecomer_within_the_grace_is_next_once(hall: Hall, clock: MovedClock) -> None:
    late = take(hall, clock)
    missed(hall, clock)
    others = [take(hall, clock) for _ in range(2)]
    clock.advance(minutes=9)

    do(hall, visitor.come_back, late.token)

    assert call(hall) == late.number
    clock.advance(minutes=3)
    day.do_what_is_due(hall)
    do(hall, visitor.come_back, late.token)
    called = [call(hall, number) for number in (1, 2)]
    assert called == [each.number for each in others], "the second time it is the end"


def test_the_stop_of_a_latecomer_is_not_over(hall: Hall, clock: MovedClock) -> None:
    late = take(hall, clock)
    missed(hall, clock)
    do(hall, visitor.come_back, late.token)

    with hall.reading() as reading:
        (stop,) = stops_of(reading.journal.recorded_events(late.id))

    assert stop.ended_at is None


def test_a_latecomer_after_the_grace_waits_behind_all(hall: Hall, clock: MovedClock) -> None:
    late = take(hall, clock)
    missed(hall, clock)
    other = take(hall, clock)
    for _ in range(3):
        do(hall, counter.call_next, 1)
        do(hall, route.return_to_queue, 1)
    clock.advance(minutes=11)

    do(hall, visitor.come_back, late.token)

    assert call(hall) == other.number


def test_few_numbers_called_are_grace_too(hall: Hall, clock: MovedClock) -> None:
    late = take(hall, clock)
    missed(hall, clock)
    take(hall, clock)
    clock.advance(hours=1)

    do(hall, visitor.come_back, late.token)

    assert call(hall) == late.number


def test_an_officer_takes_a_latecomer_back_or_calls_them_at_once(hall: Hall, clock: MovedClock) -> None:
    late = take(hall, clock)
    missed(hall, clock)

    assert do(hall, route.return_to_queue, 2, parked=late.id).state is State.WAITING
    missed(hall, clock)
    assert do(hall, counter.call_chosen, 2, late.id, None).state is State.CALLED


def test_yesterdays_no_show_does_not_come_today(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    close_at_night(halls)
    late = take(hall, clock)
    missed(hall, clock)
    clock.advance(days=1)

    with pytest.raises(NotAllowed, match="not of today"):
        do(hall, visitor.come_back, late.token)


def test_who_waits_is_not_late(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)

    with pytest.raises(NotAllowed, match="is not late: it is waiting"):
        do(hall, visitor.come_back, ticket.token)


def test_every_desk_of_the_service_lists_who_did_not_come_the_last_first(hall: Hall, clock: MovedClock) -> None:
    first, second = take(hall, clock), take(hall, clock)
    for _ in range(2):
        missed(hall, clock)
    with hall.reading() as reading:
        listed = [views.counter.desk(reading, number, "").missed for number in (1, 2)]
    assert [[entry.ticket for entry in desk] for desk in listed] == [[second.id, first.id]] * 2
    assert listed[0][0].missed_at == clock.now

    do(hall, route.return_to_queue, 2, parked=first.id)

    with hall.reading() as reading:
        assert [entry.ticket for entry in views.counter.desk(reading, 1, "").missed] == [second.id]


def test_a_desk_lists_the_last_six_who_did_not_come(hall: Hall, clock: MovedClock) -> None:
    tickets = [take(hall, clock) for _ in range(7)]
    for _ in tickets:
        missed(hall, clock)

    with hall.reading() as reading:
        listed = views.counter.desk(reading, 1, "").missed

    assert [entry.ticket for entry in listed] == [ticket.id for ticket in reversed(tickets[1:])]

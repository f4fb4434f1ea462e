"""What officers do at counters, on both databases."""

import pytest

from display_server.domain.counter import CounterState
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.ticket import State, Ticket
from display_server.use_cases import counter, kiosk
from display_server.use_cases.hall import Hall
from tests.halls import MovedClock


def take(hall: Hall, service: str = "land", priority_class: str | None = None) -> Ticket:
    return kiosk.issue_ticket(hall, kiosk.Wish(service, priority_class), actor="kiosk")


def test_who_came_first_is_called_first(hall: Hall, clock: MovedClock) -> None:
    first = take(hall)
    clock.advance(minutes=1)
    take(hall)
    counter.open_counter(hall, 1, "Lan")

    called = counter.call_next(hall, 1, "Lan")

    assert called is not None
    assert (called.number, called.state, called.counter) == (first.number, State.CALLED, 1)


def test_an_elderly_visitor_ranks_twenty_minutes_early_and_not_more(hall: Hall, clock: MovedClock) -> None:
    early = take(hall)
    clock.advance(minutes=10)
    beaten = take(hall)
    clock.advance(minutes=15)
    elderly = take(hall, priority_class="elderly")
    counter.open_counter(hall, 1, "Lan")
    counter.open_counter(hall, 2, "Minh")

    calls = [counter.call_next(hall, number, "officer") for number in (1, 2)]

    assert [called and called.number for called in calls] == [early.number, elderly.number]
    assert beaten.rank > elderly.rank


def test_a_counter_calls_only_for_what_it_takes(hall: Hall) -> None:
    take(hall, "tax")
    counter.open_counter(hall, 1, "Lan")

    assert counter.call_next(hall, 1, "Lan") is None


def test_nobody_waiting_leaves_nothing_behind(hall: Hall) -> None:
    counter.open_counter(hall, 1, "Lan")
    with hall.reading() as before:
        seq = before.seq

    counter.call_next(hall, 1, "Lan")

    with hall.reading() as after:
        assert after.seq == seq


def test_a_visit_from_call_to_finish(hall: Hall, clock: MovedClock) -> None:
    take(hall)
    counter.open_counter(hall, 1, "Lan")
    counter.call_next(hall, 1, "Lan")
    clock.advance(seconds=30)
    counter.recall(hall, 1, "Lan")
    clock.advance(seconds=30)
    counter.start(hall, 1, "Lan")
    clock.advance(minutes=9)

    served = counter.finish(hall, 1, counter.Outcome("received", dossiers=2), "Lan")

    assert served.state is State.SERVED
    assert served.calls == 2
    assert served.started_at is not None
    assert served.ended_at is not None
    assert (served.ended_at - served.started_at).total_seconds() == 9 * 60
    with hall.reading() as reading:
        assert reading.at_counter(1) is None
        story = [row.event for row in reading.story(served.id)]
    assert story == ["TicketIssued", "TicketCalled", "TicketRecalled", "ServiceStarted", "ServiceFinished"]


def test_a_no_show_frees_the_counter(hall: Hall) -> None:
    take(hall)
    second = take(hall)
    counter.open_counter(hall, 1, "Lan")
    counter.call_next(hall, 1, "Lan")
    counter.mark_no_show(hall, 1, "Lan")

    called = counter.call_next(hall, 1, "Lan")

    assert called is not None
    assert called.number == second.number


def test_a_counter_holds_one_ticket_at_a_time(hall: Hall) -> None:
    take(hall)
    take(hall)
    counter.open_counter(hall, 1, "Lan")
    counter.call_next(hall, 1, "Lan")

    with pytest.raises(NotAllowed, match="still holds ticket A001"):
        counter.call_next(hall, 1, "Lan")


@pytest.mark.parametrize("action", [counter.recall, counter.start, counter.mark_no_show])
def test_an_empty_counter_has_nothing_to_act_on(hall: Hall, action: object) -> None:
    counter.open_counter(hall, 1, "Lan")

    with pytest.raises(NotAllowed, match="holds no ticket"):
        action(hall, 1, "Lan")  # type: ignore[operator]


def test_a_ticket_is_not_finished_before_serving_starts(hall: Hall) -> None:
    take(hall)
    counter.open_counter(hall, 1, "Lan")
    counter.call_next(hall, 1, "Lan")

    with pytest.raises(NotAllowed, match="it is called"):
        counter.finish(hall, 1, counter.Outcome(), "Lan")


@pytest.mark.parametrize("paused", [True, False])
def test_only_an_open_counter_calls(hall: Hall, paused: bool) -> None:
    take(hall)
    if paused:
        counter.open_counter(hall, 1, "Lan")
        counter.pause_counter(hall, 1, "lunch", "Lan")

    with pytest.raises(NotAllowed, match="open it before calling"):
        counter.call_next(hall, 1, "Lan")


def test_a_colleagues_counter_cannot_be_taken_over(hall: Hall) -> None:
    counter.open_counter(hall, 1, "Lan")

    with pytest.raises(NotAllowed, match="held by Lan"):
        counter.open_counter(hall, 1, "Minh")


def test_a_counter_is_not_closed_over_a_visitors_head(hall: Hall) -> None:
    take(hall)
    counter.open_counter(hall, 1, "Lan")
    counter.call_next(hall, 1, "Lan")

    with pytest.raises(NotAllowed, match="still holds ticket"):
        counter.close_counter(hall, 1, "Lan")


def test_a_closed_counter_has_no_officer(hall: Hall) -> None:
    counter.open_counter(hall, 1, "Lan")

    closed = counter.close_counter(hall, 1, "Lan")

    assert (closed.state, closed.officer) == (CounterState.CLOSED, None)


def test_a_counter_that_the_hall_lacks_is_named(hall: Hall) -> None:
    with pytest.raises(NotFound, match="no counter 99"):
        counter.call_next(hall, 99, "Lan")


def test_yesterdays_visitors_are_not_called_today(hall: Hall, clock: MovedClock) -> None:
    take(hall)
    counter.open_counter(hall, 1, "Lan")
    clock.advance(days=1)

    assert counter.call_next(hall, 1, "Lan") is None

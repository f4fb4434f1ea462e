"""What officers do at counters, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from display_server.domain.counter import Counter, CounterState
from display_server.domain.outcome import OutcomeRule, VisitOutcome
from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.domain.ticket import State, Ticket
from display_server.store.change import Change
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, kiosk
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, close_at_night, do


def take(hall: Hall, service: str = "land", priority_class: str | None = None) -> Ticket:
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service, priority_class))


def test_who_came_first_is_called_first(hall: Hall, clock: MovedClock) -> None:
    first = take(hall)
    clock.advance(minutes=1)
    take(hall)
    do(hall, counter.open_counter, 1, "Lan")

    called = do(hall, counter.call_next, 1)

    assert called is not None
    assert (called.number, called.state, called.counter) == (first.number, State.CALLED, 1)


def test_an_elderly_visitor_ranks_twenty_minutes_early_and_not_more(hall: Hall, clock: MovedClock) -> None:
    early = take(hall)
    clock.advance(minutes=10)
    beaten = take(hall)
    clock.advance(minutes=15)
    elderly = take(hall, priority_class="elderly")
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.open_counter, 2, "Minh")

    calls = [do(hall, counter.call_next, number) for number in (1, 2)]

    assert [called and called.number for called in calls] == [early.number, elderly.number]
    assert beaten.rank > elderly.rank


def test_a_counter_calls_only_for_what_it_takes(hall: Hall) -> None:
    take(hall, "tax")
    do(hall, counter.open_counter, 1, "Lan")

    assert do(hall, counter.call_next, 1) is None


def test_nobody_waiting_leaves_nothing_behind(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    with hall.reading() as before:
        seq = before.seq

    do(hall, counter.call_next, 1)

    with hall.reading() as after:
        assert after.seq == seq


def test_a_visit_from_call_to_finish(hall: Hall, clock: MovedClock) -> None:
    take(hall)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    clock.advance(seconds=30)
    do(hall, counter.recall, 1)
    clock.advance(seconds=30)
    do(hall, counter.start, 1)
    clock.advance(minutes=9)

    served = do(hall, counter.finish, 1, counter.Outcome(VisitOutcome.RECEIVED, dossiers=2))

    assert served.state is State.SERVED
    assert served.calls == 2
    assert served.started_at is not None
    assert served.ended_at is not None
    assert (served.ended_at - served.started_at).total_seconds() == 9 * 60
    with hall.reading() as reading:
        assert reading.counters.ticket_at(1) is None
        story = [row.event for row in reading.journal.rows_of(served.id)]
    assert story == ["TicketIssued", "TicketCalled", "TicketRecalled", "ServiceStarted", "ServiceFinished"]


def test_a_no_show_frees_the_counter(hall: Hall) -> None:
    take(hall)
    second = take(hall)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    do(hall, counter.mark_no_show, 1)

    called = do(hall, counter.call_next, 1)

    assert called is not None
    assert called.number == second.number


def test_a_counter_holds_one_ticket_at_a_time(hall: Hall) -> None:
    take(hall)
    take(hall)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)

    with pytest.raises(NotAllowed, match="still holds ticket A001"):
        do(hall, counter.call_next, 1)


@pytest.mark.parametrize("action", [counter.recall, counter.start, counter.mark_no_show])
def test_an_empty_counter_has_nothing_to_act_on(hall: Hall, action: Callable[..., Ticket]) -> None:
    do(hall, counter.open_counter, 1, "Lan")

    with pytest.raises(NotAllowed, match="holds no ticket"):
        do(hall, action, 1)


def test_a_ticket_is_not_finished_before_serving_starts(hall: Hall) -> None:
    take(hall)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)

    with pytest.raises(NotAllowed, match="it is called"):
        do(hall, counter.finish, 1, counter.Outcome())


@pytest.mark.parametrize("paused", [True, False])
def test_only_an_open_counter_calls(hall: Hall, paused: bool) -> None:
    take(hall)
    if paused:
        do(hall, counter.open_counter, 1, "Lan")
        do(hall, counter.pause_counter, 1, "lunch")

    with pytest.raises(NotAllowed, match="open it before calling"):
        do(hall, counter.call_next, 1)


def test_a_colleagues_counter_cannot_be_taken_over(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")

    with pytest.raises(NotAllowed, match="held by Lan"):
        do(hall, counter.open_counter, 1, "Minh")


def test_a_counter_is_not_closed_over_a_visitors_head(hall: Hall) -> None:
    take(hall)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)

    with pytest.raises(NotAllowed, match="still holds ticket"):
        do(hall, counter.close_counter, 1)


def test_a_closed_counter_has_no_officer(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")

    closed = do(hall, counter.close_counter, 1)

    assert (closed.state, closed.officer) == (CounterState.CLOSED, None)


SOON = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "deed",
    [
        lambda change: counter.open_counter(change, 1, "Lan"),
        lambda change: counter.pause_counter(change, 1, "tea", SOON),
        lambda change: counter.close_counter(change, 1),
    ],
    ids=["open", "pause", "close"],
)
def test_a_second_press_of_the_same_key_is_no_event(
    hall: Hall, clock: MovedClock, deed: Callable[[Change], Counter]
) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    first = do(hall, deed)
    clock.advance(seconds=20)
    with hall.reading() as before:
        seq = before.seq

    again = do(hall, deed)

    with hall.reading() as after:
        assert (again, after.counters.numbered(1), after.seq) == (first, first, seq)


def test_another_reason_or_time_is_another_pause(hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "Lan")
    pauses = [do(hall, counter.pause_counter, 1, *each) for each in (("tea",), ("tea", SOON), ("lunch", SOON))]

    with hall.reading() as reading:
        told = [row.facts["reason"] for row in reading.journal.since(0) if row.event == "CounterPaused"]

    assert told == ["tea", "tea", "lunch"]
    assert pauses[-1].back_at == SOON


def test_a_second_press_does_not_keep_the_first_deed_from_being_undone(hall: Hall) -> None:
    take(hall)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    do(hall, counter.open_counter, 1, "Lan")

    assert do(hall, undo, 1).state is State.WAITING


def test_a_counter_that_the_hall_lacks_is_named(hall: Hall) -> None:
    with pytest.raises(NotFound, match="no counter 99"):
        do(hall, counter.call_next, 99)


def test_yesterdays_visitors_are_not_called_today(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    close_at_night(halls)
    take(hall)
    do(hall, counter.open_counter, 1, "Lan")
    clock.advance(days=1)

    assert do(hall, counter.call_next, 1) is None


def test_a_hall_that_demands_it_is_told_how_each_visit_ended(halls: Halls, hall: Hall) -> None:
    plan = a_hall_plan()
    halls.load(replace(plan, rules=replace(plan.rules, outcome=OutcomeRule.DEMANDED)), actor="test")
    do(hall, counter.open_counter, 1, "Lan")
    take(hall)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)

    with pytest.raises(NotValid, match="received, supplement, refused") as refused:
        do(hall, counter.finish, 1, counter.Outcome())

    assert refused.value.field == "outcome"
    assert do(hall, counter.finish, 1, counter.Outcome(VisitOutcome.GUIDANCE)).state is State.SERVED


def test_what_is_no_code_of_a_dossier_is_refused_and_the_visit_goes_on(halls: Halls, hall: Hall) -> None:
    halls.load(replace(a_hall_plan(), dossier_code_pattern=r"H19-\d{4}"), actor="test")
    do(hall, counter.open_counter, 1, "Lan")
    take(hall)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)

    with pytest.raises(NotValid) as refused:
        do(hall, counter.finish, 1, counter.Outcome(dossier_codes=("H19-0042", "banana")))

    assert refused.value.field == "dossier_codes"
    assert do(hall, counter.finish, 1, counter.Outcome(dossier_codes=("H19-0042",))).state is State.SERVED

"""A counter that went on while the server was away hands in afterwards what it did: each number once."""

from datetime import timedelta

import pytest

from display_server.domain.dispatch import dealt
from display_server.domain.outcome import VisitOutcome
from display_server.domain.ticket import State, Ticket
from display_server.statistics.queries import visits
from display_server.store.hall import Hall
from display_server.use_cases import counter
from display_server.use_cases.fairness import why_before
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.visitor import cancel
from display_server.use_cases.worked_alone import DoneAlone, hand_in_alone
from display_server.views.board import board
from display_server.views.counter import desk
from tests.halls import MovedClock, do


def done(ticket: Ticket, called: float = 10, ended: float = 2, *, came: bool = True) -> DoneAlone:
    """Called and ended so many minutes ago."""
    return DoneAlone(ticket.id, came, timedelta(minutes=called), timedelta(minutes=ended))


@pytest.fixture
def waiting(hall: Hall, clock: MovedClock) -> list[Ticket]:
    """Three who waited when the line went, half an hour ago."""
    do(hall, counter.open_counter, 1, "Lan")
    tickets = [do(hall, issue_ticket, TicketRequest("land")) for _ in range(3)]
    clock.advance(minutes=30)
    return tickets


def test_who_was_called_by_voice_is_served_or_did_not_come_by_the_officers_times(
    hall: Hall, waiting: list[Ticket], clock: MovedClock
) -> None:
    first, second, _ = waiting

    taken = do(hall, hand_in_alone, 1, [done(first), done(second, 2, 1, came=False)])

    assert [each.outcome for each in taken] == ["accepted", "accepted"]
    with hall.reading() as reading:
        served, missed = (reading.tickets.with_id(each.id) for each in (first, second))
    assert (served.state, served.counter) == (State.SERVED, 1)
    assert served.called_at == clock.now - timedelta(minutes=10)
    assert served.ended_at == clock.now - timedelta(minutes=2)
    assert missed.state is State.NO_SHOW


def test_handed_in_again_it_counts_once(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, hand_in_alone, 1, [done(waiting[0])])

    (again,) = do(hall, hand_in_alone, 1, [done(waiting[0])])

    assert again.outcome == "already"
    with hall.reading() as reading:
        told = [row for row in reading.journal.since(0) if row.event == "EndedAlone"]
        assert len(told) == 1
        assert reading.counters.served_at(1) == 1


def test_a_number_that_another_counter_served_meanwhile_is_refused_in_words_and_stays(
    hall: Hall, waiting: list[Ticket]
) -> None:
    do(hall, counter.open_counter, 2, "Minh")
    do(hall, counter.call_next, 2)

    taken = do(hall, hand_in_alone, 1, [done(waiting[0]), done(waiting[1])])

    assert [each.outcome for each in taken] == ["refused", "accepted"]
    assert str(taken[0].why) == "Ticket A001 went on meanwhile: counter 2 has called it. It is called."
    with hall.reading() as reading:
        assert reading.tickets.with_id(waiting[0].id).state is State.CALLED


def test_a_number_that_its_visitor_cancelled_meanwhile_is_refused(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, cancel, waiting[0].token)

    (taken,) = do(hall, hand_in_alone, 1, [done(waiting[0])])

    assert str(taken.why) == "Ticket A001 went on elsewhere meanwhile: it is cancelled."


def test_whom_the_counter_served_when_the_line_went_is_ended_too_and_keeps_the_wait(
    hall: Hall, waiting: list[Ticket], clock: MovedClock
) -> None:
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    clock.advance(minutes=20)

    do(hall, hand_in_alone, 1, [done(waiting[0])])

    with hall.reading() as reading:
        assert reading.counters.ticket_at(1) is None
        visit = next(each for each in visits(reading, reading.today, reading.today) if each.called_at is not None)
    assert visit.inaccurate
    assert visit.called_at == clock.now - timedelta(minutes=20)


def test_its_times_are_in_no_figure_but_the_visit_is_the_counters(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, hand_in_alone, 1, [done(waiting[0])])

    with hall.reading() as reading:
        (visit,) = (each for each in visits(reading, reading.today, reading.today) if each.state is State.SERVED)
    assert (visit.counter, visit.officer, visit.inaccurate) == (1, "Lan", True)
    assert (visit.called_at, visit.served) == (None, None)


def test_no_display_calls_whoever_has_long_gone(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, hand_in_alone, 1, [done(waiting[0])])

    with hall.reading() as reading:
        assert board(reading, None).calls == ()
        assert desk(reading, 1, "").current is None


def test_why_says_that_the_server_was_away(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, hand_in_alone, 1, [done(waiting[1])])
    do(hall, counter.call_next, 1)

    with hall.reading() as reading:
        earlier, because = why_before(reading, "A001", "A002")

    assert earlier == "A002"
    assert "while the server could not be reached" in because.sentence


def test_a_time_before_the_ticket_was_taken_becomes_that_time(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, hand_in_alone, 1, [done(waiting[0], called=500)])

    with hall.reading() as reading:
        assert reading.tickets.with_id(waiting[0].id).called_at == waiting[0].issued_at


def test_counters_that_go_on_alone_call_different_numbers(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, counter.open_counter, 2, "Minh")

    with hall.reading() as reading:
        one, two = (desk(reading, each, "").alone for each in (1, 2))

    assert one == (waiting[0].id, waiting[2].id)
    assert two == (waiting[1].id,)


def test_who_waits_for_one_counter_alone_is_dealt_to_it(waiting: list[Ticket], clock: MovedClock) -> None:
    first, second, third = waiting
    for_two = second.following_to(2)
    later = third.postpone(clock.now + timedelta(minutes=5))

    counters = {"land": [1, 2]}

    assert dealt([first, for_two, later], counters, 2, clock.now) == [for_two]
    assert dealt([first, for_two, later], counters, 1, clock.now) == [first]


def test_a_visit_handed_in_is_finished_like_others_in_the_days_figures(hall: Hall, waiting: list[Ticket]) -> None:
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome(VisitOutcome.RECEIVED))

    do(hall, hand_in_alone, 1, [done(waiting[1])])

    with hall.reading() as reading:
        assert reading.counters.served_at(1) == 2

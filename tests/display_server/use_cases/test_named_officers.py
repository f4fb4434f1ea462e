"""Visitors who are sent to an officer by name, and officers who sit down elsewhere."""

import pytest

from display_server.domain.counter import CounterState
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.store.hall import Hall
from display_server.use_cases import counter, route
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.views.counter import desk
from tests.halls import do

TO_MINH = route.Destination(officer="Minh")


def called_by(hall: Hall, number: int) -> TicketId | None:
    ticket = do(hall, counter.call_next, number)
    return ticket.id if ticket is not None else None


@pytest.fixture
def sent(hall: Hall) -> Ticket:
    """Sent by counter 1 to Minh, who sits at counter 3."""
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.open_counter, 3, "Minh")
    do(hall, counter.call_next, 1)
    return do(hall, route.transfer, 1, TO_MINH)


def test_they_wait_for_the_counter_at_which_the_officer_sits(hall: Hall, sent: Ticket) -> None:
    do(hall, counter.open_counter, 2, "Hoa")

    assert (sent.for_counter, sent.for_officer, sent.service) == (3, "Minh", "tax")
    assert do(hall, counter.call_next, 2) is None
    assert called_by(hall, 3) == sent.id


def test_they_follow_the_officer_who_moves(hall: Hall, sent: Ticket) -> None:
    do(hall, counter.open_counter, 2, "Minh", alone=True, take_over=True)

    with hall.reading() as reading:
        waits = reading.tickets.with_id(sent.id)
        assert (waits.for_counter, waits.for_officer) == (2, "Minh")
        assert reading.counters.numbered(3).state is CounterState.CLOSED
    assert called_by(hall, 2) == sent.id


def test_an_officer_who_goes_home_keeps_nobody_waiting(hall: Hall, sent: Ticket) -> None:
    do(hall, counter.close_counter, 3)
    do(hall, counter.open_counter, 2, "Hoa")

    assert called_by(hall, 2) == sent.id


def test_an_officer_who_comes_back_elsewhere_has_them_again(hall: Hall, sent: Ticket) -> None:
    do(hall, counter.close_counter, 3)
    do(hall, counter.open_counter, 2, "Minh", alone=True)
    do(hall, counter.open_counter, 3, "Hoa")

    assert do(hall, counter.call_next, 3) is None
    assert called_by(hall, 2) == sent.id


def test_nobody_is_sent_to_an_officer_who_sits_nowhere(hall: Hall) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)

    with pytest.raises(NotAllowed, match="Minh sits at no counter now"):
        do(hall, route.transfer, 1, TO_MINH)


def test_a_colleagues_counter_is_taken_over_with_the_visitor_who_stands_there(hall: Hall) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Lan")
    called = called_by(hall, 1)
    with pytest.raises(NotAllowed, match="held by Lan"):
        do(hall, counter.open_counter, 1, "Hoa", alone=True)

    do(hall, counter.open_counter, 1, "Hoa", alone=True, take_over=True)

    with hall.reading() as reading:
        shown = desk(reading, 1, "")
        taken = [row.facts["taken_over"] for row in reading.journal.since(0) if row.event == "CounterOpened"]
    assert shown.current is not None
    assert (shown.officer, shown.current.id, taken) == ("Hoa", called, [False, True])


def test_who_was_sent_to_the_colleague_by_name_does_not_wait_for_the_one_who_took_over(
    hall: Hall, sent: Ticket
) -> None:
    do(hall, counter.open_counter, 3, "Hoa", alone=True, take_over=True)

    with hall.reading() as reading:
        waits = reading.tickets.with_id(sent.id)
    assert (waits.state, waits.for_counter, waits.for_officer) == (State.WAITING, None, "Minh")


def test_the_own_counter_is_not_left_while_somebody_stands_there(hall: Hall) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)

    with pytest.raises(NotAllowed, match="still holds ticket A001"):
        do(hall, counter.open_counter, 2, "Lan", alone=True, take_over=True)

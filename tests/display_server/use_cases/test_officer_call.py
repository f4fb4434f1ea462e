"""Whoever runs the hall calls an officer; it rings at the counter until the officer answers."""

import pytest

from display_server.contract import OfficerCall
from display_server.domain.events import OfficerAnswered, OfficerCalled
from display_server.domain.refusals import NotAllowed
from display_server.store.hall import Hall
from display_server.store.journal import from_row
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.use_cases.officer_call import answer_call, call_officer, withdraw_call
from display_server.use_cases.undo import undo
from display_server.views.counter import desk
from display_server.views.manager import hall_now
from tests.halls import MovedClock, do


@pytest.fixture
def hall(hall: Hall) -> Hall:
    do(hall, counter.open_counter, 1, "Lan")
    return hall


def at_the_panel(hall: Hall) -> OfficerCall | None:
    with hall.reading() as reading:
        return desk(reading, 1, "").officer_call


def of_the_call(hall: Hall) -> list[OfficerCalled | OfficerAnswered]:
    with hall.reading() as reading:
        told = [from_row(row) for row in reading.journal.since(0)]
    return [each for each in told if isinstance(each, OfficerCalled | OfficerAnswered)]


def test_the_officer_is_told_who_asks_and_why_until_they_answer(hall: Hall, clock: MovedClock) -> None:
    do(hall, call_officer, 1, "Please come to the office", "Minh")

    assert at_the_panel(hall) == OfficerCall(at=clock(), by="Minh", text="Please come to the office")
    with hall.reading() as reading:
        assert hall_now(reading).counters[0].officer_call == "Please come to the office"

    do(hall, answer_call, 1)
    assert at_the_panel(hall) is None


def test_the_journal_tells_who_was_called_and_whether_they_answered(hall: Hall) -> None:
    do(hall, call_officer, 1, "Please come", "Minh")
    do(hall, answer_call, 1)
    do(hall, call_officer, 1, "Never mind", "Minh")
    do(hall, withdraw_call, 1)
    do(hall, withdraw_call, 1)

    told = of_the_call(hall)
    assert [each.officer for each in told] == ["Lan"] * 4
    assert [each.note if isinstance(each, OfficerCalled) else each.came for each in told] == [
        *("Please come", True),
        *("Never mind", False),
    ]


def test_asked_twice_the_same_it_rings_once(hall: Hall) -> None:
    do(hall, call_officer, 1, "Please come", "Minh")
    do(hall, call_officer, 1, "Please come", "Minh")

    assert len(of_the_call(hall)) == 1


def test_at_a_closed_counter_nobody_is_called_and_closing_ends_it(hall: Hall) -> None:
    do(hall, call_officer, 1, "Please come", "Minh")
    do(hall, counter.close_counter, 1)

    assert at_the_panel(hall) is None
    with pytest.raises(NotAllowed, match="nobody sits there"):
        do(hall, call_officer, 1, "Please come", "Minh")


def test_it_keeps_no_officer_from_taking_back_what_they_did(hall: Hall) -> None:
    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, call_officer, 1, "Please come", "Minh")
    do(hall, answer_call, 1)

    assert do(hall, undo, 1).number == "A001"

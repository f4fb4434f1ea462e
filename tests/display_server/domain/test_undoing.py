"""Until when an officer may take back what they did last."""

from datetime import timedelta

from display_server.domain import events
from display_server.domain.rules import DEFAULT_RULES, Rules
from display_server.domain.story import Deed
from display_server.domain.undoing import undo_until
from tests.display_server.domain.journal import Journal, at


def called_at_nine() -> Journal:
    day = Journal()
    day.opened(1)
    day.issued("A001", "08:00")
    day.called("A001", "09:00")
    return day


def last_deed(day: Journal) -> Deed:
    seq, _, event = day.told[-1]
    assert isinstance(event, events.TicketEvent | events.CounterEvent)
    return Deed(seq, event)


def test_a_call_can_be_taken_back_for_ten_seconds() -> None:
    assert undo_until(last_deed(called_at_nine()), DEFAULT_RULES) == at("09:00:10")


def test_the_hall_sets_how_long() -> None:
    generous = Rules(undo_within=timedelta(minutes=1))

    assert undo_until(last_deed(called_at_nine()), generous) == at("09:01")


def test_a_counter_that_has_done_nothing_has_nothing_to_take_back() -> None:
    assert undo_until(None, DEFAULT_RULES) is None


def test_a_pause_after_the_call_leaves_nothing_to_take_back() -> None:
    day = called_at_nine()
    day.paused(1, "09:00:05")

    assert undo_until(last_deed(day), DEFAULT_RULES) is None


def test_nothing_is_undone_twice() -> None:
    day = called_at_nine()
    day.undone("A001", "09:00:03", undone=day.seq)

    assert undo_until(last_deed(day), DEFAULT_RULES) is None


def test_what_the_clock_did_is_not_the_officers_to_take_back() -> None:
    day = called_at_nine()
    day.missed("A001", "09:03", silent=True)

    assert undo_until(last_deed(day), DEFAULT_RULES) is None

"""Visitors who do not come when they are called, and those who come late."""

import pytest

from display_server.domain.dispatch import Position
from display_server.domain.no_show import Patience, calls_of, late_position, patience
from display_server.domain.rules import Rules
from display_server.domain.ticket import State, Ticket
from tests.display_server.domain.journal import Journal, a_ticket, at, minutes

TWICE = Rules(recalls_before_no_show=2, between_recalls=minutes(1))
"""Two recalls, each a minute after the call before, before anybody is a no-show."""


# --- what is owed to who was called -----------------------------------------------------------------------------------


def test_a_hall_without_rules_marks_a_no_show_at_once() -> None:
    owed = patience([at("09:00")], Rules())

    assert owed.is_over(at("09:00"))


def test_who_was_called_once_is_owed_two_more_calls() -> None:
    assert patience([at("09:00")], TWICE) == Patience(recalls_missing=2, allowed_at=at("09:01"))


def test_a_recall_counts_from_a_minute_on() -> None:
    assert patience([at("09:00"), at("09:01")], TWICE) == Patience(1, at("09:02"))
    assert patience([at("09:00"), at("09:00:59")], TWICE) == Patience(2, at("09:01"))


def test_pressing_the_key_faster_is_only_louder() -> None:
    pressed = [at(f"09:00:{seconds}") for seconds in ("00", "20", "40")]

    assert patience(pressed, TWICE).recalls_missing == 2
    assert patience([*pressed, at("09:01")], TWICE) == Patience(1, at("09:02")), "the minute runs from the first call"


def test_after_the_last_recall_a_minute_is_left_to_come() -> None:
    owed = patience([at("09:00"), at("09:01"), at("09:02")], TWICE)

    assert not owed.is_over(at("09:02:59"))
    assert owed.is_over(at("09:03"))


def test_more_recalls_than_the_rule_wants_are_no_debt() -> None:
    called_five_times = [at(f"09:0{minute}") for minute in range(5)]

    assert patience(called_five_times, TWICE) == Patience(0, at("09:05"))


def test_no_time_makes_up_for_a_recall_that_is_missing() -> None:
    assert not patience([at("09:00"), at("09:01")], TWICE).is_over(at("11:00"))


# --- the calls of a story ---------------------------------------------------------------------------------------------


def test_the_call_and_its_recalls_are_counted() -> None:
    journal = Journal()
    journal.issued("A001", "08:00")
    journal.called("A001", "09:00")
    journal.recalled("A001", "09:01")

    assert calls_of(journal.story("A001")) == [at("09:00"), at("09:01")]


def test_a_new_call_from_the_queue_begins_to_count_anew() -> None:
    journal = Journal()
    journal.issued("A001", "08:00")
    journal.called("A001", "09:00")
    journal.recalled("A001", "09:01")
    journal.returned("A001", "09:02")
    journal.called("A001", "10:00")

    assert calls_of(journal.story("A001")) == [at("10:00")]


def test_a_recall_that_was_undone_does_not_count() -> None:
    journal = Journal()
    journal.issued("A001", "08:00")
    journal.called("A001", "09:00")
    journal.recalled("A001", "09:01")
    journal.undone("A001", "09:01:05", undone=journal.seq)

    assert calls_of(journal.story("A001")) == [at("09:00")]


def test_who_was_never_called_has_no_calls() -> None:
    journal = Journal()
    journal.issued("A001", "08:00")

    assert calls_of(journal.story("A001")) == []


# --- coming late ------------------------------------------------------------------------------------------------------

GRACE = Rules(grace=minutes(10))
FIVE_NUMBERS = Rules(grace_numbers=5)


def marked_at(clock: str, returns: int = 0) -> Ticket:
    return a_ticket(state=State.NO_SHOW, ended_at=at(clock), late_returns=returns)


@pytest.mark.parametrize(
    ("comes", "waits"), [("09:00", Position.FRONT), ("09:10", Position.FRONT), ("09:10:01", Position.END)]
)
def test_who_comes_within_the_grace_is_next(comes: str, waits: Position) -> None:
    assert late_position(marked_at("09:00"), at(comes), called_since=40, rules=GRACE) is waits


@pytest.mark.parametrize(("called_since", "waits"), [(0, Position.FRONT), (5, Position.FRONT), (6, Position.END)])
def test_who_comes_before_many_were_called_is_next(called_since: int, waits: Position) -> None:
    assert late_position(marked_at("09:00"), at("11:00"), called_since, FIVE_NUMBERS) is waits


def test_a_grace_of_one_number_is_a_grace() -> None:
    one_number = Rules(grace_numbers=1)

    assert late_position(marked_at("09:00"), at("11:00"), called_since=1, rules=one_number) is Position.FRONT


def test_either_grace_is_enough() -> None:
    both = Rules(grace=minutes(10), grace_numbers=5)

    assert late_position(marked_at("09:00"), at("09:05"), called_since=9, rules=both) is Position.FRONT
    assert late_position(marked_at("09:00"), at("09:30"), called_since=2, rules=both) is Position.FRONT
    assert late_position(marked_at("09:00"), at("09:30"), called_since=9, rules=both) is Position.END


def test_a_hall_without_grace_puts_latecomers_behind_all_others() -> None:
    assert late_position(marked_at("09:00"), at("09:00"), called_since=0, rules=Rules()) is Position.END


def test_the_grace_is_given_once() -> None:
    second_time = marked_at("09:00", returns=1)

    assert late_position(second_time, at("09:01"), called_since=0, rules=GRACE) is Position.END


def test_where_it_is_not_known_when_they_were_marked_only_numbers_can_help() -> None:
    long_ago = a_ticket(state=State.NO_SHOW, ended_at=None)

    assert late_position(long_ago, at("09:00"), called_since=9, rules=GRACE) is Position.END
    assert late_position(long_ago, at("09:00"), called_since=1, rules=FIVE_NUMBERS) is Position.FRONT

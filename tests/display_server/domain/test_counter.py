"""A counter: open, paused or closed, and who sits at it."""

import pytest

from display_server.domain.counter import Counter, CounterState
from display_server.domain.refusals import NotAllowed
from tests.display_server.domain.journal import at

CLOSED = Counter(4, "east", CounterState.CLOSED, None, None, since=None)
LANS = CLOSED.open("Lan", at("07:30"))


def test_an_officer_opens_a_closed_counter() -> None:
    assert Counter(4, "east", CounterState.OPEN, "Lan", None, since=at("07:30")) == LANS


def test_a_colleagues_counter_is_not_taken_over() -> None:
    for held in (LANS, LANS.pause("tea", at("09:00"))):
        with pytest.raises(NotAllowed, match=r"^Counter 4 is held by Lan\. They must close it first\.$"):
            held.open("Minh", at("09:05"))


def test_once_it_is_closed_a_colleague_may_sit_there() -> None:
    minhs = LANS.close(at("11:30")).open("Minh", at("13:30"))

    assert (minhs.officer, minhs.state, minhs.since) == ("Minh", CounterState.OPEN, at("13:30"))


def test_a_pause_has_a_reason_and_perhaps_an_end() -> None:
    paused = LANS.pause("tea", at("09:00"), at("09:15"))

    assert paused == Counter(4, "east", CounterState.PAUSED, "Lan", "tea", since=at("09:00"), back_at=at("09:15"))
    assert LANS.pause("meeting", at("09:00")).back_at is None


def test_after_a_pause_its_own_officer_goes_on() -> None:
    again = LANS.pause("tea", at("09:00"), at("09:15")).open("Lan", at("09:14"))

    assert again == Counter(4, "east", CounterState.OPEN, "Lan", None, since=at("09:14"))


def test_there_is_nothing_to_pause_at_a_closed_counter() -> None:
    with pytest.raises(NotAllowed, match=r"^Counter 4 is closed: there is nothing to pause\.$"):
        CLOSED.pause("tea", at("09:00"))


def test_a_closed_counter_has_no_officer_and_no_reason() -> None:
    closed = LANS.pause("tea", at("09:00"), at("09:15")).close(at("17:00"))

    assert closed == Counter(4, "east", CounterState.CLOSED, None, None, since=at("17:00"))


def test_a_second_press_of_the_same_key_changes_nothing_not_even_since_when() -> None:
    paused = LANS.pause("tea", at("09:00"), at("09:15"))

    assert LANS.open("Lan", at("08:00")) is LANS
    assert paused.pause("tea", at("09:05"), at("09:15")) is paused
    assert CLOSED.close(at("17:00")) is CLOSED


def test_another_reason_or_another_end_is_another_pause() -> None:
    paused = LANS.pause("tea", at("09:00"), at("09:15"))

    assert paused.pause("lunch", at("09:05"), at("09:15")).since == at("09:05")
    assert paused.pause("tea", at("09:05"), at("09:30")).since == at("09:05")


def test_only_who_sits_there_acts_at_a_counter() -> None:
    LANS.must_be_theirs("Lan")

    for counter, officer in ((LANS, "Minh"), (CLOSED, "Lan")):
        with pytest.raises(
            NotAllowed, match=r"^You do not sit at counter 4\. Open it first; if a colleague holds it, "
        ):
            counter.must_be_theirs(officer)


def test_only_an_open_counter_calls() -> None:
    LANS.must_be_open()

    with pytest.raises(NotAllowed, match=r"^Counter 4 is paused: open it before calling\.$"):
        LANS.pause("tea", at("09:00")).must_be_open()
    with pytest.raises(NotAllowed, match=r"^Counter 4 is closed: open it before calling\.$"):
        CLOSED.must_be_open()

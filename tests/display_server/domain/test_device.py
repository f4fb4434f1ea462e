"""The hall's kiosks as they were heard of last, and which of them to send a citizen to."""

from dataclasses import replace

import pytest

from display_server.domain.device import PRINTS, Condition, Device, Health, other_kiosk
from tests.display_server.domain.journal import at

NOW = at("09:00")
HERE, NEAR, FAR = 1, 2, 3


def a_kiosk(number: int, condition: Condition = Condition.WELL, heard: str = "09:00", name: str = "") -> Device:
    health = Health(condition, not_handed_in=0, version="1", screen="welcome")
    return Device(number, name or f"kiosk {number}", at(heard), condition, health)


def sent_to(*kiosks: Device, places: dict[str, object] | None = None) -> int | None:
    """Where whoever stands before kiosk 1 is sent to."""
    other = other_kiosk(kiosks, HERE, NOW, places or {})
    return other.id if other else None


# --- contact ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("heard", "silent"), [("09:00", False), ("08:59:15", False), ("08:59:14", True)])
def test_a_kiosk_that_misses_three_turns_is_out_of_contact(heard: str, silent: bool) -> None:
    assert a_kiosk(HERE, heard=heard).is_silent(NOW) is silent


def test_a_screen_shows_for_ten_minutes_that_staff_are_called() -> None:
    called = replace(a_kiosk(HERE), help_wanted_at=at("09:00"))

    assert called.help_until == at("09:10")
    assert a_kiosk(HERE).help_until is None


# --- the other kiosk --------------------------------------------------------------------------------------------------


def test_nobody_is_sent_to_the_kiosk_that_they_stand_before() -> None:
    assert sent_to(a_kiosk(HERE)) is None
    assert sent_to(a_kiosk(HERE), a_kiosk(NEAR)) == NEAR


@pytest.mark.parametrize("condition", sorted(set(Condition) - set(PRINTS)))
def test_nobody_is_sent_to_a_kiosk_that_does_not_print(condition: Condition) -> None:
    assert sent_to(a_kiosk(HERE), a_kiosk(NEAR, condition)) is None


@pytest.mark.parametrize("condition", [Condition.PAPER_NEAR_END, Condition.BOOK_FAILS])
def test_a_kiosk_with_little_paper_or_a_broken_book_prints_all_the_same(condition: Condition) -> None:
    assert sent_to(a_kiosk(HERE), a_kiosk(NEAR, condition)) == NEAR


def test_nobody_is_sent_to_a_kiosk_that_is_not_heard_of() -> None:
    assert sent_to(a_kiosk(HERE), a_kiosk(NEAR, heard="08:50")) is None


def test_a_full_roll_is_better_than_one_that_ends() -> None:
    assert sent_to(a_kiosk(NEAR, Condition.PAPER_NEAR_END), a_kiosk(FAR)) == FAR


def test_a_kiosk_whose_place_is_known_is_found_by_a_citizen() -> None:
    ends_soon, nowhere = a_kiosk(FAR, Condition.PAPER_NEAR_END), a_kiosk(NEAR)

    assert sent_to(nowhere, ends_soon, places={"kiosk 3": {"vi": "cửa chính"}}) == FAR


def test_among_equals_the_first_by_name() -> None:
    assert sent_to(a_kiosk(NEAR, name="b"), a_kiosk(FAR, name="a")) == FAR

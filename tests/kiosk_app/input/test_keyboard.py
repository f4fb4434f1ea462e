"""A scanner that types and a citizen at the 12-key pad share one keyboard."""

from collections.abc import Iterator

import pytest

from hardware.scanners.virtual import keys_of
from hardware.scanners.wedge import BETWEEN_KEYS_SECONDS
from kiosk_app.flow.reports import CodeScanned
from kiosk_app.flow.touches import PressKey
from kiosk_app.input.keyboard import Keyboard

RECEIPT = "000.00.19.H19-181130-0042"
CARD = "075155001234|271234567|Nguyen Thi Anh|02031955|Nu|Bien Hoa|01012022"
ENTER, ENTER_OF_THE_PAD, SLASH_OF_THE_PAD, SHIFT = 13, 271, 267, 304

Key = tuple[int, str, float]
"""Its code, what it types, and when."""


def heard(*keys: Key, until: float = 1e9) -> list[PressKey | CodeScanned]:
    """As the window hears it: the key, then its text."""
    keyboard = Keyboard()
    events: list[PressKey | CodeScanned] = []
    for code, text, now in keys:
        keyboard, known = keyboard.key(code, now, now)
        keyboard, more = keyboard.text(text, now, now)
        events += [*known, *more]
    return [*events, *keyboard.settled(until)[1]]


def typed(text: str, begins_at: float = 0.0, each_seconds: float = 0.004) -> Iterator[Key]:
    for letter, now in keys_of(text, begins_at, each_seconds):
        yield ord(letter.lower()), "" if letter == "\r" else letter, now


@pytest.mark.parametrize("code", [RECEIPT, CARD, "motcua:appointment:K7MPQ2XA", "K7MPQ2XA"])
def test_what_a_scanner_types_is_one_code_and_no_key_of_the_pad(code: str) -> None:
    assert heard(*typed(code)) == [CodeScanned(code)]


def test_shift_alone_types_nothing() -> None:
    assert heard((SHIFT, "", 0.0), *typed(RECEIPT)) == [CodeScanned(RECEIPT)]


@pytest.mark.parametrize("numlock", [True, False])
def test_a_key_of_the_number_pad_counts_once_whatever_it_types(numlock: bool) -> None:
    assert heard((261, "5" if numlock else "", 0.0), (ord("8"), "8", 1.0)) == [PressKey("5"), PressKey("8")]


@pytest.mark.parametrize(
    ("code", "text", "key"),
    [
        (ord("5"), "5", "5"),
        (261, "5", "5"),
        (ord("8"), "*", "*"),
        (ord("3"), "#", "#"),
        (268, "*", "*"),
        (SLASH_OF_THE_PAD, "/", "#"),
        (ENTER_OF_THE_PAD, "", "#"),
        (ENTER, "", "#"),
    ],
)
def test_every_key_of_the_pad_is_heard(code: int, text: str, key: str) -> None:
    assert heard((code, text, 0.0)) == [PressKey(key)]


def test_a_person_presses_one_key_after_the_other() -> None:
    keys = [(ord(digit), digit, place * 0.2) for place, digit in enumerate("8825")]

    assert heard(*keys) == [PressKey("8"), PressKey("8"), PressKey("2"), PressKey("5")]


def test_two_quick_fingers_are_no_scanner() -> None:
    assert heard((ord("8"), "8", 0.0), (ord("8"), "8", 0.05)) == [PressKey("8"), PressKey("8")]
    assert heard((ord("8"), "8", 0.0), (ENTER, "", 0.05)) == [PressKey("8"), PressKey("#")]


def test_a_key_waits_only_as_long_as_a_scanner_would_take() -> None:
    keyboard, known = Keyboard().text("5", 1.0, 1.0)
    assert known == ()

    assert keyboard.settled(1.0 + BETWEEN_KEYS_SECONDS / 2)[1] == ()
    assert keyboard.settled(1.01 + BETWEEN_KEYS_SECONDS)[1] == (PressKey("5"),)


def test_a_scan_while_the_screen_changes_is_one_code() -> None:
    """A frame of half a second: the code's first letters are read before it and the rest after it."""
    keyboard, events = Keyboard(), []
    for place, (code, text, _) in enumerate(typed(CARD)):
        since, now = (0.0, 0.01) if place < 10 else (0.04, 0.55)
        keyboard, known = keyboard.key(code, since, now)
        keyboard, more = keyboard.text(text, since, now)
        events += [*known, *more]

    assert events == [CodeScanned(CARD)]


def test_keys_that_a_citizen_pressed_while_the_screen_changed_all_count() -> None:
    keyboard = Keyboard()
    for digit in "882":
        keyboard, known = keyboard.text(digit, 0.04, 0.55)
        assert known == ()

    assert keyboard.settled(0.7)[1] == (PressKey("8"), PressKey("8"), PressKey("2"))


def test_a_scan_that_breaks_off_presses_no_key() -> None:
    broken = list(typed(RECEIPT))[:-1]

    assert heard(*broken) == []
    assert heard(*broken, (ord("5"), "5", 3.0)) == [PressKey("5")]


def test_a_key_before_a_scan_is_still_a_key() -> None:
    assert heard((ord("8"), "8", 0.0), *typed(RECEIPT, begins_at=1.0)) == [PressKey("8"), CodeScanned(RECEIPT)]


def test_what_is_typed_is_in_no_repr() -> None:
    keyboard = Keyboard()
    for _, text, now in list(typed(CARD))[:12]:
        keyboard, _ = keyboard.text(text, now, now)

    assert "0751" not in repr(keyboard)
    assert "0751" not in repr(keyboard.wedge)

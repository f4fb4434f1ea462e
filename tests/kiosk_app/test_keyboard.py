"""A scanner that types and a citizen at the 12-key pad share one keyboard."""

from collections.abc import Iterator

import pytest

from hardware.scanners.virtual import keys_of
from hardware.scanners.wedge import BETWEEN_KEYS_SECONDS
from kiosk_app.flow.reports import CodeScanned
from kiosk_app.flow.touches import PressKey
from kiosk_app.keyboard import WITH_SHIFT, Keyboard, letter_of

RECEIPT = "000.00.19.H19-181130-0042"
CARD = "075155001234|271234567|Nguyen Thi Anh|02031955|Nu|Bien Hoa|01012022"
ENTER, ENTER_OF_THE_PAD, SLASH_OF_THE_PAD, SHIFT = 13, 271, 267, 304
UNSHIFTED = {shifted: plain for plain, shifted in WITH_SHIFT.items()}

Key = tuple[int, bool, float]


def heard(*keys: Key, until: float = 1e9) -> list[PressKey | CodeScanned]:
    keyboard = Keyboard()
    events: list[PressKey | CodeScanned] = []
    for code, shifted, now in keys:
        keyboard, known = keyboard.key(code, now, shifted=shifted)
        events += known
    return [*events, *keyboard.settled(until)[1]]


def typed(text: str, begins_at: float = 0.0, each_seconds: float = 0.004) -> Iterator[Key]:
    """As SDL tells it: the plain key's code, and whether shift is held."""
    for letter, now in keys_of(text, begins_at, each_seconds):
        plain = UNSHIFTED.get(letter, letter.lower())
        yield ord(plain), plain != letter, now


@pytest.mark.parametrize("code", [RECEIPT, CARD, "motcua:appointment:K7MPQ2XA", "K7MPQ2XA"])
def test_what_a_scanner_types_is_one_code_and_no_key_of_the_pad(code: str) -> None:
    assert heard(*typed(code)) == [CodeScanned(code)]


def test_shift_alone_types_nothing() -> None:
    assert letter_of(SHIFT) is None
    assert heard((SHIFT, True, 0.0), *typed(RECEIPT)) == [CodeScanned(RECEIPT)]


@pytest.mark.parametrize(
    ("code", "shifted", "key"),
    [
        (ord("5"), False, "5"),
        (261, False, "5"),
        (ord("8"), True, "*"),
        (ord("3"), True, "#"),
        (268, False, "*"),
        (SLASH_OF_THE_PAD, False, "#"),
        (ENTER_OF_THE_PAD, False, "#"),
        (ENTER, False, "#"),
    ],
)
def test_every_key_of_the_pad_is_heard(code: int, shifted: bool, key: str) -> None:
    assert heard((code, shifted, 0.0)) == [PressKey(key)]


def test_a_person_presses_one_key_after_the_other() -> None:
    keys = [(ord(digit), False, place * 0.2) for place, digit in enumerate("8825")]

    assert heard(*keys) == [PressKey("8"), PressKey("8"), PressKey("2"), PressKey("5")]


def test_two_quick_fingers_are_no_scanner() -> None:
    assert heard((ord("8"), False, 0.0), (ord("8"), False, 0.05)) == [PressKey("8"), PressKey("8")]
    assert heard((ord("8"), False, 0.0), (ENTER, False, 0.05)) == [PressKey("8"), PressKey("#")]


def test_a_key_waits_only_as_long_as_a_scanner_would_take() -> None:
    keyboard, known = Keyboard().key(ord("5"), 1.0)
    assert known == ()

    assert keyboard.settled(1.0 + BETWEEN_KEYS_SECONDS / 2)[1] == ()
    assert keyboard.settled(1.01 + BETWEEN_KEYS_SECONDS)[1] == (PressKey("5"),)


def test_a_scan_that_breaks_off_presses_no_key() -> None:
    broken = list(typed(RECEIPT))[:-1]

    assert heard(*broken) == []
    assert heard(*broken, (ord("5"), False, 3.0)) == [PressKey("5")]


def test_a_key_before_a_scan_is_still_a_key() -> None:
    assert heard((ord("8"), False, 0.0), *typed(RECEIPT, begins_at=1.0)) == [PressKey("8"), CodeScanned(RECEIPT)]


def test_what_is_typed_is_in_no_repr() -> None:
    keyboard = Keyboard()
    for code, shifted, now in list(typed(CARD))[:12]:
        keyboard, _ = keyboard.key(code, now, shifted=shifted)

    assert repr(keyboard) == "Keyboard()"
    assert "0751" not in repr(keyboard.wedge)

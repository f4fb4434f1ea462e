"""The mark that is kept of a card for a day, and nothing else of it."""

import hashlib
import hmac

from hypothesis import given, strategies as st

from display_server.domain.fair_use import KEY_BYTES, mark_of

MONDAY, TUESDAY = b"m" * KEY_BYTES, b"t" * KEY_BYTES
CARD = "079203001234"


def test_two_cards_have_two_marks() -> None:
    assert mark_of(CARD, MONDAY) != mark_of("079203001235", MONDAY)


def test_nobody_can_tell_that_two_days_marks_are_of_one_person() -> None:
    assert mark_of(CARD, MONDAY) != mark_of(CARD, TUESDAY)


def test_a_mark_is_the_standards_hmac_with_sha_256() -> None:
    expected = hmac.new(MONDAY, CARD.encode(), hashlib.sha256).hexdigest()  # RFC 2104

    assert mark_of(CARD, MONDAY) == expected
    assert len(expected) == 64


@given(st.text(), st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES))
def test_a_mark_shows_nothing_of_the_card(card: str, key: bytes) -> None:
    assert set(mark_of(card, key)) <= set("0123456789abcdef")
    assert len(mark_of(card, key)) == 64

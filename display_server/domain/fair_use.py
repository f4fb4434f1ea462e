"""Fair use of the queue: one ticket a person, so many a minute from one kiosk. Pure.

Of a card nothing is kept but a mark: a keyed hash, whose key is drawn anew each day and then thrown away. While the day
lasts, or a visit that goes on over its end, the mark tells that the same person stands there again; afterwards nobody
can tell whose it was, and not even that two days' marks are of one person.
"""

import hmac
from datetime import timedelta
from enum import StrEnum

KEY_BYTES = 32
A_MINUTE = timedelta(minutes=1)


class IdCardRule(StrEnum):
    """What the hall makes of an identity card at the kiosk."""

    NOT_ASKED = "not_asked"
    WELCOME = "welcome"
    """Who shows one holds one active ticket at most."""
    REQUIRED = "required"
    """A kiosk gives tickets to whoever shows one; an officer gives them without."""


def mark_of(card_number: str, key: bytes) -> str:
    """What is kept of a card for the day: HMAC-SHA-256 (RFC 2104) in hexadecimal, 64 characters."""
    return hmac.digest(key, card_number.encode(), "sha256").hex()

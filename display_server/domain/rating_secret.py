"""What lets somebody rate a visit, and do nothing else with its ticket. Pure.

The tablet at the counter shows a visit that it must be able to rate, but not to cancel: so it is given the ticket's id
and a keyed hash of its token (HMAC, RFC 2104). The paper and the phone hold the token itself.
"""

import hmac
from hashlib import sha256
from typing import NamedTuple

_PURPOSE = b"motcua rating"
_LETTERS = 32


class RatingSecret(NamedTuple):
    ticket: int
    hash: str

    @classmethod
    def read(cls, text: str) -> "RatingSecret | None":
        """None where it is none: then it may be a ticket's token."""
        ticket, found, hashed = text.partition(".")
        return cls(int(ticket), hashed) if found and ticket.isdecimal() and len(ticket) < _LETTERS // 2 else None

    def is_of(self, token: str) -> bool:
        return hmac.compare_digest(self.hash.encode(), _hash(token).encode())


def rating_secret(ticket: int, token: str) -> str:
    """For the ticket with this id and token."""
    return f"{ticket}.{_hash(token)}"


def _hash(token: str) -> str:
    return hmac.new(token.encode(), _PURPOSE, sha256).hexdigest()[:_LETTERS]

"""Pairing a device: it asks and shows a code; an administrator approves the code for a hall."""

from collections.abc import Iterable
from datetime import datetime

from display_server.domain.pairing import CODE_LENGTH, LIFE, MOST_WAITING, Pairing
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.store.accounts import Accounts, StoredToken
from display_server.store.pairings import Pairings as Pairings
from display_server.use_cases.codes import new_code


def ask(pairings: Pairings, accounts: Accounts, role: str, digest: str, now: datetime) -> Pairing:
    """The code under which this device waits; the same one however often it asks.

    Raises NotAllowed while too many devices wait, and for a token that was let in before: a revoked one may have been
    stolen, and whoever approved it anew would let the thief in, too.
    """
    waiting = pairings.waiting(now)
    if (before := _of(role, digest, waiting)) is not None:
        return before
    if accounts.has_known(digest):
        raise NotAllowed("This device was let in before. Let it make a new token.")
    if len(waiting) >= MOST_WAITING:
        raise NotAllowed("Too many devices wait to be approved. Approve some, or wait a quarter of an hour.")
    asked = Pairing(new_code(CODE_LENGTH), role, digest, now + LIFE)
    pairings.add(asked, now)
    return _of(role, digest, pairings.waiting(now)) or asked


def _of(role: str, digest: str, waiting: Iterable[Pairing]) -> Pairing | None:
    return next((each for each in waiting if (each.role, each.digest) == (role, digest)), None)


def approve(
    pairings: Pairings,
    accounts: Accounts,
    code: str,
    now: datetime,
    *,
    hall: str,
    name: str,
    counter: int | None = None,
) -> StoredToken:
    """Lets the device in that shows this code. Raises NotFound where none does."""
    wanted = code.strip().upper().replace("-", "").replace(" ", "")
    pairing = next((each for each in pairings.waiting(now) if each.code == wanted), None)
    if pairing is None or not pairings.remove(pairing.code):
        raise NotFound(
            "No device shows the code %(code)s. Read it anew: it changes every quarter of an hour.", code=code
        )
    token = StoredToken(pairing.role, hall, counter, name)
    accounts.add_token(pairing.digest, token, now)
    return token

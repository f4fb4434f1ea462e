"""Pairing a device: it asks and shows a code; an administrator approves the code for a hall."""

from datetime import datetime

from display_server.domain.pairing import CODE_LENGTH, LIFE, MOST_WAITING, Pairing
from display_server.domain.refusals import NotAllowed, NotFound
from display_server.store.accounts import Accounts, StoredToken
from display_server.store.pairings import Pairings as Pairings
from display_server.use_cases.codes import new_code


def ask(pairings: Pairings, role: str, digest: str, now: datetime) -> Pairing:
    """The code under which this device waits; the same one however often it asks.

    Raises NotAllowed while too many devices wait.
    """
    waiting = pairings.waiting(now)
    before = next((each for each in waiting if (each.role, each.digest) == (role, digest)), None)
    if before is not None:
        return before
    if len(waiting) >= MOST_WAITING:
        raise NotAllowed("Too many devices wait to be approved. Approve some, or wait a quarter of an hour.")
    pairing = Pairing(new_code(CODE_LENGTH), role, digest, now + LIFE)
    pairings.add(pairing, now)
    return pairing


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
    if pairing is None:
        raise NotFound(
            "No device shows the code %(code)s. Read it anew: it changes every quarter of an hour.", code=code
        )
    token = StoredToken(pairing.role, hall, counter, name)
    accounts.add_token(pairing.digest, token, now)
    pairings.remove(pairing.code)
    return token

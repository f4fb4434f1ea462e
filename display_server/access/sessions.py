"""Browsers that are signed in: how long they stay so, and whose they are at each request.

The browser keeps a random id and nothing else; the server stores its SHA-256, bound to the person's account or the
device's token. So whatever ends the account, the token or the session ends what the cookie is good for.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import assert_never

from display_server.access.principals import Principal, Role
from display_server.domain.refusals import NotSignedIn, Unavailable
from display_server.domain.security_log import Deed, Doer, Kind
from display_server.store.accounts import Accounts
from display_server.store.sessions import SignedInDevice, SignedInPerson, StoredSession

log = logging.getLogger(__name__)

OF_A_PERSON = timedelta(hours=12)
OF_A_SCREEN = timedelta(days=365)
IDLE = timedelta(minutes=30)
ENDS_WHEN_IDLE = (Role.SUPERVISOR, Role.MANAGER, Role.ADMIN)
USE_IS_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: the secret that the browser keeps, and for how long."""

    secret: str
    life: timedelta


def digest_of(secret: str) -> str:
    """What is stored of a token or a session. It has 256 random bits, so a plain digest cannot be guessed back."""
    return sha256(secret.encode()).hexdigest()


def csrf_of(secret: str) -> str:
    """What the session's own pages send with each command, and other sites cannot know."""
    return sha256(b"csrf:" + secret.encode()).hexdigest()[:32]


def open_for_account(
    accounts: Accounts, now: datetime, person: Principal, address: str | None, *, with_password: bool = True
) -> Opened:
    opened = Opened(token_urlsafe(32), OF_A_PERSON)
    until = now + opened.life
    accounts.sessions.open_for_account(
        *(digest_of(opened.secret), person.account or 0, now, until, _signed_in(person, address)),
        with_password=with_password,
    )
    return opened


def open_for_screen(accounts: Accounts, now: datetime, screen: Principal, address: str | None) -> Opened:
    opened = Opened(token_urlsafe(32), OF_A_SCREEN)
    accounts.sessions.open_for_token(
        *(digest_of(opened.secret), screen.device or 0, now, now + opened.life, _signed_in(screen, address))
    )
    return opened


def _signed_in(who: Principal, address: str | None) -> Deed:
    return Deed(Kind.SIGNED_IN, Doer(who.actor, address), hall=who.hall, facts={"role": who.role})


def principal_of_session(accounts: Accounts, now: datetime, digest: str, *, attended: bool) -> Principal:
    """Whose session it is now. Raises NotSignedIn where it has ended.

    `attended`: whether somebody has pressed something, which keeps a session from ending as idle.
    """
    session = accounts.sessions.find(digest)
    if session is None or _is_over(session, now):
        raise NotSignedIn("You are signed out. Please sign in again.")
    if attended and now - session.used_at >= USE_IS_NOTED_EVERY:
        _note_use(accounts, digest, now)
    return _principal(session)


def _is_over(session: StoredSession, now: datetime) -> bool:
    may_be_idle = session.of.role not in ENDS_WHEN_IDLE or isinstance(session.of, SignedInDevice)
    return now >= session.expires_at or (not may_be_idle and now - session.used_at >= IDLE)


def _note_use(accounts: Accounts, digest: str, now: datetime) -> None:
    try:
        accounts.sessions.note_use(digest, now)
    except Unavailable as refusal:  # what was asked need not fail for this
        log.warning("the use of a session was not noted: %s", refusal)


def _principal(session: StoredSession) -> Principal:
    match session.of:
        case SignedInPerson() as person:
            return Principal(
                Role(person.role),
                person.name,
                person.hall,
                is_person=True,
                account=person.account,
                departments=person.departments,
                must_change_password=person.must_change_password,
            )
        case SignedInDevice() as device:
            return Principal(Role(device.role), device.name, device.hall, device.counter, device=device.token)
        case other:
            assert_never(other)

"""What somebody shows to be let in: a bearer token, or the cookie of a browser's session. Told by digests only."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from display_server.access.principals import Principal, Role
from display_server.access.sessions import digest_of, principal_of_session
from display_server.domain.refusals import NotSignedIn
from display_server.store.accounts import Accounts


@dataclass(frozen=True, slots=True)
class TokenShown:
    digest: str


@dataclass(frozen=True, slots=True)
class SessionShown:
    digest: str


Credential = TokenShown | SessionShown


def token_shown(token: str) -> TokenShown:
    return TokenShown(digest_of(token))


def session_shown(secret: str) -> SessionShown:
    return SessionShown(digest_of(secret))


def principal_of(accounts: Accounts, now: datetime, shown: Credential, *, attended: bool = False) -> Principal:
    """Whose it is. Raises NotSignedIn for what was never given, was revoked, or has ended.

    `attended`: whether somebody has pressed something, rather than a page or program asking by itself.
    """
    match shown:
        case TokenShown():
            return _principal_of_token(accounts, shown.digest)
        case SessionShown():
            return principal_of_session(accounts, now, shown.digest, attended=attended)
        case other:
            assert_never(other)


def principal_of_token(accounts: Accounts, token: str) -> Principal:
    """Raises NotSignedIn for a token that was never given or was revoked."""
    return _principal_of_token(accounts, digest_of(token))


def _principal_of_token(accounts: Accounts, digest: str) -> Principal:
    stored = accounts.token(digest)
    if stored is None:
        raise NotSignedIn("This token is not known here. Make one with `motcua token create`.")
    return Principal(Role(stored.role), stored.name, stored.hall, stored.counter, device=stored.id)

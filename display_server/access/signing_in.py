"""Tokens and accounts: made, and known again.

A token is for a device or a program; an account is for a person. Only a token's SHA-256 is stored (it has 256 random
bits, so a plain digest cannot be guessed back); passwords are stored as scrypt hashes.
"""

from functools import cache
from hashlib import sha256
from secrets import token_urlsafe

from werkzeug.security import check_password_hash, generate_password_hash

from display_server.access.principals import Principal, Role
from display_server.domain.refusals import NotSignedIn, NotValid
from display_server.store.accounts import Accounts, StoredToken, StoredUser
from display_server.store.hall import Clock

SHORTEST_PASSWORD = 8


def principal_of_token(accounts: Accounts, token: str) -> Principal:
    """Raises NotSignedIn for a token that was never given or was revoked."""
    stored = accounts.token(_digest(token))
    if stored is None:
        raise NotSignedIn("This token is not known here. Make one with `motcua token create`.")
    return Principal(Role(stored.role), stored.name, stored.hall, stored.counter, device=stored.id)


def sign_in(accounts: Accounts, name: str, password: str) -> Principal:
    """A person's sign-in. Raises NotSignedIn for a wrong name or password, without saying which."""
    user = accounts.user(name)
    if not check_password_hash(user.password_hash if user else _nobodys_hash(), password) or user is None:
        raise NotSignedIn("The name or the password is wrong.")
    return Principal(Role(user.role), user.name, user.hall, is_person=True)


def create_token(accounts: Accounts, clock: Clock, principal: Principal) -> str:
    """A new bearer token for a device or program; only its digest is kept."""
    token = token_urlsafe(32)
    stored = StoredToken(principal.role, principal.hall, principal.counter, principal.name)
    accounts.add_token(_digest(token), stored, clock())
    return token


def create_account(accounts: Accounts, clock: Clock, principal: Principal, password: str) -> None:
    """A person's account. Raises NotValid for a short password, NotAllowed for a name that is taken."""
    if len(password) < SHORTEST_PASSWORD:
        raise NotValid("password", "Choose a password of at least %(length)s characters.", length=SHORTEST_PASSWORD)
    stored = StoredUser(principal.role, principal.hall, principal.name, generate_password_hash(password))
    accounts.add_user(stored, clock())


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@cache
def _nobodys_hash() -> str:
    """Checked for unknown names too, so that the time an answer takes does not tell which names exist."""
    return generate_password_hash("nobody")

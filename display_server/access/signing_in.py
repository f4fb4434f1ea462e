"""People's sign-in, and new tokens and accounts. A token is for a device or a program; an account is for a person."""

import logging
from collections.abc import Callable
from secrets import token_urlsafe
from typing import TypeVar

from display_server.access import passwords, second_factor
from display_server.access.credentials import principal_of_token as principal_of_token
from display_server.access.principals import OF_PEOPLE, OF_TOKENS, Principal, Role
from display_server.access.sessions import digest_of
from display_server.domain.refusals import NotSignedIn, NotValid
from display_server.store.accounts import Accounts, StoredToken, StoredUser
from display_server.store.hall import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")


class WantsCode(NotSignedIn):
    """The password is right, and a code of the second factor is missing or wrong."""

    field = "code"


class Hashing:
    """Where passwords are hashed: here, one after the other. A server does it in threads."""

    def run(self, work: Callable[[], T]) -> T:
        return work()


HERE = Hashing()


def sign_in(
    accounts: Accounts, clock: Clock, name: str, password: str, code: str | None = None, hashing: Hashing = HERE
) -> StoredUser:
    """A person's sign-in. Raises NotSignedIn for a wrong name or password, without saying which; WantsCode.

    A password that was hashed as of old is hashed anew on the way.
    """
    user = accounts.user(name)
    known_hash = user.password_hash if user and user.disabled_at is None else None
    is_right = hashing.run(lambda: passwords.is_right(password, known_hash))
    if user is None or known_hash is None or not is_right:
        raise NotSignedIn("The name or the password is wrong.")
    if passwords.is_hashed_as_of_old(user.password_hash):
        accounts.take_hash_over(user.id, user.password_hash, hashing.run(lambda: passwords.hash_of(password)))
    if user.second_factor is not None:
        if not code:
            raise WantsCode("Type the code that your authenticator app shows.")
        if not second_factor.is_right(accounts, user, code, clock()):
            raise WantsCode("This code is wrong or was used already. Wait for the next one.")
    return user


def principal_of_account(user: StoredUser) -> Principal:
    return Principal(
        Role(user.role),
        user.name,
        user.hall,
        is_person=True,
        account=user.id,
        departments=user.departments,
        must_change_password=user.must_change_password,
    )


def create_token(accounts: Accounts, clock: Clock, principal: Principal) -> str:
    """A new bearer token for a device or program; only its digest is kept. Raises NotValid for a person's role."""
    if principal.role not in OF_TOKENS:
        raise NotValid(
            "role",
            "A token is for one of: %(roles)s. People have accounts: `motcua user add`.",
            roles=", ".join(OF_TOKENS),
        )
    token = token_urlsafe(32)
    stored = StoredToken(principal.role, principal.hall, principal.counter, principal.name)
    accounts.add_token(digest_of(token), stored, clock())
    return token


def create_account(
    accounts: Accounts, clock: Clock, principal: Principal, password: str, *, must_change: bool = False
) -> int:
    """A person's account, its id. Raises NotValid for a poor password or a device's role, NotAllowed for a taken name.

    `must_change`: somebody else has chosen the password, so that it is good for choosing another one only.
    """
    if principal.role not in OF_PEOPLE:
        raise NotValid(
            "role",
            "A person is one of: %(roles)s. Devices have tokens: `motcua token create`.",
            roles=", ".join(OF_PEOPLE),
        )
    stored = StoredUser(
        principal.role,
        principal.hall,
        principal.name,
        passwords.hash_of_good(password, principal.name, principal.hall),
        must_change_password=must_change,
    )
    return accounts.add_user(stored, clock())

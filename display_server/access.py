"""Who asks, and what they may do: devices' bearer tokens, people's sign-in, roles. Knows no Flask and no queue.

A token is for a device or a program; an account is for a person. Only a token's SHA-256 is stored (it has 256 random
bits, so a plain digest cannot be guessed back); passwords are stored as scrypt hashes.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from secrets import token_urlsafe

from werkzeug.security import check_password_hash, generate_password_hash

from display_server.contract import Topic, TopicKind
from display_server.domain.refusals import NotPermitted, NotSignedIn, NotValid
from display_server.store.accounts import Accounts as Accounts, StoredToken, StoredUser
from display_server.store.hall import Clock

SHORTEST_PASSWORD = 8


class Role(StrEnum):
    KIOSK = "kiosk"
    DISPLAY = "display"
    PANEL = "panel"
    RATING = "rating"
    OFFICER = "officer"
    MANAGER = "manager"
    ADMIN = "admin"


AT_THE_COUNTER = (Role.PANEL, Role.OFFICER, Role.MANAGER)
MAY_WATCH: dict[TopicKind, tuple[Role, ...]] = {
    TopicKind.COUNTER: AT_THE_COUNTER,
    TopicKind.RATING: (Role.RATING, *AT_THE_COUNTER),
    TopicKind.HALL: (Role.MANAGER,),
}
"""Topics that are not public, and who may watch them; an administrator may watch everything."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a role, within one hall or all, at one counter or all, under a name that the journal can tell."""

    role: Role
    name: str
    hall: str | None = None
    counter: int | None = None
    is_person: bool = False
    device: int | None = None
    """The token that it sent, where it sent one: which of the hall's devices it is."""

    @property
    def actor(self) -> str:
        return self.name if self.is_person else f"{self.role}: {self.name}"

    def must_be(self, *roles: Role) -> None:
        """Raises NotPermitted for another role; an administrator may do everything."""
        if self.role is not Role.ADMIN and self.role not in roles:
            raise NotPermitted(
                "The role %(role)s may not do this. It takes one of: %(roles)s.",
                role=self.role,
                roles=", ".join((*roles, Role.ADMIN)),
            )

    def must_belong_to(self, hall: str, counter: int | None = None) -> None:
        """Raises NotPermitted in a foreign hall or at a foreign counter."""
        if self.hall is not None and self.hall != hall:
            raise NotPermitted("This sign-in is for the hall %(own)s, not for %(hall)s.", own=self.hall, hall=hall)
        if self.counter is not None and counter is not None and self.counter != counter:
            raise NotPermitted(
                "This sign-in is for counter %(own)s, not for counter %(counter)s.", own=self.counter, counter=counter
            )


def may_watch(principal: Principal | None, topic: Topic) -> None:
    """Raises NotSignedIn or NotPermitted for a topic that this principal may not watch."""
    roles = MAY_WATCH.get(topic.kind)
    if roles is None:
        return
    if principal is None:
        raise NotSignedIn("Sign in to watch %(topic)s.", topic=topic)
    principal.must_be(*roles)
    principal.must_belong_to(topic.scope, int(topic.part) if topic.part else None)


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

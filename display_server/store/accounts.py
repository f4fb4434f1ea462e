"""Who may ask: devices' tokens by their digest, and people's accounts. Knows nothing of what they may do.

Every question and change raises Unavailable where the database cannot answer or take it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from display_server.domain.refusals import NotAllowed, NotFound
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import Instant, TokenRow, UserRow

_TOKEN = select(TokenRow.role, TokenRow.hall, TokenRow.counter, TokenRow.name, TokenRow.id).where(
    TokenRow.digest == bindparam("digest"), TokenRow.revoked_at.is_(None)
)
_EVER = select(TokenRow.id).where(TokenRow.digest == bindparam("digest"))
_TOKENS = (
    select(TokenRow.role, TokenRow.hall, TokenRow.counter, TokenRow.name, TokenRow.id)
    .where(TokenRow.revoked_at.is_(None))
    .order_by(TokenRow.id)
)
_REVOKE = (
    update(TokenRow)
    .where(TokenRow.id == bindparam("token"), TokenRow.revoked_at.is_(None))
    .values(revoked_at=bindparam("now", type_=Instant()))
)
_USER = select(UserRow.role, UserRow.hall, UserRow.name, UserRow.password_hash).where(UserRow.name == bindparam("name"))


@dataclass(frozen=True, slots=True)
class StoredToken:
    role: str
    hall: str | None
    counter: int | None
    name: str
    id: int | None = None
    """The database's own; None before it is stored."""


@dataclass(frozen=True, slots=True)
class StoredUser:
    role: str
    hall: str | None
    name: str
    password_hash: str


TRUST_SECONDS = 5.0
"""How long a token that was found is not looked up again: so long a revoked one may still pass."""


class Accounts:
    """The tokens and accounts of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._trusted: dict[str, tuple[float, StoredToken]] = {}

    def token(self, digest: str) -> StoredToken | None:
        until, token = self._trusted.get(digest, (0.0, None))
        if monotonic() < until:
            return token
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(_TOKEN, {"digest": digest}).first()
        if row is None:
            self._trusted.pop(digest, None)
            return None
        self._trusted[digest] = (monotonic() + TRUST_SECONDS, StoredToken(*row))
        return self._trusted[digest][1]

    def has_known(self, digest: str) -> bool:
        """Whether this token was ever let in, though it be revoked by now."""
        with in_words(), self._engine.connect() as connection:
            return connection.execute(_EVER, {"digest": digest}).first() is not None

    def tokens(self) -> Sequence[StoredToken]:
        """Those that were not revoked, in the order of their ids."""
        with in_words(), self._engine.connect() as connection:
            return [StoredToken(*row) for row in connection.execute(_TOKENS)]

    def revoke(self, token: int, now: datetime) -> None:
        """Lets its holder in no more. Raises NotFound where there is no such token, or no more."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            if connection.execute(_REVOKE, {"token": token, "now": now}).rowcount == 0:
                raise NotFound("There is no token with the id %(token)s. `motcua device list` lists them.", token=token)

    def add_token(self, digest: str, token: StoredToken, now: datetime) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            facts = {"role": token.role, "hall": token.hall, "counter": token.counter, "name": token.name}
            connection.execute(insert(TokenRow), {"digest": digest, "created_at": now, **facts})

    def user(self, name: str) -> StoredUser | None:
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(_USER, {"name": name}).first()
        return StoredUser(*row) if row else None

    def add_user(self, user: StoredUser, now: datetime) -> None:
        """Raises NotAllowed where the name is taken."""
        facts = {"name": user.name, "role": user.role, "hall": user.hall, "password_hash": user.password_hash}
        try:
            with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
                connection.execute(insert(UserRow), {"created_at": now, **facts})
        except IntegrityError as error:
            raise NotAllowed("There is already an account %(name)s.", name=user.name) from error

"""The devices that wait to be approved, in one database. Knows no halls."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Engine, bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from display_server.domain.pairing import Pairing
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import Instant, PairingRow

_COLUMNS = (PairingRow.code, PairingRow.role, PairingRow.digest, PairingRow.expires_at)
_WAITING = (
    select(*_COLUMNS).where(PairingRow.expires_at > bindparam("now", type_=Instant())).order_by(PairingRow.expires_at)
)
_FORGET_EXPIRED = delete(PairingRow).where(PairingRow.expires_at <= bindparam("now", type_=Instant()))
_FORGET = delete(PairingRow).where(PairingRow.code == bindparam("of_code"))
_FORGET_OTHER_ROLES = delete(PairingRow).where(
    PairingRow.digest == bindparam("of_digest"), PairingRow.role != bindparam("asked_role")
)


class Pairings:
    """Every question and change raises Unavailable where the database cannot answer or take it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def waiting(self, now: datetime) -> Sequence[Pairing]:
        """Those whose codes can still be approved, the oldest first."""
        with in_words(), self._engine.connect() as connection:
            return [Pairing(*row) for row in connection.execute(_WAITING, {"now": now})]

    def add(self, pairing: Pairing, now: datetime) -> None:
        """Stores a device that waits, unless it does already, and forgets those that waited too long."""
        # A unique digest: of two requests of one device at once, the first has said which code it shows.
        known = suppress(IntegrityError)
        with known, in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FORGET_EXPIRED, {"now": now})
            connection.execute(_FORGET_OTHER_ROLES, {"of_digest": pairing.digest, "asked_role": pairing.role})
            facts = {"code": pairing.code, "role": pairing.role, "digest": pairing.digest}
            connection.execute(insert(PairingRow), {**facts, "expires_at": pairing.expires_at})

    def remove(self, code: str) -> bool:
        """Whether a device waited under this code; it does no more."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            return connection.execute(_FORGET, {"of_code": code}).rowcount == 1

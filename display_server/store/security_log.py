"""The security log in the database: each deed is written in the transaction of the change that it tells of."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Connection, Engine, bindparam, insert, or_, select, update

from display_server.domain.security_log import ADDRESS, FIRST_LINK, Deed, Doer, Kind, LoggedDeed
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.journal import AnyRow
from display_server.store.models import AccessRow, SecurityLogRow

_NEXT = update(AccessRow).values(logged=AccessRow.logged + 1).returning(AccessRow.logged)
_LINK = select(SecurityLogRow.link).where(SecurityLogRow.id == bindparam("id"))
_ADD = insert(SecurityLogRow)


def log_deed(connection: Connection, at: datetime, deed: Deed) -> None:
    """Writes what was done as the next link of the log's chain.

    The last thing that a transaction does: until its commit no other one can log.
    """
    number = connection.execute(_NEXT).scalar_one()
    before = connection.execute(_LINK, {"id": number - 1}).scalar() or FIRST_LINK
    logged, salt = LoggedDeed(number, at, deed), token_hex(16)
    sealed = logged.seals(salt)
    what = {"kind": deed.kind, "by": deed.by.name, "address": deed.by.address, "about": deed.about, "hall": deed.hall}
    names = {name: its_seal for name, its_seal in sealed.items() if name != ADDRESS}
    proof = {"link": logged.link(before, sealed), "seal": sealed[ADDRESS], "seals": names, "salt": salt}
    connection.execute(_ADD, {"id": number, "at": at, **what, "facts": dict(deed.facts), **proof})


def sealed_in(row: AnyRow) -> dict[str, str]:
    """The salted hashes of a row of the log; of the names there are none in what older versions wrote."""
    return {ADDRESS: row.seal, **(row.seals or {})}


def logged_deed(row: AnyRow) -> LoggedDeed:
    """A row of the log. Raises ValueError for a kind that no version of this code has written."""
    by = Doer(row.by, row.address)
    return LoggedDeed(row.id, row.at, Deed(Kind(row.kind), by, row.about, row.hall, row.facts))


class SecurityLog:
    """The log of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, at: datetime, deed: Deed) -> None:
        """Writes what changed nothing else in the database."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            log_deed(connection, at, deed)

    def page(
        self,
        limit: int,
        *,
        before: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        person: str | None = None,
        hall: str | None = None,
    ) -> Sequence[LoggedDeed]:
        """The newest first, at most `limit` of them.

        `before`: older than the one with this number. `until`: that moment no more. `person`: who did it, or to whom
        it was done. `hall`: that hall's only.
        """
        wanted = select(*SecurityLogRow.__table__.columns).order_by(SecurityLogRow.id.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(SecurityLogRow.id < before)
        if since is not None:
            wanted = wanted.where(SecurityLogRow.at >= since)
        if until is not None:
            wanted = wanted.where(SecurityLogRow.at < until)
        if person is not None:
            wanted = wanted.where(or_(SecurityLogRow.by == person, SecurityLogRow.about == person))
        if hall is not None:
            wanted = wanted.where(SecurityLogRow.hall == hall)
        with in_words(), self._engine.connect() as connection:
            return [logged_deed(row) for row in connection.execute(wanted)]

"""Browsers that are signed in, as a person or as a device, by the SHA-256 of their cookie. Knows not how long they may.

Every question and change raises Unavailable where the database cannot answer or take it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, and_, bindparam, delete, insert, select, update

from display_server.domain.security_log import AT_THE_MACHINE, Deed, Doer, Kind
from display_server.store.access_changes import AccessChanges
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import Instant, SessionRow, TokenRow, UserRow
from display_server.store.security_log import log_deed
from display_server.store.trusted import Trusted


@dataclass(frozen=True, slots=True)
class SignedInPerson:
    """Whose session it is, as their account is now."""

    account: int
    role: str
    hall: str | None
    name: str
    departments: tuple[str, ...]
    must_change_password: bool
    """Where it was the password that let them in."""


@dataclass(frozen=True, slots=True)
class SignedInDevice:
    """The same of a device."""

    token: int
    role: str
    hall: str | None
    counter: int | None
    name: str


@dataclass(frozen=True, slots=True)
class StoredSession:
    id: int
    created_at: datetime
    used_at: datetime
    expires_at: datetime
    of: SignedInPerson | SignedInDevice


_COLUMNS = (SessionRow.id, SessionRow.created_at, SessionRow.used_at, SessionRow.expires_at)
_SESSION = (
    select(
        *_COLUMNS,
        UserRow.id.label("account"),
        *(UserRow.role.label("persons_role"), UserRow.hall.label("persons_hall"), UserRow.name.label("person")),
        *(UserRow.departments, UserRow.must_change_password, SessionRow.with_password),
        TokenRow.id.label("token"),
        *(TokenRow.role, TokenRow.hall, TokenRow.counter, TokenRow.name),
    )
    .outerjoin(UserRow, UserRow.id == SessionRow.user_id)
    .outerjoin(TokenRow, TokenRow.id == SessionRow.token_id)
    .where(
        SessionRow.digest == bindparam("digest"),
        # A session goes with its account or token anyway; this holds, too, where somebody wrote into the database.
        and_(UserRow.disabled_at.is_(None), TokenRow.revoked_at.is_(None)),
    )
)
_OF_ACCOUNT = (
    select(SessionRow.id, SessionRow.created_at, SessionRow.used_at)
    .where(SessionRow.user_id == bindparam("account"), SessionRow.expires_at > bindparam("now", type_=Instant()))
    .order_by(SessionRow.used_at.desc())
)
_FORGET_EXPIRED = delete(SessionRow).where(SessionRow.expires_at <= bindparam("now", type_=Instant()))
_SIGNED_IN = (
    update(UserRow).where(UserRow.id == bindparam("account")).values(last_sign_in_at=bindparam("now", type_=Instant()))
)
_USED = (
    update(SessionRow)
    .where(SessionRow.digest == bindparam("of_digest"))
    .values(used_at=bindparam("now", type_=Instant()))
)
_END = delete(SessionRow).where(SessionRow.digest == bindparam("of_digest"))
_PERSON = select(UserRow.name, UserRow.hall).where(UserRow.id == bindparam("account"))
END_OF_ACCOUNT = delete(SessionRow).where(SessionRow.user_id == bindparam("account"))
END_OF_TOKEN = delete(SessionRow).where(SessionRow.token_id == bindparam("token"))


def log_about(
    connection: Connection, now: datetime, account: int, kind: Kind, by: Doer, facts: Mapping[str, object] | None = None
) -> None:
    """Logs what was done to a person's account, as it is now."""
    person = connection.execute(_PERSON, {"account": account}).first()
    if person is not None:
        log_deed(connection, now, Deed(kind, by, person.name, person.hall, facts or {}))


class Sessions:
    """The sessions of one database."""

    def __init__(self, engine: Engine, changes: AccessChanges) -> None:
        self._engine, self._changes = engine, changes
        self._trusted: Trusted[StoredSession] = Trusted()
        changes.forgotten_by(self._trusted.forget)

    def find(self, digest: str) -> StoredSession | None:
        """Whatever its age, unless it was ended or its account or token let nobody in any more."""
        return self._trusted.get(digest, lambda: self._ask(digest))

    def open_for_account(
        self, digest: str, account: int, now: datetime, until: datetime, deed: Deed, *, with_password: bool
    ) -> None:
        """Also throws away what has expired, and notes when this person has signed in last; `deed`: what is logged."""
        self._open(digest, now, until, deed, account=account, with_password=with_password)

    def open_for_token(self, digest: str, token: int, now: datetime, until: datetime, deed: Deed) -> None:
        self._open(digest, now, until, deed, token=token)

    def note_use(self, digest: str, now: datetime) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_USED, {"of_digest": digest, "now": now})
        self._trusted.forget_one(digest)

    def of_account(self, account: int, now: datetime) -> Sequence[tuple[int, datetime, datetime]]:
        """Each with when it was opened and used last, the latest first."""
        with in_words(), self._engine.connect() as connection:
            rows = connection.execute(_OF_ACCOUNT, {"account": account, "now": now})
            return [(session, created_at, used_at) for session, created_at, used_at in rows]

    def end(self, digest: str) -> None:
        with self._changes.one() as connection:
            connection.execute(_END, {"of_digest": digest})

    def end_of_account(self, account: int, now: datetime, by: Doer = AT_THE_MACHINE) -> None:
        """Everywhere at once."""
        with self._changes.one() as connection:
            connection.execute(END_OF_ACCOUNT, {"account": account})
            log_about(connection, now, account, Kind.SIGNED_OUT_EVERYWHERE, by)

    def _open(
        self,
        digest: str,
        now: datetime,
        until: datetime,
        deed: Deed,
        account: int | None = None,
        token: int | None = None,
        with_password: bool = True,
    ) -> None:
        times = {"created_at": now, "used_at": now, "expires_at": until}
        whose = {"user_id": account, "token_id": token, "with_password": with_password}
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_FORGET_EXPIRED, {"now": now})
            connection.execute(insert(SessionRow), {"digest": digest, **whose, **times})
            if account is not None:
                connection.execute(_SIGNED_IN, {"account": account, "now": now})
            log_deed(connection, now, deed)

    def _ask(self, digest: str) -> StoredSession | None:
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(_SESSION, {"digest": digest}).first()
        if row is None:
            return None
        of: SignedInPerson | SignedInDevice = (
            SignedInPerson(
                *(row.account, row.persons_role, row.persons_hall, row.person),
                *(tuple(row.departments), row.must_change_password and row.with_password),
            )
            if row.account is not None
            else SignedInDevice(row.token, row.role, row.hall, row.counter, row.name)
        )
        return StoredSession(row.id, row.created_at, row.used_at, row.expires_at, of)

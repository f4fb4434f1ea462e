"""Who may come in: devices' tokens by their digest, and people's accounts. Knows nothing of what they may do.

Every question and change raises Unavailable where the database cannot answer or take it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Engine, Executable, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from display_server.domain.refusals import NotAllowed, NotFound
from display_server.domain.security_log import AT_THE_MACHINE, Deed, Doer, Kind
from display_server.store.access_changes import AccessChanges
from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import Instant, RecoveryCodeRow, TokenRow, UserRow
from display_server.store.security_log import SecurityLog, log_deed
from display_server.store.sessions import END_OF_ACCOUNT, END_OF_TOKEN, Sessions, log_about
from display_server.store.trusted import Trusted

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
    .returning(TokenRow.role, TokenRow.hall, TokenRow.counter, TokenRow.name)
)
_USERS = select(
    *(UserRow.role, UserRow.hall, UserRow.name, UserRow.password_hash, UserRow.departments),
    *(UserRow.must_change_password, UserRow.second_factor, UserRow.disabled_at, UserRow.last_sign_in_at, UserRow.id),
).order_by(UserRow.name)
_USER = _USERS.where(UserRow.name == bindparam("name"))
_USER_WITH_ID = _USERS.where(UserRow.id == bindparam("account"))
_OF_ACCOUNT = update(UserRow).where(UserRow.id == bindparam("account"))
_CHANGE_PASSWORD = _OF_ACCOUNT.values(
    password_hash=bindparam("new_hash"), must_change_password=bindparam("must_change")
)
_TAKE_HASH_OVER = _OF_ACCOUNT.where(UserRow.password_hash == bindparam("old_hash")).values(
    password_hash=bindparam("new_hash")
)
_CHANGE_ROLE = _OF_ACCOUNT.values(
    role=bindparam("new_role"), hall=bindparam("new_hall"), departments=bindparam("new_departments", type_=JSON())
)
_DISABLE = _OF_ACCOUNT.where(UserRow.disabled_at.is_(None)).values(disabled_at=bindparam("now", type_=Instant()))
_ENABLE = _OF_ACCOUNT.values(disabled_at=None)
_SECOND_FACTOR = _OF_ACCOUNT.values(second_factor=bindparam("secret"), last_step=bindparam("step"))
_USE_STEP = _OF_ACCOUNT.where((UserRow.last_step.is_(None)) | (UserRow.last_step < bindparam("step"))).values(
    last_step=bindparam("step")
)
_FORGET_RECOVERY_CODES = delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == bindparam("account"))
_FORGET_USER = delete(UserRow).where(UserRow.id == bindparam("account"))
_USE_RECOVERY_CODE = _FORGET_RECOVERY_CODES.where(RecoveryCodeRow.digest == bindparam("code"))


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
    departments: tuple[str, ...] = ()
    must_change_password: bool = False
    second_factor: str | None = None
    disabled_at: datetime | None = None
    last_sign_in_at: datetime | None = None
    id: int = 0
    """The database's own; 0 before it is stored."""


class Accounts:
    """The tokens and accounts of one database, and who is signed in with them.

    Whatever changes them is logged in the same transaction: `by` says who did it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._trusted: Trusted[StoredToken] = Trusted()
        self.changes = AccessChanges(engine)
        self.changes.forgotten_by(self._trusted.forget)
        self.sessions = Sessions(engine, self.changes)
        self.log = SecurityLog(engine)

    # --- tokens ---

    def token(self, digest: str) -> StoredToken | None:
        return self._trusted.get(digest, lambda: self._ask_for_token(digest))

    def _ask_for_token(self, digest: str) -> StoredToken | None:
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(_TOKEN, {"digest": digest}).first()
        return StoredToken(*row) if row else None

    def has_known(self, digest: str) -> bool:
        """Whether this token was ever let in, though it be revoked by now."""
        with in_words(), self._engine.connect() as connection:
            return connection.execute(_EVER, {"digest": digest}).first() is not None

    def tokens(self) -> Sequence[StoredToken]:
        """Those that were not revoked, in the order of their ids."""
        with in_words(), self._engine.connect() as connection:
            return [StoredToken(*row) for row in connection.execute(_TOKENS)]

    def revoke(self, token: int, now: datetime, by: Doer = AT_THE_MACHINE) -> None:
        """Lets its holder in no more. Raises NotFound where there is no such token, or no more."""
        with self.changes.one() as connection:
            connection.execute(END_OF_TOKEN, {"token": token})
            revoked = connection.execute(_REVOKE, {"token": token, "now": now}).first()
            if revoked is None:
                raise NotFound("There is no token with the id %(token)s. `motcua device list` lists them.", token=token)
            log_deed(connection, now, _of_token(Kind.TOKEN_REVOKED, StoredToken(*revoked, id=token), by))

    def add_token(
        self,
        digest: str,
        token: StoredToken,
        now: datetime,
        by: Doer = AT_THE_MACHINE,
        how: Kind = Kind.TOKEN_MADE,
    ) -> None:
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            facts = {"role": token.role, "hall": token.hall, "counter": token.counter, "name": token.name}
            added = insert(TokenRow).returning(TokenRow.id)
            number = connection.execute(added, {"digest": digest, "created_at": now, **facts}).scalar_one()
            log_deed(connection, now, _of_token(how, replace(token, id=number), by))

    # --- people ---

    def user(self, name: str) -> StoredUser | None:
        return self._ask_for_user(_USER, name=name)

    def user_with_id(self, account: int) -> StoredUser:
        """Raises NotFound where there is none."""
        found = self._ask_for_user(_USER_WITH_ID, account=account)
        if found is None:
            raise NotFound("There is no account with the id %(account)s.", account=account)
        return found

    def users(self) -> Sequence[StoredUser]:
        """Everybody's, by their names; those that were disabled, too."""
        with in_words(), self._engine.connect() as connection:
            return [_user(row) for row in connection.execute(_USERS)]

    def add_user(self, user: StoredUser, now: datetime, by: Doer = AT_THE_MACHINE) -> int:
        """Returns its id. Raises NotAllowed where the name is taken."""
        facts = {"name": user.name, "role": user.role, "hall": user.hall, "password_hash": user.password_hash}
        more = {"departments": list(user.departments), "must_change_password": user.must_change_password}
        try:
            with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
                added = insert(UserRow).returning(UserRow.id)
                account: int = connection.execute(added, {"created_at": now, **facts, **more}).scalar_one()
                log_about(connection, now, account, Kind.ACCOUNT_ADDED, by, _position(user.role, user.departments))
                return account
        except IntegrityError as error:
            raise NotAllowed("There is already an account %(name)s.", name=user.name) from error

    def change_password(
        self,
        account: int,
        new_hash: str,
        now: datetime,
        by: Doer = AT_THE_MACHINE,
        *,
        must_change: bool,
        how: Kind = Kind.PASSWORD_GIVEN,
    ) -> None:
        """And signs this person out everywhere."""
        with self.changes.one() as connection:
            connection.execute(_CHANGE_PASSWORD, {"account": account, "new_hash": new_hash, "must_change": must_change})
            connection.execute(END_OF_ACCOUNT, {"account": account})
            log_about(connection, now, account, how, by)

    def take_hash_over(self, account: int, old_hash: str, new_hash: str) -> None:
        """The same password, hashed otherwise; unless it was changed meanwhile."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            connection.execute(_TAKE_HASH_OVER, {"account": account, "old_hash": old_hash, "new_hash": new_hash})

    def change_role(
        self,
        account: int,
        role: str,
        hall: str | None,
        departments: Sequence[str],
        now: datetime,
        by: Doer = AT_THE_MACHINE,
    ) -> None:
        """And signs this person out everywhere."""
        facts = {"new_role": role, "new_hall": hall, "new_departments": list(departments)}
        with self.changes.one() as connection:
            connection.execute(_CHANGE_ROLE, {"account": account, **facts})
            connection.execute(END_OF_ACCOUNT, {"account": account})
            log_about(connection, now, account, Kind.ROLE_CHANGED, by, _position(role, departments))

    def disable(self, account: int, now: datetime, by: Doer = AT_THE_MACHINE) -> None:
        """And signs this person out everywhere. One that was disabled stays as it is."""
        with self.changes.one() as connection:
            connection.execute(_DISABLE, {"account": account, "now": now})
            connection.execute(END_OF_ACCOUNT, {"account": account})
            log_about(connection, now, account, Kind.ACCOUNT_DISABLED, by)

    def forget(self, account: int) -> None:
        """Deletes the account; the log tells of it without its name."""
        with self.changes.one() as connection:
            connection.execute(END_OF_ACCOUNT, {"account": account})
            connection.execute(_FORGET_RECOVERY_CODES, {"account": account})
            connection.execute(_FORGET_USER, {"account": account})

    def enable(self, account: int, now: datetime, by: Doer = AT_THE_MACHINE) -> None:
        with self.changes.one() as connection:
            connection.execute(_ENABLE, {"account": account})
            log_about(connection, now, account, Kind.ACCOUNT_ENABLED, by)

    # --- second factors ---

    def set_second_factor(
        self,
        account: int,
        secret: str | None,
        step: int | None,
        codes: Sequence[str],
        now: datetime,
        by: Doer = AT_THE_MACHINE,
    ) -> None:
        """The secret that an app shares, the step whose code proved it, and the digests of the recovery codes."""
        with self.changes.one() as connection:
            connection.execute(_SECOND_FACTOR, {"account": account, "secret": secret, "step": step})
            connection.execute(_FORGET_RECOVERY_CODES, {"account": account})
            if codes:
                connection.execute(insert(RecoveryCodeRow), [{"user_id": account, "digest": code} for code in codes])
            log_about(connection, now, account, Kind.SECOND_FACTOR_SET if secret else Kind.SECOND_FACTOR_REMOVED, by)

    def use_step(self, account: int, step: int) -> bool:
        """Whether no code of this step or a later one was used before; from now on it was."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            return connection.execute(_USE_STEP, {"account": account, "step": step}).rowcount == 1

    def use_recovery_code(self, account: int, digest: str) -> bool:
        """Whether it was there; it is no more."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            return connection.execute(_USE_RECOVERY_CODE, {"account": account, "code": digest}).rowcount == 1

    def _ask_for_user(self, statement: Executable, **facts: object) -> StoredUser | None:
        with in_words(), self._engine.connect() as connection:
            row = connection.execute(statement, facts).first()
        return _user(row) if row else None


def _of_token(kind: Kind, token: StoredToken, by: Doer) -> Deed:
    counter = {} if token.counter is None else {"counter": token.counter}
    return Deed(kind, by, token.name, token.hall, {"role": token.role, "device": token.id, **counter})


def _position(role: str, departments: Sequence[str]) -> dict[str, object]:
    return {"role": role, **({"departments": list(departments)} if departments else {})}


def _user(row: Any) -> StoredUser:  # noqa: ANN401 (a row of `_USERS`)
    role, hall, name, password_hash, departments, *rest = row
    return StoredUser(role, hall, name, password_hash, tuple(departments), *rest)

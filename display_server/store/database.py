"""Opening the database: SQLite embedded (WAL, foreign keys, FULL) or PostgreSQL by URL, at the newest migration."""

import os
import random
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from display_server.domain.refusals import NotValid
from display_server.store.failures import is_locked

LOCK_PATIENCE_SECONDS = 10
"""How long a writer waits for the other writers of a hall before the request fails."""
BETWEEN_TRIES_SECONDS = (0.001, 0.005)
PRAGMAS = (
    *("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"),
    "secure_delete = ON",  # what is thrown away of people must not stay in the file's free pages
)
OWN_FILE, OWN_FOLDER = 0o600, 0o700
BESIDE_IT = ("-wal", "-shm")
_OF_BOTH: Mapping[str, Any] = {"hide_parameters": True, "json_deserializer": from_json}
"""pydantic's reader of JSON: a year of figures is megabytes of it, and Python's own takes three times as long."""
MIGRATIONS = Path(__file__).parent / "migrations"


Aside = Callable[[Callable[[], object]], object]
"""Runs something that waits for the disk; returns when it is done, and raises what it raised."""


def at_once(waits: Callable[[], object]) -> object:
    """For a process that has nobody else to serve."""
    return waits()


def open_database(url: str, aside: Aside = at_once) -> Engine:
    """An engine on the database at `url`, brought to the newest migration first; its commits are waited for `aside`.

    `postgresql://…` means the psycopg driver. Raises NotValid for a URL that names no usable database.
    """
    engine = connect(url, aside)
    upgrade(engine)
    return engine


def connect(url: str, aside: Aside = at_once) -> Engine:
    """An engine whose transactions begin as the halls need them; see `open_database`.

    Its errors hide what a statement was given: logs tell of no ticket's token and no person's mark.
    """
    try:
        where = make_url(url)
    except ArgumentError as error:
        raise NotValid(
            "database", "Not a database URL: %(url)s. Write sqlite:///FILE or postgresql://…", url=url
        ) from error
    match where.get_backend_name():
        case "sqlite":
            if where.database and where.database != ":memory:":
                keep_to_oneself(Path(where.database))
            patience = {"timeout": LOCK_PATIENCE_SECONDS, "check_same_thread": False}
            engine = create_engine(where, connect_args=patience, **_OF_BOTH)
            engine.update_execution_options(aside=aside)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            event.listen(engine, "commit", partial(_commit_sqlite, aside))
            return engine
        case "postgresql":
            options = {"options": f"-c lock_timeout={LOCK_PATIENCE_SECONDS}s"}
            driver = where.set(drivername="postgresql+psycopg")
            return create_engine(driver, pool_size=20, pool_pre_ping=True, connect_args=options, **_OF_BOTH)
        case other:
            raise NotValid("database", "No such kind of database: %(kind)s. Use sqlite or postgresql.", kind=other)


def keep_to_oneself(file: Path) -> None:
    """Makes the file of a database nobody else's to read, whatever the umask; SQLite gives its log the same mode.

    A folder that is made for it is nobody else's either; one that is there already is left as it is.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=OWN_FOLDER)
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, OWN_FILE))
    for each in (file, *(file.with_name(f"{file.name}{beside}") for beside in BESIDE_IT)):
        with suppress(FileNotFoundError, PermissionError):  # another user's file is that user's to mend
            each.chmod(OWN_FILE)


def empty_write_ahead_log(engine: Engine) -> bool:
    """Brings SQLite's log into the database's file and cuts it off: what was thrown away is gone from the disk then.

    False where somebody reads or writes just then: it waits for nobody but the disk, and for that aside. PostgreSQL's
    log is that server's own.
    """
    if engine.dialect.name != "sqlite":
        return True
    aside: Aside = engine.get_execution_options()["aside"]
    with engine.connect() as connection:
        sqlite: Any = connection.connection.driver_connection
        sqlite.execute("PRAGMA busy_timeout = 0")
        try:
            answer: Any = aside(lambda: sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
        except sqlite3.OperationalError as error:
            if not is_locked(error):
                raise
            return False
        finally:
            sqlite.execute(f"PRAGMA busy_timeout = {LOCK_PATIENCE_SECONDS * 1000}")
    return bool(answer[0] == 0)


def for_writing(connection: Connection) -> Connection:
    """Makes the coming transaction one that writes: on SQLite it takes the write lock at once, not on first need."""
    return connection.execution_options(writes=True)


def for_reading(connection: Connection) -> Connection:
    """Makes the coming transaction see one moment of the hall throughout."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 (sqlite3's connection or a stand-in's)
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not where sqlite3 guesses
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        _begin_writing(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _commit_sqlite(aside: Aside, connection: Connection) -> None:
    """What was written waits for the disk aside, so that meanwhile everybody else is served.

    The driver's own `commit`, which follows, finds nothing left to do. It would not say so either where SQLite had
    undone a transaction by itself, as it may when the disk is full.
    """
    if connection.get_execution_options().get("writes"):
        sqlite: Any = connection.connection.driver_connection
        aside(lambda: sqlite.execute("COMMIT"))


def _begin_writing(connection: Connection) -> None:
    """Takes the write lock, or waits for it by sleeping in Python: SQLite's own waiting would stop all of gevent."""
    sqlite: Any = connection.connection.driver_connection
    deadline = time.monotonic() + LOCK_PATIENCE_SECONDS
    sqlite.execute("PRAGMA busy_timeout = 0")
    try:
        while not _takes_lock(sqlite, time.monotonic() > deadline):
            time.sleep(random.uniform(*BETWEEN_TRIES_SECONDS))  # noqa: S311 (so that writers do not keep step)
    finally:
        sqlite.execute(f"PRAGMA busy_timeout = {LOCK_PATIENCE_SECONDS * 1000}")


def _takes_lock(sqlite: sqlite3.Connection, is_last_try: bool) -> bool:
    try:
        sqlite.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if is_last_try or not is_locked(error):
            raise
        return False
    return True


def upgrade(engine: Engine) -> None:
    """Brings the database to the newest migration; several processes may start at once.

    Raises NotValid for a database that a newer version has migrated.
    """
    with engine.connect() as connection, connection.begin():
        found, known = migration_of(connection), newest_migration()
    if found == known:
        return
    if found is not None and found > known:
        raise NotValid(
            "database",
            "This database was made by a newer motcua (migration %(found)s; this one knows %(known)s). "
            "Install the newer one.",
            found=found,
            known=known,
        )
    with for_writing(engine.connect()) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(4859317)")
        _migrate(connection)


def newest_migration() -> str:
    """The revision that this version of the code needs: they are one chain, each file named after its own."""
    return max(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def migration_of(connection: Connection) -> str | None:
    """The revision that the database is at; None for one without any tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision


def _migrate(connection: Connection) -> None:
    """Alembic is loaded only here: a start that has nothing to migrate is a fifth of a second sooner without it."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

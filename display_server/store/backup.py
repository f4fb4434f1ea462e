"""A consistent copy of an embedded database while it is in use, and back. PostgreSQL has tools of its own for this.

A copy lasts for years, the marks of people and the keys that made them for a day: they are left out. Whoever held one
ticket before a hall was restored may take another that day.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from display_server.domain.refusals import NotAllowed, NotValid
from display_server.store.database import keep_to_oneself
from display_server.store.models import DayKeyRow, PersonRow, ReminderRow, SessionRow


def back_up(url: str, file: Path) -> None:
    """Copies the database at `url` into a new file, while others read and write it.

    Raises NotAllowed where the file is there already: a backup never overwrites another.
    """
    source = _file_of(url)
    if not source.exists():
        raise NotAllowed("There is no database at %(file)s to back up.", file=source)
    _must_be_new(file)
    _copy(source, file)


def restore(file: Path, url: str) -> None:
    """Makes the backup the database at `url`, which must not exist yet. Raises NotAllowed otherwise."""
    if not file.exists():
        raise NotAllowed("There is no backup at %(file)s.", file=file)
    target = _file_of(url)
    _must_be_new(target)
    _copy(file, target)


def _copy(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    keep_to_oneself(part)
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(part)) as copy,
    ):
        try:
            reading.backup(copy)
            _forget_people(copy)
        except sqlite3.DatabaseError as error:
            part.unlink(missing_ok=True)
            raise NotAllowed("%(file)s is not a whole database: %(why)s.", file=source, why=error) from error
    part.rename(target)


def _forget_people(copy: sqlite3.Connection) -> None:
    """Deletes them so that their bytes are gone too. A database of an older migration has no such tables."""
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    copy.execute("PRAGMA secure_delete = ON")
    with copy:
        for table in tables & {PersonRow.__tablename__, DayKeyRow.__tablename__, ReminderRow.__tablename__}:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 (one of two names of ours)
        if SessionRow.__tablename__ in tables:  # whoever signed out since would be signed in again
            copy.execute("DELETE FROM sessions WHERE user_id IS NOT NULL")


def _file_of(url: str) -> Path:
    where = make_url(url)
    if where.get_backend_name() != "sqlite" or not where.database:
        raise NotValid("database", "This copies SQLite files. For PostgreSQL use pg_dump and pg_restore.")
    return Path(where.database)


def _must_be_new(file: Path) -> None:
    if file.exists():
        raise NotAllowed(
            "%(file)s is there already, and nothing is overwritten. Name another, or move it away.", file=file
        )

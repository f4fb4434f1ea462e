"""A kiosk's book whose file refuses to be written for a while, as on a full disk; it can still be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

CHANGES = ("INSERT", "UPDATE", "DELETE")


@contextmanager
def takes_nothing(book: Path, changes: tuple[str, ...] = CHANGES) -> Iterator[None]:
    """Every such change of the book fails, whoever makes it, for as long as the block lasts."""
    with closing(sqlite3.connect(book)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        refused = [(table, change) for table in tables if not table.startswith("sqlite_") for change in changes]
        for table, change in refused:
            db.execute(
                f"CREATE TRIGGER full_{table}_{change} BEFORE {change} ON {table}"
                " BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END"
            )
        db.commit()
        yield
        for table, change in refused:
            db.execute(f"DROP TRIGGER full_{table}_{change}")
        db.commit()

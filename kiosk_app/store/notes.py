"""What a kiosk notes for its next start, by name: its hall, the time, the roll. Knows the meaning of no note."""

import logging
import sqlite3
from typing import TypeVar

from pydantic import TypeAdapter

from kiosk_app.store.connection import Connection, StoreFails

Kind = TypeVar("Kind")

log = logging.getLogger(__name__)


class Notes:
    """Every call may raise StoreFails, but for `get_as`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        row = self._connection.row("SELECT value FROM notes WHERE name = ?", name)
        return row["value"] if row else None

    def get_as(self, kind: type[Kind], name: str) -> Kind | None:
        """What a note says; None where there is none, or none that this version can read. Raises nothing: whoever
        reads it begins without.
        """
        try:
            written = self.get(name)
            return TypeAdapter(kind).validate_json(written) if written else None
        except (StoreFails, ValueError) as fault:
            log.warning("the note %s cannot be read: %s", name, fault)
            return None

    def set(self, name: str, value: str) -> None:
        with self._connection.writing() as db:
            set_note(db, name, value)

    def add(self, name: str, by: float) -> None:
        """To a note that is a number."""
        self._connection.write(
            "INSERT INTO notes VALUES (?1, ?2)"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS REAL) + CAST(?2 AS REAL)",
            name, str(by),
        )  # fmt: skip

    def drop(self, name: str) -> None:
        self._connection.write("DELETE FROM notes WHERE name = ?", name)


def set_note(db: sqlite3.Connection, name: str, value: str) -> None:
    """As part of a transaction."""
    db.execute("INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))

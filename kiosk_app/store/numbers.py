"""The numbers that the kiosk may issue by itself: leased from the server, each given once."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from display_server.contract import NumberLease
from kiosk_app.store.columns import written_time
from kiosk_app.store.connection import Connection


class LeasedNumbers:
    """Every call may raise StoreFails."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, leases: Iterable[NumberLease], prefixes: Collection[str]) -> None:
        """Notes what may be issued of these prefixes, and that nothing else of them may.

        A number that was given stays given, whatever a lease says.
        """
        with self._connection.writing() as db:
            db.executemany("DELETE FROM numbers WHERE prefix = ? AND NOT given", [(prefix,) for prefix in prefixes])
            db.executemany(
                "INSERT INTO numbers (lease, prefix, day, number, begins_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                [row for lease in leases for row in _rows_of(lease)],
            )

    def drop_expired(self, now: datetime) -> None:
        """Lets go of numbers whose lease has ended: from now on the server may give them to others."""
        self._connection.write("DELETE FROM numbers WHERE expires_at <= ? AND NOT given", written_time(now))

    def left(self, now: datetime) -> Mapping[str, int]:
        """How many numbers of each prefix the kiosk may issue now."""
        query = (
            "SELECT prefix, count(*) FROM numbers WHERE begins_at <= ?1 AND expires_at > ?1 AND NOT given"
            " GROUP BY prefix"
        )
        return dict(self._connection.rows(query, written_time(now)))

    def has(self, prefix: str, now: datetime) -> bool:
        query = "SELECT 1 FROM numbers WHERE prefix = ?1 AND begins_at <= ?2 AND expires_at > ?2 AND NOT given LIMIT 1"
        return self._connection.row(query, prefix, written_time(now)) is not None


def take_next_number(db: sqlite3.Connection, prefix: str, now: datetime) -> sqlite3.Row | None:
    """Takes the first number of a prefix out of its lease, as part of a transaction; None where there is none left."""
    number: sqlite3.Row | None = db.execute(
        "SELECT * FROM numbers WHERE prefix = ?1 AND begins_at <= ?2 AND expires_at > ?2 AND NOT given"
        " ORDER BY day, turn LIMIT 1",
        (prefix, written_time(now)),
    ).fetchone()
    if number is not None:
        db.execute("UPDATE numbers SET given = TRUE WHERE turn = ?", (number["turn"],))
    return number


def _rows_of(lease: NumberLease) -> Iterator[tuple[int, str, str, str, str, str]]:
    begins_at = written_time(lease.begins_at) if lease.begins_at else ""
    for number in lease.numbers:
        yield lease.id, lease.prefix, str(lease.day), number, begins_at, written_time(lease.expires_at)

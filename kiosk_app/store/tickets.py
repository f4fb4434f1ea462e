"""Every ticket that this kiosk asked for or issued by itself, under its key, and what became of its paper."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from display_server.contract import IssueTicket, Paper, Ticket
from kiosk_app.store.columns import (
    NOT_PRINTED,
    read_ticket,
    read_ticket_paper,
    written_paper,
    written_request,
    written_time,
)
from kiosk_app.store.connection import Connection, StoreFails
from kiosk_app.store.notes import set_note
from kiosk_app.store.numbers import take_next_number

CANCELLED, TO_CANCEL = "given up", "being given back"
"""Of `handed_in`: the server does not count a ticket any more; it still does, and is to be told."""


@dataclass(frozen=True, slots=True)
class TakenNumber:
    """A number out of a lease, and which of all tickets of this kiosk it is for."""

    place: int
    number: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class StoredTicket:
    ticket: Ticket
    offline: bool
    """The kiosk issued it by itself."""


class Tickets:
    """Every call may raise StoreFails."""

    def __init__(self, connection: Connection, holder: str) -> None:
        self._connection, self._holder = connection, holder

    # --- asking and issuing -------------------------------------------------------------------------------------------

    def with_key(self, key: str) -> StoredTicket | None:
        """The ticket under this key, if it was issued already."""
        row = self._connection.row("SELECT ticket, source FROM tickets WHERE key = ? AND ticket IS NOT NULL", key)
        return _stored(row) if row else None

    def with_token(self, token: str) -> Ticket | None:
        row = self._connection.row("SELECT ticket FROM tickets WHERE token = ?", token)
        return read_ticket(row) if row else None

    def ask(self, key: str, request: IssueTicket, at: datetime) -> None:
        """Notes that the server is going to be asked: from now on it may have issued a ticket for this key."""
        self._connection.write(
            "INSERT INTO tickets (key, request, asked_at, doubtful) VALUES (?, ?, ?, TRUE)"
            " ON CONFLICT (key) DO UPDATE SET doubtful = TRUE, asked_at = excluded.asked_at",
            key, written_request(request), written_time(at),
        )  # fmt: skip

    def settle(self, key: str) -> None:
        """Notes that the server holds no ticket for this key, or none that still counts."""
        self._connection.write("UPDATE tickets SET doubtful = FALSE WHERE key = ?", key)

    def record_issued(self, key: str, ticket: Ticket) -> None:
        """Stores the ticket that the server issued for this key."""
        self._connection.write(
            "UPDATE tickets SET doubtful = FALSE, source = 'server', ticket = ?, token = ?, issued_at = ?"
            " WHERE key = ?",
            ticket.model_dump_json(), ticket.token, written_time(ticket.issued_at), key,
        )  # fmt: skip

    def issue_next(
        self, key: str, request: IssueTicket, prefix: str, now: datetime, write: Callable[[TakenNumber], Ticket]
    ) -> StoredTicket | None:
        """Issues the next number of a prefix, once per key; None where the kiosk has none left.

        The number leaves its lease and the ticket enters the store in one transaction. No ticket is earlier than the
        one before, whatever happened to the clock.
        """
        with self._connection.writing() as db:
            db.execute(
                "INSERT INTO tickets (key, request, asked_at, doubtful) VALUES (?, ?, ?, FALSE) ON CONFLICT DO NOTHING",
                (key, written_request(request), written_time(now)),
            )
            row = db.execute("SELECT place, ticket, source FROM tickets WHERE key = ?", (key,)).fetchone()
            if row["ticket"] is not None:
                return _stored(row)
            number = take_next_number(db, prefix, now)
            if number is None:
                return None
            ticket = write(TakenNumber(row["place"], number["number"], _not_before_the_last(db, now)))
            self._store_offline(db, row["place"], number, ticket)
        return StoredTicket(ticket, offline=True)

    def _store_offline(self, db: sqlite3.Connection, place: int, number: sqlite3.Row, ticket: Ticket) -> None:
        db.execute(
            "UPDATE tickets SET source = 'kiosk', ticket = ?, token = ?, issued_at = ?, lease = ?, day = ?, number = ?,"
            " holder = ? WHERE place = ?",
            (
                *(ticket.model_dump_json(), ticket.token, written_time(ticket.issued_at)),
                *(number["lease"], number["day"], number["number"], self._holder, place),
            ),
        )

    def cancel(self, ticket: Ticket) -> bool:
        """Takes a ticket back that nobody holds, if it is stored here. One that the server does not know yet stays
        unknown; of any other the server is to be told.
        """
        statement = (
            "UPDATE tickets SET handed_in = CASE WHEN source = 'kiosk' AND handed_in IS NULL THEN ? ELSE ? END"
            " WHERE token = ?"
        )
        return bool(self._connection.write(statement, CANCELLED, TO_CANCEL, ticket.token))

    def is_cancelled(self, ticket: Ticket) -> bool:
        """Whether it was taken back, whatever the server knows of that."""
        query = "SELECT 1 FROM tickets WHERE token = ? AND handed_in IN (?, ?)"
        return self._connection.row(query, ticket.token, CANCELLED, TO_CANCEL) is not None

    def busiest_days(self, prefixes: Mapping[str, str]) -> Mapping[str, int]:
        """The most numbers of each prefix, from the server and from leases, that this kiosk issued on one of its days.

        `prefixes` are those of the services; a service that has none any more does not count.
        """
        query = (
            "SELECT substr(issued_at, 1, 10), json_extract(ticket, '$.service'), count(*) FROM tickets"
            " WHERE ticket IS NOT NULL GROUP BY 1, 2"
        )
        issued = Counter[tuple[str, str]]()
        for day, service, count in self._connection.rows(query):
            if service in prefixes:
                issued[prefixes[service], day] += count
        busiest: dict[str, int] = {}
        for (prefix, _day), count in issued.items():
            busiest[prefix] = max(count, busiest.get(prefix, 0))
        return busiest

    # --- paper --------------------------------------------------------------------------------------------------------

    def mark(self, ticket: Ticket, paper: Paper, at: datetime, note: tuple[str, str] | None = None) -> None:
        """Notes what became of the ticket's paper, and that the server is to be told; with it another note."""
        written = written_paper(paper)
        try:
            with self._connection.writing() as db:
                db.execute("UPDATE tickets SET paper = ? WHERE token = ?", (written, ticket.token))
                db.execute(
                    "INSERT OR REPLACE INTO slips_to_tell VALUES (?, ?, ?)", (ticket.token, written, written_time(at))
                )
                if note:
                    set_note(db, *note)
        except StoreFails:  # this much a full disk may still take, and nobody cancels a ticket that is on paper
            self._connection.write("UPDATE tickets SET paper = ? WHERE token = ?", written, ticket.token)

    def mark_read(self, ticket: Ticket) -> None:
        """Notes that somebody has read the ticket's number from the screen, though there is no paper."""
        statement = "UPDATE tickets SET paper = ? WHERE token = ? AND paper = ?"
        self._connection.write(statement, written_paper(Paper.FAILED), ticket.token, NOT_PRINTED)

    def latest(self, most: int) -> tuple[tuple[StoredTicket, Paper | None], ...]:
        """The tickets issued last, newest first, each with what became of its paper."""
        rows = self._connection.rows(
            "SELECT ticket, source, paper FROM tickets WHERE ticket IS NOT NULL"
            " ORDER BY issued_at DESC, place DESC LIMIT ?",
            most,
        )
        return tuple((_stored(row), read_ticket_paper(row["paper"])) for row in rows)


def _stored(row: sqlite3.Row) -> StoredTicket:
    return StoredTicket(read_ticket(row), row["source"] == "kiosk")


def _not_before_the_last(db: sqlite3.Connection, now: datetime) -> datetime:
    (latest,) = db.execute("SELECT max(issued_at) FROM tickets WHERE source = 'kiosk'").fetchone()
    return max(now, datetime.fromisoformat(latest)) if latest else now

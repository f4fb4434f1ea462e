"""The kiosk's own store on disk: numbers it may give by itself, every ticket it gave, every question still open.

Knows no network, no screen and no rule of when to give what. Each call is one transaction that is on the disk when the
call returns, so that a kiosk that is killed at any moment goes on where it was.
"""

import logging
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from pydantic import TypeAdapter

from display_server.contract import IssueTicket, NumberLease, Paper, SlipNews, Ticket
from kiosk_app.store.store_file import (
    HOLDER,
    NOT_PRINTED,
    forget_holder,
    is_damage,
    open_store_file,
    read_paper,
    read_ticket_paper,
    written_paper,
)

Kind = TypeVar("Kind")

log = logging.getLogger(__name__)

KEPT_DAYS = 3
"""Tickets that are handed in stay so long, for whoever asks what became of one."""

CARDS = "network cards"
"""The note of the machine that the store was written on last."""
CANCELLED, TO_CANCEL = "given up", "being given back"
TRIAL, TRIAL_BYTES = "trial", 8192
"""A note larger than a page: a full disk takes none."""
SET_NOTE = "INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class StoreFails(Exception):
    """The store's file cannot be read or written: a full disk, or a broken one."""


@dataclass(frozen=True, slots=True)
class LeasedNumber:
    """A number out of a lease, and which of all tickets of this kiosk it is for."""

    place: int
    number: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class StoredTicket:
    """A ticket that stands in the store."""

    ticket: Ticket
    offline: bool


@dataclass(frozen=True, slots=True)
class OfflineTicket:
    """A ticket that the kiosk gave by itself, as the server has to know it."""

    key: str
    doubtful: bool
    """The server was asked under this key before, and may have given another number that nobody holds."""
    request: IssueTicket
    lease: int
    ticket: Ticket
    holder: str
    """The name that the lease was granted to."""


@dataclass(frozen=True, slots=True)
class UnansweredRequest:
    """A question whose answer never came: the server may have given a ticket that nobody holds."""

    key: str
    request: IssueTicket


class KioskStore:
    """Opens the store, or begins one, whatever state its disk is in. Safe to use from several threads, and from several
    processes. `cards` are the machine's network cards: a store of other ones was copied with its disk.

    Every call may raise StoreFails.
    """

    def __init__(self, file: Path, cards: Collection[str] = ()) -> None:
        opened = open_store_file(file)
        self._db, self.is_on_disk = opened.db, opened.is_on_disk
        """Whether what is written is on the disk: else no number of a lease may be given."""
        self.folder = file.parent
        self._lock = threading.Lock()
        self._fails = self._is_damaged = False
        self._leave_copied_leases(cards)
        self.holder = self._holder()
        """The name that leases of this store are granted to."""

    def close(self) -> None:
        self._db.close()

    # --- numbers ------------------------------------------------------------------------------------------------------

    def add_leases(self, leases: Iterable[NumberLease], prefixes: Collection[str]) -> None:
        """Notes what may be given of these prefixes, and that nothing else of them may.

        A number that was given stays given, whatever a lease says.
        """
        with self._writing() as db:
            db.executemany("DELETE FROM numbers WHERE prefix = ? AND NOT given", [(prefix,) for prefix in prefixes])
            db.executemany(
                "INSERT INTO numbers (lease, prefix, day, number, begins_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                [
                    (
                        lease.id,
                        lease.prefix,
                        str(lease.day),
                        number,
                        _written(lease.begins_at) if lease.begins_at else "",
                        _written(lease.expires_at),
                    )
                    for lease in leases
                    for number in lease.numbers
                ],
            )

    def drop_expired(self, now: datetime) -> None:
        """Lets go of numbers whose lease has ended: from now on the server may give them to others."""
        self._write("DELETE FROM numbers WHERE expires_at <= ? AND NOT given", _written(now))

    def numbers_left(self, now: datetime) -> Mapping[str, int]:
        """How many numbers of each prefix the kiosk may give now."""
        query = (
            "SELECT prefix, count(*) FROM numbers WHERE begins_at <= ?1 AND expires_at > ?1 AND NOT given"
            " GROUP BY prefix"
        )
        return dict(self._rows(query, _written(now)))

    def has_number(self, prefix: str, now: datetime) -> bool:
        query = "SELECT 1 FROM numbers WHERE prefix = ?1 AND begins_at <= ?2 AND expires_at > ?2 AND NOT given LIMIT 1"
        return self._row(query, prefix, _written(now)) is not None

    def busiest_days(self, prefixes: Mapping[str, str]) -> Mapping[str, int]:
        """The most numbers of each prefix, from the server and from leases, that this kiosk gave on one of its days.

        `prefixes` are those of the services; a service that has none any more does not count.
        """
        query = (
            "SELECT substr(issued_at, 1, 10), json_extract(ticket, '$.service'), count(*) FROM tickets"
            " WHERE ticket IS NOT NULL GROUP BY 1, 2"
        )
        given = Counter[tuple[str, str]]()
        for day, service, count in self._rows(query):
            if service in prefixes:
                given[prefixes[service], day] += count
        busiest: dict[str, int] = {}
        for (prefix, _day), count in given.items():
            busiest[prefix] = max(count, busiest.get(prefix, 0))
        return busiest

    # --- tickets ------------------------------------------------------------------------------------------------------

    def ticket_for_key(self, key: str) -> StoredTicket | None:
        """The ticket under this key, if it was given already."""
        row = self._row("SELECT ticket, source FROM tickets WHERE key = ? AND ticket IS NOT NULL", key)
        return StoredTicket(Ticket.model_validate_json(row["ticket"]), row["source"] == "kiosk") if row else None

    def ticket_for_token(self, token: str) -> Ticket | None:
        """The ticket with this token, if it stands in the store."""
        row = self._row("SELECT ticket FROM tickets WHERE token = ?", token)
        return Ticket.model_validate_json(row["ticket"]) if row else None

    def ask(self, key: str, request: IssueTicket, at: datetime) -> None:
        """Notes that the server is going to be asked: from now on it may have given a ticket for this key."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO tickets (key, request, asked_at, doubtful) VALUES (?, ?, ?, TRUE)"
                " ON CONFLICT (key) DO UPDATE SET doubtful = TRUE, asked_at = excluded.asked_at",
                (key, _without_card(request), _written(at)),
            )

    def settle(self, key: str) -> None:
        """Notes that the server holds no ticket for this key, or none that still counts."""
        self._write("UPDATE tickets SET doubtful = FALSE WHERE key = ?", key)

    def record_issued(self, key: str, ticket: Ticket) -> None:
        """Stores the ticket that the server gave for this key."""
        self._write(
            "UPDATE tickets SET doubtful = FALSE, source = 'server', ticket = ?, token = ?, issued_at = ?"
            " WHERE key = ?",
            ticket.model_dump_json(), ticket.token, _written(ticket.issued_at), key,
        )  # fmt: skip

    def issue_next(
        self, key: str, request: IssueTicket, prefix: str, now: datetime, write: Callable[[LeasedNumber], Ticket]
    ) -> StoredTicket | None:
        """Gives the next number of a prefix, once per key; None where the kiosk has none left.

        The number leaves its lease and the ticket enters the store in one transaction. No ticket is earlier than the
        one before, whatever happened to the clock.
        """
        with self._writing() as db:
            db.execute(
                "INSERT INTO tickets (key, request, asked_at, doubtful) VALUES (?, ?, ?, FALSE) ON CONFLICT DO NOTHING",
                (key, _without_card(request), _written(now)),
            )
            row = db.execute("SELECT place, ticket, source FROM tickets WHERE key = ?", (key,)).fetchone()
            if row["ticket"] is None:
                return _give_next(db, row["place"], prefix, now, self.holder, write)
        return StoredTicket(Ticket.model_validate_json(row["ticket"]), row["source"] == "kiosk")

    def cancel(self, ticket: Ticket) -> bool:
        """Takes a ticket back that nobody holds, if it stands in the store. One that the server does not know yet
        stays unknown; of any other the server is to be told.
        """
        statement = (
            "UPDATE tickets SET handed_in = CASE WHEN source = 'kiosk' AND handed_in IS NULL THEN ? ELSE ? END"
            " WHERE token = ?"
        )
        return bool(self._write(statement, CANCELLED, TO_CANCEL, ticket.token))

    def is_cancelled(self, ticket: Ticket) -> bool:
        """Whether it was taken back, whatever the server knows of that."""
        query = "SELECT 1 FROM tickets WHERE token = ? AND handed_in IN (?, ?)"
        return self._row(query, ticket.token, CANCELLED, TO_CANCEL) is not None

    def never_printed(self, *, but_run: str) -> tuple[Ticket, ...]:
        """Tickets of earlier starts of the kiosk that nobody ever saw: it was killed before it printed them."""
        rows = self._rows(
            "SELECT ticket FROM tickets WHERE paper = 'not printed' AND ticket IS NOT NULL"
            " AND handed_in IS NOT ? AND handed_in IS NOT ? AND substr(key, 1, ?) != ? ORDER BY place",
            CANCELLED, TO_CANCEL, len(but_run), but_run,
        )  # fmt: skip
        return tuple(Ticket.model_validate_json(row["ticket"]) for row in rows)

    def to_cancel(self) -> tuple[Ticket, ...]:
        """What was taken back, and the server still holds a place for it."""
        rows = self._rows("SELECT ticket FROM tickets WHERE handed_in = 'being given back' ORDER BY place")
        return tuple(Ticket.model_validate_json(row["ticket"]) for row in rows)

    def note_cancelled(self, ticket: Ticket) -> None:
        """The server knows that nobody holds it."""
        self._write("UPDATE tickets SET handed_in = ? WHERE token = ?", CANCELLED, ticket.token)

    def to_hand_in(self, most: int) -> tuple[OfflineTicket, ...]:
        """The first tickets, in the order of their issue, that the server does not know yet."""
        rows = self._rows(
            "SELECT * FROM tickets WHERE source = 'kiosk' AND handed_in IS NULL ORDER BY issued_at, place LIMIT ?", most
        )
        return tuple(_offline_ticket(row, self.holder) for row in rows)

    def note_handed_in(self, answers: Mapping[str, str]) -> None:
        """Notes what the server said to the ticket of each key. Those given up meanwhile are to be given back now."""
        with self._writing() as db:
            db.executemany(
                "UPDATE tickets SET handed_in = CASE WHEN handed_in = ? THEN ? ELSE ? END, doubtful = FALSE"
                " WHERE key = ?",
                [(CANCELLED, TO_CANCEL, said, key) for key, said in answers.items()],
            )

    def unanswered(self, *, since_asked: datetime, but_run: str) -> tuple[UnansweredRequest, ...]:
        """Open questions that nobody stands before any more: too old, of an earlier start, or of a number given up."""
        rows = self._rows(
            "SELECT key, request FROM tickets WHERE doubtful AND (handed_in = ? OR"
            " source IS NULL AND (asked_at < ? OR substr(key, 1, ?) != ?)) ORDER BY place",
            CANCELLED, _written(since_asked), len(but_run), but_run,
        )  # fmt: skip
        return tuple(UnansweredRequest(row["key"], IssueTicket.model_validate_json(row["request"])) for row in rows)

    def waiting_to_be_handed_in(self) -> int:
        ((count,),) = self._rows("SELECT count(*) FROM tickets WHERE source = 'kiosk' AND handed_in IS NULL")
        return int(count)

    def refused(self) -> int:
        """How many tickets on paper the server would not take."""
        ((count,),) = self._rows("SELECT count(*) FROM tickets WHERE handed_in LIKE 'refused%'")
        return int(count)

    # --- paper --------------------------------------------------------------------------------------------------------

    def mark(self, ticket: Ticket, paper: Paper, at: datetime, note: tuple[str, str] | None = None) -> None:
        """Notes what became of the ticket's paper, and that the server is to be told; with it another note."""
        written = written_paper(paper)
        try:
            with self._writing() as db:
                db.execute("UPDATE tickets SET paper = ? WHERE token = ?", (written, ticket.token))
                db.execute(
                    "INSERT OR REPLACE INTO slips_to_tell VALUES (?, ?, ?)", (ticket.token, written, _written(at))
                )
                if note:
                    db.execute(SET_NOTE, note)
        except StoreFails:  # this much a full disk may still take, and nobody gives back a ticket that is on paper
            self._write("UPDATE tickets SET paper = ? WHERE token = ?", written, ticket.token)

    def mark_read(self, ticket: Ticket) -> None:
        """Notes that the ticket's number was read from the screen: without paper, but not by nobody."""
        statement = "UPDATE tickets SET paper = ? WHERE token = ? AND paper = ?"
        self._write(statement, written_paper(Paper.FAILED), ticket.token, NOT_PRINTED)

    def unreported_slips(self, most: int) -> tuple[SlipNews, ...]:
        """The oldest news of paper that the server does not know; not of tickets that are to be handed in first."""
        rows = self._rows(
            "SELECT token, paper, at FROM slips_to_tell WHERE token NOT IN"
            " (SELECT token FROM tickets WHERE source = 'kiosk' AND handed_in IS NULL) ORDER BY at LIMIT ?",
            most,
        )
        return tuple(
            SlipNews(token=row["token"], paper=read_paper(row["paper"]), at=datetime.fromisoformat(row["at"]))
            for row in rows
        )

    def note_slips_reported(self, slips: Iterable[SlipNews]) -> None:
        """Lets go of what the server knows now; what became of the paper since stays to be told."""
        with self._writing() as db:
            db.executemany(
                "DELETE FROM slips_to_tell WHERE token = ? AND paper = ? AND at = ?",
                [(slip.token, written_paper(slip.paper), _written(slip.at)) for slip in slips],
            )

    def latest(self, most: int) -> tuple[tuple[StoredTicket, Paper | None], ...]:
        """The tickets given last, newest first, each with what became of its paper."""
        rows = self._rows(
            "SELECT ticket, source, paper FROM tickets WHERE ticket IS NOT NULL"
            " ORDER BY issued_at DESC, place DESC LIMIT ?",
            most,
        )
        return tuple(
            (
                StoredTicket(Ticket.model_validate_json(row["ticket"]), row["source"] == "kiosk"),
                read_ticket_paper(row["paper"]),
            )
            for row in rows
        )

    # --- what is chosen, and other notes ------------------------------------------------------------------------------

    def count_choice(self, service: str, hour: int) -> None:
        """One more visitor chose this service at this hour of the day."""
        self._write(
            "INSERT INTO choices VALUES (?, ?, 1) ON CONFLICT (service, hour) DO UPDATE SET count = count + 1",
            service, hour,
        )  # fmt: skip

    def choices(self, hours: Collection[int]) -> Mapping[str, int]:
        """How often each service was chosen at these hours of the day."""
        counts: Counter[str] = Counter()
        for service, hour, count in self._rows("SELECT service, hour, count FROM choices"):
            counts[service] += count if hour in hours else 0
        return +counts

    def note(self, name: str) -> str | None:
        row = self._row("SELECT value FROM notes WHERE name = ?", name)
        return row["value"] if row else None

    def note_as(self, kind: type[Kind], name: str) -> Kind | None:
        """What a note says; None where there is none, or none that this version can read. Raises nothing: whoever
        reads it begins without.
        """
        try:
            written = self.note(name)
            return TypeAdapter(kind).validate_json(written) if written else None
        except (StoreFails, ValueError) as fault:
            log.warning("the note %s cannot be read: %s", name, fault)
            return None

    def set_note(self, name: str, value: str) -> None:
        self._write(SET_NOTE, name, value)

    def add_to_note(self, name: str, by: float) -> None:
        self._write(
            "INSERT INTO notes VALUES (?1, ?2)"
            " ON CONFLICT (name) DO UPDATE SET value = CAST(value AS REAL) + CAST(?2 AS REAL)",
            name, str(by),
        )  # fmt: skip

    def forget(self, now: datetime) -> None:
        """Lets go of what nobody needs any more: settled tickets and numbers of days gone by."""
        before = now - timedelta(days=KEPT_DAYS)
        with self._writing() as db:
            db.execute(
                "DELETE FROM tickets WHERE asked_at < ? AND NOT doubtful AND"
                " (source IS NOT 'kiosk' OR handed_in IS NOT NULL)",
                (_written(before),),
            )
            db.execute("DELETE FROM numbers WHERE day < ?", (before.date().isoformat(),))

    # --- the file -----------------------------------------------------------------------------------------------------

    @property
    def is_broken(self) -> bool:
        """Damaged, or not kept at all: only a new start can change that."""
        return self._is_damaged or not self.is_on_disk

    def is_well(self) -> bool:
        """Whether the store is on disk, and could be written last. Where it could not, tries again. A damaged one is
        mended at the next start. Raises nothing.
        """
        if self.is_broken:
            return False
        if self._fails:
            with suppress(StoreFails):
                self.set_note(TRIAL, TRIAL_BYTES * "-")
                self._write("DELETE FROM notes WHERE name = ?", TRIAL)
        return not self._fails

    def _leave_copied_leases(self, cards: Collection[str]) -> None:
        """Two kiosks with copies of one store would give the same numbers. This one begins with a name and leases of
        its own; the tickets are handed in under the old name, by one of them or by both.
        """
        before = self.note_as(list[str], CARDS) or []
        if not cards:
            return
        with suppress(StoreFails), self._writing() as db:
            if before and not set(before) & set(cards):
                log.warning("the store was copied from another machine: its leased numbers are left to that one")
                forget_holder(db)
            db.execute(SET_NOTE, (CARDS, TypeAdapter(list[str]).dump_json(sorted(cards)).decode()))

    def _holder(self) -> str:
        """Made up once. One that cannot be written down holds until the program ends, as do the leases it gets."""
        with suppress(StoreFails):
            if written := self.note(HOLDER):
                return written
        name = f"kiosk-{token_hex(12)}"
        with suppress(StoreFails):
            self.set_note(HOLDER, name)
        return name

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._telling_failures():
            before = self._db.total_changes
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has ended it already
                    self._db.execute("ROLLBACK")
                raise
            if self._db.total_changes != before:
                self._fails = False

    @contextmanager
    def _telling_failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as fault:
            self._fails, self._is_damaged = True, self._is_damaged or is_damage(fault)
            log.warning("the store fails: %s", fault)
            raise StoreFails(str(fault)) from fault

    def _write(self, statement: str, *values: object) -> int:
        with self._writing() as db:
            return db.execute(statement, values).rowcount

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._lock, self._telling_failures():
            return self._db.execute(query, values).fetchall()

    def _row(self, query: str, *values: object) -> sqlite3.Row | None:
        return next(iter(self._rows(query, *values)), None)


def _give_next(
    db: sqlite3.Connection,
    place: int,
    prefix: str,
    now: datetime,
    holder: str,
    write: Callable[[LeasedNumber], Ticket],
) -> StoredTicket | None:
    number = db.execute(
        "SELECT * FROM numbers WHERE prefix = ?1 AND begins_at <= ?2 AND expires_at > ?2 AND NOT given"
        " ORDER BY day, turn LIMIT 1",
        (prefix, _written(now)),
    ).fetchone()
    if number is None:
        return None
    (latest,) = db.execute("SELECT max(issued_at) FROM tickets WHERE source = 'kiosk'").fetchone()
    issued_at = max(now, datetime.fromisoformat(latest)) if latest else now
    ticket = write(LeasedNumber(place, number["number"], issued_at))
    db.execute("UPDATE numbers SET given = TRUE WHERE turn = ?", (number["turn"],))
    db.execute(
        "UPDATE tickets SET source = 'kiosk', ticket = ?, token = ?, issued_at = ?, lease = ?, day = ?, number = ?,"
        " holder = ? WHERE place = ?",
        (
            *(ticket.model_dump_json(), ticket.token, _written(issued_at)),
            *(number["lease"], number["day"], number["number"], holder, place),
        ),
    )
    return StoredTicket(ticket, offline=True)


def _without_card(request: IssueTicket) -> str:
    """As it is written down: whose card was shown is for the server alone, at once or never."""
    return request.model_dump_json(exclude={"card_number"})


def _offline_ticket(row: sqlite3.Row, usual_holder: str) -> OfflineTicket:
    return OfflineTicket(
        key=row["key"],
        doubtful=bool(row["doubtful"]),
        request=IssueTicket.model_validate_json(row["request"]),
        lease=row["lease"],
        ticket=Ticket.model_validate_json(row["ticket"]),
        holder=row["holder"] or usual_holder,
    )


def _written(at: datetime) -> str:
    """Instants as text that sorts by time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")

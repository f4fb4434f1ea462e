"""The file of the kiosk's store: begun, opened, brought to this version's tables, mended where it is damaged.

Knows what the tables hold, and nothing of when a number is given.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, assert_never

from display_server.contract import IssueTicket, Paper, Ticket

log = logging.getLogger(__name__)

HOLDER = "kiosk"
"""The note of the name that leases of this store are granted to."""
LOOKED_FOR = 20_000
"""So many of the last tickets are looked for in a damaged store, one by one: more than two busy weeks."""
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
UNREADABLE = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_DATA, sqlite3.SQLITE_IOERR_CORRUPTFS}
"""A sector that the disk gives back no more."""

WITHOUT_STORE = (
    "the kiosk gives the server's numbers only, until its disk is mended or --spool names a file that it may write"
)

SCHEMA = """
CREATE TABLE IF NOT EXISTS numbers (
    turn INTEGER PRIMARY KEY AUTOINCREMENT,
    lease INTEGER NOT NULL, prefix TEXT NOT NULL, day TEXT NOT NULL, number TEXT NOT NULL, expires_at TEXT NOT NULL,
    given INTEGER NOT NULL DEFAULT FALSE, begins_at TEXT NOT NULL DEFAULT '',
    UNIQUE (day, number)
);
CREATE INDEX IF NOT EXISTS numbers_left ON numbers (prefix, day, turn) WHERE NOT given;
CREATE TABLE IF NOT EXISTS tickets (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    request TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    doubtful INTEGER NOT NULL,
    source TEXT,
    ticket TEXT, token TEXT,
    issued_at TEXT,
    lease INTEGER, day TEXT, number TEXT,
    paper TEXT NOT NULL DEFAULT 'not printed',
    handed_in TEXT,
    holder TEXT,
    UNIQUE (day, number)
);
CREATE INDEX IF NOT EXISTS open_tickets ON tickets (issued_at) WHERE source = 'kiosk' AND handed_in IS NULL;
CREATE INDEX IF NOT EXISTS going_back ON tickets (place) WHERE handed_in = 'being given back';
CREATE INDEX IF NOT EXISTS unprinted ON tickets (place) WHERE paper = 'not printed' AND ticket IS NOT NULL;
CREATE INDEX IF NOT EXISTS tokens ON tickets (token);
CREATE INDEX IF NOT EXISTS open_questions ON tickets (asked_at) WHERE doubtful;
CREATE TABLE IF NOT EXISTS slips_to_tell (token TEXT PRIMARY KEY, paper TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS choices (service TEXT, hour INTEGER, count INTEGER NOT NULL, PRIMARY KEY (service, hour));
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
ADDED_LATER = {
    ("numbers", "begins_at"): "ALTER TABLE numbers ADD COLUMN begins_at TEXT NOT NULL DEFAULT ''",
    ("tickets", "holder"): "ALTER TABLE tickets ADD COLUMN holder TEXT",
}


NOT_PRINTED = "not printed"


def written_paper(paper: Paper) -> str:
    """What became of a ticket's paper, as it stands in the store."""
    match paper:
        case Paper.NOT_COLLECTED:
            return "not collected"
        case Paper.PRINTING | Paper.PRINTED | Paper.FAILED:
            return paper.value
        case _:
            assert_never(paper)


PAPER_AS_WRITTEN = {written_paper(paper): paper for paper in Paper}


def read_paper(written: str) -> Paper:
    """Raises ValueError for what no kiosk has written."""
    if written not in PAPER_AS_WRITTEN:
        raise ValueError(f"no state of a ticket's paper: {written}")
    return PAPER_AS_WRITTEN[written]


def read_ticket_paper(written: str) -> Paper | None:
    """None before anything was sent to the printer. Raises ValueError."""
    return None if written == NOT_PRINTED else read_paper(written)


@dataclass(frozen=True, slots=True)
class OpenStore:
    """`is_on_disk`: what is written is on the disk; else it is gone when the program ends."""

    db: sqlite3.Connection
    is_on_disk: bool


class Damaged(Exception):
    """The file holds what was never written so, or a part of it cannot be read any more."""


def open_store_file(file: Path) -> OpenStore:
    """Opens the store, or begins one. A damaged file is set aside, and what can be read of it goes on in a new one.

    Raises nothing: where the disk keeps no store at all, it is one in memory.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _put_in_place(file)
        return OpenStore(_opened_or_mended(file), is_on_disk=True)
    except (OSError, sqlite3.Error, Damaged) as fault:
        log.warning("the store %s cannot be kept (%s): %s", file, fault, WITHOUT_STORE)
        return OpenStore(_begun(":memory:"), is_on_disk=False)


def forget_holder(db: sqlite3.Connection) -> None:
    """Leaves all leased numbers to the name that they were granted to; the tickets out of them go on under it."""
    db.execute("DELETE FROM numbers")
    name = "(SELECT value FROM notes WHERE name = ?)"
    db.execute(f"UPDATE tickets SET holder = {name} WHERE holder IS NULL AND lease IS NOT NULL", (HOLDER,))  # noqa: S608
    db.execute("DELETE FROM notes WHERE name = ?", (HOLDER,))


def is_damage(fault: sqlite3.Error) -> bool:
    """Whether it says that the file is damaged, rather than that it is full, busy or not ours."""
    code: int | None = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        return isinstance(fault, sqlite3.OperationalError)  # Python's own: text that is no text
    return code & 0xFF in DAMAGE or code in UNREADABLE


def _opened_or_mended(file: Path) -> sqlite3.Connection:
    try:
        return _opened(file)
    except Damaged as damage:
        _mend(file, damage)
    return _opened(file)


def _opened(file: Path) -> sqlite3.Connection:
    """Raises Damaged, or sqlite3.Error where the file is to be left alone."""
    try:
        db = _begun(file)
        try:
            _check(db)
        except BaseException:
            db.close()
            raise
    except sqlite3.Error as fault:
        if is_damage(fault):
            raise Damaged(str(fault)) from fault
        raise
    return db


def _begun(file: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(file, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # a ticket printed is a ticket stored, even by a power cut
        db.executescript(SCHEMA)
        for (table, column), statement in ADDED_LATER.items():
            if not any(each["name"] == column for each in db.execute(f"PRAGMA table_info({table})")):
                db.execute(statement)
    except BaseException:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection) -> None:
    """SQLite sees what is wrong with its own pages, not with the words on them. Raises Damaged or sqlite3.Error."""
    ((said,),) = db.execute("PRAGMA integrity_check(1)").fetchall()
    if said != "ok":
        raise Damaged(said)
    for table, must_be_sound in GOES_ON.items():
        for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608 (our own names)
            try:
                must_be_sound(row)
            except (ValueError, TypeError) as wrong:
                raise Damaged(f"what stands in {table} cannot be read: {wrong}") from wrong


# --- what goes on in a mended store -----------------------------------------------------------------------------------


Row = sqlite3.Row | Mapping[str, Any]


def _ticket_must_be_sound(row: Row) -> None:
    """Raises ValueError or TypeError, as the others."""
    IssueTicket.model_validate_json(row["request"])
    datetime.fromisoformat(row["asked_at"])
    read_ticket_paper(row["paper"])
    if _has_lost_its_end(row["holder"]):
        raise ValueError("half the name of a holder")
    if row["ticket"] is not None:
        datetime.fromisoformat(row["issued_at"])
        ticket = Ticket.model_validate_json(row["ticket"])
        if ticket.token != row["token"] or row["number"] not in (None, ticket.number):
            raise ValueError("two tickets in one row")


def _slip_must_be_sound(row: Row) -> None:
    read_paper(row["paper"])
    datetime.fromisoformat(row["at"])


def _choice_must_be_sound(row: Row) -> None:
    for column in ("hour", "count"):
        int(row[column])


def _note_must_be_sound(row: Row) -> None:
    """Whoever wrote a note reads it with care."""
    if not isinstance(row["value"], str):
        raise TypeError("a note that is no text")
    if _has_lost_its_end(row["value"]):
        raise ValueError("half a note")


def _has_lost_its_end(text: str | None) -> bool:
    """A sector that a disk gives back empty may begin in the middle of a word."""
    return text is not None and "\0" in text


GOES_ON: Mapping[str, Callable[[Row], None]] = {
    "tickets": _ticket_must_be_sound,
    "slips_to_tell": _slip_must_be_sound,
    "choices": _choice_must_be_sound,
    "notes": _note_must_be_sound,
}
"""Not the numbers: one that seems free may stand on a ticket that cannot be read. They stay with the old name, under
which the tickets are handed in, and the new store begins with a new name and leases of its own."""


def _mend(file: Path, damage: Damaged) -> None:
    """Writes down anew what can be read. Killed at any moment, it is done again at the next start, or it is done."""
    new, aside = _beside(file, ".mending"), _beside(file, f".damaged-{_next_damaged(file)}")
    for left in (new, _beside(new, "-journal"), _beside(new, "-wal"), _beside(new, "-shm")):
        left.unlink(missing_ok=True)
    with closing(_begun(new)) as into:
        into.execute("PRAGMA journal_mode = DELETE")  # one file that is whole when it is closed
        with closing(sqlite3.connect(file, timeout=10, isolation_level=None)) as damaged:
            damaged.row_factory = sqlite3.Row
            tickets = _save(damaged, into)
    log.warning(
        "the store is damaged (%s): %d tickets go on in a new one, the old one is now %s", damage, tickets, aside
    )
    _rename(file, aside)
    _put_in_place(file)


def _save(damaged: sqlite3.Connection, into: sqlite3.Connection) -> int:
    """How many tickets go on. Raises what the new store raises."""
    into.execute("BEGIN")
    for table in ("notes", "slips_to_tell", "choices"):
        for row in _sound_rows(damaged, table):
            _insert(into, table, row)
    saved = sum(_insert(into, "tickets", row) for row in _sound_rows(damaged, "tickets"))
    forget_holder(into)
    into.execute("COMMIT")
    return saved


def _sound_rows(damaged: sqlite3.Connection, table: str) -> Iterator[Mapping[str, Any]]:
    """One by one, by their own number: a page that cannot be read hides its rows, and no others."""
    last = _last_row(damaged, table)
    for place in range(max(1, last - LOOKED_FOR + 1), last + 1):
        with suppress(sqlite3.Error, ValueError, TypeError, LookupError):
            row = damaged.execute(f"SELECT * FROM {table} WHERE rowid = ?", (place,)).fetchone()  # noqa: S608
            if row is not None:
                sound = dict(row)
                if table == "tickets" and _has_lost_its_end(sound["holder"]):
                    sound["holder"] = None  # as of a ticket of the name that the note still has
                GOES_ON[table](sound)
                yield sound


def _last_row(damaged: sqlite3.Connection, table: str) -> int:
    """As far as the store can still tell."""
    for query in (f"SELECT max(rowid) FROM {table}", f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'"):  # noqa: S608
        with suppress(sqlite3.Error, TypeError, ValueError):
            return int(damaged.execute(query).fetchone()[0])
    return LOOKED_FOR


def _insert(into: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    """What this version knows of the row; 1, or 0 where another one stands in its place."""
    known = [each["name"] for each in into.execute(f"PRAGMA table_info({table})") if each["name"] in row]
    places = ", ".join("?" for _ in known)
    return into.execute(
        f"INSERT OR IGNORE INTO {table} ({', '.join(known)}) VALUES ({places})",  # noqa: S608
        [row[name] for name in known],
    ).rowcount


# --- files beside the store -------------------------------------------------------------------------------------------


def _put_in_place(file: Path) -> None:
    """Of a mended store, once the damaged one is set aside: its write-ahead log must not be read into the new one."""
    new, old_log = _beside(file, ".mending"), _beside(file, "-wal")
    if file.exists() or not new.exists():
        return
    if old_log.exists():
        _rename(old_log, _beside(file, f".damaged-{_next_damaged(file) - 1}-wal"))
    _beside(file, "-shm").unlink(missing_ok=True)
    _rename(new, file)


def _next_damaged(file: Path) -> int:
    return next(number for number in count(1) if not _beside(file, f".damaged-{number}").exists())


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _rename(file: Path, to: Path) -> None:
    """Is on the disk when it returns."""
    file.replace(to)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

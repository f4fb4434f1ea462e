"""What becomes of a damaged store: it is set aside, and what can be read of it goes on in a new one."""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from display_server.contract import IssueTicket, Ticket
from kiosk_app.store.columns import read_paper, read_ticket_paper
from kiosk_app.store.schema import begin, forget_holder

log = logging.getLogger(__name__)

LOOKED_FOR = 20_000
"""So many of the last tickets are looked for in a damaged store, one by one: more than two busy weeks."""


class Damaged(Exception):
    """The file holds something that no kiosk wrote, or a part of it cannot be read any more."""


def check(db: sqlite3.Connection) -> None:
    """SQLite finds what is wrong with its own pages, not with the text in them. Raises Damaged or sqlite3.Error."""
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
    """Its content is checked by whoever reads it."""
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


def mend(file: Path, damage: Damaged) -> None:
    """Copies what can be read into a new file. If it is killed at any moment, the next start does it again, or it is
    done.
    """
    new, aside = _beside(file, ".mending"), _beside(file, f".damaged-{_next_damaged(file)}")
    for left in (new, _beside(new, "-journal"), _beside(new, "-wal"), _beside(new, "-shm")):
        left.unlink(missing_ok=True)
    with closing(begin(new)) as into:
        into.execute("PRAGMA journal_mode = DELETE")  # one file that is whole when it is closed
        with closing(sqlite3.connect(file, timeout=10, isolation_level=None)) as damaged:
            damaged.row_factory = sqlite3.Row
            tickets = _save(damaged, into)
    log.warning(
        "the store is damaged (%s): %d tickets go on in a new one, the old one is now %s", damage, tickets, aside
    )
    _rename(file, aside)
    put_in_place(file)


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


def put_in_place(file: Path) -> None:
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

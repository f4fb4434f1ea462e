"""The store's tables in its file, brought to this version. Knows what the tables hold, and nothing of their use."""

import sqlite3
from pathlib import Path

HOLDER = "kiosk"
"""The note of the name that leases of this store are granted to."""
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
UNREADABLE = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_DATA, sqlite3.SQLITE_IOERR_CORRUPTFS}
"""A sector that the disk can no longer read."""

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


def begin(file: Path | str) -> sqlite3.Connection:
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


def forget_holder(db: sqlite3.Connection) -> None:
    """Gives up all leased numbers, which stay with the old name; their tickets are handed in under it."""
    db.execute("DELETE FROM numbers")
    name = "(SELECT value FROM notes WHERE name = ?)"
    db.execute(f"UPDATE tickets SET holder = {name} WHERE holder IS NULL AND lease IS NOT NULL", (HOLDER,))  # noqa: S608
    db.execute("DELETE FROM notes WHERE name = ?", (HOLDER,))


def is_damage(fault: sqlite3.Error) -> bool:
    """Whether the error says that the file is damaged, rather than full, busy or not ours."""
    code: int | None = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        return isinstance(fault, sqlite3.OperationalError)  # Python's own: text that is no text
    return code & 0xFF in DAMAGE or code in UNREADABLE

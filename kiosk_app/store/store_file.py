"""The store's file: begun, opened, or mended where it is damaged. A kiosk starts whatever its disk does."""

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from kiosk_app.store.mending import Damaged, check, mend, put_in_place
from kiosk_app.store.schema import begin, is_damage

log = logging.getLogger(__name__)

WITHOUT_STORE = (
    "the kiosk gives the server's numbers only, until its disk is mended or --spool names a file that it may write"
)


@dataclass(frozen=True, slots=True)
class OpenStore:
    """`is_on_disk`: what is written is on the disk; else it is gone when the program ends."""

    db: sqlite3.Connection
    is_on_disk: bool


def open_store_file(file: Path) -> OpenStore:
    """Opens the store, or begins one. A damaged file is set aside, and what can be read of it goes on in a new one.

    Raises nothing: where the disk keeps no store at all, it is one in memory.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        put_in_place(file)
        return OpenStore(_opened_or_mended(file), is_on_disk=True)
    except (OSError, sqlite3.Error, Damaged) as fault:
        log.warning("the store %s cannot be kept (%s): %s", file, fault, WITHOUT_STORE)
        return OpenStore(begin(":memory:"), is_on_disk=False)


def _opened_or_mended(file: Path) -> sqlite3.Connection:
    try:
        return _opened(file)
    except Damaged as damage:
        mend(file, damage)
    return _opened(file)


def _opened(file: Path) -> sqlite3.Connection:
    """Raises Damaged, or sqlite3.Error where the file is to be left alone."""
    try:
        db = begin(file)
        try:
            check(db)
        except BaseException:
            db.close()
            raise
    except sqlite3.Error as fault:
        if is_damage(fault):
            raise Damaged(str(fault)) from fault
        raise
    return db

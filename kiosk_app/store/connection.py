"""The store's one connection to its file: whole transactions, one at a time, and what failures say of the disk."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiosk_app.store.schema import is_damage

log = logging.getLogger(__name__)


class StoreFails(Exception):
    """The store's file cannot be read or written: a full disk, or a broken one."""


class Connection:
    """Safe to use from several threads. Every call may raise StoreFails."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._lock = threading.Lock()
        self.fails = False
        """Whether the last thing that was written did not reach the disk."""
        self.is_damaged = False

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which is on the disk when the block ends."""
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
                self.fails = False

    def write(self, statement: str, *values: object) -> int:
        """How many rows it changed."""
        with self.writing() as db:
            return db.execute(statement, values).rowcount

    def rows(self, query: str, *values: object) -> list[Any]:
        with self._lock, self._telling_failures():
            return self._db.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> sqlite3.Row | None:
        return next(iter(self.rows(query, *values)), None)

    def count(self, query: str, *values: object) -> int:
        ((count,),) = self.rows(query, *values)
        return int(count)

    @contextmanager
    def _telling_failures(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as fault:
            self.fails, self.is_damaged = True, self.is_damaged or is_damage(fault)
            log.warning("the store fails: %s", fault)
            raise StoreFails(str(fault)) from fault

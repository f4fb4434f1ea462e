"""The kiosk's own store on disk: numbers it may issue by itself, every ticket it issued, every request still open.

Knows no network, no screen and no rule of when to issue what. Each call is one transaction that is on the disk when the
call returns, so that a kiosk that is killed at any moment goes on where it was.
"""

import logging
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex

from pydantic import TypeAdapter

from kiosk_app.store.choices import Choices
from kiosk_app.store.columns import written_time
from kiosk_app.store.connection import Connection, StoreFails
from kiosk_app.store.notes import Notes, set_note
from kiosk_app.store.numbers import LeasedNumbers
from kiosk_app.store.outbox import Outbox
from kiosk_app.store.schema import HOLDER, forget_holder
from kiosk_app.store.store_file import open_store_file
from kiosk_app.store.tickets import Tickets

log = logging.getLogger(__name__)

KEPT_DAYS = 3
"""Tickets that are handed in stay so long, for whoever asks what became of one."""
CARDS = "network cards"
"""The note of the machine that the store was written on last."""
TRIAL, TRIAL_BYTES = "trial", 8192
"""A note larger than a page: a full disk takes none."""


class KioskStore:
    """Opens the store, or begins one, whatever state its disk is in. Safe to use from several threads, and from several
    processes. `cards` are the machine's network cards: a store that was last used with other cards was copied.

    Every call may raise StoreFails, of the parts too.
    """

    def __init__(self, file: Path, cards: Collection[str] = ()) -> None:
        opened = open_store_file(file)
        self._connection, self.is_on_disk = Connection(opened.db), opened.is_on_disk
        """Whether what is written is on the disk: else no number of a lease may be issued."""
        self.folder = file.parent
        self.notes = Notes(self._connection)
        self._leave_copied_leases(cards)
        self.holder = self._holder()
        """The name that leases of this store are granted to."""
        self.numbers = LeasedNumbers(self._connection)
        self.tickets = Tickets(self._connection, self.holder)
        self.outbox = Outbox(self._connection, self.holder)
        self.choices = Choices(self._connection)

    def close(self) -> None:
        self._connection.close()

    def forget(self, now: datetime) -> None:
        """Drops what nobody needs any more: settled tickets and numbers of past days."""
        before = now - timedelta(days=KEPT_DAYS)
        with self._connection.writing() as db:
            db.execute(
                "DELETE FROM tickets WHERE asked_at < ? AND NOT doubtful AND"
                " (source IS NOT 'kiosk' OR handed_in IS NOT NULL)",
                (written_time(before),),
            )
            db.execute("DELETE FROM numbers WHERE day < ?", (before.date().isoformat(),))

    @property
    def is_broken(self) -> bool:
        """Damaged, or not on the disk at all: only a new start can change that."""
        return self._connection.is_damaged or not self.is_on_disk

    def is_well(self) -> bool:
        """Whether the store is on disk, and could be written last. Where it could not, tries again. A damaged one is
        mended at the next start. Raises nothing.
        """
        if self.is_broken:
            return False
        if self._connection.fails:
            with suppress(StoreFails):
                self.notes.set(TRIAL, TRIAL_BYTES * "-")
                self.notes.drop(TRIAL)
        return not self._connection.fails

    def _leave_copied_leases(self, cards: Collection[str]) -> None:
        """Two kiosks with copies of one store would issue the same numbers. This one begins with a name and leases of
        its own; the tickets are handed in under the old name, by one of them or by both.
        """
        before = self.notes.get_as(list[str], CARDS) or []
        if not cards:
            return
        with suppress(StoreFails), self._connection.writing() as db:
            if before and not set(before) & set(cards):
                log.warning("the store was copied from another machine: its leased numbers are left to that one")
                forget_holder(db)
            set_note(db, CARDS, TypeAdapter(list[str]).dump_json(sorted(cards)).decode())

    def _holder(self) -> str:
        """Made up once. A name that cannot be written down lasts until the program ends, as do the leases granted to
        it.
        """
        with suppress(StoreFails):
            if written := self.notes.get(HOLDER):
                return written
        name = f"kiosk-{token_hex(12)}"
        with suppress(StoreFails):
            self.notes.set(HOLDER, name)
        return name

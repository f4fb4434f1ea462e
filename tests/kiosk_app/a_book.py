"""The book of a kiosk without a server that has given some of its numbers, and what a disk does to it."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from display_server.contract import NumberLease, Paper
from kiosk_app.issuing.number_stock import FOLLOW
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import Issued
from kiosk_app.store.kiosk_store import KioskStore
from tests.faults.offline_kiosk import NoLine, prepare
from tests.kiosk_app.a_hall import the_catalogue
from tests.kiosk_app.a_line import REQUEST

PAGE = 4096
"""Bytes."""
NUMBERS, GIVEN = 600, 150
NOW = datetime.now(UTC)


def fill(file: Path) -> None:
    """All that were given are printed, and none is handed in."""
    numbers = tuple(f"N{number:05}" for number in range(1, NUMBERS + 1))
    lease = NumberLease(id=1, prefix="N", day=NOW.date(), numbers=numbers, expires_at=NOW + timedelta(hours=10))
    prepare(file, the_catalogue(), lease)
    with closing(KioskStore(file)) as store:
        issuer = TicketIssuer(NoLine(), store, "run")
        store.notes.set(FOLLOW, "http://192.168.10.5:8000/t/{token}")
        for citizen in range(GIVEN):
            issued = issuer.issue(REQUEST, f"run-{citizen}")
            assert isinstance(issued, Issued)
            store.tickets.mark(issued.ticket, Paper.PRINTED, NOW)
            store.choices.count(REQUEST.service, citizen % 24)
        issuer.close()


def overwrite(file: Path, place: int, content: bytes) -> None:
    with file.open("r+b") as opened:
        opened.seek(place)
        opened.write(content)

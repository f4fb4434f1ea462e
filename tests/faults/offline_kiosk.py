"""A kiosk without a server that gives numbers and prints until it is killed; run as a program with FOLDER and N.

It is started N times in turn on the same book and killed each time at a random moment. Python's libraries are loaded
once; each start is a fork.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from display_server.contract import (
    Catalogue,
    IssueTicket,
    KioskAdvice,
    KioskHealth,
    NumberLease,
    NumberLeases,
    Paper,
    PrintedTicket,
    SlipNews,
    State,
    Ticket,
    TicketLayout,
)
from kiosk_app.issuing.hall_clock import HallClock
from kiosk_app.issuing.remembered_catalogue import CATALOGUE
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import Issued, Outcome, Silent, Unreachable
from kiosk_app.store.kiosk_store import KioskStore
from tests.kiosk_app.a_line import REQUEST

SHORTEST_LIFE, LONGEST_LIFE = 0.004, 0.05


class NoLine:
    """Nobody there."""

    def catalogue(self) -> Catalogue:
        raise Unreachable("nobody there")

    def issue(self, request: IssueTicket, key: str) -> Outcome:
        return Silent(arrived=False)

    issue_at_once = issue

    def cancel(self, ticket: Ticket) -> bool:
        return False

    def state_of(self, ticket: Ticket) -> State | None:
        return None

    def lease(self, kiosk: str, size: int, prefixes: Sequence[str]) -> NumberLeases:
        raise Unreachable("nobody there")

    def hand_in(self, kiosk: str, tickets: Sequence[PrintedTicket]) -> Sequence[str]:
        raise Unreachable("nobody there")

    def call_staff(self, kiosk: str) -> bool:
        return False

    def report_slips(self, slips: Sequence[SlipNews]) -> None:
        raise Unreachable("nobody there")

    def report_health(self, health: KioskHealth) -> KioskAdvice:
        raise Unreachable("nobody there")

    def ticket_layout(self) -> TicketLayout:
        raise Unreachable("nobody there")

    def close(self) -> None:
        """Holds nothing."""


def prepare(book: Path, catalogue: Catalogue, lease: NumberLease) -> None:
    """What a kiosk has that met its server this morning."""
    store = KioskStore(book)
    HallClock(store).set_by_server(datetime.now(UTC), "Asia/Ho_Chi_Minh")
    store.notes.set(CATALOGUE, catalogue.model_dump_json())
    store.numbers.add([lease], [lease.prefix])
    store.close()


def issue_for_ever(folder: Path, run: str, begun: int) -> None:
    store = KioskStore(folder / "kiosk.db")
    issuer = TicketIssuer(NoLine(), store, run)
    paper = os.open(folder / "paper", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(begun, b".")
    for citizen in range(10_000):
        issued = issuer.issue(REQUEST, f"{run}-{citizen}")
        assert isinstance(issued, Issued), "no numbers left"
        store.tickets.mark(issued.ticket, Paper.PRINTING, issued.ticket.issued_at)
        os.write(paper, f"{issued.ticket.number} {issued.ticket.token}\n".encode())
        store.tickets.mark(issued.ticket, Paper.PRINTED, issued.ticket.issued_at)


def main() -> None:
    """Every second kiosk may be killed while it opens its store; the others live on from there."""
    folder, starts = Path(sys.argv[1]), int(sys.argv[2])
    for start in range(starts):
        hears, begun = os.pipe()
        child = os.fork()
        if child == 0:
            issue_for_ever(folder, f"run{start}", begun)
        os.close(begun)
        if start % 2:
            os.read(hears, 1)
        time.sleep(random.uniform(SHORTEST_LIFE, LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(hears)
        assert os.WTERMSIG(status) == signal.SIGKILL, "the kiosk ended by itself"


if __name__ == "__main__":
    main()

"""A kiosk alone for a working day, run as a program that is killed now and then and started again.

All but the window and the citizens is the real thing: errands, number desk, book, line and printer. Its clock shows as
much time as tickets stand in the book.
"""

import os
import queue
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from display_server.contract import IssueTicket
from hardware.printers.address import open_printer
from kiosk_app.effects import EffectRunner
from kiosk_app.flow.effects import FetchCatalogue, Issue, Outside, Print
from kiosk_app.flow.reports import CatalogueCame, CatalogueMissed, Report, TicketPrinted, TicketReceived
from kiosk_app.issuing.hall_clock import HallClock
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer
from kiosk_app.store.kiosk_store import KioskStore
from tests.running_server import HALL

EVERY = timedelta(seconds=15)
"""A citizen comes: 2,000 in a little over eight hours."""
BUSY, OTHERS, BUSY_SHARE = "lltp", ("dkdn", "cccd", "datdai"), 0.88
"""More than seventeen hundred of them want the same."""
LONGEST = 10_000


class LonelyKiosk:
    def __init__(self, url: str, token: str, printer: str, book: Path, morning: datetime) -> None:
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self._morning = morning
        self.store = KioskStore(book)
        self.given = len(self.store.tickets.latest(LONGEST))
        clock = HallClock(self.store, wall=self.now, ticks=self._ticks, boot=lambda: "boot")
        line = HallServer(url, token, HALL)
        self._name = f"run{self.given}-"
        issuer = TicketIssuer(line, self.store, self._name, clock)
        self._effects = EffectRunner(issuer, line, open_printer(printer), self.store, self._reports.put)

    def now(self) -> datetime:
        return self._morning + self.given * EVERY

    def _ticks(self) -> float:
        return (self.now() - self._morning).total_seconds()

    def looks(self) -> bool:
        """Whether the server is there."""
        report = self._run(FetchCatalogue(), CatalogueCame | CatalogueMissed)
        return isinstance(report, CatalogueCame)

    def serves(self, service: str) -> None:
        self.given += 1
        key = f"{self._name}{self.given}"
        issued = self._run(Issue(1, key, IssueTicket(service=service, language="vi")), TicketReceived)
        self._run(Print(1, issued.ticket, None, issued.offline), TicketPrinted)

    def close(self) -> None:
        self._effects.close()

    def _run(self, effect: Outside, kind: Any) -> Any:
        self._effects.run(effect)
        while not isinstance(report := self._reports.get(timeout=30), kind):
            continue
        return report


def main() -> None:
    """Serves until so many have a ticket, or until it is killed: a thread away, between any two of its steps."""
    url, token, printer, book, morning, until, lives = sys.argv[1:]
    kiosk = LonelyKiosk(url, token, printer, Path(book), datetime.fromisoformat(morning).astimezone(UTC))
    kiosk.looks()
    random, first = Random(kiosk.given), kiosk.given
    if int(lives):
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, random.uniform(0.5, 1) * int(lives))
    while kiosk.given < int(until):
        kiosk.serves(BUSY if random.random() < BUSY_SHARE else random.choice(OTHERS))
    print(kiosk.given - first)
    kiosk.close()


if __name__ == "__main__":
    main()

"""Two kiosks with wrong clocks hand in what they gave alone, while their lines flap, the server is killed and the hall
changes: real number desks and books, a real server process."""

import random
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from display_server.contract import IssueTicket, Paper, Ticket
from kiosk_app.issuing.hall_clock import HallClock
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer, Issued, Unreachable
from kiosk_app.store.kiosk_store import KioskStore
from tests.kiosk_app.cuttable_line import CuttableLine, Wire, cuttable_line
from tests.running_server import HALL, RunningServer

TICKETS = 150
"""Of each kiosk: three rounds of handing in."""
KILLS = 2
WRONG = (timedelta(hours=-3), timedelta(days=2))
SERVICES = ("lltp", "datdai", "thue")
CLOCKS_DIFFER = timedelta(seconds=2)
"""At most, after the server has told them the time: as long as its answer took."""
FLAPS_SECONDS = (0.01, 0.15)


class AKiosk:
    def __init__(self, line: CuttableLine, token: str, book: Path, wrong: timedelta) -> None:
        self.line, self._token, self._book, self._wrong = line, token, book, wrong
        self._starts = 0
        self.start()

    def start(self) -> None:
        self._starts += 1
        self._run = f"{self._book.stem}-run{self._starts}-"  # another one on every machine
        self.store = KioskStore(self._book)
        clock = HallClock(self.store, wall=lambda: datetime.now(UTC) + self._wrong)
        self._issuer = TicketIssuer(HallServer(self.line.url, self._token, HALL), self.store, self._run, clock)

    def restart(self) -> None:
        self.close()
        self.start()

    def looks(self) -> None:
        self._issuer.catalogue()
        self._issuer.catch_up()

    def takes(self, citizen: int, service: str) -> Ticket:
        issued = self._issuer.issue(IssueTicket(service=service, language="vi"), f"{self._run}{citizen}")
        assert isinstance(issued, Issued)
        self.store.tickets.mark(issued.ticket, Paper.PRINTED, issued.ticket.issued_at)
        return issued.ticket

    def hands_in_whatever_happens(self) -> None:
        while self.store.outbox.count_to_hand_in():
            with suppress(Unreachable):
                self.looks()
            self.restart()

    def close(self) -> None:
        self._issuer.close()
        self.store.close()


@pytest.mark.timeout(240)
def test_what_two_kiosks_gave_alone_waits_once_each_as_of_when_it_was_given(
    server_of: Callable[..., RunningServer], tmp_path: Path
) -> None:
    server = server_of()
    with ExitStack() as lines:
        kiosks = [
            AKiosk(
                lines.enter_context(cuttable_line(server.port)),
                server.token("kiosk", "--hall", HALL),
                tmp_path / f"kiosk-{place}.db",
                wrong,
            )
            for place, wrong in enumerate(WRONG)
        ]
        for kiosk in kiosks:
            kiosk.looks()
            kiosk.line.be(Wire.CUT)
        held: list[Ticket] = []
        taken_at: list[datetime] = []
        for citizen in range(TICKETS):
            for kiosk in kiosks:
                taken_at.append(datetime.now(UTC))
                held.append(kiosk.takes(citizen, SERVICES[citizen % len(SERVICES)]))
        another_prefix(tmp_path / "hall.toml")

        left: list[int] = []
        books = [KioskStore(tmp_path / f"kiosk-{place}.db") for place in range(len(kiosks))]
        clerks = [threading.Thread(target=kiosk.hands_in_whatever_happens) for kiosk in kiosks]
        for clerk in clerks:
            clerk.start()
        for _ in range(KILLS):
            flap(kiosks)
            server.kill()
            left.append(sum(book.outbox.count_to_hand_in() for book in books))
            server.start()
        for kiosk in kiosks:
            kiosk.line.be(Wire.WHOLE)
        for clerk in clerks:
            clerk.join()
        refused = [kiosk.store.outbox.count_refused() for kiosk in kiosks]
        for kiosk in kiosks:
            kiosk.close()

        for book in books:
            book.close()

    client = server.client()
    known = [client.get(f"{server.url}/api/v1/tickets/{ticket.token}").json()["ticket"] for ticket in held]
    assert left[0] > 0, "it was handed in before anything failed"
    assert refused == [0, 0]
    assert [each["number"] for each in known] == [ticket.number for ticket in held]
    assert len({ticket.number for ticket in held}) == len(held)
    assert {each["state"] for each in known} == {"waiting"}
    times = [datetime.fromisoformat(each["issued_at"]) for each in known]
    assert all(abs(stored - real) < CLOCKS_DIFFER for stored, real in zip(times, taken_at, strict=True))
    for own in (times[::2], times[1::2]):
        assert own == sorted(own)
    examined = server.doctor()
    assert (examined.stdout, examined.returncode) == ("", 0)


def another_prefix(hall_file: Path) -> None:
    """What is read at the server's next start: one of the services has other numbers from now on."""
    text = hall_file.read_text()
    before, slug, rest = text.partition('slug = "lltp"')
    assert slug
    changed = rest.replace('prefix = "N"', 'prefix = "QQ"', 1)
    assert changed != rest
    hall_file.write_text(before + slug + changed)


def flap(kiosks: list[AKiosk]) -> None:
    for _ in range(4):
        for kiosk in kiosks:
            kiosk.line.be(random.choice((Wire.WHOLE, Wire.WHOLE, Wire.CUT, Wire.DEAF)))
        time.sleep(random.uniform(*FLAPS_SECONDS))

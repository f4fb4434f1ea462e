"""Two kiosks and a real server: cut wires, lost answers, a killed server, wrong clocks; and all numbers once."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from display_server.contract import IssueTicket, Paper, Ticket
from kiosk_app.issuing.hall_clock import HallClock
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer, Issued, Silent, Unreachable
from kiosk_app.store.kiosk_store import KioskStore
from tests.databases import SqliteDatabases
from tests.kiosk_app.a_book import PAGE, overwrite
from tests.kiosk_app.cuttable_line import CuttableLine, Wire, cuttable_line
from tests.running_server import HALL, RunningServer, always_open_hall

SERVICES = ("lltp", "dkdn", "cccd", "datdai")


class Kiosk:
    """A kiosk without window and printer: who takes a number here holds it."""

    def __init__(self, line: CuttableLine, token: str, book: Path, wrong_by: timedelta) -> None:
        self.line, self._token, self._book, self._wrong_by = line, token, book, wrong_by
        self.starts, self.held = 0, list[Ticket]()
        self.start()

    def start(self) -> None:
        self.starts += 1
        self.store = KioskStore(self._book)
        clock = HallClock(self.store, wall=lambda: datetime.now(UTC) + self._wrong_by)
        server = HallServer(self.line.url, self._token, HALL)
        self.issuer = TicketIssuer(server, self.store, f"{self._book.stem}-{self.starts}-", clock)

    def restart(self) -> None:
        self.close()
        self.start()

    def looks(self) -> None:
        with suppress(Unreachable):
            self.issuer.catalogue()
            self.issuer.catch_up()

    def gives(self, count: int) -> None:
        for _ in range(count):
            place = len(self.held)
            request = IssueTicket(service=SERVICES[place % len(SERVICES)], language="vi")
            outcome = self.issuer.issue(request, f"{self._book.stem}-{self.starts}-{place}")
            assert isinstance(outcome, Issued)
            self.store.tickets.mark(outcome.ticket, Paper.PRINTED, self.issuer.now())
            self.held.append(outcome.ticket)

    def gives_nothing(self) -> None:
        request = IssueTicket(service=SERVICES[0], language="vi")
        assert isinstance(self.issuer.issue(request, f"{self._book.stem}-{self.starts}-nobody"), Silent)

    def damages_its_book(self) -> None:
        """A page with tickets on it cannot be read any more; the kiosk starts again."""
        self.close()
        overwrite(self._book, self._page_with_tickets() * PAGE, bytes(PAGE))
        self.start()

    def _page_with_tickets(self) -> int:
        content, token = self._book.read_bytes(), self.held[len(self.held) // 2].token.encode()
        return content.index(b'"token":"' + token) // PAGE

    def close(self) -> None:
        self.issuer.close()
        self.store.close()


@pytest.fixture
def server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    server = RunningServer(sqlite_template.fresh(tmp_path), always_open_hall(tmp_path), tmp_path).start()
    yield server
    server.stop()


@pytest.fixture
def kiosks(server: RunningServer, tmp_path: Path) -> Iterator[list[Kiosk]]:
    """The clock of the first is two hours behind, that of the second five hours ahead."""
    with ExitStack() as stack:
        lines = [stack.enter_context(cuttable_line(server.port)) for _ in range(2)]
        wrong = (timedelta(hours=-2), timedelta(hours=5))
        kiosks = [
            Kiosk(line, server.token("kiosk", "--hall", HALL), tmp_path / f"kiosk{place}.db", wrong[place])
            for place, line in enumerate(lines)
        ]
        yield kiosks
        for kiosk in kiosks:
            kiosk.close()


def test_whatever_is_cut_killed_or_wrong_every_citizen_queues_once_in_the_order_of_issue(
    server: RunningServer, kiosks: list[Kiosk]
) -> None:
    first, second = kiosks
    for kiosk in kiosks:
        kiosk.looks()
        kiosk.gives(4)
    assert all(ticket.id > 0 for kiosk in kiosks for ticket in kiosk.held), "the server gives while it is there"

    first.line.be(Wire.CUT)
    first.gives(20)
    second.line.be(Wire.DEAF)
    second.gives(1)  # asked for, given by the server, never heard of: the kiosk gives another
    server.kill()
    second.line.be(Wire.CUT)
    second.gives(20)
    first.restart()
    second.restart()
    for _ in range(10):
        first.gives(2)
        second.gives(2)

    server.start()
    first.line.be(Wire.DEAF)
    with pytest.raises(Unreachable):
        first.issuer.catch_up()  # all handed in, no answer
    for kiosk in kiosks:
        kiosk.line.be(Wire.WHOLE)
        kiosk.looks()
        kiosk.looks()
        kiosk.gives(4)

    held = [ticket for kiosk in kiosks for ticket in kiosk.held]
    assert len({ticket.number for ticket in held}) == len(held) == 97
    known = [as_the_server_knows_it(server, ticket) for ticket in held]
    assert [(ticket.number, ticket.state) for ticket in known] == [(ticket.number, "waiting") for ticket in held]
    assert all(
        abs(there.issued_at - here.issued_at) < timedelta(seconds=2) for there, here in zip(known, held, strict=True)
    )
    assert waiting(server) == len(held)
    assert [kiosk.store.outbox.count_to_hand_in() for kiosk in kiosks] == [0, 0]
    assert server.doctor().returncode == 0, server.doctor().stdout


def test_what_can_be_read_of_a_damaged_book_is_handed_in_and_no_number_of_it_comes_again(
    server: RunningServer, kiosks: list[Kiosk]
) -> None:
    kiosk, _ = kiosks
    kiosk.looks()
    kiosk.line.be(Wire.CUT)
    kiosk.gives(60)
    kiosk.damages_its_book()
    kiosk.gives_nothing()

    kiosk.line.be(Wire.WHOLE)
    kiosk.looks()
    kiosk.line.be(Wire.CUT)
    kiosk.gives(20)
    kiosk.line.be(Wire.WHOLE)
    kiosk.looks()

    assert len({ticket.number for ticket in kiosk.held}) == len(kiosk.held)
    assert kiosk.store.outbox.count_refused() == 0
    assert len(kiosk.held) - 4 <= waiting(server) < len(kiosk.held)
    assert server.doctor().returncode == 0, server.doctor().stdout


def as_the_server_knows_it(server: RunningServer, ticket: Ticket) -> Ticket:
    answer = httpx.get(f"{server.url}/api/v1/tickets/{ticket.token}").raise_for_status()
    return Ticket.model_validate(answer.json()["ticket"])


def waiting(server: RunningServer) -> int:
    board = server.client("admin").get("/board").raise_for_status().json()
    return sum(service["waiting"] for service in board["view"]["services"])

"""From the kiosk's printer to the manager's page: a real server, a real line, a printer with a presenter on TCP."""

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from display_server.contract import IssueTicket, State
from hardware.printers.address import open_printer
from hardware.printers.model import model_of
from hardware.printers.printer import PrinterStatus
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.effects import EffectRunner
from kiosk_app.flow.effects import FetchCatalogue, Issue, LookAtPrinter, Outside, Print, PrintAgain, ReportHealth
from kiosk_app.flow.reports import AdviceCame, NotPrintedAgain, Report, TicketPrinted, TicketReceived
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer
from kiosk_app.store.kiosk_store import KioskStore
from tests.databases import SqliteDatabases
from tests.running_server import HALL, RunningServer, always_open_hall

KIOSKS = """
[[kiosks]]
name = "test kiosk"
place = { vi = "cửa B", en = "door B" }
"""
RULES = "[hall.rules]\ncancel_uncollected = true\ncollect_seconds = 5\n"


@pytest.fixture
def server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    file = always_open_hall(tmp_path)
    file.write_text(file.read_text().replace("[hall.rules]\n", RULES, 1) + KIOSKS)
    server = RunningServer(sqlite_template.fresh(tmp_path), file, tmp_path).start()
    yield server
    server.stop()


class AKiosk:
    def __init__(self, server: RunningServer, folder: Path) -> None:
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.device = VirtualPrinterOnTcp(model_of(presents=True))
        self.device.__enter__()
        printer = open_printer(f"tcp://127.0.0.1:{self.device.port}?presenter=on")
        store = KioskStore(folder / "kiosk.db")
        line = HallServer(server.url, server.token("kiosk", "--hall", HALL), HALL)
        self.effects = EffectRunner(TicketIssuer(line, store, "run"), line, printer, store, self._reports.put)

    def run(self, effect: Outside, kind: type[Any]) -> Any:
        """The report of this kind; what the printer tells by itself may come in between."""
        self.effects.run(effect)
        while not isinstance(report := self._reports.get(timeout=10), kind):
            continue
        return report

    def close(self) -> None:
        self.effects.close()
        self.device.__exit__()


@pytest.fixture
def kiosks(server: RunningServer, tmp_path: Path) -> Iterator[Callable[[str], AKiosk]]:
    made: list[AKiosk] = []

    def a_kiosk(name: str) -> AKiosk:
        made.append(AKiosk(server, tmp_path / name))
        return made[-1]

    yield a_kiosk
    for kiosk in made:
        kiosk.close()


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_slip_that_nobody_takes_is_drawn_back_and_its_place_given_up(
    server: RunningServer, kiosks: Callable[[str], AKiosk]
) -> None:
    kiosk, manager = kiosks("one"), server.client("manager")
    kiosk.run(FetchCatalogue(), object)
    issued = kiosk.run(Issue(1, "run-1", IssueTicket(service="lltp", language="vi")), TicketReceived)
    kiosk.run(Print(1, issued.ticket, None), TicketPrinted)

    until(lambda: len(kiosk.device.retracted) == 1)

    def ticket() -> dict[str, Any]:
        kiosk.run(FetchCatalogue(), object)  # as it does every few seconds: the book may know it only now
        answer: dict[str, Any] = httpx.get(f"{server.url}/api/v1/tickets/{issued.ticket.token}").json()["ticket"]
        return answer

    until(lambda: ticket()["paper"] == "not_collected")
    assert ticket()["state"] == "cancelled"
    story = manager.get(f"/tickets/{issued.ticket.id}/history").json()["events"]
    told = [event["event"] for event in story]
    assert (told[0], told[-2:]) == ("TicketIssued", ["PaperReported", "TicketCancelled"])
    assert [event["facts"]["paper"] for event in story if event["event"] == "PaperReported"][-1] == "not_collected"
    assert server.doctor().returncode == 0
    again = kiosk.run(PrintAgain(issued.ticket, None, offline=False, copy=False), NotPrintedAgain)
    assert (again, len(kiosk.device.slips)) == (NotPrintedAgain(State.CANCELLED), 1)


def test_a_kiosk_without_paper_names_the_one_that_prints(
    server: RunningServer, kiosks: Callable[[str], AKiosk]
) -> None:
    empty, full = kiosks("empty"), kiosks("full")
    empty.device.set(PrinterStatus(paper_out=True))
    for kiosk in (empty, full):
        kiosk.run(LookAtPrinter(), object)
        kiosk.run(ReportHealth("Welcome"), AdviceCame)

    assert empty.run(ReportHealth("Welcome"), AdviceCame).elsewhere == {
        "vi": "test kiosk, cửa B",
        "en": "test kiosk, door B",
    }
    assert full.run(ReportHealth("Welcome"), AdviceCame).elsewhere is None

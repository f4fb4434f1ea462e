"""Errands run off the window's thread and always report something, whatever breaks."""

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from display_server.contract import IssueTicket
from hardware.printers.model import model_of
from hardware.printers.printer import (
    CoverOpen,
    OutOfPaper,
    Printer,
    PrinterBroken,
    PrinterError,
    PrinterStatus,
    PrinterUnreachable,
)
from hardware.printers.virtual import VirtualPrinter
from kiosk_app.errands import Errands, as_citizens_see_it
from kiosk_app.flow import (
    CatalogueCame,
    CatalogueMissed,
    Errand,
    FetchCatalogue,
    GiveBack,
    Issue,
    LookAtPrinter,
    Print,
    PrinterSeen,
    PrintFault,
    PrintingFailed,
    Report,
    ServerSilent,
    TicketIssued,
    TicketPrinted,
    TicketRefused,
)
from kiosk_app.server import HallServer
from tests.kiosk_app.a_hall import a_ticket
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, Mood, a_hall_stands_in

ISSUE = Issue(1, "run-1", IssueTicket(service="lltp", language="vi"))


class Runner:
    """Runs one errand after the other and waits for its report."""

    def __init__(self, server: HallServer, printer: Printer) -> None:
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.errands = Errands(server, printer, self._reports.put)

    def run(self, errand: Errand) -> Report:
        self.errands.run(errand)
        return self._reports.get(timeout=10)


@pytest.fixture
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        yield hall


@pytest.fixture
def printer(tmp_path: Path) -> VirtualPrinter:
    return VirtualPrinter(tmp_path / "paper", model_of())


@pytest.fixture
def runner(hall: HallStandIn, printer: VirtualPrinter) -> Iterator[Runner]:
    runner = Runner(HallServer(hall.url, TOKEN, "dong-nai"), printer)
    yield runner
    runner.errands.close()


def test_the_catalogue_comes_or_is_missed(runner: Runner, hall: HallStandIn) -> None:
    assert runner.run(FetchCatalogue()) == CatalogueCame(hall.catalogue)

    elsewhere = Runner(HallServer("http://127.0.0.1:9", TOKEN, "dong-nai"), VirtualPrinter(Path("unused"), model_of()))
    assert elsewhere.run(FetchCatalogue()) == CatalogueMissed()
    elsewhere.errands.close()


def test_a_ticket_is_issued_refused_or_unanswered(runner: Runner, hall: HallStandIn) -> None:
    hall.moods = [Mood.REFUSING, Mood.BROKEN, Mood.BROKEN, Mood.BROKEN]

    assert runner.run(ISSUE) == TicketRefused(1, "Thủ tục này đã hết số hôm nay.")
    assert runner.run(ISSUE) == ServerSilent(1)
    assert runner.run(ISSUE) == TicketIssued(1, hall.tickets["run-1"])


def test_a_ticket_is_printed_or_the_fault_is_named(runner: Runner, printer: VirtualPrinter, tmp_path: Path) -> None:
    errand = Print(1, a_ticket(), "Asia/Ho_Chi_Minh", "1022")
    assert runner.run(errand) == TicketPrinted(1)
    assert (tmp_path / "paper" / "A045.png").exists()

    printer.state = PrinterStatus(paper_out=True)
    assert runner.run(errand) == PrintingFailed(1, PrintFault.OUT_OF_PAPER)
    assert runner.run(LookAtPrinter()) == PrinterSeen(PrintFault.OUT_OF_PAPER)


def test_what_nobody_expected_still_ends_in_a_sentence(runner: Runner) -> None:
    nowhere = Print(1, a_ticket(), "Nowhere/At_All", None)

    assert runner.run(nowhere) == PrintingFailed(1, PrintFault.NOT_WORKING)
    assert runner.run(LookAtPrinter()) == PrinterSeen(None)


def test_a_ticket_that_nobody_waits_for_is_given_back(runner: Runner, hall: HallStandIn) -> None:
    runner.errands.run(GiveBack(a_ticket()))
    runner.run(ISSUE)

    assert hall.cancelled == [a_ticket().token]


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (OutOfPaper(), PrintFault.OUT_OF_PAPER),
        (CoverOpen(), PrintFault.COVER_OPEN),
        (PrinterBroken(), PrintFault.NOT_WORKING),
        (PrinterUnreachable("unplugged"), PrintFault.NOT_WORKING),
    ],
)
def test_citizens_are_told_what_they_can_see(fault: PrinterError, seen: PrintFault) -> None:
    assert as_citizens_see_it(fault) is seen

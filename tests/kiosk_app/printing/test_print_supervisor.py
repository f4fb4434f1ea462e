"""The printer under supervision: faults that it tells by itself, slips that nobody takes, and what the server hears."""

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from display_server.contract import Condition, IssueTicket, KioskAdvice, OtherKiosk, Paper
from hardware.printers.address import open_printer
from hardware.printers.model import model_of
from hardware.printers.printer import PrinterStatus
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.effects import EffectRunner
from kiosk_app.flow.effects import (
    FetchCatalogue,
    Issue,
    LookAtPrinter,
    Outside,
    Print,
    PrintAgain,
    PrintList,
    ReadStatus,
    ReportHealth,
)
from kiosk_app.flow.reports import (
    AdviceCame,
    PrinterSeen,
    PrintingFailed,
    Report,
    Reprinted,
    StatusSeen,
    TicketPrinted,
    TicketReceived,
)
from kiosk_app.flow.values import PrintFault
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.server.client import HallServer
from kiosk_app.store.kiosk_store import KioskStore
from tests.kiosk_app.a_hall import a_layout, words
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, a_hall_stands_in

PRESENTER = model_of(presents=True)


class AKiosk:
    """The errands of one kiosk on a real line to a printer on TCP."""

    def __init__(self, hall: HallStandIn, device: VirtualPrinterOnTcp, folder: Path, options: str) -> None:
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.store = KioskStore(folder / "kiosk.db")
        server = HallServer(hall.url, TOKEN, "dong-nai")
        printer = open_printer(f"tcp://127.0.0.1:{device.port}{options}")
        self.effects = EffectRunner(
            TicketIssuer(server, self.store, "run"), server, printer, self.store, self._reports.put
        )

    def run(self, effect: Outside) -> Report:
        self.effects.run(effect)
        return self.next_report()

    def next_report(self) -> Report:
        return self._reports.get(timeout=10)

    def print_a_ticket(self) -> str:
        """Its token."""
        issued = self.run(Issue(1, "run-1", IssueTicket(service="lltp", language="vi")))
        assert isinstance(issued, TicketReceived)
        assert self.run(Print(1, issued.ticket, "1022")) == TicketPrinted(1)
        return issued.ticket.token


@pytest.fixture
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        hall.layout = a_layout(collect_seconds=0)
        hall.catalogue = hall.catalogue.model_copy(update={"ticket_layout": "one"})
        yield hall


@pytest.fixture
def presenter() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(PRESENTER) as device:
        yield device


@pytest.fixture
def kiosk(hall: HallStandIn, presenter: VirtualPrinterOnTcp, tmp_path: Path) -> Iterator[AKiosk]:
    kiosk = AKiosk(hall, presenter, tmp_path, "?presenter=on")
    yield kiosk
    kiosk.effects.close()


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def papers(kiosk: AKiosk) -> list[Paper | None]:
    return [paper for _, paper in kiosk.store.tickets.latest(6)]


def test_a_slip_that_nobody_takes_is_drawn_back_and_the_server_is_told(
    kiosk: AKiosk, hall: HallStandIn, presenter: VirtualPrinterOnTcp
) -> None:
    kiosk.run(FetchCatalogue())
    until(lambda: kiosk.store.notes.get("ticket layout") is not None)
    token = kiosk.print_a_ticket()

    until(lambda: len(presenter.retracted) == 1)
    until(lambda: papers(kiosk) == [Paper.NOT_COLLECTED])
    while (report := kiosk.next_report()) != PrinterSeen(None, drawn_back=token):
        assert isinstance(report, PrinterSeen), report
    kiosk.run(FetchCatalogue())
    until(lambda: hall.slips.get(token) == "not_collected")
    assert presenter.taken == []
    until(lambda: kiosk.store.outbox.slips_to_report(10) == ())


def test_a_slip_that_is_taken_stays_printed(kiosk: AKiosk, hall: HallStandIn, presenter: VirtualPrinterOnTcp) -> None:
    token = kiosk.print_a_ticket()
    presenter.take_slip()

    kiosk.run(FetchCatalogue())

    until(lambda: hall.slips.get(token) == "printed")
    assert (papers(kiosk), presenter.retracted) == ([Paper.PRINTED], [])


def test_paper_that_ends_inside_a_slip_is_told_as_a_part_of_one(hall: HallStandIn, tmp_path: Path) -> None:
    with VirtualPrinterOnTcp(model_of()) as device:
        kiosk = AKiosk(hall, device, tmp_path, "")
        issued = kiosk.run(Issue(1, "run-1", IssueTicket(service="lltp", language="vi")))
        assert isinstance(issued, TicketReceived)
        device.leave_paper(dots=40)
        kiosk.effects.run(Print(1, issued.ticket, "1022"))

        until(lambda: papers(kiosk) == [Paper.FAILED])
        while not isinstance(report := kiosk.next_report(), PrintingFailed):
            continue  # the printer has told of its roll by itself
        assert report == PrintingFailed(1, PrintFault.OUT_OF_PAPER, in_part=True)
        kiosk.effects.close()


def test_a_slip_that_was_the_last_of_its_roll_is_printed_and_the_empty_roll_is_told_at_once(
    hall: HallStandIn, tmp_path: Path
) -> None:
    with VirtualPrinterOnTcp(model_of()) as device:
        kiosk = AKiosk(hall, device, tmp_path, "")
        device.leave_paper(dots=0, noticed_at_cut=True)

        kiosk.print_a_ticket()

        assert kiosk.next_report() == PrinterSeen(PrintFault.OUT_OF_PAPER, nearly_empty=True)
        assert papers(kiosk) == [Paper.PRINTED]
        kiosk.effects.close()


def test_the_kiosk_comes_back_by_itself_when_somebody_has_freed_the_cutter(hall: HallStandIn, tmp_path: Path) -> None:
    with VirtualPrinterOnTcp(model_of()) as device:
        kiosk = AKiosk(hall, device, tmp_path, "")
        issued = kiosk.run(Issue(1, "run-1", IssueTicket(service="lltp", language="vi")))
        assert isinstance(issued, TicketReceived)
        device.jam_cutter()
        kiosk.effects.run(Print(1, issued.ticket, "1022"))
        until(lambda: papers(kiosk) == [Paper.FAILED])
        while kiosk.next_report() != PrintingFailed(1, PrintFault.NOT_WORKING, in_part=True):
            continue  # the printer has told of its cutter by itself
        assert kiosk.run(LookAtPrinter()) == PrinterSeen(PrintFault.NOT_WORKING)

        device.free_cutter()
        kiosk.effects.run(LookAtPrinter())
        while kiosk.next_report() != PrinterSeen(None):
            continue
        kiosk.effects.run(Print(1, issued.ticket, "1022"))

        until(lambda: papers(kiosk) == [Paper.PRINTED])
        assert len(device.slips) == 2, "the first one was not cut off"
        kiosk.effects.close()


def test_an_empty_roll_is_seen_without_being_asked_for(hall: HallStandIn, tmp_path: Path) -> None:
    with VirtualPrinterOnTcp(model_of()) as device:
        kiosk = AKiosk(hall, device, tmp_path, "")
        assert kiosk.run(LookAtPrinter()) == PrinterSeen(None)
        until(lambda: device.tells_changes)

        device.set(PrinterStatus(paper_out=True))

        assert kiosk.next_report() == PrinterSeen(PrintFault.OUT_OF_PAPER)
        kiosk.effects.close()


def test_the_server_hears_how_the_kiosk_is_and_says_where_there_is_paper(
    kiosk: AKiosk, hall: HallStandIn, presenter: VirtualPrinterOnTcp
) -> None:
    presenter.set(PrinterStatus(paper_out=True))
    kiosk.run(LookAtPrinter())
    hall.advice = KioskAdvice(elsewhere=OtherKiosk(name="Kiosk 2", place=words("cửa B", "door B")))

    assert kiosk.run(ReportHealth("Welcome")) == AdviceCame({"vi": "Kiosk 2, cửa B", "en": "Kiosk 2, door B"})

    (health,) = hall.healths
    assert (health.condition, health.screen, health.not_handed_in) == (Condition.OUT_OF_PAPER, "Welcome", 0)
    hall.advice = KioskAdvice(elsewhere=OtherKiosk(name="Kiosk 3", place=None))
    assert kiosk.run(ReportHealth("Welcome")) == AdviceCame({"vi": "Kiosk 3"})


def test_without_the_server_nobody_knows_where_there_is_paper(presenter: VirtualPrinterOnTcp, tmp_path: Path) -> None:
    nowhere = HallStandIn()
    nowhere.url = "http://127.0.0.1:9"
    kiosk = AKiosk(nowhere, presenter, tmp_path, "?presenter=on")

    assert kiosk.run(ReportHealth("Welcome")) == AdviceCame(None)

    kiosk.effects.close()


def test_a_slip_that_hung_out_when_the_kiosk_was_killed_is_watched_again(
    hall: HallStandIn, presenter: VirtualPrinterOnTcp, tmp_path: Path
) -> None:
    hall.layout = a_layout(collect_seconds=300)
    killed = AKiosk(hall, presenter, tmp_path, "?presenter=on")
    killed.run(FetchCatalogue())
    until(lambda: killed.store.notes.get("ticket layout") is not None)
    killed.print_a_ticket()
    killed.effects.close()
    hall.layout = a_layout("two", collect_seconds=0)
    hall.catalogue = hall.catalogue.model_copy(update={"ticket_layout": "two", "seq": hall.catalogue.seq + 1})

    again = AKiosk(hall, presenter, tmp_path, "?presenter=on")
    again.run(FetchCatalogue())
    until(lambda: '"two"' in (again.store.notes.get("ticket layout") or ""))
    again.run(LookAtPrinter())

    until(lambda: papers(again) == [Paper.NOT_COLLECTED])
    assert len(presenter.retracted) == 1
    again.effects.close()


def test_a_list_that_hung_out_when_the_kiosk_was_killed_is_not_the_last_citizens_ticket(
    kiosk: AKiosk, hall: HallStandIn, presenter: VirtualPrinterOnTcp, tmp_path: Path
) -> None:
    kiosk.print_a_ticket()
    presenter.take_slip()
    kiosk.run(LookAtPrinter())
    department = hall.catalogue.departments[8]
    service = department.services[0].model_copy(update={"papers": (words("Tờ khai", "Form"),)})
    kiosk.run(PrintList(service, department, "vi", None))
    kiosk.effects.close()

    again = AKiosk(hall, presenter, tmp_path, "?presenter=on")
    again.run(FetchCatalogue())
    until(lambda: again.store.notes.get("ticket layout") is not None)
    again.run(LookAtPrinter())

    until(lambda: len(presenter.retracted) == 1)
    assert again.run(LookAtPrinter()) == PrinterSeen(None)
    assert papers(again) == [Paper.PRINTED]
    again.effects.close()


def test_an_officers_copy_that_nobody_takes_leaves_the_first_slip_collected(
    kiosk: AKiosk, hall: HallStandIn, presenter: VirtualPrinterOnTcp
) -> None:
    kiosk.print_a_ticket()
    presenter.take_slip()
    kiosk.run(FetchCatalogue())
    until(lambda: kiosk.store.notes.get("ticket layout") is not None)
    ((given, _),) = kiosk.store.tickets.latest(1)

    assert kiosk.run(PrintAgain(given.ticket, None, offline=False, copy=True)) == Reprinted(None)

    until(lambda: len(presenter.retracted) == 1)
    assert kiosk.run(LookAtPrinter()) == PrinterSeen(None)
    assert papers(kiosk) == [Paper.PRINTED]


def test_a_copy_has_left_the_roll_when_the_officer_looks(hall: HallStandIn, tmp_path: Path) -> None:
    with VirtualPrinterOnTcp(model_of()) as device:
        kiosk = AKiosk(hall, device, tmp_path, "?roll=80")
        token = kiosk.print_a_ticket()
        ((given, _),) = kiosk.store.tickets.latest(1)
        assert given.ticket.token == token
        until(lambda: kiosk.store.notes.get("slips on the roll") is not None)
        before = kiosk.run(ReadStatus())

        kiosk.effects.run(PrintAgain(given.ticket, None, offline=False, copy=True))
        kiosk.effects.run(ReadStatus())

        assert kiosk.next_report() == Reprinted(None)
        after = kiosk.next_report()
        assert isinstance(before, StatusSeen)
        assert isinstance(after, StatusSeen)
        assert (after.status.tickets_left_on_roll or 0) < (before.status.tickets_left_on_roll or 0)
        kiosk.effects.close()


def test_a_copy_that_cannot_be_printed_takes_nothing_from_who_has_the_first_slip(
    kiosk: AKiosk, presenter: VirtualPrinterOnTcp
) -> None:
    kiosk.print_a_ticket()
    presenter.take_slip()
    ((given, _),) = kiosk.store.tickets.latest(1)
    presenter.set(PrinterStatus(paper_out=True))

    assert kiosk.run(PrintAgain(given.ticket, None, offline=False, copy=True)) == Reprinted(PrintFault.OUT_OF_PAPER)

    assert papers(kiosk) == [Paper.PRINTED]

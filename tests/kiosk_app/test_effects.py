"""EffectRunner run off the window's thread and always report something, whatever breaks."""

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest

from display_server.contract import Condition, IssueTicket, Paper, State, Ticket
from hardware.printers.model import model_of
from hardware.printers.paper import Line, Pair, QrCode
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
from kiosk_app.effects import EffectRunner
from kiosk_app.flow.effects import (
    AskForHelp,
    CancelTicket,
    FetchCatalogue,
    Issue,
    LookAtPrinter,
    Outside,
    PrepareSlip,
    Print,
    PrintAgain,
    ReadStatus,
    ReportHealth,
)
from kiosk_app.flow.reports import (
    AccessRestored,
    AccessRevoked,
    AdviceCame,
    CatalogueCame,
    CatalogueMissed,
    HelpAnswered,
    NotPrintedAgain,
    PrinterSeen,
    PrintingFailed,
    Report,
    Reprinted,
    ServerSilent,
    StatusSeen,
    StoreBroken,
    TicketPrinted,
    TicketReceived,
    TicketRefused,
)
from kiosk_app.flow.values import PrintFault, RecentTicket
from kiosk_app.issuing.ticket_issuer import TicketIssuer
from kiosk_app.printing.print_supervisor import as_citizens_see_it
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.server.client import HallServer
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.store.tickets import StoredTicket, TakenNumber
from tests.kiosk_app.a_hall import a_ticket
from tests.kiosk_app.failing_book import takes_nothing
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, Mood, a_hall_stands_in

ISSUE = Issue(1, "run-1", IssueTicket(service="lltp", language="vi"))


class Runner:
    """Runs one errand after the other and waits for its report."""

    def __init__(self, server: HallServer, printer: Printer, book: Path) -> None:
        self._reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.store = KioskStore(book)
        self.issuer = TicketIssuer(server, self.store, "run")
        self.effects = EffectRunner(self.issuer, server, printer, self.store, self._reports.put)

    def run(self, effect: Outside) -> Report:
        self.effects.run(effect)
        return self.next_report()

    def next_report(self) -> Report:
        return self._reports.get(timeout=10)


@pytest.fixture
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        yield hall


@pytest.fixture
def printer(tmp_path: Path) -> VirtualPrinter:
    return VirtualPrinter(tmp_path / "paper", model_of())


@pytest.fixture
def runner(hall: HallStandIn, printer: VirtualPrinter, tmp_path: Path) -> Iterator[Runner]:
    runner = Runner(HallServer(hall.url, TOKEN, "dong-nai"), printer, tmp_path / "kiosk.db")
    yield runner
    runner.effects.close()


def test_what_a_slip_is_prepared_of_is_all_of_it_but_what_only_its_ticket_tells(runner: Runner) -> None:
    runner.run(FetchCatalogue())
    specimen = runner.issuer.specimen(ISSUE.request)
    issued = runner.run(ISSUE)
    assert specimen
    assert isinstance(issued, TicketReceived)

    known, printed = (set(lay_out(each.ticket, UTC, "1022").elements) for each in (specimen, issued))

    only_here = printed - known
    assert {each.text for each in only_here if isinstance(each, Line)} == {issued.ticket.number}
    assert {type(each) for each in only_here} == {Line, Pair, QrCode}


def test_preparing_a_slip_prints_nothing_and_a_service_that_nobody_knows_is_no_harm(
    runner: Runner, tmp_path: Path
) -> None:
    runner.effects.run(PrepareSlip(ISSUE.request, "1022"))  # before any catalogue has come
    runner.run(FetchCatalogue())
    runner.effects.run(PrepareSlip(ISSUE.request, "1022"))
    runner.effects.run(PrepareSlip(IssueTicket(service="dropped", language="vi"), "1022"))

    assert runner.run(LookAtPrinter()) == PrinterSeen(None)  # after them, on the printer's thread
    assert not (tmp_path / "paper").exists()


def test_the_catalogue_comes_or_is_missed(
    runner: Runner, hall: HallStandIn, printer: VirtualPrinter, tmp_path: Path
) -> None:
    assert runner.run(FetchCatalogue()) == CatalogueCame(hall.catalogue)

    elsewhere = Runner(HallServer("http://127.0.0.1:9", TOKEN, "dong-nai"), printer, tmp_path / "new.db")
    assert elsewhere.run(FetchCatalogue()) == CatalogueMissed(knows_the_day=False)
    elsewhere.effects.close()


def test_a_ticket_is_issued_refused_or_unanswered(runner: Runner, hall: HallStandIn) -> None:
    hall.moods = [Mood.REFUSING, Mood.BROKEN, Mood.BROKEN, Mood.BROKEN]

    assert runner.run(ISSUE) == TicketRefused(1, "Thủ tục này đã hết số hôm nay.")
    assert runner.run(ISSUE) == ServerSilent(1)
    assert runner.run(ISSUE) == TicketReceived(1, hall.tickets["run-1"])


def test_a_ticket_is_printed_or_the_fault_is_named(runner: Runner, printer: VirtualPrinter, tmp_path: Path) -> None:
    issued = runner.run(ISSUE)
    assert isinstance(issued, TicketReceived)
    effect = Print(1, issued.ticket, "1022")
    assert runner.run(effect) == TicketPrinted(1)
    assert (tmp_path / "paper" / f"{issued.ticket.number}.png").exists()
    assert runner.store.tickets.latest(1) == ((StoredTicket(issued.ticket, offline=False), Paper.PRINTED),)

    printer.state = PrinterStatus(paper_out=True)
    assert runner.run(effect) == PrintingFailed(1, PrintFault.OUT_OF_PAPER)
    assert runner.run(LookAtPrinter()) == PrinterSeen(PrintFault.OUT_OF_PAPER)
    assert runner.store.tickets.latest(1) == ((StoredTicket(issued.ticket, offline=False), Paper.FAILED),)


def test_without_the_server_the_kiosk_gives_numbers_by_itself_and_hands_them_in(
    runner: Runner, hall: HallStandIn
) -> None:
    runner.run(FetchCatalogue())
    until(lambda: bool(runner.store.numbers.left(hall.catalogue.at)))
    hall.moods = [Mood.BROKEN]
    issued = runner.run(ISSUE)

    assert isinstance(issued, TicketReceived)
    assert issued.offline
    assert (issued.ticket.number, issued.ticket.people_ahead) == ("N500", None)
    runner.run(FetchCatalogue())
    until(lambda: bool(hall.handed_in))
    assert [(each.number, each.token, each.key) for each in hall.handed_in] == [
        (issued.ticket.number, issued.ticket.token, "run-1")
    ]


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_kiosk_that_is_put_out_while_it_runs_gives_no_number_of_its_own_either(
    runner: Runner, hall: HallStandIn
) -> None:
    runner.run(FetchCatalogue())
    until(lambda: bool(runner.store.numbers.left(hall.catalogue.at)))
    hall.lets_in = False

    assert runner.run(ISSUE) == AccessRevoked(1)
    assert runner.run(ISSUE) == AccessRevoked(1)
    assert runner.run(ReportHealth("Welcome")) == AccessRevoked()
    assert (runner.store.tickets.latest(1), runner.issuer.without_server()) == ((), None)

    hall.lets_in = True
    assert runner.run(ReportHealth("Welcome")) == AccessRestored()
    assert runner.next_report() == AdviceCame(None)
    assert runner.run(ISSUE) == TicketReceived(1, hall.tickets["run-1"])


def test_handing_in_tells_a_kiosk_that_it_was_put_out(runner: Runner, hall: HallStandIn) -> None:
    hall.lets_in = False

    reports = [runner.run(FetchCatalogue()), runner.next_report()]

    assert all(report in reports for report in (CatalogueCame(hall.catalogue), AccessRevoked()))
    assert runner.run(ISSUE) == AccessRevoked(1)


def test_an_officer_finds_the_last_tickets_and_prints_one_again(runner: Runner, tmp_path: Path) -> None:
    issued = runner.run(ISSUE)
    assert isinstance(issued, TicketReceived)
    seen = runner.run(ReadStatus())
    assert isinstance(seen, StatusSeen)
    assert seen.status.recent == (RecentTicket(issued.ticket, False, None),)

    assert runner.run(PrintAgain(issued.ticket, "1022", offline=False, copy=True)) == Reprinted(None)
    assert (tmp_path / "paper" / f"{issued.ticket.number}.png").exists()
    seen = runner.run(ReadStatus())
    assert isinstance(seen, StatusSeen)
    assert seen.status.recent[0].paper is Paper.PRINTED


@pytest.mark.parametrize("state", [State.CANCELLED, State.NO_SHOW, State.SERVED])
def test_a_ticket_that_is_over_is_not_printed_again(
    runner: Runner, hall: HallStandIn, tmp_path: Path, state: State
) -> None:
    ticket = issued_by(runner)
    hall.states = {ticket.token: state}

    assert runner.run(PrintAgain(ticket, "1022", offline=False, copy=True)) == NotPrintedAgain(state)
    assert not (tmp_path / "paper").exists()
    assert runner.store.tickets.latest(1) == ((StoredTicket(ticket, offline=False), None),)


@pytest.mark.parametrize("state", [State.WAITING, State.CALLED, State.SERVING, State.PARKED])
def test_a_ticket_that_is_still_on_its_way_is_printed_again(
    runner: Runner, hall: HallStandIn, tmp_path: Path, state: State
) -> None:
    ticket = issued_by(runner)
    hall.states = {ticket.token: state}

    assert runner.run(PrintAgain(ticket, "1022", offline=False, copy=True)) == Reprinted(None)
    assert (tmp_path / "paper" / f"{ticket.number}.png").exists()


def test_a_ticket_that_the_kiosk_has_given_back_is_not_printed_again_whatever_the_server_knows(
    runner: Runner, hall: HallStandIn, tmp_path: Path
) -> None:
    ticket = issued_by(runner)
    runner.issuer.cancel(ticket)
    assert hall.cancelled == [ticket.token]
    hall.states = {ticket.token: State.WAITING}

    assert runner.run(PrintAgain(ticket, "1022", offline=False, copy=True)) == NotPrintedAgain(State.CANCELLED)
    assert not (tmp_path / "paper").exists()


def test_a_copy_does_not_wait_for_a_server_that_hangs(runner: Runner, hall: HallStandIn, tmp_path: Path) -> None:
    ticket = issued_by(runner)
    hall.states, hall.states_hang = {ticket.token: State.CANCELLED}, True
    began = time.monotonic()

    assert runner.run(PrintAgain(ticket, "1022", offline=False, copy=True)) == Reprinted(None)
    assert time.monotonic() - began < 5
    assert (tmp_path / "paper" / f"{ticket.number}.png").exists()


def test_a_copy_is_printed_where_nobody_is_there_to_be_asked(printer: VirtualPrinter, tmp_path: Path) -> None:
    alone = Runner(HallServer("http://127.0.0.1:9", TOKEN, "dong-nai"), printer, tmp_path / "alone.db")

    assert alone.run(PrintAgain(a_ticket(), "1022", offline=True, copy=False)) == Reprinted(None)
    alone.effects.close()


def issued_by(runner: Runner) -> Ticket:
    issued = runner.run(ISSUE)
    assert isinstance(issued, TicketReceived)
    return issued.ticket


def test_the_end_of_the_roll_is_announced_before_it_comes(runner: Runner, printer: VirtualPrinter) -> None:
    assert runner.run(LookAtPrinter()) == PrinterSeen(None, nearly_empty=False)
    printer.state = PrinterStatus(paper_near_end=True)

    assert runner.run(LookAtPrinter()) == PrinterSeen(None, nearly_empty=True)


def test_a_book_that_cannot_be_written_keeps_no_paper_from_a_citizen_and_the_server_is_told(
    runner: Runner, hall: HallStandIn, tmp_path: Path
) -> None:
    with takes_nothing(tmp_path / "kiosk.db"):
        issued = runner.run(ISSUE)
        assert isinstance(issued, TicketReceived)
        assert runner.run(Print(1, issued.ticket, "1022")) == TicketPrinted(1)
        assert (tmp_path / "paper" / f"{issued.ticket.number}.png").exists()
        runner.run(ReportHealth("Welcome"))
    runner.run(ReportHealth("Welcome"))

    assert [health.condition for health in hall.healths] == [Condition.BOOK_FAILS, Condition.WELL]


def test_a_kiosk_without_a_book_gives_the_servers_numbers_prints_them_and_wants_to_begin_anew(
    hall: HallStandIn, printer: VirtualPrinter, tmp_path: Path
) -> None:
    (tmp_path / "kiosk.db").mkdir()
    runner = Runner(HallServer(hall.url, TOKEN, "dong-nai"), printer, tmp_path / "kiosk.db")
    assert runner.run(FetchCatalogue()) == CatalogueCame(hall.catalogue)
    issued = runner.run(ISSUE)
    assert isinstance(issued, TicketReceived)
    assert runner.run(Print(1, issued.ticket, "1022")) == TicketPrinted(1)

    assert (runner.run(ReportHealth("Welcome")), runner.next_report()) == (StoreBroken(), AdviceCame(None))
    assert [health.condition for health in hall.healths] == [Condition.BOOK_FAILS]
    runner.effects.close()


def test_a_book_that_cannot_be_read_is_no_broken_printer_and_keeps_no_figures_from_citizens(
    runner: Runner, hall: HallStandIn, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as db:
        for table in ("tickets", "choices", "notes"):
            db.execute(f"DROP TABLE {table}")

    assert runner.run(FetchCatalogue()) == CatalogueCame(hall.catalogue)
    assert runner.run(LookAtPrinter()) == PrinterSeen(None)
    issued = runner.run(ISSUE)
    assert isinstance(issued, TicketReceived)
    assert runner.run(Print(1, issued.ticket, "1022")) == TicketPrinted(1)
    assert runner.run(ReportHealth("Welcome")) == AdviceCame(None)
    assert [health.condition for health in hall.healths] == [Condition.BOOK_FAILS]


def test_a_server_that_hangs_over_the_kiosks_health_keeps_nobody_from_calling_staff(
    runner: Runner, hall: HallStandIn
) -> None:
    hall.healths_hang = True
    runner.effects.run(ReportHealth("Welcome"))
    until(lambda: len(hall.healths) == 1)

    for _ in range(5):
        runner.effects.run(ReportHealth("Welcome"))
    assert runner.run(AskForHelp()) == HelpAnswered(heard=True)
    assert hall.calls_for_staff == 1

    hall.slowness.set()
    assert runner.next_report() == AdviceCame(None)
    assert runner.run(ISSUE) == TicketReceived(1, hall.tickets["run-1"])
    assert len(hall.healths) == 1


def test_the_window_never_waits_for_the_book(runner: Runner, hall: HallStandIn) -> None:
    runner.run(FetchCatalogue())
    until(lambda: bool(runner.store.numbers.left(hall.catalogue.at)))
    is_written, may_end, ended_in_time = threading.Event(), threading.Event(), list[bool]()

    def write_slowly(taken: TakenNumber) -> Ticket:
        is_written.set()
        ended_in_time.append(may_end.wait(10))
        return a_ticket(number=taken.number)

    give = (ISSUE.key, ISSUE.request, "N", hall.catalogue.at, write_slowly)
    writing = threading.Thread(target=runner.store.tickets.issue_next, args=give)
    writing.start()
    assert is_written.wait(10)

    for effect in (FetchCatalogue(), ISSUE, ReadStatus(), ReportHealth("Welcome"), CancelTicket(a_ticket())):
        runner.effects.run(effect)

    may_end.set()
    writing.join()
    assert ended_in_time == [True]


def test_what_nobody_expected_still_ends_in_a_sentence(runner: Runner) -> None:
    nowhere = Print(1, a_ticket().model_copy(update={"timezone": "Nowhere/At_All"}), None)

    assert runner.run(nowhere) == PrintingFailed(1, PrintFault.NOT_WORKING)
    assert runner.run(LookAtPrinter()) == PrinterSeen(None)


def test_a_ticket_that_nobody_waits_for_is_given_back(runner: Runner, hall: HallStandIn) -> None:
    runner.effects.run(CancelTicket(a_ticket()))
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

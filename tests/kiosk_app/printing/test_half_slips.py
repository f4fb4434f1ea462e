"""What came out of a page in part is cut off before the next one, whatever became of the kiosk's program meanwhile."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.printers.address import open_printer
from hardware.printers.compose import compose
from hardware.printers.model import Model, model_of
from hardware.printers.paper import Line, Page, Size
from hardware.printers.printer import PrinterStatus
from hardware.printers.virtual import picture
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.flow.reports import PrinterSeen
from kiosk_app.flow.values import PrintFault
from kiosk_app.printing.print_supervisor import PrintSupervisor
from kiosk_app.store.kiosk_store import KioskStore

MODEL = model_of()
A_KIOSK = """
import sys
from tests.kiosk_app.printing.test_half_slips import a_desk, a_page
with a_desk(sys.argv[1], sys.argv[2]) as desk:
    print(desk.print_list(a_page("A045")), flush=True)
    sys.stdin.read()
"""


def a_page(number: str) -> Page:
    return Page(number, (Line("Trung tâm Hành chính công"), Line(number, Size.HUGE)))


def is_whole(slip: object, number: str, model: Model = MODEL) -> bool:
    return slip == picture(compose(a_page(number), model), model)


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not seen():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@contextmanager
def a_desk(uri: str, book: str) -> Iterator[PrintSupervisor]:
    with closing(KioskStore(Path(book))) as store:
        issuer = PrintSupervisor(open_printer(uri), store, lambda: datetime.now(UTC), lambda: 60.0)
        with closing(issuer):
            yield issuer


@contextmanager
def a_kiosk_that_is_killed(uri: str, book: str) -> Iterator["subprocess.Popen[str]"]:
    arguments = (sys.executable, "-c", A_KIOSK, uri, book)
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as kiosk:
        try:
            yield kiosk
        finally:
            kiosk.send_signal(signal.SIGKILL)


@pytest.fixture
def device() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(MODEL) as device:
        yield device


@pytest.fixture
def uri(device: VirtualPrinterOnTcp) -> str:
    return f"tcp://127.0.0.1:{device.port}"


@pytest.fixture
def book(tmp_path: Path) -> str:
    return str(tmp_path / "kiosk.db")


@pytest.fixture
def issuer(uri: str, book: str) -> Iterator[PrintSupervisor]:
    with a_desk(uri, book) as issuer:
        yield issuer


def open_the_cover_on_a_page(issuer: PrintSupervisor, device: VirtualPrinterOnTcp) -> None:
    device.slow_down(seconds_per_command=0.2)
    with ThreadPoolExecutor(1) as kiosk:
        printing = kiosk.submit(issuer.print_list, a_page("A045"))
        until(lambda: device.used_dots > 0)
        device.set(PrinterStatus(cover_open=True))
        assert printing.result(10) is PrintFault.COVER_OPEN
    device.slow_down(seconds_per_command=0)
    until(lambda: device.unprinted == 0)
    device.set(PrinterStatus())


def test_a_part_of_a_page_is_cut_off_at_the_next_look(issuer: PrintSupervisor, device: VirtualPrinterOnTcp) -> None:
    open_the_cover_on_a_page(issuer, device)

    assert issuer.look() == PrinterSeen(None)
    assert (len(device.slips), device.used_dots) == (1, 0)
    issuer.look()
    assert len(device.slips) == 1, "cut off twice"


def test_a_part_of_a_page_is_cut_off_before_the_next_citizens(
    issuer: PrintSupervisor, device: VirtualPrinterOnTcp
) -> None:
    open_the_cover_on_a_page(issuer, device)

    assert issuer.print_list(a_page("A046")) is None
    _, following = device.slips
    assert is_whole(following, "A046")


def test_the_end_of_a_roll_is_taken_out_with_it_and_needs_no_cutting(
    issuer: PrintSupervisor, device: VirtualPrinterOnTcp
) -> None:
    device.leave_paper(dots=40)
    assert issuer.print_list(a_page("A045")) is PrintFault.OUT_OF_PAPER
    device.leave_paper(dots=100_000)
    device.set(PrinterStatus())

    assert issuer.look() == PrinterSeen(None)
    assert issuer.print_list(a_page("A046")) is None
    assert len(device.slips) == 1


def test_what_hangs_out_stays_to_be_cut_off_where_the_cutter_sticks_again(
    issuer: PrintSupervisor, device: VirtualPrinterOnTcp
) -> None:
    device.jam_cutter()
    assert issuer.print_list(a_page("A045")) is PrintFault.NOT_WORKING
    device.free_cutter()
    device.jam_cutter()
    assert issuer.look() == PrinterSeen(PrintFault.NOT_WORKING)
    assert issuer.print_list(a_page("A046")) is PrintFault.NOT_WORKING

    device.free_cutter()

    assert issuer.print_list(a_page("A047")) is None
    _, following = device.slips
    assert is_whole(following, "A047")


def test_a_kiosk_that_was_killed_after_a_jam_cuts_off_what_hangs_out_when_it_starts_again(
    device: VirtualPrinterOnTcp, uri: str, book: str
) -> None:
    device.jam_cutter()
    with a_kiosk_that_is_killed(uri, book) as kiosk:
        assert kiosk.stdout is not None
        assert kiosk.stdout.readline().strip() == str(PrintFault.NOT_WORKING)
    device.free_cutter()

    with a_desk(uri, book) as again:
        assert again.print_list(a_page("A046")) is None

    _, following = device.slips
    assert is_whole(following, "A046")


def test_a_kiosk_that_was_killed_in_the_middle_of_a_page_cuts_it_off_when_it_starts_again(
    device: VirtualPrinterOnTcp, uri: str, book: str
) -> None:
    device.slow_down(seconds_per_command=0.5)
    with a_kiosk_that_is_killed(uri, book):
        until(lambda: device.used_dots > 0)
    device.slow_down(seconds_per_command=0)

    with a_desk(uri, book) as again:
        assert again.look() == PrinterSeen(None)
        assert len(device.slips) == 1
        assert again.print_list(a_page("A046")) is None

    part, following = device.slips
    assert not is_whole(part, "A045")
    assert is_whole(following, "A046")


def test_a_kiosk_that_is_killed_between_two_pages_cuts_nothing(
    device: VirtualPrinterOnTcp, uri: str, book: str
) -> None:
    with a_kiosk_that_is_killed(uri, book) as kiosk:
        assert kiosk.stdout is not None
        assert kiosk.stdout.readline().strip() == "None"

    with a_desk(uri, book) as again:
        again.look()
        assert again.print_list(a_page("A046")) is None

    assert len(device.slips) == 2


def test_a_slip_that_the_presenter_holds_out_is_whole_and_stays_there(tmp_path: Path, book: str) -> None:
    with VirtualPrinterOnTcp(model_of(presents=True)) as device:
        uri = f"tcp://127.0.0.1:{device.port}?presenter=on"
        with a_desk(uri, book) as killed:
            assert killed.print_list(a_page("A045")) is None
        with closing(KioskStore(Path(book))) as store:
            store.notes.set("a page is in print", "yes")  # killed before it could note that the page is out

        with a_desk(uri, book) as again:
            assert again.look() == PrinterSeen(None)

        assert (len(device.slips), device.taken) == (1, [])

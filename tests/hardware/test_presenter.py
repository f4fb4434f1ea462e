"""A presenter holds each slip until somebody takes it: the real driver on the virtual printer's TCP port."""

from collections.abc import Iterator

import pytest

from hardware.printers.address import PrinterAddress
from hardware.printers.escpos_printer import EscposPrinter
from hardware.printers.model import WrongPrinterAddress, model_of
from hardware.printers.paper import Line, Page, Size
from hardware.printers.printer import OutOfPaper, Printer, PrinterStatus
from hardware.printers.resilient_printer import ResilientPrinter
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from hardware.printers.wires import OnNetwork

MODEL = model_of(presents=True)


def a_page(number: str = "A045") -> Page:
    return Page(number, (Line(number, Size.HUGE),))


@pytest.fixture
def device() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(MODEL) as device:
        yield device


@pytest.fixture
def printer(device: VirtualPrinterOnTcp) -> Iterator[Printer]:
    printer = ResilientPrinter(lambda: EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL), MODEL)
    yield printer
    printer.close()


def test_a_slip_waits_until_it_is_taken(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    printer.print(a_page())
    assert printer.status() == PrinterStatus(slip_waits=True)

    device.take_slip()

    assert printer.status() == PrinterStatus()
    assert (len(device.taken), len(device.retracted)) == (1, 0)


def test_a_slip_that_nobody_takes_is_drawn_back(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    printer.print(a_page())

    printer.retract()
    printer.retract()

    assert printer.status() == PrinterStatus()
    assert (len(device.taken), len(device.retracted)) == (0, 1)
    assert device.received.count(b"\x1de\x02") == 1


def test_the_next_slip_pushes_the_one_before_out_for_it_may_still_be_somebodys(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    printer.print(a_page("A045"))
    printer.print(a_page("A046"))

    assert printer.status().slip_waits
    assert (len(device.slips), len(device.taken), len(device.retracted)) == (2, 1, 0)


def test_faults_are_told_as_by_any_printer(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    device.set(PrinterStatus(paper_out=True, cover_open=True))
    assert printer.status() == PrinterStatus(paper_out=True, cover_open=True)
    device.set(PrinterStatus(paper_out=True))
    with pytest.raises(OutOfPaper):
        printer.print(a_page())


def test_a_printer_without_a_presenter_has_nothing_to_draw_back() -> None:
    with VirtualPrinterOnTcp(model_of()) as device:
        plain = EscposPrinter(OnNetwork("127.0.0.1", device.port), model_of())
        plain.print(a_page())
        plain.retract()
        plain.close()

    assert b"\x1de" not in device.received


def test_the_address_says_that_there_is_a_presenter() -> None:
    assert PrinterAddress.parse("tcp://printer:9100?presenter=on").model.presents
    assert not PrinterAddress.parse("tcp://printer:9100").model.presents
    with pytest.raises(WrongPrinterAddress, match="leave status=off out"):
        PrinterAddress.parse("tcp://printer:9100?presenter=on&status=off")

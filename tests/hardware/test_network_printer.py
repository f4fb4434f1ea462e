"""The real network driver on the virtual printer's TCP port: real sockets, real bytes, real faults."""

import time
from collections.abc import Callable, Iterator

import pytest

from hardware.printers import escpos_printer
from hardware.printers.commands import RECOVER
from hardware.printers.compose import compose
from hardware.printers.escpos_printer import EscposPrinter
from hardware.printers.model import model_of
from hardware.printers.paper import Line, Page, Size
from hardware.printers.printer import (
    CoverOpen,
    OutOfPaper,
    Printer,
    PrinterBroken,
    PrinterError,
    PrinterStatus,
    PrinterTooSlow,
    PrinterUnreachable,
)
from hardware.printers.resilient_printer import ResilientPrinter
from hardware.printers.virtual import picture
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from hardware.printers.wires import OnNetwork

MODEL = model_of()


def a_page(number: str = "A045") -> Page:
    return Page(number, (Line("Trung tâm Hành chính công"), Line(number, Size.HUGE)))


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()


@pytest.fixture
def device() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(MODEL) as device:
        yield device


@pytest.fixture
def printer(device: VirtualPrinterOnTcp) -> Iterator[Printer]:
    printer = ResilientPrinter(lambda: EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL), MODEL)
    yield printer
    printer.close()


def test_a_page_is_on_paper_when_print_returns(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    printer.print(a_page("A045"))
    printer.print(a_page("A046"))

    assert [slip.tobytes() for slip in device.slips] == [
        picture(compose(a_page(number), MODEL), MODEL).tobytes() for number in ("A045", "A046")
    ]


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (PrinterStatus(paper_out=True), OutOfPaper),
        (PrinterStatus(cover_open=True), CoverOpen),
        (PrinterStatus(broken=True), PrinterBroken),
        (PrinterStatus(cutter_stuck=True), PrinterBroken),
    ],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(
    device: VirtualPrinterOnTcp, printer: Printer, state: PrinterStatus, fault: type[PrinterError]
) -> None:
    device.set(state)

    with pytest.raises(fault) as told:
        printer.print(a_page())

    assert not told.value.in_part
    assert b"\x1dv0" not in device.received
    device.set(PrinterStatus())
    printer.print(a_page())
    assert len(device.slips) == 1


def test_paper_that_ends_in_the_middle_of_a_page_is_not_a_printed_page(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    device.leave_paper(dots=40)

    with pytest.raises(OutOfPaper):
        printer.print(a_page("A045"))


def test_paper_that_ends_behind_the_cut_has_ended_for_the_next_page(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    device.leave_paper(dots=0, noticed_at_cut=True)

    printer.print(a_page("A045"))

    (slip,) = device.slips
    assert slip == picture(compose(a_page("A045"), MODEL), MODEL)
    assert told_unasked(printer).paper_out
    with pytest.raises(OutOfPaper) as told:
        printer.print(a_page("A046"))
    assert not told.value.in_part


def test_a_page_that_failed_does_not_come_out_when_the_roll_is_changed(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    device.leave_paper(dots=40)
    with pytest.raises(OutOfPaper):
        printer.print(a_page("A045"))
    until(lambda: device.unprinted == 0)

    device.leave_paper(dots=100_000)
    device.set(PrinterStatus())
    printer.print(a_page("A046"))

    assert len(device.slips) == 1


def test_a_slow_printer_is_waited_for_and_a_stuck_one_is_not(device: VirtualPrinterOnTcp) -> None:
    patient, hasty = (
        EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL, print_seconds=seconds) for seconds in (10, 0.3)
    )
    device.slow_down(seconds_per_command=0.05)
    patient.print(a_page())
    assert len(device.slips) == 1

    device.slow_down(seconds_per_command=0.5)
    with pytest.raises(PrinterTooSlow, match="paper jam"):
        hasty.print(a_page())
    patient.close()
    hasty.close()


def test_a_printer_whose_memory_is_full_answers_late_and_is_not_taken_for_dead(
    device: VirtualPrinterOnTcp, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escpos_printer, "ANSWER_SECONDS", 0.3)
    device.hold_at_most(commands=1)
    device.slow_down(seconds_per_command=0.1)

    printer.print(Page("A045", tuple(Line(f"Giấy tờ {number}") for number in range(10))))

    assert len(device.slips) == 1


def test_an_unplugged_printer_is_named_with_its_mend_and_found_again(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    printer.print(a_page("A045"))
    device.unplug()
    with pytest.raises(PrinterUnreachable, match=r"127\.0\.0\.1, port .* check its cable"):
        printer.print(a_page("A046"))

    device.plug_in()
    printer.print(a_page("A047"))

    assert len(device.slips) == 2


def test_a_connection_that_was_dropped_in_the_night_costs_no_ticket(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    printer.print(a_page("A045"))
    device.unplug()
    device.plug_in()

    printer.print(a_page("A046"))

    assert len(device.slips) == 2


def test_a_printer_that_never_answers_is_told_apart_within_seconds() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as mute:
        silent = EscposPrinter(OnNetwork("127.0.0.1", mute.getsockname()[1]), MODEL)
        began = time.monotonic()
        with pytest.raises(PrinterUnreachable, match="add status=off"):
            silent.status()
        silent.close()

    assert time.monotonic() - began < 8


@pytest.fixture
def unconfirming() -> Iterator[VirtualPrinterOnTcp]:
    """It says how it is, and never when all is on paper."""
    with VirtualPrinterOnTcp(MODEL, confirms=False) as device:
        yield device


def test_a_printer_that_never_confirms_is_believed_when_its_paper_must_be_out(
    unconfirming: VirtualPrinterOnTcp,
) -> None:
    printer = EscposPrinter(OnNetwork("127.0.0.1", unconfirming.port), MODEL, print_seconds=600)

    printer.print(a_page("A045"))
    printer.print(a_page("A046"))

    assert len(unconfirming.slips) == 2
    printer.close()


@pytest.mark.parametrize("dots", [1, 100])
def test_paper_that_ends_in_a_printer_that_never_confirms_is_not_a_printed_page(
    unconfirming: VirtualPrinterOnTcp, dots: int
) -> None:
    printer = EscposPrinter(OnNetwork("127.0.0.1", unconfirming.port), MODEL)
    unconfirming.slow_down(seconds_per_command=0.02)
    unconfirming.leave_paper(dots=dots)

    with pytest.raises(OutOfPaper):
        printer.print(a_page())
    printer.close()


def test_a_printer_that_was_busy_when_it_was_asked_is_believed_from_then_on(
    device: VirtualPrinterOnTcp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escpos_printer, "CONFIRM_SECONDS", 0.1)
    device.slow_down(seconds_per_command=0.2)
    printer = EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL, print_seconds=0.1)
    with pytest.raises(PrinterTooSlow):
        printer.print(a_page())
    printer.close()


def test_a_printer_without_answers_prints_when_the_hall_says_so(device: VirtualPrinterOnTcp) -> None:
    unasked = EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL, asks=False)

    unasked.print(a_page())
    until(lambda: len(device.slips) == 1)
    unasked.close()

    assert len(device.slips) == 1
    assert b"\x10\x04" not in device.received


def test_near_the_end_of_the_roll_it_still_prints(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    device.set(PrinterStatus(paper_near_end=True))

    assert printer.status().paper_near_end
    printer.print(a_page())
    assert len(device.slips) == 1


def told_unasked(printer: Printer) -> PrinterStatus:
    deadline = time.monotonic() + 5
    while (told := printer.heard()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return told


def test_a_printer_tells_by_itself_that_its_cover_was_opened(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    assert printer.heard() is None
    printer.print(a_page())
    until(lambda: printer.heard() is None)
    asked = device.received.count(b"\x10\x04")

    device.set(PrinterStatus(cover_open=True, paper_near_end=True))

    assert told_unasked(printer) == PrinterStatus(cover_open=True, paper_near_end=True)
    assert device.received.count(b"\x10\x04") == asked


def test_a_cutter_that_jams_is_no_printed_page(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    device.jam_cutter()
    with pytest.raises(PrinterBroken, match="free the cutter"):
        printer.print(a_page("A045"))

    until(lambda: device.unprinted == 0)
    assert device.slips == []


def test_a_freed_cutter_is_in_error_until_the_printer_is_told_to_go_on(device: VirtualPrinterOnTcp) -> None:
    bare = EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL)
    device.jam_cutter()
    with pytest.raises(PrinterBroken):
        bare.print(a_page())
    bare.recover()
    assert bare.status().cutter_stuck, "the paper is still in it"

    device.free_cutter()
    assert bare.status().cutter_stuck
    bare.recover()

    assert bare.status() == PrinterStatus()
    bare.close()


def test_a_printer_that_tries_its_stuck_cutter_is_never_taken_for_well(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    device.jam_cutter()
    with pytest.raises(PrinterBroken):
        printer.print(a_page())

    for _ in range(2):
        assert printer.status().cutter_stuck
        assert printer.heard() is None
    assert device.received.count(RECOVER) == 2


def test_a_cutter_that_stays_stuck_is_tried_less_and_less_until_somebody_opens_the_cover(
    device: VirtualPrinterOnTcp,
) -> None:
    now = 0.0
    printer = ResilientPrinter(
        lambda: EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL), MODEL, clock=lambda: now
    )
    device.set(PrinterStatus(cutter_stuck=True))
    tried_at = []
    for now in range(0, 24, 4):
        before = device.received.count(RECOVER)
        assert printer.status().cutter_stuck
        tried_at += [now] * (device.received.count(RECOVER) - before)
    assert tried_at == [0, 4, 8, 12, 20]

    device.set(PrinterStatus(cutter_stuck=True, cover_open=True))
    assert printer.status().cover_open
    device.set(PrinterStatus(cutter_stuck=True))
    device.free_cutter()
    assert printer.status() == PrinterStatus()
    printer.close()


def test_a_printer_whose_cutter_was_freed_comes_back_at_the_next_look(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    device.jam_cutter()
    with pytest.raises(PrinterBroken):
        printer.print(a_page())
    assert printer.status().cutter_stuck

    device.free_cutter()

    assert printer.status() == PrinterStatus()
    assert device.unprinted == 0


def test_a_page_that_was_waiting_behind_the_jam_never_comes_out(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    unasked = EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL, asks=False)
    device.jam_cutter()
    unasked.print(a_page("A045"))
    unasked.print(a_page("A046"))
    until(lambda: printer.status().cutter_stuck and device.unprinted == 0)

    device.free_cutter()
    printer.print(a_page("A047"))

    assert len(device.slips) == 1
    unasked.close()


def test_nothing_moves_the_cutter_while_the_cover_is_open(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    device.set(PrinterStatus(cutter_stuck=True, cover_open=True))

    assert printer.status().cutter_stuck
    assert RECOVER not in device.received


def test_a_printer_that_is_broken_is_not_told_to_go_on(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    device.set(PrinterStatus(broken=True))

    assert printer.status().broken
    assert RECOVER not in device.received


def test_a_printer_that_goes_on_by_itself_does_so() -> None:
    with VirtualPrinterOnTcp(MODEL, latches=False) as device:
        printer = ResilientPrinter(lambda: EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL), MODEL)
        device.jam_cutter()
        with pytest.raises(PrinterBroken):
            printer.print(a_page("A045"))
        assert printer.status().cutter_stuck

        device.free_cutter()
        assert printer.status() == PrinterStatus()
        printer.print(a_page("A046"))

        assert len(device.slips) == 1
        printer.close()


def test_what_hangs_out_is_cut_off_and_what_was_to_follow_is_forgotten(
    device: VirtualPrinterOnTcp, printer: Printer
) -> None:
    unasked = EscposPrinter(OnNetwork("127.0.0.1", device.port), MODEL, asks=False)
    device.slow_down(seconds_per_command=0.2)
    unasked.print(a_page("A045"))
    until(lambda: device.used_dots > 0)

    printer.cut_off()

    assert len(device.slips) == 1
    assert device.slips[0].height < picture(compose(a_page("A045"), MODEL), MODEL).height
    assert (device.used_dots, device.unprinted) == (0, 0)
    unasked.close()


def test_a_cut_that_sticks_is_told(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    device.jam_cutter()

    with pytest.raises(PrinterBroken):
        printer.cut_off()


def test_the_last_metre_of_the_roll_is_noticed_before_it_ends(device: VirtualPrinterOnTcp, printer: Printer) -> None:
    device.leave_paper(dots=8_100)
    assert not printer.status().paper_near_end

    printer.print(a_page())

    assert printer.status() == PrinterStatus(paper_near_end=True)

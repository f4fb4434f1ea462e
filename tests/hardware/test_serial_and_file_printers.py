"""The real serial driver on a pseudo-terminal, the real file driver on a pipe: other wires, the same bytes."""

import os
import threading
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from hardware.printers import wires
from hardware.printers.address import open_printer
from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import AskStatus, AskWhenPrinted, Letters
from hardware.printers.compose import compose
from hardware.printers.model import model_of
from hardware.printers.paper import Line, Page
from hardware.printers.printer import OutOfPaper, PrinterStatus, PrinterUnreachable
from hardware.printers.status import answer_status, answer_when_printed
from hardware.printers.wires import SerialWire

PAGE = Page("A045", (Line("Số thứ tự"), Line("A045")))


def serve(terminal: int, status: PrinterStatus, received: list[object]) -> Callable[[], None]:
    """A printer at the other end of a pseudo-terminal."""

    def answer() -> None:
        reader = CommandReader()
        with suppress(OSError):
            while given := os.read(terminal, 4096):
                for command in reader.feed(given):
                    received.append(command)
                    if isinstance(command, AskStatus):
                        os.write(terminal, answer_status(status, command.kind))
                    if isinstance(command, AskWhenPrinted):
                        os.write(terminal, answer_when_printed(status))

    threading.Thread(target=answer, daemon=True).start()
    return lambda: os.close(terminal)


@pytest.mark.parametrize(("status", "printed"), [(PrinterStatus(), True), (PrinterStatus(paper_out=True), False)])
def test_a_serial_printer_is_asked_before_it_prints(status: PrinterStatus, printed: bool) -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    received: list[object] = []
    hang_up = serve(ours, status, received)
    printer = open_printer(f"serial://{os.ttyname(theirs)}?baud=38400&codepage=30")
    try:
        if printed:
            printer.print(PAGE)
        else:
            with pytest.raises(OutOfPaper):
                printer.print(PAGE)
    finally:
        printer.close()
        os.close(theirs)
        hang_up()

    assert any(isinstance(command, Letters) for command in received) is printed


class SlowLine:
    """A port whose driver takes all bytes at once and sends them at the line's pace, as no pseudo-terminal does."""

    def __init__(self, bytes_per_second: float) -> None:
        self.device = self
        self.write_timeout = 0.0
        self._pace, self._empty_at = bytes_per_second, 0.0

    def open(self) -> None:
        """Is open."""

    def _raw(self, given: bytes) -> None:
        self._empty_at = max(self._empty_at, time.monotonic()) + len(given) / self._pace

    @property
    def out_waiting(self) -> int:
        return max(0, round((self._empty_at - time.monotonic()) * self._pace))


def test_what_a_slow_line_has_not_sent_yet_is_not_sent() -> None:
    """Else the printer would be asked how it is behind a ticket that is still on its way, and be taken for dead."""
    line = SlowLine(bytes_per_second=960)
    wire = SerialWire(line, 9600)

    wire.send(b"\x00" * 400)

    assert line.out_waiting == 0


def test_a_line_that_sends_nothing_more_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "SEND_SECONDS", 0.1)
    wire = SerialWire(SlowLine(bytes_per_second=1), 38_400)

    with pytest.raises(TimeoutError, match="takes no more bytes"):
        wire.send(b"\x00" * 100)


def test_a_device_file_gets_the_very_bytes(tmp_path: Path) -> None:
    device = tmp_path / "lp0"
    device.touch()

    open_printer(f"file://{device}").print(PAGE)

    assert device.read_bytes() == compose(PAGE, model_of())


def test_a_device_file_that_takes_nothing_more_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "SEND_SECONDS", 0.2)
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    printer = open_printer(f"file://{pipe}")
    long = Page("A045", tuple(Line(f"Dòng {number}") for number in range(60)))
    try:
        with pytest.raises(PrinterUnreachable, match="takes no more bytes"):
            printer.print(long)
    finally:
        printer.close()
        os.close(reader)

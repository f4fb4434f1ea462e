"""The real serial driver on a pseudo-terminal, the real file driver on a pipe: other wires, the same bytes."""

import os
import threading
import tty
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from hardware.printers import wires
from hardware.printers.address import open_printer
from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import AskStatus, AskWhenPrinted
from hardware.printers.compose import compose
from hardware.printers.model import model_of
from hardware.printers.paper import Line, Page
from hardware.printers.printer import OutOfPaper, PrinterStatus, PrinterUnreachable
from hardware.printers.status import answer_status, answer_when_printed

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

    assert any("Text" in type(command).__name__ for command in received) is printed


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

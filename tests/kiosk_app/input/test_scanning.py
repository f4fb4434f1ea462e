"""A scanner on a serial line, read by the kiosk's thread: real pyserial on a pseudo-terminal, plugged and unplugged."""

import os
import queue
import tty
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from hardware.scanners.serial_scanner import SerialScanner
from hardware.serial_port import SerialPort
from kiosk_app.flow.reports import CodeScanned
from kiosk_app.input.scanning import ScannerListener

CODE = "000.00.19.H19-181130-0042"


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    """A scanner's end of a pseudo-terminal, and the name of the other end."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(theirs)
    os.close(ours)


def listening(device: str) -> tuple[ScannerListener, "queue.SimpleQueue[CodeScanned]"]:
    reports: queue.SimpleQueue[CodeScanned] = queue.SimpleQueue()
    scanner = SerialScanner(SerialPort.parse(f"serial://{device}"))
    return ScannerListener(scanner, reports.put, again_seconds=0.01), reports


def held_until_heard(ours: int, code: str, reports: "queue.SimpleQueue[CodeScanned]") -> CodeScanned:
    """What is held before a scanner while its line is being opened is lost: a citizen holds it again."""
    for _ in range(100):
        os.write(ours, f"{code}\r\n".encode())
        with suppress(queue.Empty):
            return reports.get(timeout=0.2)
    pytest.fail(f"{code} was never heard")


def test_each_code_is_reported(terminal: tuple[int, str]) -> None:
    ours, device = terminal
    heard, reports = listening(device)

    assert held_until_heard(ours, CODE, reports) == CodeScanned(CODE)
    heard.close()


def test_a_scanner_that_is_plugged_in_later_is_found_and_told_of_once(
    terminal: tuple[int, str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ours, device = terminal
    plug = tmp_path / "ttyACM0"
    heard, reports = listening(str(plug))
    with pytest.raises(queue.Empty):
        reports.get(timeout=0.2)
    assert caplog.text.count("plug it in") == 1

    plug.symlink_to(device)
    assert held_until_heard(ours, CODE, reports) == CodeScanned(CODE)
    heard.close()


def test_it_ends_while_nobody_scans(terminal: tuple[int, str]) -> None:
    heard, reports = listening(terminal[1])
    heard.close()

    assert reports.empty()

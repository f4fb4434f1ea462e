"""A scanner on a serial port, or on USB as one (CDC): each code is a line of UTF-8, ended by CR, LF or both."""

import time
from contextlib import suppress

import serial

from hardware.resilient import KeptOpen
from hardware.scanners.scanner import LONGEST_CODE, ScannerUnreachable
from hardware.serial_port import SerialPort

LINE_ENDS = b"\r\n"


class SerialScanner:
    """Opened at its first use, and again after each fault."""

    def __init__(self, port: SerialPort) -> None:
        self._device = port.device
        self._kept = KeptOpen(lambda: OpenScanner(port))

    def read(self, seconds: float) -> str | None:
        try:
            return self._kept.use(lambda scanner: scanner.read(seconds))
        except (serial.SerialException, ValueError, OSError) as fault:
            raise ScannerUnreachable(
                f"The scanner at {self._device} cannot be read ({fault}): plug it in, and give the user the group"
                " dialout."
            ) from fault

    def close(self) -> None:
        self._kept.close()


class OpenScanner:
    """An open port. What goes wrong is a SerialException, an OSError or, for a speed that it has not, a ValueError."""

    def __init__(self, port: SerialPort) -> None:
        self._port = serial.Serial(port.device, port.baud)
        self._begun = b""

    def read(self, seconds: float) -> str | None:
        ends_at = time.monotonic() + seconds
        while (code := self._whole()) is None and (left := ends_at - time.monotonic()) > 0:
            self._port.timeout = left
            self._begun += self._port.read(max(1, self._port.in_waiting))
        return code

    def close(self) -> None:
        with suppress(serial.SerialException, OSError):
            self._port.close()

    def _whole(self) -> str | None:
        self._begun = self._begun.lstrip(LINE_ENDS)
        end = min((place for each in LINE_ENDS if (place := self._begun.find(each)) >= 0), default=-1)
        if end < 0:
            self._begun = self._begun[-LONGEST_CODE * 4 :]
            return None
        line, self._begun = self._begun[:end], self._begun[end:]
        return line.decode("utf-8", "replace")[:LONGEST_CODE]

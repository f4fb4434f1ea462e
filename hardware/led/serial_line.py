"""LED displays on a serial port or an RS-485 adapter, which turns the line around by itself. Speaks MODBUS ASCII."""

from contextlib import suppress

import serial

from hardware.led.display import LedUnreachable, Showing
from hardware.led.modbus_ascii import BEGINS, ENDS, ModbusFrame, WrongFrame, done, read, showing_to_frame, written
from hardware.resilient import KeptOpen
from hardware.serial_port import SerialPort

ANSWER_SECONDS = 0.5
"""A display answers within some milliseconds; adapters on USB gather for up to 16 more."""
TRIES = 2
LONGEST_ANSWER = 64


class SerialLedLine:
    """A line that is opened at its first use, and again after a fault of the line.

    A display that does not answer is no fault of the line: the others are told over it as before.
    """

    def __init__(self, port: SerialPort) -> None:
        self._device = port.device
        self._kept = KeptOpen(lambda: OpenLine(port))

    def show(self, address: int, showing: Showing) -> None:
        told = showing_to_frame(address, showing)
        try:
            shows = self._kept.use(lambda line: any(line.answer_to(told) == done(told) for _ in range(TRIES)))
        except (serial.SerialException, ValueError, OSError) as fault:
            raise LedUnreachable(
                f"The line {self._device} cannot be used ({fault}): plug the adapter in, and give the user the group"
                " dialout."
            ) from fault
        if not shows:
            raise LedUnreachable(
                f"Display {address} on {self._device} does not answer: check its power, its address and both wires."
            )

    def close(self) -> None:
        self._kept.close()


class OpenLine:
    """An open port. What goes wrong is a SerialException, an OSError or, for a speed that it has not, a ValueError."""

    def __init__(self, port: SerialPort) -> None:
        self._port = serial.Serial(port.device, port.baud, timeout=ANSWER_SECONDS, write_timeout=ANSWER_SECONDS)

    def answer_to(self, told: ModbusFrame) -> ModbusFrame | None:
        """None where there was none that could be read."""
        self._port.reset_input_buffer()  # what came too late is no answer to this
        self._port.write(written(told))
        line = self._port.read_until(ENDS, LONGEST_ANSWER)
        try:
            return read(line[max(0, line.rfind(BEGINS)) :])
        except WrongFrame:
            return None

    def close(self) -> None:
        with suppress(serial.SerialException, OSError):
            self._port.close()

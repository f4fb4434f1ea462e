"""The ways bytes reach a printer: network, serial, USB and device file, each with time limits. Knows no tickets.

Everything that goes wrong is an OSError or one of python-escpos' or pyusb's own errors; `PRINTER_FAULTS` names them.
"""

import os
import select
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import usb.core
import usb.util
from escpos.exceptions import DeviceNotFoundError
from escpos.printer import Network, Serial, Usb

CONNECT_SECONDS = 3.0
SEND_SECONDS = 10.0
"""For what a line takes at once; a printer's own buffer is smaller than a ticket, so it may have to print first."""

PRINTER_FAULTS = (OSError, DeviceNotFoundError, usb.core.NoBackendError)
BITS_PER_BYTE_ON_SERIAL = 10
USB_PRINTER_CLASS = 7
USB_PACKET_BYTES = 512
"""The longest packet of bulk data: who asks for less than a packet that comes gets an error instead of its bytes."""
DRAIN_SECONDS = 0.002
"""So often a serial line is asked whether it has sent what it took."""


EscposLine = Any  # python-escpos comes without types


class Wire(Protocol):
    """An open way to one printer."""

    answers: bool
    """Whether the printer can be asked anything over this wire."""

    def send(self, given: bytes) -> None:
        """Returns when the wire has taken all bytes. Raises one of PRINTER_FAULTS, TimeoutError among them."""

    def receive(self, seconds: float) -> bytes:
        """What the printer answers within that time, with 0 what it has answered already; nothing where it is silent.

        Raises one of PRINTER_FAULTS.
        """

    def close(self) -> None:
        """Lets go of the way. Closing twice is no harm."""


class Opening(Protocol):
    """Where a printer is, and how to reach it."""

    @property
    def where(self) -> str:
        """The place in words for whoever mends it."""

    def open(self, profile: str) -> Wire:
        """Raises one of PRINTER_FAULTS."""


@dataclass(frozen=True, slots=True)
class OnNetwork:
    host: str
    port: int

    @property
    def where(self) -> str:
        return f"{self.host}, port {self.port}"

    def open(self, profile: str) -> Wire:
        return NetworkWire(Network(self.host, self.port, timeout=CONNECT_SECONDS, profile=profile))


@dataclass(frozen=True, slots=True)
class OnSerial:
    device: str
    baud: int

    @property
    def where(self) -> str:
        return f"{self.device} at {self.baud} baud"

    def open(self, profile: str) -> Wire:
        return SerialWire(Serial(self.device, self.baud, timeout=1, profile=profile), self.baud)


@dataclass(frozen=True, slots=True)
class OnUsb:
    vendor: int
    product: int
    in_endpoint: int | None = None
    out_endpoint: int | None = None
    """None: those that the printer itself names."""

    @property
    def where(self) -> str:
        return f"USB {self.vendor:04x}:{self.product:04x}"

    def open(self, profile: str) -> Wire:
        milliseconds = round(SEND_SECONDS * 1000)
        line = Usb(self.vendor, self.product, {}, milliseconds, self.in_endpoint, self.out_endpoint, profile=profile)
        return UsbWire(line)


@dataclass(frozen=True, slots=True)
class OnFile:
    path: Path

    @property
    def where(self) -> str:
        return str(self.path)

    def open(self, profile: str) -> Wire:
        return FileWire(self.path)


class NetworkWire:
    answers = True

    def __init__(self, line: EscposLine) -> None:
        self._line = line
        # Opened here, because python-escpos leaves its socket behind where nobody listens, and knows no IPv6.
        line.device = socket.create_connection((line.host, line.port), CONNECT_SECONDS)

    def send(self, given: bytes) -> None:
        self._line.device.settimeout(SEND_SECONDS)
        self._line._raw(given)

    def receive(self, seconds: float) -> bytes:
        self._line.device.settimeout(seconds)
        try:
            answer: bytes = self._line._read()
        except (TimeoutError, BlockingIOError):
            return b""
        if not answer:
            raise ConnectionResetError("the printer hung up")
        return answer

    def close(self) -> None:
        self._line.close()


class SerialWire:
    answers = True

    def __init__(self, line: EscposLine, baud: int) -> None:
        self._line = line
        self._baud = baud
        line.open()

    def send(self, given: bytes) -> None:
        patience = SEND_SECONDS + len(given) * BITS_PER_BYTE_ON_SERIAL / self._baud
        ends_at = time.monotonic() + patience
        self._line.device.write_timeout = patience
        self._line._raw(given)
        # The system takes 4 kB at once, four seconds of a line at 9,600 baud: a question behind them is answered later.
        while self._line.device.out_waiting:
            if time.monotonic() > ends_at:
                raise TimeoutError("the printer takes no more bytes")
            time.sleep(DRAIN_SECONDS)

    def receive(self, seconds: float) -> bytes:
        port = self._line.device
        port.timeout = seconds
        first: bytes = port.read(1)
        return first + bytes(port.read(port.in_waiting)) if first else b""

    def close(self) -> None:
        # python-escpos flushes before it closes, which waits for ever on a printer that takes nothing more.
        self._line.device.reset_output_buffer()
        self._line.close()


class UsbWire:
    def __init__(self, line: EscposLine) -> None:
        self._line = line
        line.open()
        line.in_ep = _endpoint(line, usb.util.ENDPOINT_IN, line.in_ep)
        line.out_ep = _endpoint(line, usb.util.ENDPOINT_OUT, line.out_ep)
        if line.out_ep is None:
            raise DeviceNotFoundError("it takes no bytes: it is no printer")
        self.answers = line.in_ep is not None

    def send(self, given: bytes) -> None:
        self._line._raw(given)

    def receive(self, seconds: float) -> bytes:
        try:
            milliseconds = max(1, round(seconds * 1000))  # 0 is for ever
            return bytes(self._line.device.read(self._line.in_ep, USB_PACKET_BYTES, milliseconds))
        except usb.core.USBTimeoutError:
            return b""

    def close(self) -> None:
        self._line.close()


def _endpoint(line: EscposLine, direction: int, named: int | None) -> int | None:
    """The endpoint by that name, or else the printer's own for bytes of that direction, None where it has none.

    Raises DeviceNotFoundError where there is none by that name.
    """
    interfaces = list(line.device.get_active_configuration())
    printing = [each for each in interfaces if each.bInterfaceClass == USB_PRINTER_CLASS]
    own = [
        endpoint.bEndpointAddress
        for interface in printing or interfaces
        for endpoint in interface
        if usb.util.endpoint_direction(endpoint.bEndpointAddress) == direction
        and usb.util.endpoint_type(endpoint.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
    ]
    if named is not None and named not in own:
        raise DeviceNotFoundError(f"it has no endpoint {named:#04x}: leave in= and out= out")
    return named if named is not None else next(iter(own), None)


class FileWire:
    """A device file such as /dev/usb/lp0. Not python-escpos' own: that one waits for ever on an empty roll, and makes
    an ordinary file where the device is missing."""

    answers = False

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_NONBLOCK)

    def send(self, given: bytes) -> None:
        ends_at = time.monotonic() + SEND_SECONDS
        while given:
            _, ready, _ = select.select([], [self._file], [], max(0.0, ends_at - time.monotonic()))
            if not ready:
                raise TimeoutError("the printer takes no more bytes")
            given = given[os.write(self._file, given) :]

    def receive(self, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

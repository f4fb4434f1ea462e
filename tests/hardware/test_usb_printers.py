"""The real USB driver, and pyusb with it, on a printer that stands behind pyusb's backend instead of on a bus."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
import usb.backend
import usb.core
from usb.backend import libusb0, libusb1, openusb

from hardware.printers.address import open_printer
from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import AskKeys, AskStatus, AskWhenPrinted
from hardware.printers.compose import compose
from hardware.printers.model import model_of
from hardware.printers.paper import Line, Page
from hardware.printers.printer import PrinterStatus, PrinterUnreachable
from hardware.printers.status import answer_status, answer_when_printed
from hardware.printers.wires import OnUsb

PAGE = Page("A045", (Line("Số thứ tự"), Line("A045")))
VENDOR, PRODUCT = 0x0416, 0x5011
PACKET_BYTES = 64


@dataclass
class PrinterOnBus(usb.backend.IBackend):  # type: ignore[misc]
    """One printer, with these endpoints for its answers and its bytes, as libusb would tell of it."""

    endpoints: tuple[int, ...]
    received: bytearray = field(default_factory=bytearray)
    answers: deque[bytes] = field(default_factory=deque)
    reader: CommandReader = field(default_factory=CommandReader)

    def enumerate_devices(self) -> Iterator[object]:
        yield self

    def get_device_descriptor(self, _device: object) -> Any:
        kinds = {"bLength": 18, "bDescriptorType": 1, "bcdUSB": 0x200, "bDeviceClass": 0, "bDeviceSubClass": 0}
        ids = {"idVendor": VENDOR, "idProduct": PRODUCT, "bcdDevice": 0x100, "bNumConfigurations": 1}
        names = {"iManufacturer": 0, "iProduct": 0, "iSerialNumber": 0, "bDeviceProtocol": 0, "bMaxPacketSize0": 64}
        place = {"bus": 1, "address": 1, "port_number": 1, "port_numbers": (1,), "speed": 2}
        return SimpleNamespace(**kinds, **ids, **names, **place)

    def get_configuration_descriptor(self, _device: object, _configuration: int) -> Any:
        sizes = {"bLength": 9, "bDescriptorType": 2, "wTotalLength": 32, "bNumInterfaces": 1}
        return SimpleNamespace(
            **sizes, bConfigurationValue=1, iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[]
        )

    def get_interface_descriptor(self, _device: object, interface: int, other: int, _configuration: int) -> Any:
        if interface or other:
            raise IndexError
        kinds = {"bInterfaceClass": 7, "bInterfaceSubClass": 1, "bInterfaceProtocol": 2, "iInterface": 0}
        sizes = {"bLength": 9, "bDescriptorType": 4, "bNumEndpoints": len(self.endpoints)}
        return SimpleNamespace(**kinds, **sizes, bInterfaceNumber=0, bAlternateSetting=0, extra_descriptors=[])

    def get_endpoint_descriptor(self, _device: object, endpoint: int, *_where: int) -> Any:
        sizes = {"bLength": 7, "bDescriptorType": 5, "wMaxPacketSize": PACKET_BYTES, "bInterval": 0}
        address = self.endpoints[endpoint]
        return SimpleNamespace(
            **sizes, bEndpointAddress=address, bmAttributes=2, bRefresh=0, bSynchAddress=0, extra_descriptors=[]
        )

    def open_device(self, device: object) -> object:
        return device

    def close_device(self, _handle: object) -> None:
        """Stays on the bus."""

    def set_configuration(self, _handle: object, _value: int) -> None:
        """Has but one."""

    def get_configuration(self, _handle: object) -> int:
        return 1

    def claim_interface(self, _handle: object, _interface: int) -> None:
        """Nobody else wants it."""

    def release_interface(self, _handle: object, _interface: int) -> None:
        """Nobody else wants it."""

    def reset_device(self, _handle: object) -> None:
        """Is as it was."""

    def bulk_write(self, _handle: object, endpoint: int, _interface: int, given: Any, _timeout: int) -> int:
        assert endpoint in self.endpoints
        self.received += bytes(given)
        answer = b"".join(map(self._answer, self.reader.feed(bytes(given))))
        if answer and any(each & 0x80 for each in self.endpoints):
            self.answers.append(answer)
        return len(given)

    def bulk_read(self, _handle: object, endpoint: int, _interface: int, room: Any, _timeout: int) -> int:
        assert endpoint in self.endpoints
        if not self.answers:
            raise usb.core.USBTimeoutError("Operation timed out")
        answer = self.answers.popleft()
        if len(answer) > len(room):
            raise usb.core.USBError("Overflow", errno=75)  # as libusb: the packet is lost
        room[: len(answer)] = type(room)("B", answer)
        return len(answer)

    def _answer(self, command: object) -> bytes:
        match command:
            case AskStatus(kind):
                return answer_status(PrinterStatus(), kind)
            case AskWhenPrinted():
                return answer_when_printed(PrinterStatus())
            case AskKeys():
                return b"7r@" + b"".join(bytes((65 + n, 65)) for n in range(8)) + b"\0"
        return b""


def on_bus(monkeypatch: pytest.MonkeyPatch, *endpoints: int) -> PrinterOnBus:
    device = PrinterOnBus(endpoints)
    for each in (libusb0, libusb1, openusb):
        monkeypatch.setattr(each, "get_backend", lambda **_: device)
    return device


@pytest.mark.parametrize("endpoints", [(0x82, 0x01), (0x81, 0x03), (0x02, 0x81)])
def test_a_usb_printer_says_itself_where_its_bytes_go(
    monkeypatch: pytest.MonkeyPatch, endpoints: tuple[int, ...]
) -> None:
    device = on_bus(monkeypatch, *endpoints)
    printer = open_printer(f"usb://{VENDOR:04x}:{PRODUCT:04x}")

    printer.print(PAGE)
    printer.close()

    assert compose(PAGE, model_of()) in device.received


def test_a_usb_printer_that_cannot_answer_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    device = on_bus(monkeypatch, 0x01)
    printer = open_printer(f"usb://{VENDOR:04x}:{PRODUCT:04x}")

    printer.print(PAGE)
    printer.close()

    assert device.received == compose(PAGE, model_of())


def test_an_endpoint_that_the_printer_has_not_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    on_bus(monkeypatch, 0x82, 0x01)

    with pytest.raises(PrinterUnreachable, match="no endpoint 0x81"):
        open_printer(f"usb://{VENDOR:04x}:{PRODUCT:04x}?in=0x81").status()


def test_an_answer_of_a_whole_packet_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of eight pictures are twenty bytes in one packet."""
    on_bus(monkeypatch, 0x82, 0x01)
    wire = OnUsb(VENDOR, PRODUCT).open("TM-T20II")

    wire.send(b"\x1d(L\x04\x000@KC")

    assert len(wire.receive(0.1)) == 20
    wire.close()

"""A printer's URI, read and opened. Knows which drivers there are, and no more of them.

    tcp://HOST:9100    serial:///dev/ttyUSB0?baud=38400    usb://VID:PID    file:///dev/usb/lp0    virtual:///FOLDER

Options of all: `profile=` a capability profile of python-escpos, `codepage=` the page number for `ESC t` (words go as
text where that page has them, else as raster), `letters=defined` for a printer that can be taught the letters that its
page lacks (then words go as text, with or without a `codepage=`), `width=` the printable dots, `status=off` for a
printer that cannot say how it is, `roll=` the metres of a new roll, to count what is left of it, `logo=raster` for dots
each time and `logo=stored` for the picture that `motcua-kiosk --store-logo` has put into a printer that cannot be asked
for it, `presenter=on` for one that holds each slip until it is taken. Of usb: `in=` and `out=`, the endpoints in
hexadecimal, where the printer's own are not the right ones.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from hardware.printers.escpos_printer import EscposPrinter
from hardware.printers.model import DEFAULT_PROFILE, Model, WrongPrinterAddress, model_of
from hardware.printers.printer import Printer
from hardware.printers.resilient_printer import ResilientPrinter
from hardware.printers.virtual import VirtualPrinter
from hardware.printers.wires import OnFile, OnNetwork, OnSerial, OnUsb, Opening

KINDS = "tcp://HOST:9100, serial:///dev/ttyUSB0?baud=38400, usb://VID:PID, file:///dev/usb/lp0 or virtual:///FOLDER"
OPTIONS_OF_ALL = frozenset({"profile", "codepage", "width", "status", "roll", "letters", "logo", "presenter"})
OPTIONS = {"serial": frozenset({"baud"}), "usb": frozenset({"in", "out"})}
BAUDS = (9600, 19200, 38400, 57600, 115200)
WIDEST_DOTS = 1024
LONGEST_ROLL_METRES = 1000


@dataclass(frozen=True, slots=True)
class InFolder:
    """The virtual printer's place."""

    folder: Path


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """Where a printer is and what it can do."""

    place: Opening | InFolder
    model: Model
    asks: bool

    @classmethod
    def parse(cls, uri: str) -> "PrinterAddress":
        """Reads a printer URI.

        Raises WrongPrinterAddress with one sentence that names the mend.
        """
        parts = _split(uri)
        options = _options(parts)
        return cls(place=_place(parts, options), model=_model(options), asks=_on("status", options, otherwise=True))


def open_printer(uri: str) -> Printer:
    """The printer at that URI; a real one is reached at its first use, and again after each fault.

    Raises WrongPrinterAddress with one sentence that names the mend.
    """
    address = PrinterAddress.parse(uri)
    place, model = address.place, address.model
    if isinstance(place, InFolder):
        return VirtualPrinter(place.folder, model)
    return ResilientPrinter(lambda: EscposPrinter(place, model, asks=address.asks), model)


def _split(uri: str) -> SplitResult:
    try:
        return urlsplit(uri)
    except ValueError as wrong:
        raise WrongPrinterAddress(f"{uri!r} is no printer address: write {KINDS}.") from wrong


def _options(parts: SplitResult) -> Mapping[str, str]:
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    allowed = OPTIONS_OF_ALL | OPTIONS.get(parts.scheme, frozenset())
    if unknown := sorted(options.keys() - allowed):
        raise WrongPrinterAddress(
            f"A {parts.scheme or 'printer'} address has no option {unknown[0]!r}: {', '.join(sorted(allowed))}."
        )
    return options


def _place(parts: SplitResult, options: Mapping[str, str]) -> Opening | InFolder:
    path = Path(unquote(parts.path))
    match parts.scheme:
        case "tcp":
            return _on_network(parts)
        case "usb":
            return _on_usb(parts, options)
        case "serial" | "file" | "virtual" if parts.netloc or len(path.parts) < 2:
            raise WrongPrinterAddress(f"Write {parts.scheme}:/// with three slashes and then the whole path.")
        case "serial":
            return OnSerial(str(path), _number("baud", options, BAUDS) or 38400)
        case "file":
            return OnFile(path)
        case "virtual":
            return InFolder(path)
    raise WrongPrinterAddress(f"No printer is reached by {parts.scheme or parts.geturl()!r}: write {KINDS}.")


def _on_network(parts: SplitResult) -> OnNetwork:
    try:
        port = parts.port or 9100
    except ValueError as wrong:
        raise WrongPrinterAddress("The printer's port must be a number up to 65535, usually 9100.") from wrong
    if not parts.hostname:
        raise WrongPrinterAddress("Name the printer's host: tcp://192.168.1.50:9100.")
    return OnNetwork(parts.hostname, port)


def _on_usb(parts: SplitResult, options: Mapping[str, str]) -> OnUsb:
    ids = re.fullmatch(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})", parts.netloc)
    if ids is None:
        raise WrongPrinterAddress(
            "Write the printer's vendor and product in hexadecimal as lsusb shows them: usb://04b8:0e15."
        )
    return OnUsb(int(ids[1], 16), int(ids[2], 16), _endpoint("in", options), _endpoint("out", options))


def _model(options: Mapping[str, str]) -> Model:
    page, width = (
        _number(name, options, range(limit)) for name, limit in (("codepage", 256), ("width", WIDEST_DOTS + 1))
    )
    if width is not None and (width % 8 or not width):
        raise WrongPrinterAddress("width= counts dots in whole bytes: 576 for 80 mm paper, 384 for 58 mm.")
    roll = _number("roll", options, range(1, LONGEST_ROLL_METRES + 1))
    logo = options.get("logo")
    if logo not in (None, "raster", "stored"):
        raise WrongPrinterAddress("Write logo=raster or logo=stored, or leave it out.")
    letters = options.get("letters")
    if letters not in (None, "defined"):
        raise WrongPrinterAddress("Write letters=defined, or leave it out.")
    presents = _on("presenter", options, otherwise=False)
    if presents and not _on("status", options, otherwise=True):
        raise WrongPrinterAddress("A presenter must be able to say that a slip was taken: leave status=off out.")
    return model_of(
        options.get("profile", DEFAULT_PROFILE),
        page,
        width,
        roll,
        logo=logo,
        defines_letters=letters == "defined",
        presents=presents,
    )


def _number(name: str, options: Mapping[str, str], allowed: Container[int]) -> int | None:
    if name not in options:
        return None
    if not options[name].isdecimal() or int(options[name]) not in allowed:
        raise WrongPrinterAddress(f"{name}={options[name]} is out of question: {_say(allowed)}.")
    return int(options[name])


def _say(allowed: Container[int]) -> str:
    if isinstance(allowed, range):
        return f"write a number from {allowed.start} to {allowed.stop - 1}"
    return f"write one of {allowed}"


def _endpoint(name: str, options: Mapping[str, str]) -> int | None:
    try:
        return int(options[name], 16) if name in options else None
    except ValueError as wrong:
        raise WrongPrinterAddress(
            f"{name}= is an endpoint in hexadecimal as lsusb -v shows it, such as 0x81."
        ) from wrong


def _on(name: str, options: Mapping[str, str], *, otherwise: bool) -> bool:
    match options.get(name):
        case None:
            return otherwise
        case "on":
            return True
        case "off":
            return False
    raise WrongPrinterAddress(f"Write {name}=on or {name}=off.")

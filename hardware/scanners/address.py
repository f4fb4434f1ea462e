"""A scanner by its URI: serial:///dev/ttyACM0?baud=9600. One that types needs no address: it is a keyboard."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from hardware.scanners.scanner import Scanner
from hardware.scanners.serial_scanner import SerialScanner

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
USUAL_BAUD = 9600


class WrongScannerAddress(ValueError):
    """A URI that cannot be understood. The sentence names the mend."""


def open_scanner(uri: str) -> Scanner:
    """The scanner at that URI; it is opened at its first use, and again after each fault.

    Raises WrongScannerAddress with one sentence that names the mend.
    """
    parts = urlsplit(uri)
    path = Path(unquote(parts.path))
    if parts.scheme != "serial" or parts.netloc or len(path.parts) < 2:
        raise WrongScannerAddress(f"{uri!r} is no scanner: write serial:///dev/ttyACM0?baud=9600.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    baud = options.pop("baud", str(USUAL_BAUD))
    if options or not baud.isdecimal() or int(baud) not in BAUDS:
        raise WrongScannerAddress(f"The only option of a scanner is baud=, one of {', '.join(map(str, BAUDS))}.")
    return SerialScanner(str(path), int(baud))

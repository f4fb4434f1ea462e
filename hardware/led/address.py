"""A line of LED displays by its URI: serial:///dev/ttyUSB0?baud=9600, or virtual:///FOLDER for text files."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from hardware.led.display import LedLine
from hardware.led.serial_line import SerialLedLine
from hardware.led.virtual import LedFolder

BAUDS = (2400, 4800, 9600, 19200, 38400, 57600, 115200)
USUAL_BAUD = 9600
KINDS = "serial:///dev/ttyUSB0?baud=9600 or virtual:///FOLDER"


class WrongLedAddress(ValueError):
    """A URI that cannot be understood. The sentence names the mend."""


def open_led_line(uri: str) -> LedLine:
    """The line at that URI; a serial one is opened at its first use, and again after each fault.

    Raises WrongLedAddress with one sentence that names the mend.
    """
    parts = urlsplit(uri)
    path = Path(unquote(parts.path))
    if parts.scheme not in ("serial", "virtual") or parts.netloc or len(path.parts) < 2:
        raise WrongLedAddress(f"{uri!r} is no line of LED displays: write {KINDS}.")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    baud = options.pop("baud", str(USUAL_BAUD))
    if options or not baud.isdecimal() or int(baud) not in BAUDS:
        raise WrongLedAddress(f"The only option of a line is baud=, one of {', '.join(map(str, BAUDS))}.")
    return LedFolder(path) if parts.scheme == "virtual" else SerialLedLine(str(path), int(baud))

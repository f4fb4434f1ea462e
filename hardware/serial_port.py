"""A device on a serial port by its URI: serial:///dev/ttyUSB0?baud=9600. Knows no kind of device."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
USUAL_BAUD = 9600


class WrongAddress(ValueError):
    """A URI that cannot be understood. The sentence names the mend."""


@dataclass(frozen=True, slots=True)
class SerialPort:
    device: str
    baud: int

    @classmethod
    def parse(cls, uri: str, or_else: str = "") -> "SerialPort":
        """Reads the URI; `or_else` names what else could be written.

        Raises WrongAddress with one sentence that names the mend.
        """
        parts = urlsplit(uri)
        path = Path(unquote(parts.path))
        if parts.scheme != "serial" or parts.netloc or len(path.parts) < 2:
            raise WrongAddress(f"{uri!r} is no such device: write serial:///dev/ttyUSB0?baud={USUAL_BAUD}{or_else}.")
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        baud = options.pop("baud", str(USUAL_BAUD))
        if options or not baud.isdecimal() or int(baud) not in BAUDS:
            raise WrongAddress(f"The only option here is baud=, one of {', '.join(map(str, BAUDS))}.")
        return cls(str(path), int(baud))

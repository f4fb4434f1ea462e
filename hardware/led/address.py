"""A line of LED displays by its URI: serial:///dev/ttyUSB0?baud=9600, or virtual:///FOLDER for text files."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from hardware.led.display import LedLine
from hardware.led.serial_line import SerialLedLine
from hardware.led.virtual import LedFolder
from hardware.serial_port import SerialPort

VIRTUAL = "virtual:///"


def open_led_line(uri: str) -> LedLine:
    """The line at that URI; a serial one is opened at its first use, and again after each fault.

    Raises WrongAddress with one sentence that names the mend.
    """
    if uri.startswith(VIRTUAL):
        return LedFolder(Path(unquote(urlsplit(uri).path)))
    return SerialLedLine(SerialPort.parse(uri, or_else=" or virtual:///FOLDER"))

"""What a scanner is: a device that gives one text after the other, each the whole content of a code."""

from typing import Protocol

LONGEST_CODE = 2000
"""Letters; a QR code of an ID card has fewer than 300. More is noise, or somebody's joke."""


class ScannerUnreachable(Exception):
    """The scanner is unplugged. The sentence names the mend."""


class Scanner(Protocol):
    """Used by one thread at a time."""

    def read(self, seconds: float) -> str | None:
        """The next code that is held before the scanner, None where none is within that time.

        Raises ScannerUnreachable.
        """

    def close(self) -> None:
        """Lets go of the device. Never raises; closing twice is no harm."""

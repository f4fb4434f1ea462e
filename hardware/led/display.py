"""What a line of LED displays is: many displays on one wire, each with an address, each showing a few letters."""

from dataclasses import dataclass
from typing import Protocol

LONGEST_TEXT = 6


class LedUnreachable(Exception):
    """A display does not answer, or the wire is gone. The sentence names the mend."""


@dataclass(frozen=True, slots=True)
class Showing:
    """Letters that a display shows, none for darkness; it blinks so many times first."""

    text: str = ""
    blinks: int = 0


class LedLine(Protocol):
    """The wire with its displays. Used by one thread at a time."""

    def show(self, address: int, showing: Showing) -> None:
        """Returns when the display has said that it shows this.

        Raises LedUnreachable.
        """

    def close(self) -> None:
        """Lets go of the wire. Never raises; closing twice is no harm."""

"""What a printer is: the protocol that the kiosk prints through, its state, and every way in which printing fails.

Knows no wire and no bytes. The words of the errors are for whoever mends the printer, so they name the mend.
"""

from dataclasses import dataclass
from typing import Protocol

from hardware.printers.model import Model
from hardware.printers.paper import Page


class PrinterError(Exception):
    """Paper did not come out. The sentence says what to do about it."""

    in_part = False
    """The printer had the page already: some of it may have come out."""


class PrinterUnreachable(PrinterError):
    """The printer does not answer: unplugged, switched off, wrong address."""


class OutOfPaper(PrinterError):
    """The roll is empty."""

    def __init__(self) -> None:
        super().__init__("The printer is out of paper: put in a new roll and close the cover.")


class CoverOpen(PrinterError):
    """The cover stands open."""

    def __init__(self) -> None:
        super().__init__("The printer's cover is open: close it until it clicks.")


class PrinterBroken(PrinterError):
    """The printer reports an error of its own, such as a jammed cutter."""

    def __init__(self) -> None:
        super().__init__(
            "The printer reports a fault: open it, free the cutter and close it; "
            "if it does not come back by itself, switch it off and on."
        )


class PrinterTooSlow(PrinterError):
    """The printer took the bytes and did not say in time that they were on paper."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The printer has not finished within {seconds:g} s: look for a paper jam, then switch it off and on."
        )


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What a printer says of itself. A printer that cannot say is taken to be well."""

    paper_out: bool = False
    paper_near_end: bool = False
    cover_open: bool = False
    broken: bool = False
    cutter_stuck: bool = False
    """Paper has jammed in the cutter, or had: once it is free, some printers still wait to be told to go on."""
    slip_waits: bool = False
    """A slip stands in the presenter and nobody has taken it yet. Never so where the printer has no presenter."""

    def fault(self) -> PrinterError | None:
        """Why nothing can be printed now, or None."""
        if self.cover_open:
            return CoverOpen()
        if self.paper_out:
            return OutOfPaper()
        return PrinterBroken() if self.broken or self.cutter_stuck else None

    @property
    def may_recover(self) -> bool:
        """Whether the printer can be told to go on. Not with an open cover: somebody's fingers may be at the cutter."""
        return self.cutter_stuck and not self.broken and not self.cover_open


class Printer(Protocol):
    """A device that puts pages on paper. Used by one thread at a time."""

    @property
    def model(self) -> Model:
        """What it can do: the width of its paper, its letters, its roll."""

    def print(self, page: Page) -> None:
        """Returns when the page is on paper, as far as the line lets one know.

        Raises PrinterUnreachable, OutOfPaper, CoverOpen, PrinterBroken or PrinterTooSlow (all PrinterError) where it is
        not, or not surely.
        """

    def status(self) -> PrinterStatus:
        """Asks the printer how it is; answers within seconds.

        Raises PrinterUnreachable where no answer comes.
        """

    def heard(self) -> PrinterStatus | None:
        """What the printer has said of itself unasked since the last call; None where it said nothing. Does not wait.

        Raises PrinterUnreachable where the line is gone.
        """

    def recover(self) -> None:
        """Tells the printer to go on after an error, without what it still held of an interrupted page.

        Returns when its word counts again: where the cause is still there, it is in error as before.

        Raises PrinterUnreachable.
        """

    def cut_off(self) -> None:
        """Frees what hangs out of a page that came out in part, so that the next page does not begin below it.

        Raises any PrinterError where it is not cut off, or not surely.
        """

    def retract(self) -> None:
        """Draws the slip that nobody took back into the printer's bin; nothing where none waits.

        Raises PrinterUnreachable, or PrinterBroken where the slip does not move.
        """

    def close(self) -> None:
        """Lets go of the device. Never raises; closing twice is no harm."""

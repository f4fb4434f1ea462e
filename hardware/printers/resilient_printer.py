"""A printer that comes back by itself: opened at its first use, opened again after a fault. Knows no wire."""

from collections.abc import Callable

from hardware.printers.model import Model
from hardware.printers.paper import Page
from hardware.printers.printer import Printer, PrinterStatus, PrinterUnreachable
from hardware.resilient import KeptOpen


class ResilientPrinter:
    """Prints each page at most once: only the question before it is repeated, never the page.

    A printer that waits to be told that its cutter is free is told at each look: only it knows whether that is so.
    """

    def __init__(self, open_printer: Callable[[], Printer], model: Model) -> None:
        self._kept = KeptOpen(open_printer)
        self._model = model

    @property
    def model(self) -> Model:
        return self._model

    def print(self, page: Page) -> None:
        self.status()
        self._kept.use(lambda printer: printer.print(page))

    def status(self) -> PrinterStatus:
        status = self._ask()
        if status.may_recover:
            self._kept.use(lambda printer: printer.recover())
            status = self._ask()
        return status

    def _ask(self) -> PrinterStatus:
        was_open = self._kept.is_open
        try:
            return self._kept.use(lambda printer: printer.status())
        except PrinterUnreachable:
            # Printers and switches drop idle connections without a word: only a fresh one tells whether it is there.
            if not was_open:
                raise
            return self._kept.use(lambda printer: printer.status())

    def heard(self) -> PrinterStatus | None:
        """A printer that is not open says nothing: looking for it is `status`'s errand."""
        return self._kept.use(lambda printer: printer.heard()) if self._kept.is_open else None

    def recover(self) -> None:
        self._kept.use(lambda printer: printer.recover())

    def cut_off(self) -> None:
        self._kept.use(lambda printer: printer.cut_off())

    def retract(self) -> None:
        self._kept.use(lambda printer: printer.retract())

    def close(self) -> None:
        self._kept.close()

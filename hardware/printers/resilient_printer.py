"""A printer that comes back by itself: opened at its first use, opened again after a fault. Knows no wire."""

import time
from collections.abc import Callable

from hardware.printers.model import Model
from hardware.printers.paper import Page
from hardware.printers.printer import Printer, PrinterStatus, PrinterUnreachable
from hardware.resilient import KeptOpen

PAUSES_SECONDS = (0.0, 0.0, 4.0, 8.0, 16.0, 32.0, 60.0)
"""After each try that did not help; the last one goes on."""


class ResilientPrinter:
    """Prints each page at most once: only the question before it is repeated, never the page.

    A printer that waits to be told that its cutter is free is told at a look: only it knows whether that is so. Where
    it is not, the next tries come later and later, for a motor that pushes against paper all night burns out; who has
    had the cover open has done something about it.
    """

    def __init__(
        self, open_printer: Callable[[], Printer], model: Model, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._kept = KeptOpen(open_printer)
        self._model, self._clock = model, clock
        self._tries, self._tries_from = 0, float("-inf")

    @property
    def model(self) -> Model:
        return self._model

    def print(self, page: Page) -> None:
        self.status()
        self._kept.use(lambda printer: printer.print(page))

    def status(self) -> PrinterStatus:
        status = self._heeding_cover(self._ask())
        if not status.may_recover or self._clock() < self._tries_from:
            return status
        self.recover()
        self._tries_from = self._clock() + PAUSES_SECONDS[min(self._tries, len(PAUSES_SECONDS) - 1)]
        self._tries += 1
        return self._heeding_cover(self._ask())

    def _heeding_cover(self, status: PrinterStatus) -> PrinterStatus:
        if status.cover_open or not status.cutter_stuck:
            self._tries, self._tries_from = 0, float("-inf")
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
        """A printer that is not open says nothing: looking for it is `status`'s task."""
        heard = self._kept.use(lambda printer: printer.heard()) if self._kept.is_open else None
        return self._heeding_cover(heard) if heard else None

    def recover(self) -> None:
        self._kept.use(lambda printer: printer.recover())

    def cut_off(self) -> None:
        self._kept.use(lambda printer: printer.cut_off())

    def retract(self) -> None:
        self._kept.use(lambda printer: printer.retract())

    def close(self) -> None:
        self._kept.close()

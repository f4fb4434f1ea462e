"""What is left of the paper roll, by count: kept in the store, so that a restart does not make the roll longer.

Knows no printer but its model.
"""

from hardware.printers.model import Model
from hardware.printers.paper import Page
from hardware.printers.roll import FEW_SLIPS, length_mm, slips_left
from kiosk_app.store.connection import StoreFails
from kiosk_app.store.kiosk_store import KioskStore

USED_MM, SLIPS = "millimetres used of the roll", "slips on the roll"


class RollCount:
    """Counts where the hall has said how long a new roll is; else it knows nothing."""

    def __init__(self, store: KioskStore, model: Model) -> None:
        self._store, self._model = store, model

    def used(self, page: Page) -> None:
        """This page was printed."""
        if self._model.roll_metres:
            self._store.notes.add(USED_MM, length_mm(page, self._model))
            self._store.notes.add(SLIPS, 1)

    def renew(self) -> None:
        """A full roll was put in."""
        self._store.notes.set(USED_MM, "0")
        self._store.notes.set(SLIPS, "0")

    def left(self) -> int | None:
        """How many tickets more; None where nobody knows."""
        if not self._model.roll_metres:
            return None
        try:
            used, slips = (float(self._store.notes.get(name) or 0) for name in (USED_MM, SLIPS))
        except (StoreFails, ValueError):
            return None
        return slips_left(self._model.roll_metres, used, int(slips))

    def is_short(self) -> bool:
        left = self.left()
        return left is not None and left <= FEW_SLIPS

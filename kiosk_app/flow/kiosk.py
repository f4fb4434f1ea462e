"""Everything the kiosk knows, and how long it shows it. Knows not what any touch means."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from display_server.contract import Catalogue, Words
from kiosk_app.flow.errands import Errand
from kiosk_app.flow.reports import PrintFault
from kiosk_app.flow.screens import (
    ChoosingDepartment,
    ChoosingPriority,
    ChoosingService,
    Confirming,
    Explaining,
    Issuing,
    NumberOnScreen,
    Printing,
    Refusal,
    Screen,
    Searching,
    Silence,
    TakePaper,
    Welcome,
)
from kiosk_app.staff import NO_DOOR, AskingCode, Door, StaffPage

PATIENCE_SECONDS: dict[type[Screen], float] = {
    ChoosingDepartment: 60,
    ChoosingService: 60,
    Explaining: 30,
    Confirming: 60,
    ChoosingPriority: 60,
    Issuing: 30,
    Printing: 45,
    TakePaper: 15,
    NumberOnScreen: 90,
    Refusal: 30,
    Silence: 30,
    Searching: 60,
    AskingCode: 20,
    StaffPage: 120,
}
"""How long a screen stays when nobody touches it. Welcome stays for ever."""

SETTLE_SECONDS = 0.35
"""The second half of a double tap must not hit what has just appeared under the finger."""

CATALOGUE_EVERY_SECONDS = 5.0
HEALTH_EVERY_SECONDS = 15.0
"""The server takes a kiosk for lost that has missed three turns."""
PRINTER_EVERY_SECONDS, FAULTY_PRINTER_EVERY_SECONDS = 20.0, 4.0
"""A printer is looked at now and then, and often while somebody may be putting in a new roll."""


GREETING = Welcome()


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Everything the kiosk knows. `run` is unique to this start of the program: keys of tickets begin with it."""

    run: str
    per_page: int
    screen: Screen = GREETING
    catalogue: Catalogue | None = None
    chosen: Mapping[str, int] = field(default_factory=dict)
    print_fault: PrintFault | None = None
    nearly_empty: bool = False
    cut_off: bool = False
    alone: bool = False
    """The server does not answer, and the kiosk gives numbers by itself."""
    door: Door = NO_DOOR
    elsewhere: Words | None = None
    """Where the next kiosk stands, as this one was told at its start."""
    advice: Words | None = None
    """Where a kiosk prints, as the server knows now."""
    attempts: int = 0
    shown_at: float = float("-inf")
    leaves_at: float | None = None
    catalogue_due: float = float("-inf")
    printer_due: float = float("-inf")
    health_due: float = float("-inf")

    def seconds_left(self, now: float) -> int | None:
        """Whole seconds until the kiosk goes home by itself; None where it does not."""
        if self.leaves_at is None or isinstance(self.screen, Issuing | Printing):
            return None
        return max(0, int(self.leaves_at - now + 0.999))


Step = tuple[Kiosk, tuple[Errand, ...]]


def show(kiosk: Kiosk, screen: Screen, now: float) -> Kiosk:
    """Shows a screen for as long as one stays there. Only a new kind of screen has to settle under the finger."""
    patience = PATIENCE_SECONDS.get(type(screen))
    return replace(
        kiosk,
        screen=screen,
        shown_at=now if type(screen) is not type(kiosk.screen) else kiosk.shown_at,
        leaves_at=None if patience is None else now + patience,
    )

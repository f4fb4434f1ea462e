"""Everything the kiosk knows, and how long it shows a screen. Does not know what any touch means."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from display_server.contract import Catalogue, Words
from hardware.scanners.codes import ScannedIdCard
from kiosk_app.flow.aids import NO_AIDS, Aid, Aids, Help
from kiosk_app.flow.effects import Effect
from kiosk_app.flow.scan_screens import LookingUp, Remark
from kiosk_app.flow.screens import (
    Issuing,
    Printing,
    Screen,
    StillThere,
    Welcome,
)
from kiosk_app.flow.staff import NO_DOOR, Door
from kiosk_app.flow.values import CONNECTED, Link, Offline, PrintFault, Revoked

LISTENERS_LONGER = 2
"""A screen stays so many times as long for somebody who hears it read: the greeting takes 40 s in two languages."""
NOT_LONGER = (Issuing, Printing, LookingUp, StillThere)
"""On these screens a machine is waited for, or somebody has been waited for already."""

SETTLE_SECONDS = 0.35
"""The second half of a double tap must not hit what has just appeared under the finger."""

CATALOGUE_EVERY_SECONDS = 5.0
HEALTH_EVERY_SECONDS = 15.0
"""The server calls a kiosk lost that has missed three turns."""
PRINTER_EVERY_SECONDS, FAULTY_PRINTER_EVERY_SECONDS = 20.0, 4.0
"""A printer is looked at now and then, and often while somebody may be putting in a new roll."""

REVOKED_SECONDS = 10.0
"""So long a revoked kiosk says so, to whoever stands there, before it asks to join again."""
BROKEN_STORE_SECONDS = 600.0
"""Where a disk keeps failing, the program starts again no more often than this."""

REMARK_SECONDS = 8.0
"""Long enough to read a sentence twice."""

GREETING = Welcome()


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Everything the kiosk knows. `run` is unique to this start of the program: keys of tickets begin with it."""

    run: str
    per_page: int
    screen: Screen = GREETING
    catalogue: Catalogue | None = None
    chosen: Mapping[str, int] = field(default_factory=dict)
    """How often each service was chosen at this time of the day."""
    link: Link = CONNECTED
    print_fault: PrintFault | None = None
    nearly_empty: bool = False
    can_join: bool = False
    """It joined by its code, and can ask for a new one; else an administrator has to give it a token."""
    door: Door = NO_DOOR
    elsewhere: Words | None = None
    """Where the next kiosk stands, as this one was told at its start."""
    advice: Words | None = None
    """Where a kiosk prints, as the server knows now."""
    aids: Aids = NO_AIDS
    help: Help | None = None
    awake: bool = False
    """Somebody has touched the kiosk lately."""
    night: bool = False
    focus: int = 0
    """Which of the screen's ways the keys are at."""
    repeats: int = 0
    """How often somebody asked to hear the screen again."""
    attempts: int = 0
    card: ScannedIdCard | None = field(default=None, repr=False)
    """The card that the citizen has shown; it is kept nowhere but here, and dropped when they leave."""
    look_ups: int = 0
    remark: Remark | None = None
    remark_until: float = float("-inf")
    shown_at: float = float("-inf")
    leaves_at: float | None = None
    catalogue_due: float = float("-inf")
    printer_due: float = float("-inf")
    health_due: float = float("-inf")
    mends_at: float = float("inf")
    """When the program may start again to mend its store."""

    @property
    def is_live(self) -> bool:
        """Whether the figures on the screen are the server's."""
        return not isinstance(self.link, Offline)

    @property
    def is_revoked(self) -> bool:
        return isinstance(self.link, Revoked)

    def seconds_left(self, now: float) -> int | None:
        """Whole seconds until the kiosk goes home by itself; None where it does not."""
        if self.leaves_at is None or isinstance(self.screen, Welcome | Issuing | Printing):
            return None
        return max(0, int(self.leaves_at - now + 0.999))


Step = tuple[Kiosk, tuple[Effect, ...]]


def show(kiosk: Kiosk, screen: Screen, now: float) -> Kiosk:
    """Shows a screen for as long as its policy says. Only a new kind of screen ignores touches for a moment."""
    patience = _patience(kiosk, screen)
    return replace(
        kiosk,
        screen=screen,
        focus=kiosk.focus if _is_same_place(screen, kiosk.screen) else 0,
        shown_at=now if type(screen) is not type(kiosk.screen) else kiosk.shown_at,
        leaves_at=None if patience is None else now + patience,
    )


def _patience(kiosk: Kiosk, screen: Screen) -> float | None:
    """None for the greeting while nobody is at the kiosk: all other screens end there."""
    if isinstance(screen, Welcome) and not kiosk.awake:
        return None
    is_heard = Aid.SPEECH in kiosk.aids and not isinstance(screen, NOT_LONGER)
    return screen.policy.patience * (LISTENERS_LONGER if is_heard else 1)


def _is_same_place(screen: Screen, other: Screen) -> bool:
    same = (getattr(screen, name, None) == getattr(other, name, None) for name in ("page", "typed"))
    return type(screen) is type(other) and all(same)

"""A kiosk without a window, to which things happen: for tests of the flow."""

from dataclasses import dataclass, field

from kiosk_app.flow.effects import Effect, Issue
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.screens import (
    Screen,
)
from kiosk_app.flow.step import Event, step

PER_PAGE = 12


@dataclass
class AtTheKiosk:
    """A kiosk with a clock that is moved, and a list of what it asked for."""

    kiosk: Kiosk = field(default_factory=lambda: Kiosk(run="run", per_page=PER_PAGE))
    now: float = 1000.0
    effects: list[Effect] = field(default_factory=list)

    def happens(self, *events: Event, after: float = 1.0) -> Screen:
        for event in events:
            self.now += after
            self.kiosk, effects = step(self.kiosk, event, self.now)
            self.effects += effects
        return self.screen

    @property
    def screen(self) -> Screen:
        return self.kiosk.screen

    @property
    def issues(self) -> list[Issue]:
        return [effect for effect in self.effects if isinstance(effect, Issue)]

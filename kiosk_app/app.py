"""The kiosk's window: shows what the flow says, reports touches, keeps the time. Decides nothing.

Errands run on their own threads; their reports come back to the window's thread through Kivy's clock.
"""

import time
from collections.abc import Callable

import fontpkg
from kivy.app import App
from kivy.clock import Clock
from kivy.core.text import LabelBase
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout
from kivy.utils import get_color_from_hex

from display_server.contract import Words
from kiosk_app.errands import Errands
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.reports import Report
from kiosk_app.flow.screens import Screen
from kiosk_app.flow.step import Event, TimePassed, step
from kiosk_app.screens import show
from kiosk_app.screens.frame import Frame, Scene
from kiosk_app.staff import Door
from kiosk_app.theme import FACE_WEIGHTS, Colour, Stage

TICK_SECONDS = 0.2
LONGEST_PRESS_SECONDS = 2.0
"""A screen waits so long for the finger to lift: one that never lifts must not hold the kiosk."""


class KioskWindow(App):
    """One window with one kiosk. `start_errands` gets the function that takes the errands' reports."""

    title = "motcua"

    def __init__(
        self,
        run: str,
        start_errands: Callable[[Callable[[Report], None]], Errands],
        *,
        staff_code: str | None = None,
        elsewhere: Words | None = None,
    ) -> None:
        super().__init__()
        self._door, self._elsewhere = Door(staff_code), elsewhere
        self._errands = start_errands(self._report)
        self._run = run
        self._shown: tuple[Screen, Stage] | None = None
        self._frame: Frame | None = None
        self._changed_at = 0.0

    def build(self) -> FloatLayout:
        for face, weight in FACE_WEIGHTS.items():
            LabelBase.register(face, str(fontpkg.path("Be Vietnam Pro", weight)))
        Window.clearcolor = get_color_from_hex(Colour.SURFACE)
        self._kiosk = Kiosk(run=self._run, per_page=self._stage().per_page, door=self._door, elsewhere=self._elsewhere)
        self._root = FloatLayout()
        Window.bind(size=lambda *_: self._draw(), on_touch_up=lambda *_: Clock.schedule_once(lambda _: self._draw()))
        Clock.schedule_interval(lambda _: self.take(TimePassed()), TICK_SECONDS)
        self.take(TimePassed())
        return self._root

    def on_stop(self) -> None:
        self._errands.close()

    def load_kv(self, filename: str | None = None) -> bool:
        """There is no .kv file, whatever the name that Kivy looks for beside this class."""
        return False

    def take(self, event: Event) -> None:
        """Moves the kiosk by one event. Called on the window's thread only."""
        self._kiosk, errands = step(self._kiosk, event, time.monotonic())
        for errand in errands:
            self._errands.run(errand)
        self._draw()

    def _report(self, report: Report) -> None:
        Clock.schedule_once(lambda _: self.take(report))

    def _draw(self) -> None:
        """Draws anew only what changed, and not under a finger: a card must not vanish while it is pressed."""
        now, wanted = time.monotonic(), (self._kiosk.screen, self._stage())
        if wanted == self._shown:
            self._changed_at = now
        elif not self._is_pressed() or now - self._changed_at > LONGEST_PRESS_SECONDS:
            self._shown = wanted
            self._frame = show(self._kiosk.screen, Scene(self._stage(), self._hall(), self.take))
            self._root.clear_widgets()
            self._root.add_widget(self._frame)
        if self._frame:
            self._frame.count_down(self._kiosk.seconds_left(now))

    def _hall(self) -> Words:
        return self._kiosk.catalogue.name if self._kiosk.catalogue else {}

    def _is_pressed(self) -> bool:
        return any(getattr(widget, "state", "") == "down" for widget in self._root.walk())

    def _stage(self) -> Stage:
        return Stage(*Window.size)

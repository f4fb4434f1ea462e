"""The kiosk's window: shows what the flow says, reports touches and keys, keeps the time. Decides nothing.

Effects run on threads of their own; their reports come back to the window's thread through Kivy's clock. Nothing but an
officer's touch closes a kiosk that fills the screen: no key, no gesture, no request of the desktop.
"""

import gc
import time
from collections.abc import Callable
from functools import cache

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.layout import Layout as KivyLayout
from kivy.uix.widget import Widget

from display_server.contract import KioskLook, Words
from hardware.scanners.scanner import Scanner
from hardware.scanners.wedge import BETWEEN_KEYS_SECONDS
from hardware.speech.voice import Voice
from kiosk_app.effects import EffectRunner
from kiosk_app.flow.aids import Aid
from kiosk_app.flow.effects import CloseProgram, Effect, Issue, Print, Restart
from kiosk_app.flow.kiosk import Kiosk
from kiosk_app.flow.reports import CatalogueCame, CatalogueMissed, Report
from kiosk_app.flow.screens import Issuing, Printing, Welcome, language_of
from kiosk_app.flow.staff import Door
from kiosk_app.flow.step import Event, RoomFor, TimePassed, step
from kiosk_app.flow.touches import GoHome, Touch
from kiosk_app.flow.ways import ways
from kiosk_app.input.keyboard import Keyboard, Known
from kiosk_app.input.scanning import ScannerListener
from kiosk_app.speech.narrator import Narrator
from kiosk_app.window.kivy_setup import FRAMES_A_SECOND
from kiosk_app.window.palette import HIGH_CONTRAST, Colour, palette_of
from kiosk_app.window.screens import show
from kiosk_app.window.screens.explaining import StillThereFrame
from kiosk_app.window.screens.faces import register_faces
from kiosk_app.window.screens.frame import Frame, Scene
from kiosk_app.window.screens.logo import texture_of
from kiosk_app.window.screens.paint import rgba, use_palette
from kiosk_app.window.screens.remark import remark_bar
from kiosk_app.window.theme import Layout
from kiosk_app.window.watchdog import ALIVE, READY, STOPPING, Watchdog

TICK_SECONDS = 0.2
LONGEST_PRESS_SECONDS = 2.0
"""A screen waits so long for the finger to lift: one that never lifts must not hold the kiosk."""
PAPER_FIRST_SECONDS = 0.15
"""A new screen costs a slow machine a tenth of a second, and the ticket would wait for it: its picture comes after."""
HALL_FIRST_SECONDS = 0.3
"""So long the first picture waits for the hall: a greeting that is drawn before it is drawn twice."""
TIDY_AFTER_SECONDS = 0.05
"""Garbage of the screen before is collected while no touch counts yet on the new one, and never while a ticket is made.
"""
TIDY_EVERY_SECONDS = 120.0
"""A kiosk that nobody touches never changes its screen, and each request to a server that is away leaves objects
behind."""
DIMNESS = 0.88
LOOKS_UNDER_A_FINGER = 200
"""So often a second the window looks whether a finger lifts that is on the screen, and else once a frame: who touches
is not to wait for the next frame."""

palette_in = cache(palette_of)


class KioskWindow(App):
    """One window with one kiosk. `start_effects` makes the runner, given who takes its reports."""

    title = "motcua"

    def __init__(
        self,
        run: str,
        start_effects: Callable[[Callable[[Report], None]], EffectRunner],
        *,
        staff_code: str | None = None,
        elsewhere: Words | None = None,
        voice: Voice | None = None,
        scanner: Scanner | None = None,
        may_be_closed: bool = True,
        can_join: bool = False,
    ) -> None:
        super().__init__()
        self._can_join = can_join
        self._door, self._elsewhere, self._may_be_closed = Door(staff_code), elsewhere, may_be_closed
        self._effects = start_effects(self._report)
        self._scanner_listener = ScannerListener(scanner, self._report) if scanner else None
        self._keyboard = Keyboard()
        self._narrator = Narrator(voice) if voice else None
        self._run = run
        self._watchdog = Watchdog()
        self._shown: object = None
        self._frame: Frame | None = None
        self._marked: Touch | None = None
        self._changed_at = 0.0
        self._draws_from = 0.0
        self._stopped = False
        self.left_by_officer = False
        self.restarts = False

    def build(self) -> FloatLayout:
        register_faces()
        self._kiosk = Kiosk(
            run=self._run,
            per_page=Layout(*Window.size).per_page,
            door=self._door,
            elsewhere=self._elsewhere,
            can_join=self._can_join,
        )
        self._root = FloatLayout()
        # Before the next frame, and behind the touches that it begins with: what is drawn before them, for a report
        # that was heard between two frames, is laid out after them, and a finger would touch nothing.
        self._draw_behind_touches = Clock.create_trigger(lambda _: self._draw(), -1)
        self._draw_soon = Clock.create_trigger(lambda _: self._draw_behind_touches(), -1)
        self._tidy_up = Clock.create_trigger(lambda _: gc.collect(), TIDY_AFTER_SECONDS)
        self._after_keys = Clock.create_trigger(self._settle_keys, BETWEEN_KEYS_SECONDS * 1.2)
        Window.bind(
            size=lambda *_: self._draw_soon(),
            on_touch_down=lambda *_: _look_for_fingers(LOOKS_UNDER_A_FINGER),
            on_touch_up=self._lifted,
            on_keyboard=self._key,
            on_textinput=self._text,
            on_request_close=lambda *_, **__: not self._may_be_closed,
        )
        Clock.schedule_interval(lambda _: self.take(TimePassed()), TICK_SECONDS)
        Clock.schedule_interval(self._tidy_at_rest, TIDY_EVERY_SECONDS)
        if every := self._watchdog.every_seconds:
            Clock.schedule_interval(lambda _: self._watchdog.tell(ALIVE), every)
        self.take(TimePassed())
        self._draw_after(HALL_FIRST_SECONDS)
        gc.freeze()  # what is there now stays, and need not be looked through for garbage
        gc.disable()  # else it would be looked for in the middle of things, and hold a touch up for 0.2 s
        self._watchdog.tell(READY)
        return self._root

    def on_stop(self) -> None:
        self._stopped = True
        if not self.restarts:  # else the same process goes on, and systemd must not wait for its end
            self._watchdog.tell(STOPPING)
        if self._scanner_listener:
            self._scanner_listener.close()
        self._effects.close()
        if self._narrator:
            self._narrator.close()

    def load_kv(self, filename: str | None = None) -> bool:
        """There is no .kv file, whatever the name that Kivy looks for beside this class."""
        return False

    def open_settings(self, *_: object) -> bool:
        """Kivy's own settings are a way out, by F1 and by a touch screen's menu key: there are none."""
        return False

    def take(self, event: Event) -> None:
        """Moves the kiosk by one event. Called on the window's thread only; Kivy's clock still ticks after the stop."""
        if self._stopped:
            return
        self._kiosk, effects = step(self._kiosk, event, time.monotonic())
        for effect in effects:
            match effect:
                case CloseProgram():
                    self.left_by_officer = True
                    self.stop()
                case Restart():
                    self.restarts = True
                    self.stop()
                case _:
                    self._effects.run(effect)
        if any(_is_for_paper(effect) for effect in effects):
            self._draw_after(PAPER_FIRST_SECONDS)
        if self._shown is None and isinstance(event, CatalogueCame | CatalogueMissed):
            self._draws_from = 0.0
        self._draw_soon()
        if self._narrator:
            self._narrator.tell(self._kiosk)

    def _report(self, report: Report) -> None:
        Clock.schedule_once_free(lambda _: self.take(report))

    def _lifted(self, *_: object) -> None:
        _look_for_fingers(FRAMES_A_SECOND)
        self._draw_soon()

    def _key(self, _window: object, key: int, *_: object) -> bool:
        """Takes every key, so that none reaches Kivy. It was typed after this frame began."""
        self._hear(self._keyboard.key(key, Clock.get_time(), Clock.time()))
        return True

    def _text(self, _window: object, text: str) -> None:
        """What a key has typed: a window hears of it after the key."""
        self._hear(self._keyboard.text(text, Clock.get_time(), Clock.time()))

    def _hear(self, heard: tuple[Keyboard, Known]) -> None:
        """Passes on the keys of the pad and the codes that a scanner has typed."""
        self._keyboard, known = heard
        for event in known:
            self.take(event)
        if self._keyboard.held:
            self._after_keys()

    def _settle_keys(self, _seconds: float) -> None:
        """Passes on the keys that nothing followed: a scanner would have gone on."""
        self._hear(self._keyboard.settled(Clock.get_time()))

    def _tidy_at_rest(self, _: float) -> None:
        if isinstance(self._kiosk.screen, Welcome):
            self._tidy_up()

    def _draw(self) -> None:
        """Draws anew only what changed, and not under a finger: a card must not vanish while it is pressed."""
        layout = self._layout()
        if layout.per_page != self._kiosk.per_page:
            self._kiosk, _ = step(self._kiosk, RoomFor(layout.per_page), time.monotonic())
        kiosk, now = self._kiosk, time.monotonic()
        wanted = (kiosk.screen, layout, kiosk.aids, kiosk.help, kiosk.remark, self._hall(), self._look())
        if wanted == self._shown:
            self._changed_at = now
        elif now < self._draws_from:
            return
        elif not self._is_pressed() or now - self._changed_at > LONGEST_PRESS_SECONDS:
            self._shown = wanted
            self._show()
        if self._frame:
            self._mark(self._frame)
        seconds = kiosk.seconds_left(now)
        if isinstance(self._frame, StillThereFrame) and seconds is not None:
            self._frame.count_down(seconds)

    def _draw_after(self, seconds: float) -> None:
        self._draws_from = time.monotonic() + seconds
        Clock.schedule_once(lambda _: self._draw_soon(), seconds)

    def _show(self) -> None:
        kiosk, look = self._kiosk, self._look()
        usual = palette_in(look.primary, look.accent) if look else palette_in(None, None)
        use_palette(HIGH_CONTRAST if Aid.CONTRAST in kiosk.aids else usual)
        Window.clearcolor = rgba(Colour.SURFACE)
        self._marked = None
        self._frame = show(kiosk.screen, self._scene())
        self._root.clear_widgets()
        self._root.add_widget(self._frame)
        lay_out(self._root)
        self._tidy_up.cancel()
        if not isinstance(kiosk.screen, Issuing | Printing):
            self._tidy_up()
        if kiosk.remark:
            self._root.add_widget(remark_bar(kiosk.remark, language_of(kiosk.screen), self._layout()))
        if isinstance(kiosk.screen, Welcome) and kiosk.screen.dim:
            self._root.add_widget(Shade(self._root.size, lambda: self.take(GoHome())))

    def _scene(self) -> Scene:
        kiosk, look, catalogue = self._kiosk, self._look(), self._kiosk.catalogue
        return Scene(
            self._layout(),
            catalogue.name if catalogue else {},
            self.take,
            kiosk.aids,
            kiosk.help,
            speaks=self._narrator is not None,
            timezone=catalogue.timezone if catalogue else "UTC",
            logo=texture_of(look.logo) if look and look.logo else None,
        )

    def _mark(self, frame: Frame) -> None:
        """Draws a ring around the way that the keys are at."""
        open_ways = ways(self._kiosk.screen) if Aid.SPEECH in self._kiosk.aids else ()
        marked = open_ways[min(self._kiosk.focus, len(open_ways) - 1)] if open_ways else None
        if marked != self._marked:
            self._marked = marked
            frame.mark(marked)

    def _hall(self) -> object:
        return self._kiosk.catalogue.name if self._kiosk.catalogue else None

    def _look(self) -> KioskLook | None:
        return self._kiosk.catalogue.look if self._kiosk.catalogue else None

    def _is_pressed(self) -> bool:
        return any(getattr(widget, "state", "") == "down" for widget in self._root.walk())

    def _layout(self) -> Layout:
        aids = self._kiosk.aids
        return Layout(Window.width, Window.height, Aid.LARGE_TEXT in aids, Aid.LOWERED in aids)


def _is_for_paper(effect: Effect) -> bool:
    """Whether a citizen waits for a ticket."""
    return isinstance(effect, Issue | Print)


def _look_for_fingers(times_a_second: int) -> None:
    Clock._max_fps = times_a_second  # Kivy has no other way while it runs; it draws only what has changed


def lay_out(root: Widget) -> None:
    """Gives all widgets their places, from the outside inwards. Kivy does it the other way round where a screen is new,
    again and again until nothing changes, and each time the words would be fitted into places that they do not have.
    """
    for widget in root.walk():
        if isinstance(widget, KivyLayout):
            widget.do_layout()


class Shade(Widget):
    """Darkens the greeting at night. A touch anywhere lifts it, and does nothing else."""

    def __init__(self, size: tuple[float, float], wake: Callable[[], None]) -> None:
        super().__init__(size=size)
        self._wake = wake
        with self.canvas:
            Color(0, 0, 0, DIMNESS)
            ground = Rectangle(pos=self.pos, size=size)
        self.bind(size=lambda _, size: setattr(ground, "size", size))

    def on_touch_down(self, _: object) -> bool:
        self._wake()
        return True

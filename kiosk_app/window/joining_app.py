"""The window of a kiosk that belongs to no hall: shows how it joins, and closes once it has. Decides nothing."""

import threading
from pathlib import Path

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.floatlayout import FloatLayout

from kiosk_app.server.joining import Admitted, Looking, Progress, join_hall
from kiosk_app.window.palette import Colour
from kiosk_app.window.screens.faces import register_faces
from kiosk_app.window.screens.joining import JoiningScreen
from kiosk_app.window.screens.paint import rgba
from kiosk_app.window.theme import Layout
from kiosk_app.window.watchdog import ALIVE, READY, Watchdog


class JoiningWindow(App):
    """Asks on a thread of its own. `admitted` is known when the window has closed: the kiosk may begin."""

    title = "motcua"

    def __init__(self, membership_file: Path, *, may_be_closed: bool) -> None:
        super().__init__()
        self._may_be_closed = may_be_closed
        self._progress: Progress = Looking()
        self._ended = threading.Event()
        self._asking = threading.Thread(
            target=join_hall, args=(membership_file, self._tell, self._ended), name="joining"
        )
        self.admitted = False

    def build(self) -> FloatLayout:
        register_faces()
        Window.clearcolor = rgba(Colour.SURFACE)
        self._root = FloatLayout()
        Window.bind(
            size=lambda *_: self._draw(),
            on_keyboard=lambda *_: True,
            on_request_close=lambda *_, **__: not self._may_be_closed,
        )
        watchdog = Watchdog()
        if every := watchdog.every_seconds:
            Clock.schedule_interval(lambda _: watchdog.tell(ALIVE), every)
        watchdog.tell(READY)
        self._draw()
        self._asking.start()
        return self._root

    def on_stop(self) -> None:
        self._ended.set()
        self._asking.join()

    def load_kv(self, filename: str | None = None) -> bool:
        """There is no .kv file, whatever the name that Kivy looks for beside this class."""
        return False

    def open_settings(self, *_: object) -> bool:
        """Kivy's own settings are a way out."""
        return False

    def _tell(self, progress: Progress) -> None:
        Clock.schedule_once(lambda _: self._show(progress))

    def _show(self, progress: Progress) -> None:
        if progress != self._progress:
            self._progress = progress
            self._draw()
        if isinstance(progress, Admitted):
            self.admitted = True
            self.stop()

    def _draw(self) -> None:
        self._root.clear_widgets()
        self._root.add_widget(JoiningScreen(self._progress, Layout(*Window.size)))

"""Kivy as a kiosk needs it. Kivy reads its settings when it is imported, so they come before its first import."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

PROBING_PANELS = "probesysfs"


class Window(Protocol):
    """Kivy's `App`, which has no types."""

    def run(self) -> None:
        """Shows the window until it is stopped."""

    def stop(self) -> None:
        """Closes the window."""


@contextmanager
def kivy_set_up(size: tuple[int, int] | None) -> Iterator[None]:
    """Kivy is imported within the block. `size` None: the whole screen. Its files stay out of the home folder."""
    with tempfile.TemporaryDirectory(prefix="motcua-kivy-") as scratch:
        configure_kivy(scratch, size)
        yield


def run_until_stopped(window: Window) -> None:
    """Also by SIGTERM, as systemd ends a program."""
    signal.signal(signal.SIGTERM, lambda *_: window.stop())
    window.run()


def configure_kivy(scratch: str, size: tuple[int, int] | None) -> None:
    """`scratch` is the folder for Kivy's own files."""
    os.environ.update(
        KIVY_HOME=scratch, KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KIVY_LOG_MODE="PYTHON"
    )
    from kivy.config import Config  # noqa: PLC0415

    for section, values in _settings(size).items():
        for name, value in values.items():
            Config.set(section, name, value)
    # SDL hears of a finger from the screen's server. Kivy would read the touch panel itself as well, where this user
    # may: each touch would count twice, and where the screen is turned, the second one somewhere else.
    for name, provider in Config.items("input"):
        if provider.startswith(PROBING_PANELS):
            Config.remove_option("input", name)


def _settings(size: tuple[int, int] | None) -> dict[str, dict[str, str]]:
    width, height = size or (0, 0)
    return {
        "graphics": {
            "fullscreen": "0" if size else "auto",
            "borderless": "0" if size else "1",
            "show_cursor": "1" if size else "0",
            "resizable": "1",
            "maxfps": "30",
            "multisamples": "0",  # shapes smooth their own edges (`screens.pieces`)
            **({"width": str(width), "height": str(height)} if size else {}),
        },
        # An effect's report is heard at once, not at the next frame.
        "kivy": {"exit_on_escape": "0", "log_level": "error", "kivy_clock": "free_only"},
        "input": {"mouse": "mouse,disable_multitouch"},
    }

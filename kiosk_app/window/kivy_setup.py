"""Kivy as a kiosk needs it. Kivy reads its settings when it is imported, so they come before its first import."""

import os
import re
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

FRAMES_A_SECOND = 30
PROBING_PANELS = "probesysfs"
STYLES = "style.kv"
STYLED = frozenset({"Label", "Image"})
"""The widgets of Kivy's that the screens use and that draw themselves by its stylesheet."""
RULE = re.compile(r"^(?=<)", re.MULTILINE)


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
        KIVY_HOME=scratch,
        KIVY_DATA_DIR=str(_data_with_few_styles(Path(scratch) / "data")),
        KIVY_NO_ARGS="1",
        KIVY_NO_CONFIG="1",
        KIVY_NO_FILELOG="1",
        KIVY_LOG_MODE="PYTHON",
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


def _data_with_few_styles(folder: Path) -> Path:
    """Kivy's own data, but of its stylesheet only what the kiosk's widgets need: to compile the rules of file choosers
    and colour wheels costs a start 0.08 s.
    """
    kivy = find_spec("kivy")  # found and not imported yet
    if kivy is None or kivy.origin is None:
        raise ModuleNotFoundError("Kivy is not installed: install requirements-kiosk.lock.")
    own = Path(kivy.origin).parent / "data"
    folder.mkdir()
    for each in own.iterdir():
        if each.name != STYLES:
            (folder / each.name).symlink_to(each)
    rules = RULE.split((own / STYLES).read_text(encoding="utf-8"))
    (folder / STYLES).write_text("".join(rule for rule in rules if styled(rule) & STYLED), encoding="utf-8")
    return folder


def styled(rule: str) -> set[str]:
    """The names of the widgets that a rule is for: `<Image,AsyncImage>:`, `<-Button,-ToggleButton>:`."""
    return {name.removeprefix("-") for name in rule.partition(">")[0].removeprefix("<").split(",")}


def _settings(size: tuple[int, int] | None) -> dict[str, dict[str, str]]:
    width, height = size or (0, 0)
    return {
        "graphics": {
            "fullscreen": "0" if size else "auto",
            "borderless": "0" if size else "1",
            "show_cursor": "1" if size else "0",
            "resizable": "1",
            "maxfps": str(FRAMES_A_SECOND),
            "multisamples": "0",  # shapes smooth their own edges (`screens.pieces`)
            **({"width": str(width), "height": str(height)} if size else {}),
        },
        # An effect's report is heard at once, not at the next frame.
        "kivy": {"exit_on_escape": "0", "log_level": "error", "kivy_clock": "free_only"},
        "input": {"mouse": "mouse,disable_multitouch"},
    }

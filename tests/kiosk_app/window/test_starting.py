"""What a kiosk's start does not wait for: libraries that few starts need, rules for widgets that it does not have."""

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import ImageColor

from kiosk_app.window.kivy_setup import RULE, STYLED, STYLES, styled
from kiosk_app.window.palette import USUAL, Colour
from tests.kiosk_app.gallery import SIZES
from tests.kiosk_app.hall_stand_in import TOKEN, a_hall_stands_in
from tests.kiosk_app.kiosk_window import KioskOnScreen, kiosk_program, x_server

ROOM = Path("kiosk_app/window")
LANGUAGE_CARD = (540, 900)


@pytest.mark.parametrize("library", ["zeroconf", "kivy"])
def test_a_kiosk_that_knows_its_server_is_ready_to_meet_it_without(library: str) -> None:
    script = f"import sys; import kiosk_app.command; print({library!r} in sys.modules)"

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert told == "False\n"


def test_every_widget_of_kivys_that_the_screens_use_keeps_its_rule() -> None:
    kivy = find_spec("kivy")
    assert kivy
    assert kivy.origin
    rules = RULE.split((Path(kivy.origin).parent / "data" / STYLES).read_text())
    with_a_rule = {name for rule in rules for name in styled(rule)}

    used = {
        name.name
        for file in ROOM.rglob("*.py")
        for line in ast.walk(ast.parse(file.read_text()))
        if isinstance(line, ast.ImportFrom) and str(line.module).startswith("kivy.uix")
        for name in line.names
    }

    assert used & with_a_rule == STYLED


SETTLES = """
import sys
from kiosk_app.window.kivy_setup import configure_kivy
configure_kivy(sys.argv[1], (1080, 1920))
from kivy.clock import Clock
from kivy.uix.floatlayout import FloatLayout
from kiosk_app.window.app import lay_out
from kiosk_app.window.screens import show
from kiosk_app.window.screens.faces import register_faces
from kiosk_app.window.screens.frame import Scene
from kiosk_app.window.screens.text import Lines
from kiosk_app.window.theme import Layout
from tests.kiosk_app.gallery import moments
register_faces()
layout = Layout(1080, 1920)
for title, screen, _ in moments("vi", layout.per_page):
    root = FloatLayout(size=(1080, 1920))
    root.add_widget(show(screen, Scene(layout, {"vi": "Trung tâm"}, print)))
    lay_out(root)
    at_once = [tuple(each.size) for each in root.walk() if isinstance(each, Lines)]
    for _ in range(4):
        Clock.tick()
        Clock.tick_draw()
    print(title, at_once == [tuple(each.size) for each in root.walk() if isinstance(each, Lines)])
"""


def test_words_have_their_places_before_they_are_fitted_into_them(tmp_path: Path) -> None:
    with x_server(*SIZES["portrait"]) as display:
        command = [sys.executable, "-c", SETTLES, str(tmp_path)]
        told = subprocess.run(command, env={"DISPLAY": display}, capture_output=True, text=True, check=True).stdout

    assert told
    assert [line for line in told.splitlines() if not line.endswith("True")] == []


def test_a_kiosk_whose_server_hangs_asks_for_patience_meanwhile(tmp_path: Path) -> None:
    with a_hall_stands_in() as hall:
        arguments = (
            "--server",
            hall.url,
            "--token",
            TOKEN,
            "--printer",
            f"virtual://{tmp_path}/paper",
            "--voice",
            "none",
        )
        with kiosk_program(tmp_path, *arguments) as kiosk:
            kiosk.until_it_greets()  # and knows its hall from now on
        hall.page, hall.drips_every_seconds = (200, b"-" * 100, "identity"), 1.0

        with kiosk_program(tmp_path, *arguments) as kiosk:
            kiosk.until(lambda: _asks_for_patience(kiosk), "no picture before the server has answered")


def _asks_for_patience(kiosk: KioskOnScreen) -> bool:
    """The languages stand on large cards of the hall's colour where otherwise the departments are."""
    return kiosk.look().convert("RGB").getpixel(LANGUAGE_CARD) == ImageColor.getrgb(USUAL[Colour.PRIMARY])

"""The palette that the window uses now. One window has one look at a time, so this is the one thing it keeps."""

from functools import cache

from kivy.utils import get_color_from_hex

from kiosk_app.window.palette import USUAL, Colour, Palette

_worn: list[Palette] = [USUAL]


def use_palette(palette: Palette) -> None:
    """Whatever is drawn from now on has these colours."""
    _worn[0] = palette


def rgba(colour: Colour) -> list[float]:
    """A role's colour as Kivy wants it."""
    return list(_shares(_worn[0][colour]))


@cache
def _shares(colour: str) -> tuple[float, ...]:
    return tuple(get_color_from_hex(colour))

"""Colours by their roles: the usual ones, those of high contrast, and any centre's own, made readable. Knows no Kivy.

Roles are pairs: what stands on what (`READ_ON`), so that a test can measure the contrast of every palette.
"""

from collections.abc import Mapping
from enum import StrEnum, auto

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3 (AA)."""
DARKER = 0.92


class Colour(StrEnum):
    """What a colour is for."""

    PRIMARY = auto()
    PRIMARY_PRESSED = auto()
    PRIMARY_TINT = auto()
    ACCENT = auto()
    ACCENT_TINT = auto()
    SURFACE = auto()
    CARD = auto()
    CARD_PRESSED = auto()
    CARD_CLOSED = auto()
    EDGE = auto()
    INK = auto()
    INK_SOFT = auto()
    ON_PRIMARY = auto()
    ON_PRIMARY_SOFT = auto()
    ON_ACCENT = auto()
    SUCCESS = auto()
    DANGER = auto()


Palette = Mapping[Colour, str]
"""A `#RRGGBB` for each role."""

USUAL: Palette = {
    Colour.PRIMARY: "#0B4F8A",
    Colour.PRIMARY_PRESSED: "#083C6A",
    Colour.PRIMARY_TINT: "#E4EDF6",
    Colour.ACCENT: "#E0A100",
    Colour.ACCENT_TINT: "#FBF0D2",
    Colour.SURFACE: "#F6F4EF",
    Colour.CARD: "#FFFFFF",
    Colour.CARD_PRESSED: "#DCE8F3",
    Colour.CARD_CLOSED: "#ECE9E2",
    Colour.EDGE: "#D8D2C4",
    Colour.INK: "#17212B",
    Colour.INK_SOFT: "#4C5763",
    Colour.ON_PRIMARY: "#FFFFFF",
    Colour.ON_PRIMARY_SOFT: "#D6E4F1",
    Colour.ON_ACCENT: "#17212B",
    Colour.SUCCESS: "#1F7A4D",
    Colour.DANGER: "#B3261E",
}

HIGH_CONTRAST: Palette = {
    Colour.PRIMARY: "#FFE600",
    Colour.PRIMARY_PRESSED: "#FFFFFF",
    Colour.PRIMARY_TINT: "#1F1C00",
    Colour.ACCENT: "#FFE600",
    Colour.ACCENT_TINT: "#1F1C00",
    Colour.SURFACE: "#000000",
    Colour.CARD: "#000000",
    Colour.CARD_PRESSED: "#3A3500",
    Colour.CARD_CLOSED: "#1C1C1C",
    Colour.EDGE: "#FFFFFF",
    Colour.INK: "#FFFFFF",
    Colour.INK_SOFT: "#F2F2F2",
    Colour.ON_PRIMARY: "#000000",
    Colour.ON_PRIMARY_SOFT: "#000000",
    Colour.ON_ACCENT: "#000000",
    Colour.SUCCESS: "#7CFFB2",
    Colour.DANGER: "#FFB3AB",
}

READ_ON: tuple[tuple[Colour, Colour], ...] = (
    (Colour.INK, Colour.SURFACE),
    (Colour.INK, Colour.CARD),
    (Colour.INK, Colour.CARD_PRESSED),
    (Colour.INK, Colour.CARD_CLOSED),
    (Colour.INK, Colour.ACCENT_TINT),
    (Colour.INK_SOFT, Colour.SURFACE),
    (Colour.INK_SOFT, Colour.CARD),
    (Colour.INK_SOFT, Colour.CARD_PRESSED),
    (Colour.INK_SOFT, Colour.CARD_CLOSED),
    (Colour.PRIMARY, Colour.SURFACE),
    (Colour.PRIMARY, Colour.CARD),
    (Colour.PRIMARY, Colour.CARD_PRESSED),
    (Colour.PRIMARY, Colour.PRIMARY_TINT),
    (Colour.ON_PRIMARY, Colour.PRIMARY),
    (Colour.ON_PRIMARY, Colour.PRIMARY_PRESSED),
    (Colour.ON_PRIMARY_SOFT, Colour.PRIMARY),
    (Colour.ON_PRIMARY_SOFT, Colour.PRIMARY_PRESSED),
    (Colour.PRIMARY, Colour.ON_PRIMARY),
    (Colour.ON_ACCENT, Colour.ACCENT),
    (Colour.SUCCESS, Colour.SURFACE),
    (Colour.SUCCESS, Colour.CARD),
    (Colour.ON_PRIMARY, Colour.SUCCESS),
    (Colour.DANGER, Colour.SURFACE),
    (Colour.DANGER, Colour.CARD),
    (Colour.DANGER, Colour.CARD_PRESSED),
    (Colour.DANGER, Colour.CARD_CLOSED),
    (Colour.ON_PRIMARY, Colour.DANGER),
)
"""Every pair of letters or signs and ground that is drawn: a test finds them on the screens themselves."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_readable(palette: Palette, least: float = LEAST_CONTRAST) -> bool:
    return all(contrast(palette[letters], palette[ground]) >= least for letters, ground in READ_ON)


def palette_of(primary: str | None, accent: str | None) -> Palette:
    """The usual palette in the centre's own colours; a primary that letters could not stand on is darkened."""
    primary, accent = primary or USUAL[Colour.PRIMARY], accent or USUAL[Colour.ACCENT]
    while not is_readable(worn := _worn(primary, accent)):
        primary = _mixed(primary, "#000000", 1 - DARKER)
    return worn


def _worn(primary: str, accent: str) -> Palette:
    if (primary.upper(), accent.upper()) == (USUAL[Colour.PRIMARY], USUAL[Colour.ACCENT]):
        return USUAL
    black, white = "#000000", "#FFFFFF"  # on every colour one of them can be read
    return {
        **USUAL,
        Colour.PRIMARY: primary,
        Colour.PRIMARY_PRESSED: _mixed(primary, "#000000", 0.25),
        Colour.PRIMARY_TINT: _mixed(primary, white, 0.9),
        Colour.CARD_PRESSED: _mixed(primary, white, 0.87),
        Colour.ON_PRIMARY_SOFT: _mixed(primary, white, 0.87),
        Colour.ACCENT: accent,
        Colour.ACCENT_TINT: _mixed(accent, white, 0.82),
        Colour.ON_ACCENT: max(black, white, key=lambda letters: contrast(letters, accent)),
    }


def _shares(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def _mixed(colour: str, other: str, share: float) -> str:
    """The colour with so much of another in it."""
    pairs = zip(_shares(colour), _shares(other), strict=True)
    return "#" + "".join(f"{int(one + (two - one) * share):02X}" for one, two in pairs)


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = (share / 255 for share in _shares(colour))
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

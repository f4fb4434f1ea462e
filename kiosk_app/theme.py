"""How the kiosk looks: colour roles, type scale, spacing and target sizes, for every screen. Knows no Kivy.

All lengths are dots of the reference screen, 1080 x 1920 on 32 inches (2.71 dots to the millimetre), which `Stage`
scales to the real window. Colour roles are pairs: what stands on what, so that a test can measure their contrast.
"""

from dataclasses import dataclass
from enum import StrEnum

DOTS_PER_MM = 1920 / (32 * 25.4 * 16 / (16**2 + 9**2) ** 0.5)
SMALLEST_TARGET_MM, SMALLEST_GAP_MM = 20, 4
"""EN 301 549 and the centre's own rule for fingers that tremble."""


class Colour(StrEnum):
    PRIMARY = "#0B4F8A"
    PRIMARY_PRESSED = "#083C6A"
    PRIMARY_TINT = "#E4EDF6"
    ACCENT = "#E0A100"
    ACCENT_TINT = "#FBF0D2"
    SURFACE = "#F6F4EF"
    CARD = "#FFFFFF"
    CARD_PRESSED = "#DCE8F3"
    CARD_CLOSED = "#ECE9E2"
    EDGE = "#D8D2C4"
    INK = "#17212B"
    INK_SOFT = "#4C5763"
    ON_PRIMARY = "#FFFFFF"
    ON_PRIMARY_SOFT = "#D6E4F1"
    SUCCESS = "#1F7A4D"
    SUCCESS_TINT = "#E1F1E8"
    DANGER = "#B3261E"
    DANGER_TINT = "#FBE9E7"


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
    (Colour.PRIMARY, Colour.PRIMARY_TINT),
    (Colour.ON_PRIMARY, Colour.PRIMARY),
    (Colour.ON_PRIMARY, Colour.PRIMARY_PRESSED),
    (Colour.ON_PRIMARY_SOFT, Colour.PRIMARY),
    (Colour.SUCCESS, Colour.SURFACE),
    (Colour.SUCCESS, Colour.CARD),
    (Colour.SUCCESS, Colour.SUCCESS_TINT),
    (Colour.DANGER, Colour.SURFACE),
    (Colour.DANGER, Colour.CARD_CLOSED),
    (Colour.DANGER, Colour.DANGER_TINT),
)
"""Every pair of letters and ground that the screens use."""


class Face(StrEnum):
    """Weights of Be Vietnam Pro, by the names under which the window registers them."""

    REGULAR = "be-vietnam-400"
    MEDIUM = "be-vietnam-500"
    SEMIBOLD = "be-vietnam-600"
    BOLD = "be-vietnam-700"
    EXTRABOLD = "be-vietnam-800"


FACE_WEIGHTS = {Face.REGULAR: 400, Face.MEDIUM: 500, Face.SEMIBOLD: 600, Face.BOLD: 700, Face.EXTRABOLD: 800}


class Type:
    """The type scale, in dots."""

    CAPTION = 26
    BODY = 32
    CARD = 35
    LEAD = 40
    ACTION = 46
    HEADING = 62
    FIGURE = 76
    DISPLAY = 92
    NUMBER = 250


class Space:
    HAIR = 2
    GAP = 16
    INSET = 26
    MARGIN = 48
    RADIUS = 20


class Target:
    """Heights of what fingers touch."""

    COUNTDOWN = 64
    FOOTER = 112
    CARD = 150
    ACTION = 164


@dataclass(frozen=True, slots=True)
class Stage:
    """The window: lays the reference screen into its real size, portrait or landscape."""

    width: float
    height: float

    @property
    def portrait(self) -> bool:
        return self.height >= self.width

    @property
    def scale(self) -> float:
        across, down = (1080, 1920) if self.portrait else (1920, 1080)
        return min(self.width / across, self.height / down)

    def dots(self, reference: float) -> float:
        """A length of the reference screen in this window."""
        return reference * self.scale

    @property
    def columns(self) -> int:
        return 2 if self.portrait else 4

    @property
    def rows(self) -> int:
        return 6 if self.portrait else 3

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    @property
    def head(self) -> float:
        """The height that holds no targets: what is touched stays within reach of a wheelchair."""
        return self.height / 3

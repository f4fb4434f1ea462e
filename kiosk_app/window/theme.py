"""How the kiosk is laid out: type scale, spacing, target sizes, and the window they are scaled to. Knows no Kivy.

All lengths are dots of the reference screen, 1080 x 1920 on 32 inches (2.71 dots to the millimetre), which `Layout`
scales to the real window. Targets and gaps are large enough on a screen of 22 inches, too.
"""

from dataclasses import dataclass
from enum import StrEnum

REFERENCE_INCHES, SMALLEST_INCHES = 32.0, 22.0
SMALLEST_TARGET_MM, SMALLEST_GAP_MM = 20, 4
"""EN 301 549 and the centre's own rule for fingers that tremble."""


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
    MESSAGE = 54
    HEADING = 62
    FIGURE = 76
    DISPLAY = 92
    NUMBER = 250


LARGER = 1.3
"""Large text is so much larger."""


class Space:
    HAIR = 2
    GAP = 16
    INSET = 26
    MARGIN = 48
    RADIUS = 20


class Target:
    """Heights of what fingers touch."""

    AID = 84
    FOOTER = 112
    CARD = 150
    ACTION = 164


@dataclass(frozen=True, slots=True)
class Layout:
    """Scales the reference screen to the real window, portrait or landscape.

    `lowered` keeps all that is touched in the lower half, for people who sit; `large` is for large text.
    """

    width: float
    height: float
    large: bool = False
    lowered: bool = False

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

    def letters(self, size: float) -> float:
        """A size of the type scale in this window. What is a figure of its own is large already."""
        return self.dots(size * LARGER if self.large and size <= Type.FIGURE else size)

    def dots_per_mm(self, inches: float) -> float:
        """How many dots of this window are a millimetre of a screen with that diagonal."""
        return float((self.width**2 + self.height**2) ** 0.5 / (inches * 25.4))

    @property
    def columns(self) -> int:
        return 2 if self.portrait else 4

    @property
    def rows(self) -> int:
        if self.portrait:
            return 4 if self.large or self.lowered else 6
        return 2 if self.large or self.lowered else 3

    @property
    def few(self) -> int:
        """So many cards have the usual size."""
        return self.columns * self.rows

    @property
    def close(self) -> tuple[int, int]:
        """Columns and rows of a page of close cards: a page that is turned is a touch more on the way to paper."""
        if self.large or self.lowered:
            return self.columns, self.rows
        return (3, 8) if self.portrait else (6, 4)

    @property
    def per_page(self) -> int:
        columns, rows = self.close
        return columns * rows

    @property
    def head(self) -> float:
        """The height that holds no targets."""
        if self.lowered:
            return self.height * (0.5 if self.portrait else 0.42)
        return self.height * (0.25 if self.portrait else 0.3)

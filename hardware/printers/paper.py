"""What can stand on a slip of paper, whatever the printer. Knows no ESC/POS, no fonts and nothing of queues."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

NARROW_BELOW_DOTS = 480
"""80 mm paper prints 512 dots or more, 58 mm paper 432 or fewer."""


class Size(Enum):
    SMALL = auto()
    NORMAL = auto()
    LARGE = auto()
    HUGE = auto()
    """As large as the paper allows: for the one thing that is read from afar."""


class Align(Enum):
    LEFT = auto()
    CENTRE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """Words over the whole width, wrapped where they do not fit; `inverted` is white on black."""

    text: str
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.CENTRE
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact: what it is on the left, the fact itself bold on the right."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin dashed line across the paper."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty paper, in millimetres."""

    millimetres: int


class QrPath(Enum):
    """Who draws a QR code."""

    BEST = auto()
    NATIVE = auto()
    RASTER = auto()


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code in the middle, about `share` of the paper's width."""

    content: str
    share: float = 0.42
    path: QrPath = QrPath.BEST


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the middle, in black and white, `share` of the paper's width."""

    file: Path
    share: float = 0.3


@dataclass(frozen=True, slots=True)
class Density:
    """Lines of one to four dots and fields of four greys: shows whether a printer burns too dark or too light."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Bytes for the printer as they are, to try out what it can."""

    given: bytes


Element = Line | Pair | Rule | Gap | QrCode | Picture | Density | Trial


@dataclass(frozen=True, slots=True)
class Page:
    """One slip, cut off at its end. `name` is a short name for people and files, as `A045`."""

    name: str
    elements: tuple[Element, ...]

"""The manager's chart as its pixels show it: the bars, and the height of the curve in the middle of each."""

from base64 import b64decode
from io import BytesIO
from itertools import groupby
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page

Pixel = tuple[int, ...]
BAR: Pixel = (0xB9, 0xD0, 0xE4, 0xFF)
CURVE: Pixel = (0x0B, 0x4F, 0x8A, 0xFF)


class Bar(NamedTuple):
    height: int
    curve: int
    """How high above the bar's foot the curve's point stands; 0 where it has none."""


def bars_of(page: Page) -> list[Bar]:
    """From left to right."""
    data: str = page.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    image = Image.open(BytesIO(b64decode(data.partition(",")[2]))).convert("RGBA")
    tops = [_rows(image, column, BAR) for column in range(image.width)]
    stretches = [list(run) for drawn, run in groupby(range(image.width), lambda column: bool(tops[column])) if drawn]
    foot = max(max(rows) for rows in tops if rows)
    return [_bar(image, [min(tops[column]) for column in run], run[len(run) // 2], foot) for run in stretches]


def _bar(image: Image.Image, tops: list[int], middle: int, foot: int) -> Bar:
    point = [row for row in _rows(image, middle, CURVE) if row <= foot]
    return Bar(foot - min(tops), foot - round((min(point) + max(point)) / 2) if point else 0)


def _rows(image: Image.Image, column: int, colour: Pixel) -> list[int]:
    return [row for row in range(image.height) if image.getpixel((column, row)) == colour]

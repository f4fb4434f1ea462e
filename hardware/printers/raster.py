"""Draws a page's elements as black dots, in Be Vietnam Pro. Knows no printer: only its width, 8 dots to the mm."""

from functools import cache, lru_cache
from pathlib import Path
from typing import assert_never

import qrcode
from PIL import Image, ImageDraw, ImageFont

from hardware.letters import font_file
from hardware.printers.paper import (
    NARROW_BELOW_DOTS,
    Align,
    Density,
    Element,
    Gap,
    Line,
    Pair,
    Picture,
    QrCode,
    Rule,
    Size,
    Trial,
)

DOTS_PER_MM = 8
BLACK, WHITE = 0, 255
WORDS_KEPT = 128
"""Most lines of a ticket stand on every ticket: they are measured, wrapped and drawn once. Nobody draws into them."""
THRESHOLD = 150  # of 255: thermal dots bleed, so letters are drawn a little lean
QUIET_MODULES = 4  # ISO/IEC 18004 asks for four empty modules around a code
LEAST_EVEN_MODULE = 4  # half a millimetre: with 2 dots, cameras of old phones read nothing

LETTER_DOTS = {Size.SMALL: 23, Size.NORMAL: 27, Size.LARGE: 35, Size.HUGE: 210}
NARROW_LETTER_DOTS = {Size.SMALL: 20, Size.NORMAL: 23, Size.LARGE: 29, Size.HUGE: 150}
BALANCE_STEP_DOTS = 8
ABOVE, BELOW, PITCH = 1.28, 0.28, 1.26
"""Of the letters' size: Ẳ rises so far above its line, Ợ hangs so far below it, and so far apart are two lines."""
ABOVE_NUMBER, BELOW_NUMBER = 0.82, 0.12
"""Numbers are printed huge and have no marks above, so they need less air than words."""


def draw(elements: tuple[Element, ...], width_dots: int) -> Image.Image:
    """The elements one below the other, as an image of mode "L" of that width; at least one dot high."""
    strips = [_strip(element, width_dots) for element in elements]
    image = Image.new("L", (width_dots, max(1, sum(strip.height for strip in strips))), WHITE)
    top = 0
    for strip in strips:
        image.paste(strip, (0, top))
        top += strip.height
    return image.point(lambda grey: BLACK if grey < THRESHOLD else WHITE)


def qr_module_dots(code: QrCode, width_dots: int) -> int:
    """How many dots one module of the code is wide on this paper."""
    return max(3, int(width_dots * code.share) // len(_modules(code.content)))


def _even_module(code: QrCode, width: int) -> int:
    """A module of whole squares of 2 x 2 dots: the code can be sent at half its size and doubled by the printer."""
    wanted, fits = qr_module_dots(code, width), width // len(_modules(code.content))
    return wanted // 2 * 2 if wanted >= LEAST_EVEN_MODULE or fits < LEAST_EVEN_MODULE else LEAST_EVEN_MODULE


def picture_width(picture: Picture, width_dots: int) -> int:
    """How many dots wide a picture is on this paper: whole bytes, as printers store them."""
    return max(8, round(width_dots * picture.share / 8) * 8)


def _strip(element: Element, width: int) -> Image.Image:
    match element:
        case Line():
            return _line(element, width)
        case Pair():
            return _pair(element, width)
        case Rule():
            return _rule(width)
        case Gap(millimetres):
            return _blank(width, millimetres * DOTS_PER_MM)
        case QrCode():
            return _qr(element, width)
        case Picture():
            return _picture(element, width)
        case Density():
            return _density(width)
        case Trial():
            return _blank(width, 0)  # the printer's own words cannot be drawn
        case _:
            assert_never(element)


@lru_cache(WORDS_KEPT)
def _line(line: Line, width: int) -> Image.Image:
    font = _font_for(line, width)
    margin = DOTS_PER_MM * 2 if line.inverted else 0
    rows = wrap(line.text, font, width - 2 * margin)
    strip = _blank(width, _height(font, rows) + margin // 2)
    pen = ImageDraw.Draw(strip)
    if line.inverted:
        pen.rounded_rectangle((0, 0, width - 1, strip.height - 1), radius=margin // 2, fill=BLACK)
    x, anchor = (width / 2, "ms") if line.align is Align.CENTRE else (margin, "ls")
    _write(pen, rows, font, (x, 0), anchor, WHITE if line.inverted else BLACK)
    return strip


@lru_cache(WORDS_KEPT)
def _pair(pair: Pair, width: int) -> Image.Image:
    dots = _dots(Size.NORMAL, width)
    label_font, value_font = _font(pair.label, dots, 500), _font(pair.value, dots, 700)
    label_width = min(label_font.getlength(pair.label), width * 0.5)
    labels = wrap(pair.label, label_font, label_width + 1)
    values = wrap(pair.value, value_font, width - label_width - 2 * DOTS_PER_MM)
    strip = _blank(width, _height(value_font, max(labels, values, key=len)))
    pen = ImageDraw.Draw(strip)
    _write(pen, labels, label_font, (0, 0), "ls", BLACK)
    _write(pen, values, value_font, (width, 0), "rs", BLACK)
    return strip


def _write(
    pen: ImageDraw.ImageDraw,
    rows: tuple[str, ...],
    font: ImageFont.FreeTypeFont,
    corner: tuple[float, float],
    anchor: str,
    ink: int,
) -> None:
    x, top = corner
    first = top + _above(rows) * font.size
    for index, row in enumerate(rows):
        pen.text((x, first + index * PITCH * font.size), row, font=font, fill=ink, anchor=anchor)


def _rule(width: int) -> Image.Image:
    strip = _blank(width, 2 * DOTS_PER_MM + 2)
    pen = ImageDraw.Draw(strip)
    for left in range(0, width, 12):
        pen.rectangle((left, DOTS_PER_MM, left + 6, DOTS_PER_MM + 1), fill=BLACK)
    return strip


def _qr(code: QrCode, width: int) -> Image.Image:
    modules = _modules(code.content)
    side = _even_module(code, width) * len(modules)
    small = Image.new("L", (len(modules), len(modules)), WHITE)
    small.putdata([BLACK if dark else WHITE for row in modules for dark in row])
    strip = _blank(width, side)
    strip.paste(small.resize((side, side), Image.Resampling.NEAREST), ((width - side) // 4 * 2, 0))
    return strip


@cache
def picture_dots(file: Path, wanted: int) -> Image.Image:
    """The picture in black dots, `wanted` of them wide; what is transparent stays paper.

    Raises OSError where there is no such picture.
    """
    with Image.open(file) as image:
        drawn = image.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, (WHITE, WHITE, WHITE, WHITE))
    flat = Image.alpha_composite(paper, drawn).convert("L")
    return flat.resize((wanted, max(1, round(flat.height * wanted / flat.width)))).convert("1").convert("L")


def _picture(picture: Picture, width: int) -> Image.Image:
    small = picture_dots(picture.file, picture_width(picture, width))
    strip = _blank(width, small.height + DOTS_PER_MM)
    strip.paste(small, ((width - small.width) // 2, 0))
    return strip


def _density(width: int) -> Image.Image:
    strip = _blank(width, 14 * DOTS_PER_MM)
    pen = ImageDraw.Draw(strip)
    for place, dots in enumerate((1, 2, 3, 4)):
        for line in range(6):
            left = place * width // 4 + line * 3 * DOTS_PER_MM
            pen.rectangle((left, 0, left + dots - 1, 5 * DOTS_PER_MM), fill=BLACK)
    for place, every in enumerate((4, 3, 2, 1)):
        left, top = place * width // 4, 7 * DOTS_PER_MM
        for x in range(left, left + width // 4 - DOTS_PER_MM):
            for y in range(top, top + 6 * DOTS_PER_MM):
                if (x + 2 * y) % every == 0:
                    strip.putpixel((x, y), BLACK)
    return strip


@cache
def _modules(content: str) -> tuple[tuple[bool, ...], ...]:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=QUIET_MODULES)
    code.add_data(content)
    code.make(fit=True)
    return tuple(tuple(row) for row in code.get_matrix())


def wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> tuple[str, ...]:
    """The text in as few rows as `width` dots allow, and these about equally long: no word is left alone at the end."""
    rows, narrower = _wrapped(text, font, width), width
    while len(rows) > 1 and len(balanced := _wrapped(text, font, narrower)) == len(rows) and narrower > width / 2:
        rows, narrower = balanced, narrower - BALANCE_STEP_DOTS
    return rows


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> tuple[str, ...]:
    """Rows no wider than `width`, broken between words, inside a word only where it must be."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if font.getlength(longer) <= width:
            row = longer
            continue
        if row:
            rows.append(row)
        *full, row = _pieces(word, font, width)
        rows.extend(full)
    return (*rows, row)


def _pieces(word: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and font.getlength(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _font_for(line: Line, width: int) -> ImageFont.FreeTypeFont:
    dots, weight = _dots(line.size, width), 700 if line.bold else 500
    if line.size is not Size.HUGE:
        return _font(line.text, dots, weight)
    while _font(line.text, dots, 800).getlength(line.text) > width and dots > LETTER_DOTS[Size.NORMAL]:
        dots -= 2
    return _font(line.text, dots, 800)


def _height(font: ImageFont.FreeTypeFont, rows: tuple[str, ...]) -> int:
    below = BELOW_NUMBER if _is_number(rows) else BELOW
    return round(font.size * (_above(rows) + PITCH * (len(rows) - 1) + below))


def _above(rows: tuple[str, ...]) -> float:
    return ABOVE_NUMBER if _is_number(rows) else ABOVE


def _is_number(rows: tuple[str, ...]) -> bool:
    return len(rows) == 1 and rows[0].isascii() and rows[0].isalnum() and rows[0].isupper()


def _dots(size: Size, width: int) -> int:
    return (NARROW_LETTER_DOTS if width < NARROW_BELOW_DOTS else LETTER_DOTS)[size]


def _font(words: str, dots: int, weight: int) -> ImageFont.FreeTypeFont:
    return _opened(font_file(words, weight), dots)


@cache
def _opened(file: Path, dots: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, dots)


def _blank(width: int, height: int) -> Image.Image:
    return Image.new("L", (width, height), WHITE)

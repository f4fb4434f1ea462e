"""Vietnamese letters in a printer's cell of 12 x 24 dots: the body from the raster's font, the marks dot by dot.

In so few dots two marks of an outline font run together, so they are drawn here: a reader tells ấ from ẩ. A capital
under two marks is a little lower than the others. Knows no printer.
"""

import unicodedata
from functools import cache

from PIL import Image, ImageDraw, ImageFont, ImageOps

from hardware.letters import font_file

WIDTH, HEIGHT = 12, 24
BASELINE = 18
"""Rows above the line on which letters stand, about as in the printers' own fonts A, which differ by a dot or two."""
SMALL_ROWS, CAPITAL_ROWS = 10, 14
BODY_COLUMNS = 10
"""One stays white on each side; an even number, so that stems of two dots stand in the middle."""
SMALL_WEIGHT, CAPITAL_WEIGHT, INK = 500, 600, 128
DRAWN_SIZE, SHARPER = 200, 16
BLACK, WHITE = 0, 255

HORN, DOT_BELOW = "\u031b", "\u0323"
GRAVE, ACUTE, CIRCUMFLEX, TILDE, BREVE, HOOK = "\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309"
ABOVE: dict[str, tuple[str, ...]] = {
    "": (),
    GRAVE: ("   ##", "    ##", "     ##"),
    ACUTE: ("      ##", "     ##", "    ##"),
    HOOK: ("    ###", "   ## ##", "     ##", "     #"),
    TILDE: ("   ###  ##", "  ## ####"),
    CIRCUMFLEX: ("     ##", "    ####", "   ##  ##"),
    BREVE: ("  ##    ##", "   ##  ##", "    ####"),
    CIRCUMFLEX + GRAVE: ("##", " ##", "  ##  ##", "     ####", "    ##  ##"),
    CIRCUMFLEX + ACUTE: ("          ##", "         ##", "    ##  ##", "   ####", "  ##  ##"),
    CIRCUMFLEX + HOOK: ("        ###", "       ## ##", "         ##", "    ##   #", "   ####", "  ##  ##"),
    CIRCUMFLEX + TILDE: ("   ###  ##", "  ## ####", "", "     ##", "    ####", "   ##  ##"),
    BREVE + GRAVE: ("   ##", "    ##", "     ##", "  ##    ##", "   ##  ##", "    ####"),
    BREVE + ACUTE: ("       ##", "      ##", "     ##", "  ##    ##", "   ##  ##", "    ####"),
    BREVE + HOOK: ("    ###", "   ## ##", "     ##", "  ## #  ##", "   ##  ##", "    ####"),
    BREVE + TILDE: ("   ###  ##", "  ## ####", "", "  ##    ##", "   ##  ##", "    ####"),
}
"""Rows of dots from the cell's left edge, by the letter's marks in Unicode's order; one row stays white below them."""
DOT_OF_I = ("     ##", "     ##")
DOT = ("##", "##")
DOT_TOP, DOT_LEFT = 20, 5
TAILS = {"y": 3}
"""How far to the right the dot moves, to stand clear of the letter's tail."""
HORN_LEFT = 1
"""How far to the left the marks move, to stand clear of the horn."""


def fits_a_cell(letter: str) -> bool:
    """Whether the letter can be drawn here: Latin letters with marks that Vietnamese has."""
    body, above, _ = _parts(letter)
    return body.isalpha() and len(body) == 1 and (body.isascii() or body in "đĐơƠưƯ") and above in ABOVE


@cache
def cell(letter: str) -> Image.Image:
    """The letter's dots, an image of mode "L". Nobody draws into it."""
    body, above, dot_below = _parts(letter)
    marks = ABOVE[above] or (DOT_OF_I if body == "i" else ())
    rows = min(_full_rows(body), BASELINE - len(marks) - bool(marks))
    image = _body("ı" if body == "i" else body, rows)
    _stamp(image, marks, BASELINE - rows - 1 - len(marks), -HORN_LEFT if body in "ơƠưƯ" else 0)
    if dot_below:
        _stamp(image, DOT, DOT_TOP, DOT_LEFT + TAILS.get(body, 0))
    return image


def _full_rows(letter: str) -> int:
    return CAPITAL_ROWS if letter.isupper() else SMALL_ROWS


def _parts(letter: str) -> tuple[str, str, bool]:
    """The letter without what stands above and below it, the marks above it, and whether a dot is below."""
    bare, *marks = tuple(unicodedata.normalize("NFD", letter))
    body = unicodedata.normalize("NFC", bare + HORN) if HORN in marks else bare
    return body, "".join(mark for mark in marks if mark not in (HORN, DOT_BELOW)), DOT_BELOW in marks


def _body(letter: str, rows: int) -> Image.Image:
    """The font's letter on the baseline: `rows` high as far as its class of letters goes, narrowed where it must be."""
    drawn, ascent = _drawn(letter)
    height = _drawn("H" if letter.isupper() else "x")[1]
    columns = min(BODY_COLUMNS, 2 * round(drawn.width * _full_rows(letter) / height / 2))
    dots = SHARPER * rows / height
    stretched = drawn.resize((columns * SHARPER, round(drawn.height * dots)))
    large = Image.new("L", (WIDTH * SHARPER, HEIGHT * SHARPER), WHITE)
    large.paste(stretched, ((WIDTH - columns) // 2 * SHARPER, BASELINE * SHARPER - round(ascent * dots)))
    return large.resize((WIDTH, HEIGHT), Image.Resampling.BOX).point(lambda grey: BLACK if grey < INK else WHITE)


@cache
def _drawn(letter: str) -> tuple[Image.Image, int]:
    """The font's letter, large, without white around it, and how far it rises above the baseline."""
    font = ImageFont.truetype(font_file(letter, CAPITAL_WEIGHT if letter.isupper() else SMALL_WEIGHT), DRAWN_SIZE)
    paper = Image.new("L", (2 * DRAWN_SIZE, 2 * DRAWN_SIZE), WHITE)
    ImageDraw.Draw(paper).text((DRAWN_SIZE, DRAWN_SIZE), letter, font=font, fill=BLACK, anchor="ms")
    ink = ImageOps.invert(paper).getbbox() or (0, 0, 1, 1)
    return paper.crop(ink), DRAWN_SIZE - ink[1]


def _stamp(image: Image.Image, dots: tuple[str, ...], top: int, left: int) -> None:
    for y, row in enumerate(dots, top):
        for x, dot in enumerate(row, left):
            if dot != " " and x >= 0:
                image.putpixel((x, y), BLACK)

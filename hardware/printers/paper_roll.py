"""What ESC/POS commands look like on paper: the print head of the virtual printer. Knows no wire and no layout.

Letters stand in cells of 12 x 24 dots (font A) or 9 x 17 (font B) as in the printers themselves, drawn in Roboto Mono.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import assert_never

import fontpkg
import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFont

from hardware.printers.code_pages import CodePage
from hardware.printers.commands import (
    AskKeys,
    AskStatus,
    AskWhenPrinted,
    Bold,
    ClearBuffers,
    Command,
    Cut,
    DefineLetters,
    Eject,
    EndLine,
    FeedDots,
    FeedLines,
    ForgetLetter,
    Initialise,
    Invert,
    Justify,
    Letters,
    LineSpacing,
    Magnify,
    Nothing,
    Present,
    PrintPicture,
    QrContent,
    QrLevel,
    QrModule,
    QrPrint,
    RasterImage,
    Recover,
    Retract,
    SelectDefined,
    SelectFont,
    SelectPage,
    StorePicture,
    TellChanges,
    TwoByteLetters,
    Underline,
    UnknownCommand,
)
from hardware.printers.defined_letters import COLUMN_BYTES, dots_of_columns

BLACK, WHITE = 0, 255
CELLS = {0: (12, 24), 1: (9, 17)}
LINE_SPACING_DOTS = 34  # 1/6 inch at 203 dots to the inch
LAST_OF_ONE_BYTE = 0x80
BOX = "\u25a1"
MARGIN_DOTS = 32  # the paper is wider than what can be printed on: 80 mm against 72 mm
QR_LEVELS = {
    "L": qrcode.ERROR_CORRECT_L,
    "M": qrcode.ERROR_CORRECT_M,
    "Q": qrcode.ERROR_CORRECT_Q,
    "H": qrcode.ERROR_CORRECT_H,
}


Letter = str | bytes
"""One of the printer's own, or the columns of dots of a defined one."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the next letters are printed."""

    page: int = 0
    two_byte: bool = False
    where: int = 0
    bold: bool = False
    underline: int = 0
    inverted: bool = False
    wide: int = 1
    high: int = 1
    font: int = 0
    defined: bool = False
    spacing: int = LINE_SPACING_DOTS

    @property
    def cell(self) -> tuple[int, int]:
        width, height = CELLS[self.font]
        return width * self.wide, height * self.high


class PaperRoll:
    """A roll of paper under a print head. `page_of` gives the letters of a code page of this model."""

    def __init__(self, width_dots: int, page_of: Callable[[int], CodePage | None]) -> None:
        self._width = width_dots
        self.shows_boxes = False
        """For pages that try letters which the printer lacks: it then prints something that nobody can read."""
        self.wakes_in_chinese = False
        """As printers made for China do: bytes from 81h on are halves of Chinese characters until `FS .`."""
        self._page_of = page_of
        self._style = Style()
        self._defined: dict[tuple[int, int], bytes] = {}
        """The dots of defined letters, by font and code."""
        self._line: list[tuple[Letter, Style]] = []
        self._strips: list[Image.Image] = []
        self._qr_module, self._qr_level, self._qr_content = 3, "L", b""
        self.slips: list[Image.Image] = []
        """What was cut off so far, oldest first."""
        self.pictures: dict[bytes, RasterImage] = {}
        """What the printer keeps in its memory, by key."""

    @property
    def used_dots(self) -> int:
        """How much paper has passed since the last cut."""
        return sum(strip.height for strip in self._strips)

    def apply(self, command: Command) -> None:
        """Does one command.

        Raises UnknownCommand where letters have no shape on the chosen code page.
        """
        match command:
            case Letters(letters):
                self._letters(letters)
            case EndLine():
                self._end_line()
            case RasterImage():
                self._image(_dots_image(command))
            case QrPrint():
                self._image(self._qr_image())
            case FeedLines(count):
                self._feed(count * self._style.spacing)
            case FeedDots(count):
                self._feed(count)
            case Cut(feed_dots):
                self._cut(feed_dots)
            case QrModule(dots):
                self._qr_module = dots
            case QrLevel(letter):
                self._qr_level = letter
            case QrContent(content):
                self._qr_content = content
            case Initialise():
                self._style = Style(two_byte=self.wakes_in_chinese)
                self._defined.clear()
            case DefineLetters(first, letters):
                self._define(first, letters)
            case ForgetLetter(code):
                self._defined.pop((self._style.font, code), None)
            case (
                SelectPage()
                | TwoByteLetters()
                | Justify()
                | Bold()
                | Underline()
                | Invert()
                | Magnify()
                | SelectFont()
                | SelectDefined()
                | LineSpacing()
            ):
                self._style = _restyled(self._style, command)
            case StorePicture(key, image):
                self.pictures[key] = image
            case PrintPicture(key):
                if key in self.pictures:  # a printer passes over what it does not have
                    self._image(_dots_image(self.pictures[key]))
            case AskStatus() | AskWhenPrinted() | AskKeys() | TellChanges() | ClearBuffers() | Recover() | Nothing():
                return  # not for the print head
            case Present() | Eject() | Retract():
                return  # what is behind the cutter moves slips, not the roll
            case _:
                assert_never(command)

    def forget_line(self) -> None:
        """Drops what is not on paper yet."""
        self._line, self._style = [], Style()

    def tear_off(self) -> None:
        """Somebody takes what hangs out."""
        self._line, self._strips = [], []

    def hanging(self) -> Image.Image | None:
        """The paper that hangs out uncut, None where there is none."""
        return self._slip() if self._strips or self._line else None

    def _define(self, first: int, letters: tuple[bytes, ...]) -> None:
        for code, columns in enumerate(letters, first):
            if len(columns) > CELLS[self._style.font][0] * COLUMN_BYTES:
                raise UnknownCommand(bytes((0x1B, 0x26, COLUMN_BYTES, code, code, len(columns) // COLUMN_BYTES)))
            self._defined[self._style.font, code] = columns

    def _letters(self, letters: bytes) -> None:
        page = self._page_of(self._style.page)
        letter: Letter | None
        for code in letters:
            letter = self._defined_letter(code)
            if letter is None and page and not (self._style.two_byte and code > LAST_OF_ONE_BYTE):
                letter = page.letter(code)
            if letter is None and not self.shows_boxes:
                raise UnknownCommand(bytes((0x1B, 0x74, self._style.page, code)))
            self._line.append((BOX if letter is None else letter, self._style))

    def _defined_letter(self, code: int) -> bytes | None:
        return self._defined.get((self._style.font, code)) if self._style.defined else None

    def _end_line(self) -> None:
        rows = _broken(self._line, self._width) or [[]]
        for row in rows:
            self._strips.append(_row_image(row, self._style, self._width))
        self._line = []

    def _image(self, image: Image.Image) -> None:
        if self._line:
            self._end_line()
        strip = Image.new("L", (self._width, image.height), WHITE)
        strip.paste(image, (_left(self._style.where, self._width, image.width), 0))
        self._strips.append(strip)

    def _feed(self, dots: int) -> None:
        if self._line:
            self._end_line()
        self._strips.append(Image.new("L", (self._width, dots), WHITE))

    def _cut(self, feed_dots: int) -> None:
        self._feed(feed_dots)
        self.slips.append(self._slip())
        self._strips = []

    def _slip(self) -> Image.Image:
        slip = Image.new("L", (self._width + 2 * MARGIN_DOTS, self.used_dots + MARGIN_DOTS), WHITE)
        top = MARGIN_DOTS
        for strip in self._strips:
            slip.paste(strip, (MARGIN_DOTS, top))
            top += strip.height
        return slip

    def _qr_image(self) -> Image.Image:
        code = qrcode.QRCode(error_correction=QR_LEVELS[self._qr_level], border=0)
        code.add_data(self._qr_content)
        code.make(fit=True)
        matrix = code.get_matrix()
        image = Image.new("L", (len(matrix), len(matrix)), WHITE)
        image.putdata([BLACK if dark else WHITE for row in matrix for dark in row])
        side = len(matrix) * self._qr_module
        return image.resize((side, side), Image.Resampling.NEAREST)


Setting = (
    SelectPage
    | TwoByteLetters
    | Justify
    | Bold
    | Underline
    | Invert
    | Magnify
    | SelectFont
    | SelectDefined
    | LineSpacing
)


def _restyled(style: Style, setting: Setting) -> Style:
    match setting:
        case SelectPage(number):
            return replace(style, page=number)
        case TwoByteLetters(on):
            return replace(style, two_byte=on)
        case Justify(where):
            return replace(style, where=where)
        case Bold(on):
            return replace(style, bold=on)
        case Underline(dots):
            return replace(style, underline=dots)
        case Invert(on):
            return replace(style, inverted=on)
        case Magnify(wide, high):
            return replace(style, wide=wide, high=high)
        case SelectFont(number):
            return replace(style, font=number)
        case SelectDefined(on):
            return replace(style, defined=on)
        case LineSpacing(dots):
            return replace(style, spacing=LINE_SPACING_DOTS if dots is None else dots)
        case _:
            assert_never(setting)


def _dots_image(raster: RasterImage) -> Image.Image:
    width, height = raster.row_bytes * 8, raster.rows
    image = Image.frombytes("1", (width, height), bytes(~byte & 0xFF for byte in raster.dots)).convert("L")
    return image.resize((width * raster.wide, height * raster.high), Image.Resampling.NEAREST)


def _broken(line: list[tuple[Letter, Style]], width: int) -> list[list[tuple[Letter, Style]]]:
    """A line that is too long goes on in the next row, in the middle of a word, as in the printers."""
    rows: list[list[tuple[Letter, Style]]] = []
    room = 0
    for letter, style in line:
        if not rows or style.cell[0] > room:
            rows.append([])
            room = width
        rows[-1].append((letter, style))
        room -= style.cell[0]
    return rows


def _row_image(row: list[tuple[Letter, Style]], ending: Style, width: int) -> Image.Image:
    tallest = max((style.cell[1] for _, style in row), default=0)
    strip = Image.new("L", (width, max(ending.spacing, tallest + ending.spacing - CELLS[0][1])), WHITE)
    used = sum(style.cell[0] for _, style in row)
    left = _left(row[0][1].where if row else 0, width, used)
    for letter, style in row:
        strip.paste(_letter_image(letter, style), (left, tallest - style.cell[1]))
        left += style.cell[0]
    return strip


def _left(where: int, width: int, used: int) -> int:
    return (0, (width - used) // 2, width - used)[where]


@cache
def _letter_image(letter: Letter, style: Style) -> Image.Image:
    """One letter in its cell."""
    shown = _defined_image(letter, style) if isinstance(letter, bytes) else _own_image(letter, style)
    return shown.point(lambda grey: WHITE - grey) if style.inverted else shown


def _defined_image(columns: bytes, style: Style) -> Image.Image:
    """A defined letter's dots from the cell's left; bold prints each dot twice, side by side."""
    cell = Image.new("L", CELLS[style.font], WHITE)
    cell.paste(dots_of_columns(columns), (0, 0))
    if style.bold:
        cell.paste(ImageChops.darker(cell, ImageChops.offset(cell, 1, 0)).crop((1, 0, *cell.size)), (1, 0))
    if style.underline:
        ImageDraw.Draw(cell).rectangle((0, cell.height - style.underline, *cell.size), fill=BLACK)
    return cell.resize(style.cell, Image.Resampling.NEAREST)


def _own_image(letter: str, style: Style) -> Image.Image:
    """One of the printer's own: drawn at twice its size and then stretched, as magnified letters are."""
    width, height = CELLS[style.font]
    cell = Image.new("L", (width * 8, height * 8), WHITE)
    pen = ImageDraw.Draw(cell)
    pen.text((width * 4, height * 6), letter, font=_font(height * 8, style.bold), fill=BLACK, anchor="ms")
    if style.underline:
        pen.rectangle((0, height * 8 - 8 * style.underline, width * 8, height * 8), fill=BLACK)
    return cell.resize(style.cell, Image.Resampling.BOX).point(lambda grey: BLACK if grey < 140 else WHITE)


@cache
def _font(height: int, bold: bool) -> ImageFont.FreeTypeFont:
    # Roboto Mono's letters are 0.6 em wide and, with their marks, 1.2 em high: so much fits into a cell.
    font = ImageFont.truetype(fontpkg.path("Roboto Mono", 700 if bold else 500), round(height * 0.8))
    font.set_variation_by_axes([700 if bold else 500])
    return font

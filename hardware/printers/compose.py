"""Turns a page into the bytes for one model of printer: text where it has the letters or is taught them, else raster.

Knows no wire: the same bytes go to every device and to the virtual printer.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache, partial
from itertools import groupby, pairwise
from typing import Any

from escpos.printer import Dummy
from PIL import Image, ImageChops

from hardware.printers.code_pages import SINGLE_BYTE, encode, plain
from hardware.printers.defined_letters import codes_for, define
from hardware.printers.model import Model, Stores
from hardware.printers.paper import (
    Align,
    Density,
    Element,
    Gap,
    Line,
    Page,
    Pair,
    Picture,
    QrCode,
    QrPath,
    Rule,
    Size,
    Trial,
)
from hardware.printers.raster import DOTS_PER_MM, draw, picture_dots, picture_width, qr_module_dots
from hardware.printers.stored_pictures import PRINT_FIRST, dots_of, key_of, print_key

EscposSlip = Any  # python-escpos comes without types
Write = Callable[[str], bytes | None]
"""Words in the printer's own letters and those that it is taught, None where they must be drawn."""

LINE_MM = 4  # a line of text with the default spacing is about 4 mm high
CUTTER_FEED_LINES = 6  # the cutter sits about six lines above the print head (Epson TM series)
ELEMENTS_KEPT = 256
"""Most of a ticket stands on every ticket: with a citizen waiting, only its number, its time and its code are drawn."""
RASTER_BAND_DOTS = 960  # one GS v 0 must fit into a cheap printer's buffer
QR_ERROR_CORRECTION_M = 1

TEXT_SIZES = {Size.SMALL: (1, 1), Size.NORMAL: (1, 1), Size.LARGE: (1, 2)}
LEFT, CENTRE = b"\x1ba\x00", b"\x1ba\x01"
BOLD, INVERTED = (b"\x1bE\x01", b"\x1bE\x00"), (b"\x1dB\x01", b"\x1dB\x00")
"""What turns it on and off. Each element leaves the printer as `ESC @` did, but for the place of its words."""
HUGE_MOST = 8  # GS ! knows no larger letters
PRESENT = b"\x1de\x03\x0c"
"""GS e 3: holds the slip out by 12 steps, to be taken (Custom's KPM and VKP families)."""
EJECT, RETRACT = b"\x1de\x05", b"\x1de\x02"


def compose(page: Page, model: Model, stored: Collection[bytes] = ()) -> bytes:
    """The page's bytes, from `ESC @` to the cut. `stored`: the keys of the pictures that the printer holds."""
    defined = codes_for(_texts(page), model.text_pages) if model.defines_letters else {}
    write = partial(encode, pages=model.text_pages, defined=defined)
    commands = {element: _element_bytes(element, model, stored, write) for element in page.elements}
    slip: EscposSlip = Dummy(profile=model.profile)
    slip.hw("INIT")
    if any(text_page.number is not None for text_page in model.text_pages):
        slip._raw(SINGLE_BYTE)
    slip._raw(define(defined))
    for as_raster, elements in groupby(page.elements, key=lambda element: commands[element] is None):
        run = tuple(elements)
        if as_raster:
            _raster(slip, run, model)
        else:
            slip._raw(b"".join(commands[element] or b"" for element in run))
    _cut(slip, model)
    if model.presents:
        slip._raw(PRESENT)
    return bytes(slip.output)


def cut_off(model: Model) -> bytes:
    """Frees what hangs out of the printer."""
    slip: EscposSlip = Dummy(profile=model.profile)
    slip.hw("INIT")
    _cut(slip, model)
    return bytes(slip.output) + (EJECT if model.presents else b"")


def _cut(slip: EscposSlip, model: Model) -> None:
    slip.print_and_feed(CUTTER_FEED_LINES)
    if model.cuts:
        slip._raw(b"\x1dV\x01" if not slip.profile.supports("paperFullCut") else b"\x1dV\x00")


def pictures(elements: Iterable[Element], model: Model) -> list[Image.Image]:
    """The pictures of a page as the printer may store them."""
    return [_dots(element, model) for element in elements if isinstance(element, Picture)]


def _dots(picture: Picture, model: Model) -> Image.Image:
    return picture_dots(picture.file, picture_width(picture, model.width_dots))


def _stored(picture: Picture, model: Model, stored: Collection[bytes]) -> bytes | None:
    if model.stores is Stores.FIRST:
        return CENTRE + PRINT_FIRST + _FEED_BELOW
    key = key_of(_dots(picture, model))
    if model.stores is Stores.BY_KEY and key in stored:
        return CENTRE + print_key(key) + _FEED_BELOW
    return None


_FEED_BELOW = b"\x1bJ" + bytes((DOTS_PER_MM,))


def _raster(slip: EscposSlip, elements: tuple[Element, ...], model: Model) -> None:
    short = bool(model.text_pages)
    slip._raw(LEFT + b"".join(_dots_of(element, model.width_dots, short) for element in elements))


@lru_cache(ELEMENTS_KEPT)
def _dots_of(element: Element, width_dots: int, short: bool) -> bytes:
    """The element's dots in the printer's commands; `short`: between text, where a QR code is most of the bytes.

    Then the printer doubles its dots. Where all is drawn it saves little, and one printer in the field cannot.
    """
    drawn = draw((element,), width_dots)
    is_short = isinstance(element, QrCode) and (short or element.path is QrPath.RASTER)  # which is there to be tried
    quarter = _quarter(drawn) if is_short else None
    parts = (drawn,) if quarter is None else _bands(quarter)
    return b"".join(_raster_image(_without_right_edge(part), doubled=quarter is not None) for part in parts)


def _raster_image(drawn: Image.Image, *, doubled: bool) -> bytes:
    """GS v 0. Not python-escpos' own, which refuses what is wider than its profile: the hall's width goes before it."""
    row_bytes, dots = dots_of(drawn)
    bands = [dots[at : at + row_bytes * RASTER_BAND_DOTS] for at in range(0, len(dots), row_bytes * RASTER_BAND_DOTS)]
    head = b"\x1dv0" + bytes((3 if doubled else 0,)) + row_bytes.to_bytes(2, "little")
    return b"".join(head + (len(band) // row_bytes).to_bytes(2, "little") + band for band in bands)


def _bands(drawn: Image.Image) -> Iterator[Image.Image]:
    """The white above, the dots and the white below: the white needs one byte in each row, and the dots many."""
    inked = ImageChops.invert(drawn).getbbox()
    top, bottom = (inked[1], inked[3]) if inked else (0, drawn.height)
    for begins, ends in pairwise((0, top, bottom, drawn.height)):
        if ends > begins:
            yield drawn.crop((0, begins, drawn.width, ends))


def _quarter(drawn: Image.Image) -> Image.Image | None:
    """At half its width and height, for `GS v 0` to double; None where it is not all squares of 2 x 2 dots."""
    small = drawn.resize((drawn.width // 2, drawn.height // 2), Image.Resampling.NEAREST)
    same = small.resize(drawn.size, Image.Resampling.NEAREST).tobytes() == drawn.tobytes()
    return small if same else None


def _without_right_edge(drawn: Image.Image) -> Image.Image:
    """Without the white to the right of the last dot: it costs bytes on a slow line and shows nothing.

    The white to the left stays: not every printer centres pictures.
    """
    inked = ImageChops.invert(drawn).getbbox()
    last = inked[2] if inked else 1
    return drawn.crop((0, 0, -(-last // 8) * 8, drawn.height))


def _texts(page: Page) -> Iterator[str]:
    for element in page.elements:
        match element:
            case Line(text):
                yield text
            case Pair(label, value):
                yield label + value


def _element_bytes(element: Element, model: Model, stored: Collection[bytes], write: Write) -> bytes | None:
    """The element in the printer's own commands, None where it must be drawn."""
    match element:
        case Trial(given):
            return given
        case QrCode(path=QrPath.NATIVE):
            return _qr(element, model)
        case Picture():
            return _stored(element, model, stored)
        case Density() | QrCode(path=QrPath.RASTER):
            return None
    if not model.text_pages:
        return None
    match element:
        case Line():
            return _line(element, model, write)
        case Pair():
            return _pair(element, model, write)
        case Rule():
            return CENTRE + b"-" * model.columns + b"\n"
        case Gap(millimetres):
            return b"\x1bd" + bytes((max(1, round(millimetres / LINE_MM)),))
        case QrCode():
            return _qr(element, model) if model.native_qr else None


def _line(line: Line, model: Model, write: Write) -> bytes | None:
    text = plain(line.text)  # which may be longer
    wide, high = TEXT_SIZES.get(line.size) or _huge(text, model)
    rows = _rows(text, model.columns // wide)
    encoded = [write(row) for row in rows]
    if None in encoded:
        return None
    place = CENTRE if line.align is Align.CENTRE else LEFT
    begins, ends = _style(line, wide, high)
    return place + begins + b"".join((row or b"") + b"\n" for row in encoded) + ends


def _pair(pair: Pair, model: Model, write: Write) -> bytes | None:
    columns = model.columns
    label, value = write(pair.label), write(pair.value)
    if label is None or value is None:
        return None
    space = columns - len(plain(pair.label)) - len(plain(pair.value))
    bold, regular = BOLD
    if space > 0:
        return LEFT + label + b" " * space + bold + value + b"\n" + regular
    rows = [write(row.rjust(columns)) or b"" for row in _rows(plain(pair.value), columns)]
    return LEFT + label + b"\n" + bold + b"".join(row + b"\n" for row in rows) + regular


def _qr(code: QrCode, model: Model) -> bytes:
    slip: EscposSlip = Dummy(profile=model.profile)
    slip.set(align="center")
    slip.qr(code.content, ec=QR_ERROR_CORRECTION_M, size=qr_module_dots(code, model.width_dots), native=True)
    slip.print_and_feed(1)
    return bytes(slip.output)


def _style(line: Line, wide: int, high: int) -> tuple[bytes, bytes]:
    """What turns the line's style on, and off again after it: a plain line costs no more than its place."""
    settings = (
        (line.bold or line.size is Size.HUGE, BOLD),
        (line.inverted, INVERTED),
        ((wide, high) != (1, 1), (_magnified(wide, high), _magnified(1, 1))),
    )
    wanted = [commands for is_so, commands in settings if is_so]
    return b"".join(on for on, _ in wanted), b"".join(off for _, off in wanted)


def _magnified(wide: int, high: int) -> bytes:
    return bytes((0x1D, 0x21, wide - 1 << 4 | high - 1))


def _huge(text: str, model: Model) -> tuple[int, int]:
    fits = max(1, min(HUGE_MOST, model.columns // max(1, len(text))))
    return fits, fits


def _rows(text: str, columns: int) -> list[str]:
    """As few rows as the columns allow, and these about equally long."""
    rows, narrower = _broken(text, columns), columns
    while len(rows) > 1 and len(balanced := _broken(text, narrower)) == len(rows) and narrower > columns // 2:
        rows, narrower = balanced, narrower - 1
    return rows


def _broken(text: str, columns: int) -> list[str]:
    rows: list[str] = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if len(longer) <= columns or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    return [row[start : start + columns] for row in rows for start in range(0, max(1, len(row)), columns)]

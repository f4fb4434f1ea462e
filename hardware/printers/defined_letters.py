"""Letters that a printer is taught, slip by slip, because its pages lack them. Bytes, there and back; knows no wire.

Epson's ESC/POS reference, "user-defined characters": `ESC & y c1 c2 [x d...]` defines the codes c1 to c2 for the font
that is selected, each with x columns of y bytes, the topmost dot in the highest bit; `ESC % 1` prints them in place of
the printer's own letters, `ESC % 0` ends that, `ESC ? n` forgets one. Only codes of ASCII can be defined, and `ESC @`
forgets all: so a slip defines what it needs after its `ESC @`, and turns to them for each run of them.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import count

from PIL import Image, ImageOps

from hardware.printers.code_pages import SPACE, CodePage, plain
from hardware.printers.commands import Command, DefineLetters, ForgetLetter, UnknownCommand
from hardware.printers.letter_cells import cell, fits_a_cell

FIRST_CODE, LAST_CODE = SPACE, 0x7E
MOST_LETTERS = 64
"""Small panel printers (CSN-A2 and its kin) keep no more; others 95."""
COLUMN_BYTES = 3  # 24 dots; the 17 of font B also take three bytes
WIDEST = 12


def codes_for(texts: Iterable[str], pages: tuple[CodePage, ...]) -> dict[str, int]:
    """A code for each letter that no page has. A text that cannot be printed whole even so gets none."""
    codes: dict[str, int] = {}
    for text in texts:
        letters = dict.fromkeys(plain(text))
        new = [each for each in letters if each not in codes and not any(each in page.letters for page in pages)]
        if len(codes) + len(new) <= MOST_LETTERS and all(map(fits_a_cell, new)):
            codes |= zip(new, count(SPACE + 1 + len(codes)), strict=False)
    return codes


def define(codes: Mapping[str, int]) -> bytes:
    """ESC & with the dots of these letters, whose codes follow each other; nothing where there are none."""
    if not codes:
        return b""
    head = bytes((0x1B, 0x26, COLUMN_BYTES, min(codes.values()), max(codes.values())))
    columns = [_columns(letter) for letter in sorted(codes, key=codes.__getitem__)]
    return head + b"".join(bytes((len(each) // COLUMN_BYTES,)) + each for each in columns)


def dots_of_columns(columns: bytes) -> Image.Image:
    """The letter as an image of mode "L", 24 dots high."""
    lying = Image.frombytes("1", (COLUMN_BYTES * 8, len(columns) // COLUMN_BYTES), columns).convert("L")
    return ImageOps.invert(lying.transpose(Image.Transpose.TRANSPOSE))


def read_definitions(given: bytes) -> tuple[Command, int] | None:
    """ESC & y c1 c2 and, for each code, x and its columns."""
    if len(given) < 5:
        return None
    height, first, last = given[2:5]
    if height != COLUMN_BYTES or not FIRST_CODE <= first <= last <= LAST_CODE:
        raise UnknownCommand(given)
    letters, end = [], 5
    for _ in range(first, last + 1):
        if len(given) <= end:
            return None
        if given[end] > WIDEST:
            raise UnknownCommand(given)
        begins, end = end + 1, end + 1 + given[end] * COLUMN_BYTES
        letters.append(given[begins:end])
    return (DefineLetters(first, tuple(letters)), end) if len(given) >= end else None


def read_forgotten(given: int) -> Command:
    """ESC ? n."""
    if not FIRST_CODE <= given <= LAST_CODE:
        raise UnknownCommand(bytes((0x1B, 0x3F, given)))
    return ForgetLetter(given)


@cache
def _columns(letter: str) -> bytes:
    """Up to the last that is not white: a printer leaves the rest of the cell white by itself."""
    columns = ImageOps.invert(cell(letter)).transpose(Image.Transpose.TRANSPOSE).convert("1").tobytes()
    return columns[: -(-len(columns.rstrip(b"\0")) // COLUMN_BYTES) * COLUMN_BYTES]

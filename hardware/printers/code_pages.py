"""The letters of a printer's own code pages, Vietnamese ones first. Knows nothing of how the letters look.

TCVN-3 (TCVN 5712:1993) holds all 134 accented letters in two pages, small letters and capitals. The places are those of
the Epson family, as python-escpos' capability data has them; its table of capitals has the Icelandic Ð where Đ belongs.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FIRST_PRINTABLE, LAST_PRINTABLE = 0x20, 0x7E
ASCII = {chr(code): code for code in range(FIRST_PRINTABLE, LAST_PRINTABLE + 1)}
"""The same on every page."""

TCVN_3_SMALL = {
    0xA0: "        ăâêôơưđ ",
    0xB0: "     àảãáạ ằẳẵắ ",
    0xC0: "      ặầẩẫấậè ẻẽ",
    0xD0: "éẹềểễếệìỉ   ĩíịò",
    0xE0: " ỏõóọồổỗốộờởỡớợù",
    0xF0: " ủũúụừửữứựỳỷỹýỵ ",
}
TCVN_3_CAPITAL = {
    0xA0: " ĂÂ    Đ  ÊÔƠƯ  ",
    0xB0: "     ÀẢÃÁẠ ẰẲẴẮ ",
    0xC0: "      ẶẦẨẪẤẬÈ ẺẼ",
    0xD0: "ÉẸỀỂỄẾỆÌỈ   ĨÍỊÒ",
    0xE0: " ỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙ",
    0xF0: " ỦŨÚỤỪỬỮỨỰỲỶỸÝỴ ",
}

SPACE = 0x20
SINGLE_BYTE = b"\x1c."
"""FS ., Epson's "cancel Kanji character mode". Printers made for China (Xprinter and its kin) wake up, and come out of
`ESC @`, reading each two bytes from 81h on as one Chinese character, whatever `ESC t` says
(DantSu/ESCPOS-ThermalPrinter-Android #185). NielsLeenheer/ReceiptPrinterEncoder sends it to every ESC/POS printer.
"""
DEFINED_ON, DEFINED_OFF = b"\x1b%\x01", b"\x1b%\x00"
NONE_DEFINED: Mapping[str, int] = MappingProxyType({})

# Typography that no printer's page has, and what an officer would type instead.
PLAIN = str.maketrans({"–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "’": "'", "·": "-", "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class CodePage:
    """One page of a printer: its number for `ESC t` and the byte of each letter that it holds."""

    number: int | None
    """None where any page will do."""
    letters: Mapping[str, int]

    @property
    def selected(self) -> bytes:
        """The command that turns to it."""
        return b"" if self.number is None else bytes((0x1B, 0x74, self.number))

    def letter(self, code: int) -> str | None:
        """The letter at one byte, None where the page has none."""
        return next((letter for letter, place in self.letters.items() if place == code), None)


def code_page(number: int, name: str) -> CodePage | None:
    """The page of that number by its name in python-escpos' capability data; None where its letters are unknown."""
    match name:
        case "TCVN-3-1":
            return CodePage(number, ASCII | _places(TCVN_3_SMALL))
        case "TCVN-3-2":
            return CodePage(number, ASCII | _places(TCVN_3_CAPITAL))
    try:
        return CodePage(number, _letters_of_codec(name))
    except LookupError:
        return None


def plain(text: str) -> str:
    """The text as pages have it: each letter in one piece, whatever wrote it, and typography as an officer types it."""
    return unicodedata.normalize("NFC", text).translate(PLAIN)


def encode(text: str, pages: tuple[CodePage, ...], defined: Mapping[str, int] = NONE_DEFINED) -> bytes | None:
    """The text's bytes through these pages, each change of page written as `ESC t n`; begins with one.

    `defined`: the codes of letters that the printer has been taught because no page has them. None where a letter is
    neither there nor in a page.
    """
    written = bytearray()
    current: CodePage | None = None
    on = False
    for letter in plain(text):
        is_defined = letter in defined or (on and letter == " ")  # a space is the same in both sets
        if is_defined is not on:
            written += DEFINED_ON if is_defined else DEFINED_OFF
            on = is_defined
        if is_defined:
            written.append(defined.get(letter, SPACE))
            continue
        page = next((page for page in _current_first(current, pages) if letter in page.letters), None)
        if page is None:
            return None
        if page is not current:
            written += page.selected
            current = page
        written.append(page.letters[letter])
    return bytes(written) + (DEFINED_OFF if on else b"")


def _current_first(current: CodePage | None, pages: tuple[CodePage, ...]) -> tuple[CodePage, ...]:
    return (current, *pages) if current else pages


def _places(rows: Mapping[int, str]) -> dict[str, int]:
    return {
        letter: row + column for row, letters in rows.items() for column, letter in enumerate(letters) if letter != " "
    }


def _letters_of_codec(name: str) -> dict[str, int]:
    """Letters that stand for themselves: combining tone marks are drawn beside the letter by cheap printers."""
    letters = dict(ASCII)
    for code in range(0x80, 0x100):
        letter = bytes((code,)).decode(name, errors="replace")
        if letter != "\ufffd" and letter.isprintable() and not 0x300 <= ord(letter) <= 0x36F:
            letters[letter] = code
    return letters

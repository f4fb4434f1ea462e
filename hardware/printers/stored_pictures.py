"""Pictures that stay in a printer: stored once, printed by key. Bytes, there and back; knows no wire, draws nothing.

Two generations of commands, told apart by the printer's profile (Epson's ESC/POS reference):

- `GS ( L` / `GS 8 L`, functions 64 (which keys are stored), 67 (store dots under a key of two letters) and 69 (print by
  key): printers whose profile has "graphics". The key is made from the dots, so a new logo has a new key.
- `FS q` (stores all pictures anew and restarts the printer) and `FS p` (prints picture n): older printers and many
  clones. They cannot say what they hold, so the hall says in the printer's address that the logo was stored.
"""

import re
from hashlib import sha256

from PIL import Image

from hardware.printers.commands import AskKeys, Command, PrintPicture, RasterImage, StorePicture, UnknownCommand

KEYS_HEAD, KEYS_END = b"7r", 0
"""Function 64 answers 37 72, a status, two bytes a key, 00."""
ASK_KEYS = b"\x1d(L\x04\x000@KC"
PRINT_FIRST = b"\x1cp\x01\x00"
NO_ZOOM = b"\x01\x01"
LONGEST_SHORT_FORM = 0xFFFF
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14](?=[\x00-\x14])")
"""DLE EOT, DLE ENQ and DLE DC4: a printer obeys them wherever they come, in the dots of a picture, too (Epson's notes
of real-time commands). Greys made of single dots are full of them, and an answer that nobody asked for is then taken
for that to the next question: that the cover is open, for one.
"""
ONE_DOT_MORE = 0b0000_1000
KEY_LETTERS = 94  # 33 to 126; a key of blanks would be hard to see in a dump


def dots_of(image: Image.Image) -> tuple[int, bytes]:
    """Bytes in a row, and the rows of dots, the most significant bit leftmost, black set; none that is a request."""
    row_bytes = -(-image.width // 8)
    even = Image.new("L", (row_bytes * 8, image.height), 255)
    even.paste(image.convert("L"), (0, 0))
    dots = even.point(lambda grey: 0 if grey > 127 else 255).convert("1").tobytes()
    return row_bytes, REAL_TIME.sub(lambda request: bytes((request[0][0], request[0][1] | ONE_DOT_MORE)), dots)


def key_of(image: Image.Image) -> bytes:
    """The key under which this picture is stored: another for other dots."""
    row_bytes, dots = dots_of(image)
    digest = sha256(row_bytes.to_bytes(2, "little") + dots).digest()
    return bytes(33 + byte % KEY_LETTERS for byte in digest[:2])


def store(image: Image.Image) -> bytes:
    """Function 67: keeps the picture in the printer's memory under its key."""
    row_bytes, dots = dots_of(image)
    size = (row_bytes * 8).to_bytes(2, "little") + image.height.to_bytes(2, "little")
    block = b"0C0" + key_of(image) + b"\x01" + size + b"1" + dots
    if len(block) <= LONGEST_SHORT_FORM:
        return b"\x1d(L" + len(block).to_bytes(2, "little") + block
    return b"\x1d8L" + len(block).to_bytes(4, "little") + block


def print_key(key: bytes) -> bytes:
    """Function 69."""
    return b"\x1d(L\x06\x000E" + key + NO_ZOOM


def store_as_first(image: Image.Image) -> bytes:
    """FS q with this one picture: columns of dots from the left, eight to a byte, the most significant bit on top."""
    upright = Image.new("L", (-(-image.width // 8) * 8, -(-image.height // 8) * 8), 255)
    upright.paste(image.convert("L"), (0, 0))
    columns = upright.transpose(Image.Transpose.TRANSPOSE)
    _, dots = dots_of(columns)
    size = (upright.width // 8).to_bytes(2, "little") + (upright.height // 8).to_bytes(2, "little")
    return b"\x1cq\x01" + size + dots


def read_keys(answer: bytes) -> frozenset[bytes]:
    """The keys in an answer to function 64."""
    pairs = answer[len(KEYS_HEAD) + 1 : -1]
    return frozenset(pairs[at : at + 2] for at in range(0, len(pairs), 2))


def answer_keys(keys: frozenset[bytes]) -> bytes:
    """What a printer that holds these keys answers to function 64."""
    return KEYS_HEAD + b"@" + b"".join(sorted(keys)) + bytes((KEYS_END,))


def read_picture(given: bytes, begins: int) -> tuple[Command, int] | None:
    """GS ( L pL pH 0 fn … and, with four bytes of length, GS 8 L: pictures in the printer's memory."""
    if len(given) < begins + 2:
        return None
    end = begins + int.from_bytes(given[3:begins], "little")
    block = given[begins:end]
    if given[2:3] != b"L" or block[:1] != b"0":
        raise UnknownCommand(given)
    if len(given) < end:
        return None
    match block[1:2], block[2:]:
        case b"@", b"KC":
            return AskKeys(), end
        case b"E", rest if rest[2:] == b"\x01\x01":
            return PrintPicture(rest[:2]), end
        case b"C", rest if rest[:1] == b"0" and rest[3:4] == b"\x01" and rest[8:9] == b"1":
            width, rows = int.from_bytes(rest[4:6], "little"), int.from_bytes(rest[6:8], "little")
            return StorePicture(rest[1:3], RasterImage(-(-width // 8), rows, rest[9:])), end
    raise UnknownCommand(given)


def read_first_picture(given: bytes) -> tuple[Command, int] | None:
    """FS q 1 xL xH yL yH d…: columns of dots, xL + 256 xH bytes of eight columns wide; FS p 1 0 prints it."""
    if given[1:2] == b"p":
        if len(given) < 4:
            return None
        if given[2:4] != b"\x01\x00":
            raise UnknownCommand(given)
        return PrintPicture(b""), 4
    if len(given) < 7:
        return None
    if given[2] != 1:
        raise UnknownCommand(given)
    wide, high = int.from_bytes(given[3:5], "little"), int.from_bytes(given[5:7], "little")
    end = 7 + wide * high * 8
    columns = RasterImage(high, wide * 8, given[7:end])
    return (StorePicture(b"", _turned(columns)), end) if len(given) >= end else None


def _turned(columns: RasterImage) -> RasterImage:
    """Rows of dots from columns of dots."""
    size = (columns.row_bytes * 8, columns.rows)
    upright = Image.frombytes("1", size, columns.dots).transpose(Image.Transpose.TRANSPOSE)
    return RasterImage(upright.width // 8, upright.height, upright.tobytes())

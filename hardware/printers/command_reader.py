"""ESC/POS bytes, read as commands. Knows nothing of how they look on paper; refuses bytes that it does not know."""

from collections.abc import Callable, Iterator

from hardware.printers.commands import (
    CLEAR_BUFFERS,
    DLE,
    ESC,
    FS,
    GS,
    AskStatus,
    AskWhenPrinted,
    Bold,
    ClearBuffers,
    Command,
    Cut,
    Eject,
    EndLine,
    FeedDots,
    FeedLines,
    Initialise,
    Invert,
    Justify,
    Letters,
    LineSpacing,
    Magnify,
    Nothing,
    Present,
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
    TellChanges,
    TwoByteLetters,
    Underline,
    UnknownCommand,
)
from hardware.printers.defined_letters import read_definitions, read_forgotten
from hardware.printers.stored_pictures import read_first_picture, read_picture

Read = tuple[Command, int]
"""A command and how many bytes it took."""


def _print_mode(n: int) -> Command:
    # ESC ! sets font, bold, sizes and underline in one byte; python-escpos only ever uses it to set all to normal.
    if n != 0:
        raise UnknownCommand(bytes((ESC, 0x21, n)))
    return Magnify(1, 1)


def _only_off(prefix: bytes) -> Callable[[int], Command]:
    def read(n: int) -> Command:
        if n not in (0, 0x30):
            raise UnknownCommand(prefix + bytes((n,)))
        return Nothing()

    return read


def _status_kind(n: int) -> Command:
    if n not in (1, 2, 3, 4, 20):
        raise UnknownCommand(bytes((DLE, 0x04, n)))
    return AskStatus(n)


def _real_time_request(n: int) -> Command:
    if n != 2:
        raise UnknownCommand(bytes((DLE, 0x05, n)))
    return Recover()


ONE_BYTE: dict[bytes, Command] = {b"\n": EndLine(), b"\r": Nothing()}

WITHOUT_ARGUMENT: dict[bytes, Command] = {
    b"\x1b@": Initialise(),
    b"\x1b2": LineSpacing(None),
    b"\x1c&": TwoByteLetters(True),
    b"\x1c.": TwoByteLetters(False),
}

WITH_ONE_BYTE: dict[bytes, Callable[[int], Command]] = {
    b"\x1bt": SelectPage,
    b"\x1ba": lambda n: Justify(n % 0x30),
    b"\x1bE": lambda n: Bold(bool(n & 1)),
    b"\x1bG": lambda n: Bold(bool(n & 1)),
    b"\x1b-": lambda n: Underline(n % 0x30),
    b"\x1b!": _print_mode,
    b"\x1b{": _only_off(b"\x1b{"),
    b"\x1b%": lambda n: SelectDefined(bool(n & 1)),
    b"\x1b?": read_forgotten,
    b"\x1bM": lambda n: SelectFont(n % 0x30),
    b"\x1b3": LineSpacing,
    b"\x1bd": FeedLines,
    b"\x1bJ": FeedDots,
    b"\x1db": _only_off(b"\x1db"),
    b"\x1dB": lambda n: Invert(bool(n & 1)),
    b"\x1d!": lambda n: Magnify((n >> 4) + 1, (n & 0x0F) + 1),
    b"\x1dr": AskWhenPrinted,
    b"\x1da": TellChanges,
    b"\x10\x04": _status_kind,
    b"\x10\x05": _real_time_request,
}

RASTER_MODES = (0, 1, 2, 3, 0x30, 0x31, 0x32, 0x33)
CUT_AT_ONCE, CUT_AFTER_FEED = (0, 1, 0x30, 0x31), (0x41, 0x42)


class CommandReader:
    """Takes bytes in whatever pieces they come and gives whole commands."""

    def __init__(self) -> None:
        self._pending = b""

    def feed(self, received: bytes) -> Iterator[Command]:
        """The commands that are complete now; the rest waits for the next piece.

        Raises UnknownCommand, naming the bytes.
        """
        self._pending += received
        while read := read_command(self._pending):
            command, length = read
            self._pending = self._pending[length:]
            yield command

    def finish(self) -> None:
        """Raises UnknownCommand where a command was begun and not ended."""
        if self._pending:
            raise UnknownCommand(self._pending)


def read_command(given: bytes) -> Read | None:
    """The first command, or None where more bytes are needed to know it."""
    if not given:
        return None
    if given[0] >= 0x20:
        end = next((place for place, byte in enumerate(given) if byte < 0x20), len(given))
        return Letters(given[:end]), end
    if given[:1] in ONE_BYTE:
        return ONE_BYTE[given[:1]], 1
    if given[0] not in (ESC, GS, FS, DLE):
        raise UnknownCommand(given)
    return _read_prefixed(given) if len(given) >= 2 else None


def _read_prefixed(given: bytes) -> Read | None:
    prefix = given[:2]
    if prefix in WITHOUT_ARGUMENT:
        return WITHOUT_ARGUMENT[prefix], 2
    if prefix in WITH_ONE_BYTE:
        return (WITH_ONE_BYTE[prefix](given[2]), 3) if len(given) > 2 else None
    match prefix:
        case b"\x1b&":
            return read_definitions(given)
        case b"\x1dV":
            return _read_cut(given)
        case b"\x1dv":
            return _read_raster(given)
        case b"\x1d(" if given[2:3] == b"L":
            return read_picture(given, 5)
        case b"\x1d8":
            return read_picture(given, 7)
        case b"\x1d(":
            return _read_symbol(given)
        case b"\x1de":
            return _read_presenter(given)
        case b"\x1cp" | b"\x1cq":
            return read_first_picture(given)
        case b"\x10\x14":
            return _read_clear(given)
    raise UnknownCommand(given)


def _read_cut(given: bytes) -> Read | None:
    if len(given) < 3:
        return None
    if given[2] in CUT_AT_ONCE:
        return Cut(), 3
    if given[2] in CUT_AFTER_FEED:
        return (Cut(given[3]), 4) if len(given) > 3 else None
    raise UnknownCommand(given)


def _read_raster(given: bytes) -> Read | None:
    """GS v 0 m xL xH yL yH d…: rows of dots, eight to a byte, the most significant bit leftmost.

    m is a number or its digit: 1 doubles the width, 2 the height, 3 both.
    """
    if len(given) < 8:
        return None
    if given[2] != 0x30 or given[3] not in RASTER_MODES:
        raise UnknownCommand(given)
    row_bytes, rows = int.from_bytes(given[4:6], "little"), int.from_bytes(given[6:8], "little")
    end = 8 + row_bytes * rows
    double = given[3]
    image = RasterImage(row_bytes, rows, given[8:end], wide=1 + (double & 1), high=1 + (double >> 1 & 1))
    return (image, end) if len(given) >= end else None


def _read_symbol(given: bytes) -> Read | None:
    """GS ( k pL pH cn fn …: two-dimensional codes, of which QR is number 49."""
    if len(given) < 7:
        return None
    end = 5 + int.from_bytes(given[3:5], "little")
    if given[2:3] != b"k" or given[5] != 0x31:
        raise UnknownCommand(given)
    if len(given) < end:
        return None
    return _qr_command(given[6], given[7:end], given), end


def _qr_command(function: int, rest: bytes, given: bytes) -> Command:
    match function:
        case 65 if rest == b"2\x00":
            return Nothing()
        case 67:
            return QrModule(rest[0])
        case 69:
            return QrLevel("LMQH"[rest[0] - 48])
        case 80:
            return QrContent(rest[1:])
        case 81:
            return QrPrint()
    raise UnknownCommand(given)


def _read_clear(given: bytes) -> Read | None:
    if not CLEAR_BUFFERS.startswith(given[: len(CLEAR_BUFFERS)]):
        raise UnknownCommand(given)
    return (ClearBuffers(), len(CLEAR_BUFFERS)) if len(given) >= len(CLEAR_BUFFERS) else None


def _read_presenter(given: bytes) -> Read | None:
    """GS e n [m]: the presenter of Custom's KPM and VKP families."""
    match given[2:3]:
        case b"":
            return None
        case b"\x02":
            return Retract(), 3
        case b"\x03":
            return (Present(), 4) if len(given) > 3 else None
        case b"\x05":
            return Eject(), 3
    raise UnknownCommand(given)

"""The commands of ESC/POS, as values: what bytes mean to a printer. Knows neither bytes nor paper.

The references are the sections of Epson's ESC/POS command reference.
"""

from dataclasses import dataclass, field

ESC, GS, FS, DLE = 0x1B, 0x1D, 0x1C, 0x10
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4, function 8: throws away what was received and not yet printed."""
CLEARED = b"\x37\x25\x00"
"""Its answer. Nothing is to be sent before it has come."""
RECOVER = b"\x10\x05\x02"
"""DLE ENQ 2: throws away what was received and not yet printed, and goes on after an error whose cause was removed."""


class UnknownCommand(ValueError):
    """Bytes that a printer of this kind would not understand either, or that we have not learnt."""

    def __init__(self, given: bytes) -> None:
        super().__init__(f"not an ESC/POS command that the virtual printer knows: {given[:8].hex(' ')}")


@dataclass(frozen=True, slots=True)
class Letters:
    letters: bytes


@dataclass(frozen=True, slots=True)
class EndLine:
    """LF: prints the line and moves on to the next."""


@dataclass(frozen=True, slots=True)
class Initialise:
    """ESC @: back to how the printer wakes up."""


@dataclass(frozen=True, slots=True)
class SelectPage:
    number: int


@dataclass(frozen=True, slots=True)
class TwoByteLetters:
    """FS & and FS .: whether two bytes from 81h on are one letter of Chinese, Japanese or Korean."""

    on: bool


@dataclass(frozen=True, slots=True)
class Justify:
    where: int
    """0 left, 1 centre, 2 right."""


@dataclass(frozen=True, slots=True)
class Bold:
    on: bool


@dataclass(frozen=True, slots=True)
class Underline:
    dots: int


@dataclass(frozen=True, slots=True)
class Invert:
    on: bool


@dataclass(frozen=True, slots=True)
class Magnify:
    wide: int
    high: int


@dataclass(frozen=True, slots=True)
class SelectFont:
    number: int


@dataclass(frozen=True, slots=True)
class LineSpacing:
    dots: int | None
    """None: back to the printer's own."""


@dataclass(frozen=True, slots=True)
class DefineLetters:
    """ESC &: letters for the codes from `first` on, in the font that is selected; columns of three bytes each."""

    first: int
    letters: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SelectDefined:
    """ESC %: whether defined letters are printed, where there are any, in place of the printer's own."""

    on: bool


@dataclass(frozen=True, slots=True)
class ForgetLetter:
    """ESC ?"""

    code: int


@dataclass(frozen=True, slots=True)
class FeedLines:
    count: int


@dataclass(frozen=True, slots=True)
class FeedDots:
    count: int


@dataclass(frozen=True, slots=True)
class RasterImage:
    """GS v 0: rows of dots. Each may be printed two wide and two high."""

    row_bytes: int
    rows: int
    dots: bytes = field(repr=False)
    wide: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class QrModule:
    dots: int


@dataclass(frozen=True, slots=True)
class QrLevel:
    letter: str


@dataclass(frozen=True, slots=True)
class QrContent:
    content: bytes


@dataclass(frozen=True, slots=True)
class QrPrint:
    """GS ( k: prints the code that was stored before."""


@dataclass(frozen=True, slots=True)
class Cut:
    feed_dots: int = 0


@dataclass(frozen=True, slots=True)
class AskStatus:
    """DLE EOT: answered at once, whatever waits to be printed."""

    kind: int


@dataclass(frozen=True, slots=True)
class AskWhenPrinted:
    """GS r: answered when everything before it is on paper."""

    kind: int


@dataclass(frozen=True, slots=True)
class TellChanges:
    """GS a: of what the printer is to tell unasked; 0 of nothing."""

    of: int


@dataclass(frozen=True, slots=True)
class Present:
    """GS e 3: holds the slip that was cut off out, to be taken."""


@dataclass(frozen=True, slots=True)
class Eject:
    """GS e 5: lets the slip that waits go."""


@dataclass(frozen=True, slots=True)
class Retract:
    """GS e 2: draws the slip that waits back into the bin."""


@dataclass(frozen=True, slots=True)
class AskKeys:
    """GS ( L, function 64: which pictures are stored."""


@dataclass(frozen=True, slots=True)
class StorePicture:
    """GS ( L, function 67. The empty key is the one picture of FS q."""

    key: bytes
    image: RasterImage


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """GS ( L, function 69, or FS p."""

    key: bytes


@dataclass(frozen=True, slots=True)
class ClearBuffers:
    """DLE DC4: forgets what was sent and not printed."""


@dataclass(frozen=True, slots=True)
class Recover:
    """DLE ENQ 2: forgets what was not printed and leaves a recoverable error behind."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A setting that is already the virtual printer's only way."""


Command = (
    Letters
    | EndLine
    | Initialise
    | SelectPage
    | TwoByteLetters
    | Justify
    | Bold
    | Underline
    | Invert
    | Magnify
    | SelectFont
    | LineSpacing
    | DefineLetters
    | SelectDefined
    | ForgetLetter
    | FeedLines
    | FeedDots
    | RasterImage
    | QrModule
    | QrLevel
    | QrContent
    | QrPrint
    | Cut
    | AskStatus
    | AskWhenPrinted
    | ClearBuffers
    | Recover
    | TellChanges
    | Present
    | Eject
    | Retract
    | AskKeys
    | StorePicture
    | PrintPicture
    | Nothing
)

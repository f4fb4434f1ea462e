"""What a printer sends back, taken apart in whatever pieces it comes. Knows no wire and asks nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from hardware.printers.commands import CLEARED
from hardware.printers.printer import PrinterStatus
from hardware.printers.status import (
    FULL_HEAD,
    begins_automatic,
    is_real_time,
    is_when_printed,
    read_automatic,
    read_full,
    said_paper_out,
)
from hardware.printers.stored_pictures import KEYS_END, KEYS_HEAD, read_keys

AUTOMATIC_LENGTH, FULL_LENGTH = 4, 6
LONGEST_KEYS = 20_000
"""Bytes. There are 8,836 keys of two letters; a line that goes on and on is noise."""


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to one DLE EOT."""

    bits: int


@dataclass(frozen=True, slots=True)
class AllOnPaper:
    """The answer to GS r."""

    paper_out: bool = False


@dataclass(frozen=True, slots=True)
class WholeStatus:
    """A whole status: told unasked, or by a printer with a presenter."""

    status: PrinterStatus


@dataclass(frozen=True, slots=True)
class Cleared:
    """The answer to DLE DC4, function 8."""


@dataclass(frozen=True, slots=True)
class KeysStored:
    """The keys of the pictures that the printer holds."""

    keys: frozenset[bytes]


Answer = RealTime | AllOnPaper | WholeStatus | Cleared | KeysStored


class AnswerReader:
    """Takes bytes as they come and gives whole answers. Real-time answers may come in the middle of a longer one."""

    def __init__(self) -> None:
        self._begun = b""

    def feed(self, received: bytes) -> Iterator[Answer]:
        for byte in received:
            if answer := self._take(byte):
                yield answer

    def _take(self, byte: int) -> Answer | None:
        if self._begun == KEYS_HEAD[:1] and byte not in (KEYS_HEAD[1], CLEARED[1]):
            self._begun = b""  # no answer begins so
        if self._begun[:1] == KEYS_HEAD[:1]:
            return self._longer(byte)
        if is_real_time(byte):
            return RealTime(byte)
        if self._begun or begins_automatic(byte) or byte == KEYS_HEAD[0]:
            return self._longer(byte)
        return AllOnPaper(said_paper_out(byte)) if is_when_printed(byte) else None

    def _longer(self, byte: int) -> Answer | None:
        self._begun += bytes((byte,))
        match self._begun[:2]:
            case head if head == KEYS_HEAD:
                if len(self._begun) > LONGEST_KEYS:
                    self._begun = b""
                    return None
                return KeysStored(read_keys(self._done())) if byte == KEYS_END else None
            case head if head == CLEARED[:2]:
                return self._cleared() if len(self._begun) == len(CLEARED) else None
            case head if head == FULL_HEAD:
                return WholeStatus(read_full(self._done())) if len(self._begun) == FULL_LENGTH else None
        return WholeStatus(read_automatic(self._done())) if len(self._begun) == AUTOMATIC_LENGTH else None

    def _cleared(self) -> Answer | None:
        return Cleared() if self._done() == CLEARED else None

    def _done(self) -> bytes:
        done, self._begun = self._begun, b""
        return done

"""The status bytes of ESC/POS printers: how a printer's state is asked for and answered. Knows no wire.

Every DLE EOT answer has bits 1 and 4 set and bits 0 and 7 clear; a GS r answer has bit 4 clear. So the two can be told
apart, whichever comes first.
"""

from hardware.printers.printer import PrinterStatus

OFFLINE, ERROR, PAPER = 2, 3, 4
QUESTIONS = tuple(b"\x10\x04" + bytes((kind,)) for kind in (OFFLINE, ERROR, PAPER))
WHEN_PRINTED = b"\x1dr\x01"

FIXED_BITS = 0b0001_0010
COVER_BIT = 0b0000_0100  # DLE EOT 2
BROKEN_BITS = 0b0010_1000  # DLE EOT 3: cutter, unrecoverable
NEAR_END_BITS = 0b0000_1100  # DLE EOT 4
PAPER_END_BITS = 0b0110_0000  # DLE EOT 4


def is_real_time(answer: int) -> bool:
    """Whether this byte answers DLE EOT (and not GS r)."""
    return answer & 0b1001_0011 == FIXED_BITS


def is_when_printed(answer: int) -> bool:
    """Whether this byte answers GS r 1: all that was sent before it is on paper."""
    return answer & 0b1001_0000 == 0


def read_status(offline: int, error: int, paper: int) -> PrinterStatus:
    """The printer's state from its answers to DLE EOT 2, 3 and 4."""
    return PrinterStatus(
        paper_out=bool(paper & PAPER_END_BITS),
        paper_near_end=bool(paper & NEAR_END_BITS),
        cover_open=bool(offline & COVER_BIT),
        broken=bool(error & BROKEN_BITS),
    )


def answer_status(status: PrinterStatus, kind: int) -> bytes:
    """What a printer in this state answers to DLE EOT `kind` (1 to 4)."""
    fault = status.fault() is not None
    bits = {
        1: 0b0000_1000 if fault else 0,
        OFFLINE: (COVER_BIT if status.cover_open else 0) | (0b0010_0000 if status.paper_out else 0),
        ERROR: 0b0000_1000 if status.broken else 0,
        PAPER: (PAPER_END_BITS if status.paper_out else 0) | (NEAR_END_BITS if status.paper_near_end else 0),
    }
    return bytes((FIXED_BITS | bits[kind],))


def answer_when_printed(status: PrinterStatus) -> bytes:
    """What a printer answers to GS r 1."""
    return bytes(((0b0000_0011 if status.paper_near_end else 0) | (0b0000_1100 if status.paper_out else 0),))

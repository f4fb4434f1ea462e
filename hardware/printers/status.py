"""The status bytes of ESC/POS printers: how a printer's state is asked for, told unasked and answered. Knows no wire.

Every DLE EOT answer has bits 1 and 4 set and bits 0 and 7 clear; a GS r answer has bit 4 clear. An automatic status
(GS a) is four bytes, of which the first has bit 4 set and bits 0, 1 and 7 clear and the others have bit 4 clear. So
they can be told apart, whichever comes first. A printer with a presenter (Custom's KPM and VKP families, Pyramid's
Reliance) answers DLE EOT 20 with six bytes: 10 0F, then paper, user, recoverable and unrecoverable errors, each with
bit 4 clear; a printer that is on line (10) has no error to tell (0F), so this is no automatic status.

Of errors Epson knows three kinds. An auto-recoverable one (a hot head, bit 6) ends by itself. A recoverable one (the
autocutter, bit 3) stays when its cause was removed, until DLE ENQ or the power switch. An unrecoverable one (bit 5)
needs the switch. Bit 2, other recoverable errors, is undefined on the TM-T88III and a low battery on the TM-P60, so
nobody heeds it. Printers with a presenter go on by themselves when a jam was removed, and call the cutter's
unrecoverable.
"""

from hardware.printers.printer import PrinterStatus

OFFLINE, ERROR, PAPER, FULL = 2, 3, 4, 20
QUESTIONS = tuple(b"\x10\x04" + bytes((kind,)) for kind in (OFFLINE, ERROR, PAPER))
FULL_QUESTION = b"\x10\x04" + bytes((FULL,))
WHEN_PRINTED = b"\x1dr\x01"
TELL_CHANGES = b"\x1da\x0e"
"""GS a: of being on line, of errors and of the paper the printer tells at once, and then whenever they change."""

FIXED_BITS = 0b0001_0010
AUTOMATIC_BITS = 0b0001_0000
COVER_BIT = 0b0000_0100  # DLE EOT 2
CUTTER_BIT, BROKEN_BIT = 0b0000_1000, 0b0010_0000  # DLE EOT 3, and the second automatic byte
NEAR_END_BITS = 0b0000_1100  # DLE EOT 4
PAPER_END_BITS = 0b0110_0000  # DLE EOT 4
SENSOR_NEAR_END_BITS, SENSOR_PAPER_END_BITS = 0b0000_0011, 0b0000_1100  # GS r 1, and the third automatic byte

FULL_HEAD = b"\x10\x0f"
FULL_PAPER_END, FULL_NEAR_END, FULL_SLIP_WAITS = 0b0000_0001, 0b0000_0100, 0b0010_0000
FULL_OPEN_BITS = 0b0000_0011  # head up, cover open
FULL_JAM_BIT = 0b0100_0000


def is_real_time(answer: int) -> bool:
    """Whether this byte answers DLE EOT (and not GS r)."""
    return answer & 0b1001_0011 == FIXED_BITS


def is_when_printed(answer: int) -> bool:
    """Whether this byte answers GS r 1: all that was sent before it is on paper."""
    return answer & 0b1001_0000 == 0


def said_paper_out(answer: int) -> bool:
    """Whether the answer to GS r 1 says that the roll has ended. Epson's printers then give none at all."""
    return bool(answer & SENSOR_PAPER_END_BITS)


def begins_automatic(answer: int) -> bool:
    """Whether this byte is the first of an automatic status, or of a full one."""
    return answer & 0b1001_0011 == AUTOMATIC_BITS


def read_status(offline: int, error: int, paper: int) -> PrinterStatus:
    """The printer's state from its answers to DLE EOT 2, 3 and 4."""
    return PrinterStatus(
        paper_out=bool(paper & PAPER_END_BITS),
        paper_near_end=bool(paper & NEAR_END_BITS),
        cover_open=bool(offline & COVER_BIT),
        broken=bool(error & BROKEN_BIT),
        cutter_stuck=bool(error & CUTTER_BIT),
    )


def answer_status(status: PrinterStatus, kind: int) -> bytes:
    """What a printer in this state answers to DLE EOT `kind` (1 to 4, or 20)."""
    if kind == FULL:
        return answer_full(status)
    fault = status.fault() is not None
    bits = {
        1: 0b0000_1000 if fault else 0,
        OFFLINE: (COVER_BIT if status.cover_open else 0) | (0b0010_0000 if status.paper_out else 0),
        ERROR: _errors(status),
        PAPER: (PAPER_END_BITS if status.paper_out else 0) | (NEAR_END_BITS if status.paper_near_end else 0),
    }
    return bytes((FIXED_BITS | bits[kind],))


def answer_when_printed(status: PrinterStatus) -> bytes:
    """What a printer answers to GS r 1."""
    return bytes((_sensors(status),))


def read_automatic(told: bytes) -> PrinterStatus:
    """The printer's state from the four bytes that it sends unasked."""
    head, error, paper, _ = told
    return PrinterStatus(
        paper_out=bool(paper & SENSOR_PAPER_END_BITS),
        paper_near_end=bool(paper & SENSOR_NEAR_END_BITS),
        cover_open=bool(head & 0b0010_0000),
        broken=bool(error & BROKEN_BIT),
        cutter_stuck=bool(error & CUTTER_BIT),
    )


def tell_automatic(status: PrinterStatus) -> bytes:
    """What a printer in this state sends unasked, once GS a has asked for it."""
    offline = 0b0000_1000 if status.fault() else 0
    head = AUTOMATIC_BITS | offline | (0b0010_0000 if status.cover_open else 0)
    return bytes((head, _errors(status), _sensors(status), 0))


def read_full(answer: bytes) -> PrinterStatus:
    """The state of a printer with a presenter, from its six bytes."""
    _, _, paper, user, recoverable, unrecoverable = answer
    return PrinterStatus(
        paper_out=bool(paper & FULL_PAPER_END),
        paper_near_end=bool(paper & FULL_NEAR_END),
        cover_open=bool(user & FULL_OPEN_BITS),
        broken=bool(unrecoverable) or bool(recoverable & FULL_JAM_BIT),
        slip_waits=bool(paper & FULL_SLIP_WAITS),
    )


def answer_full(status: PrinterStatus) -> bytes:
    """What a printer with a presenter answers to DLE EOT 20."""
    paper = (
        (FULL_PAPER_END if status.paper_out else 0)
        | (FULL_NEAR_END if status.paper_near_end else 0)
        | (FULL_SLIP_WAITS if status.slip_waits else 0)
    )
    unrecoverable = 1 if status.broken or status.cutter_stuck else 0
    return FULL_HEAD + bytes((paper, 0b0000_0010 if status.cover_open else 0, 0, unrecoverable))


def _errors(status: PrinterStatus) -> int:
    return (CUTTER_BIT if status.cutter_stuck else 0) | (BROKEN_BIT if status.broken else 0)


def _sensors(status: PrinterStatus) -> int:
    near_end = SENSOR_NEAR_END_BITS if status.paper_near_end else 0
    return near_end | (SENSOR_PAPER_END_BITS if status.paper_out else 0)

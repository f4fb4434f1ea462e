"""Whatever a scanner or a printer sends, or somebody who has unplugged one and sends in its place."""

import os
import pty
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import given, strategies as st

from hardware.printers.answers import Answer, AnswerReader, RealTime
from hardware.printers.commands import CLEARED
from hardware.printers.status import FULL_HEAD
from hardware.printers.stored_pictures import KEYS_HEAD
from hardware.scanners.codes import AppointmentCode, Scanned, ScannedIdCard, Unknown, read_code
from hardware.scanners.scanner import LONGEST_CODE
from hardware.scanners.serial_scanner import OpenScanner
from hardware.scanners.wedge import Wedge
from hardware.serial_port import SerialPort
from tests.fuzzing import HUGE, fuzzed

PIECES = st.sampled_from(
    [
        *(
            "075062001234",
            "|",
            "271234567",
            "05091962",
            "99999999",
            "Nguyễn Văn A",
            "]Q1",
            "]C0",
            "\x1d",
            "\x02",
            "\x03",
        ),
        *(
            "000.00.19.H19-181130-0042",
            "motcua:appointment:",
            "K7MPQ2XA",
            "http://[",
            "?appointment=",
            "%",
            "%00",
            "\ufeff",
        ),
        *("\ud800", "٠٧٥", "\u202e", "\x1b[2J"),
    ]
)
TEXTS = st.lists(PIECES | HUGE | st.text(max_size=20), max_size=8).map("".join)
LINES = st.lists(
    st.binary(max_size=60) | st.sampled_from([b"\r", b"\n", b"\xff\xfe", b"\x00", b"x" * 3000]), max_size=6
).map(b"".join)
ANSWERS = st.lists(
    st.binary(max_size=12)
    | st.sampled_from([KEYS_HEAD, CLEARED, FULL_HEAD, b"\x12", b"\x10", b"\x00", KEYS_HEAD + b"x" * 5000]),
    max_size=10,
).map(b"".join)


@given(TEXTS)
@fuzzed(500)
def test_whatever_a_code_says(text: str) -> None:
    began = time.monotonic()

    read = read_code(text)

    assert isinstance(read, Scanned)
    if isinstance(read, ScannedIdCard):
        assert read.number.isascii()
        assert read.is_at_least(60, read.born_on) is False if read.born_on else True
    assert time.monotonic() - began < 1


@contextmanager
def a_line() -> Iterator[tuple[int, OpenScanner]]:
    """A serial line: the end at which one writes, and the scanner that reads at the other."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    scanner = OpenScanner(SerialPort(os.ttyname(theirs), 9600))
    yield ours, scanner
    scanner.close()
    os.close(ours)
    os.close(theirs)


@given(st.lists(LINES, max_size=3))
@fuzzed(60)
def test_whatever_comes_over_a_scanners_line(parts: list[bytes]) -> None:
    with a_line() as (ours, scanner):
        for part in [*parts, b"\r\nK7MPQ2XA\r\n"]:
            os.write(ours, part[:3000])
            codes = []
            while (code := scanner.read(0.02)) is not None:
                codes.append(code)
                assert 0 < len(code) <= LONGEST_CODE

        assert codes[-1] == "K7MPQ2XA"


@given(st.lists(st.tuples(st.text(min_size=1, max_size=2), st.floats(0, 0.3)), max_size=60))
@fuzzed(200)
def test_whatever_is_typed(keys: list[tuple[str, float]]) -> None:
    wedge, now = Wedge(), 0.0
    for letter, after in keys:
        now += after
        wedge, code = wedge.key(letter, now, now)

        assert code is None or len(code) <= LONGEST_CODE
        assert len(wedge.typed) <= LONGEST_CODE


@given(ANSWERS, st.integers(1, 40))
@fuzzed(500)
def test_whatever_a_printer_answers(sent: bytes, piece: int) -> None:
    began = time.monotonic()
    reader = AnswerReader()

    for at in range(0, len(sent), piece):
        assert all(isinstance(answer, Answer) for answer in reader.feed(sent[at : at + piece]))

    assert list(reader.feed(bytes(8) + b"\x12"))[-1] == RealTime(0x12), "it listens on"
    assert time.monotonic() - began < 1


def test_a_printer_that_never_ends_its_answer_takes_no_memory() -> None:
    reader = AnswerReader()
    began = time.monotonic()

    list(reader.feed(KEYS_HEAD + b"x" * 300_000))
    list(reader.feed(b"\x12"))

    assert time.monotonic() - began < 5
    assert len(reader._begun) < 10_000


@given(
    st.sampled_from(["", "]Q1", "]d2", "\x02", "\x02]Q1", "\ufeff"]),
    st.sampled_from(["", "\x03", "\r\n", "\x00", "\x04"]),
)
def test_how_a_scanner_is_set_costs_nobody_the_ticket(before: str, behind: str) -> None:
    assert read_code(f"{before}K7MPQ2XA{behind}") == AppointmentCode("K7MPQ2XA")
    assert isinstance(read_code(f"{before}075062001234|271234567|A|05091962{behind}"), ScannedIdCard)
    assert read_code(f"{before}xin chào{behind}") == Unknown()

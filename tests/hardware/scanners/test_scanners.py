"""Scanners that type, scanners on a serial line (real pyserial on a pseudo-terminal), and the virtual one."""

import os
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from hardware.scanners.scanner import ScannerUnreachable
from hardware.scanners.serial_scanner import SerialScanner
from hardware.scanners.virtual import VirtualScanner, keys_of
from hardware.scanners.wedge import SHORTEST_CODE, Wedge
from hardware.serial_port import SerialPort, WrongAddress

CODE = "000.00.19.H19-181130-0042"


def typed(*keys: tuple[str, float]) -> list[str]:
    wedge, codes = Wedge(), []
    for letter, now in keys:
        wedge, code = wedge.key(letter, now, now)
        codes += [code] if code else []
    return codes


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\t"), min_size=SHORTEST_CODE, max_size=60), max_size=4))
def test_a_scanner_that_types_gives_each_code_once(codes: list[str]) -> None:
    keys = [key for place, code in enumerate(codes) for key in keys_of(code, begins_at=place * 3.0)]

    assert typed(*keys) == codes


def test_a_person_who_types_is_no_scanner() -> None:
    assert typed(*keys_of(CODE, 0.0, each_seconds=0.2)) == []


def test_keys_from_before_do_not_stick_to_a_code() -> None:
    stray = [("x", 0.0), ("y", 0.15)]

    assert typed(*stray, *keys_of(CODE, 1.0)) == [CODE]


def test_enter_alone_and_short_noise_are_no_codes() -> None:
    assert typed(("\r", 0.0), *keys_of("12", 1.0), *keys_of("12345", 2.0)) == []


def test_a_code_that_waited_while_a_slow_frame_was_drawn_is_still_a_code() -> None:
    wedge = Wedge()
    for letter, read in [*((letter, 1.0) for letter in CODE[:9]), *((letter, 1.9) for letter in CODE[9:])]:
        wedge, _ = wedge.key(letter, 0.98, read)

    assert wedge.key("\r", 1.88, 1.95)[1] == CODE


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    """A scanner's end of a pseudo-terminal, and the name of the other end."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(theirs)
    os.close(ours)


def test_a_scanner_on_a_serial_line_gives_line_after_line(terminal: tuple[int, str]) -> None:
    ours, device = terminal
    scanner = SerialScanner(SerialPort.parse(f"serial://{device}?baud=115200"))
    assert scanner.read(0) is None
    os.write(ours, f"{CODE}\r\nNguyễn Văn Ánh\rK7MPQ2XA\n\n".encode())

    assert [scanner.read(5) for _ in range(3)] == [CODE, "Nguyễn Văn Ánh", "K7MPQ2XA"]
    assert scanner.read(0.05) is None
    scanner.close()


def test_a_code_may_come_in_pieces(terminal: tuple[int, str]) -> None:
    ours, device = terminal
    scanner = SerialScanner(SerialPort.parse(f"serial://{device}"))
    assert scanner.read(0) is None
    pieces = threading.Thread(target=lambda: [os.write(ours, bytes((byte,))) for byte in f"{CODE}\r".encode()])
    pieces.start()

    assert scanner.read(5) == CODE
    pieces.join()
    scanner.close()


def test_noise_on_the_line_is_given_as_it_is_and_does_no_harm(terminal: tuple[int, str]) -> None:
    ours, device = terminal
    scanner = SerialScanner(SerialPort.parse(f"serial://{device}"))
    assert scanner.read(0) is None
    os.write(ours, b"\xff\xfe\x00\r")

    assert scanner.read(5) == "\ufffd\ufffd\x00"
    scanner.close()


def test_a_scanner_that_is_unplugged_is_named_and_found_again(tmp_path: Path, terminal: tuple[int, str]) -> None:
    ours, device = terminal
    plug = tmp_path / "ttyACM0"
    scanner = SerialScanner(SerialPort.parse(f"serial://{plug}"))
    with pytest.raises(ScannerUnreachable, match="plug it in"):
        scanner.read(0)

    plug.symlink_to(device)
    assert scanner.read(0) is None
    os.write(ours, f"{CODE}\r".encode())
    assert scanner.read(5) == CODE
    scanner.close()


@pytest.mark.parametrize("uri", ["serial://ttyACM0", "usb://1:2", "serial:///dev/x?baud=7", "serial:///dev/x?odd=1"])
def test_a_wrong_address_names_its_mend(uri: str) -> None:
    with pytest.raises(WrongAddress, match=r"serial:///dev/ttyUSB0|baud="):
        SerialPort.parse(uri)


def test_the_virtual_scanner_gives_what_is_held_before_it() -> None:
    scanner = VirtualScanner()
    scanner.scan(CODE)

    assert (scanner.read(1), scanner.read(0), scanner.read(0.01)) == (CODE, None, None)

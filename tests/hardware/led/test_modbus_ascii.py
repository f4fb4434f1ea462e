"""The frames on the wire, byte by byte as published, and what is damaged on the way."""

import pytest
from hypothesis import given, strategies as st

from hardware.led.display import Showing
from hardware.led.modbus_ascii import ModbusFrame, WrongFrame, done, lrc, read, showing_of, showing_to_frame, written

TEXTS = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-", max_size=6)
SHOWINGS = st.builds(Showing, TEXTS, st.integers(0, 99))


def test_the_frames_of_the_documentation() -> None:
    told = showing_to_frame(12, Showing("A045", blinks=6))

    assert written(told) == b":0C1000000004084130343520200006B8\r\n"
    assert written(done(told)) == b":0C1000000004E0\r\n"


def test_the_check_is_that_of_the_specification() -> None:
    """Its own example: the sum of the bytes and the check is zero in eight bits."""
    body = bytes.fromhex("11030000000A")

    assert (sum(body) + lrc(body)) % 256 == 0
    assert written(ModbusFrame(0x11, 0x03, bytes.fromhex("0000000A"))) == b":11030000000AE2\r\n"


@given(st.integers(1, 247), SHOWINGS)
def test_what_is_shown_comes_back_from_its_frame(address: int, showing: Showing) -> None:
    frame = read(written(showing_to_frame(address, showing)))

    assert (frame.address, showing_of(frame)) == (address, showing)


@given(SHOWINGS, st.data())
def test_one_changed_byte_is_noticed(showing: Showing, data: st.DataObject) -> None:
    line = bytearray(written(showing_to_frame(12, showing)))
    place = data.draw(st.integers(1, len(line) - 3))
    line[place] = data.draw(st.sampled_from(b"0123456789ABCDEF").filter(lambda other: other != line[place]))

    with pytest.raises(WrongFrame):
        read(bytes(line))


@given(st.binary(max_size=40))
def test_noise_is_refused_in_words(noise: bytes) -> None:
    with pytest.raises(WrongFrame):
        read(noise + b"\n")


def test_a_number_that_a_display_has_no_place_for_is_not_shown_as_another_one() -> None:
    assert showing_of(showing_to_frame(1, Showing("ABC1000"))) == Showing("------")

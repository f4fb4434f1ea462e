"""The real serial driver on a pseudo-terminal, with displays at its other end; and displays as text files."""

import os
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.led.address import open_led_line
from hardware.led.display import LedUnreachable, Showing
from hardware.led.virtual import LedsOnWire
from hardware.serial_port import WrongAddress


@contextmanager
def leds_on_a_terminal(addresses: range = range(1, 25)) -> Iterator[tuple[LedsOnWire, str]]:
    """Displays at one end of a pseudo-terminal, and the name of its other end."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    leds = LedsOnWire(addresses, lambda answer: os.write(ours, answer))
    listening = threading.Thread(target=leds.serve, args=(ours,), daemon=True)
    listening.start()
    try:
        yield leds, os.ttyname(theirs)
    finally:
        os.close(theirs)
        listening.join(5)
        os.close(ours)


def test_each_display_shows_what_it_alone_was_told() -> None:
    with leds_on_a_terminal() as (leds, device):
        line = open_led_line(f"serial://{device}?baud=19200")
        line.show(12, Showing("A045", blinks=6))
        line.show(3, Showing("----"))
        line.close()

    assert {address: shown for address, shown in leds.shown.items() if shown.text} == {
        12: Showing("A045", 6),
        3: Showing("----"),
    }


def test_a_display_without_power_is_named_and_the_others_go_on() -> None:
    with leds_on_a_terminal() as (leds, device):
        line = open_led_line(f"serial://{device}")
        leds.lose_power(12)

        with pytest.raises(LedUnreachable, match=r"Display 12 .* check its power"):
            line.show(12, Showing("A045"))
        line.show(13, Showing("A046"))
        line.close()

    assert leds.shown[13] == Showing("A046")


def test_noise_before_an_answer_does_not_matter() -> None:
    with leds_on_a_terminal() as (leds, device):
        quiet = leds._answer
        leds._answer = lambda answer: quiet(b"\x00\xff:0C" + answer)
        line = open_led_line(f"serial://{device}")
        line.show(12, Showing("A045"))
        line.close()

    assert leds.told[12] == 1


def test_an_adapter_that_is_pulled_out_is_named_and_used_again_when_it_is_back(tmp_path: Path) -> None:
    plug = tmp_path / "ttyUSB0"
    line = open_led_line(f"serial://{plug}")
    with pytest.raises(LedUnreachable, match="plug the adapter in"):
        line.show(1, Showing("A001"))
    for number in ("A002", "A003"):
        with leds_on_a_terminal() as (leds, device):
            plug.unlink(missing_ok=True)
            plug.symlink_to(device)
            if number == "A003":
                with pytest.raises(LedUnreachable):  # the terminal of before is gone
                    line.show(1, Showing(number))
            line.show(1, Showing(number))
            assert leds.shown[1] == Showing(number)
    line.close()


def test_displays_may_be_text_files(tmp_path: Path) -> None:
    line = open_led_line(f"virtual://{tmp_path}/leds")
    line.show(12, Showing("A045", blinks=6))
    line.close()

    assert (tmp_path / "leds" / "12.txt").read_text() == "A045\n"


@pytest.mark.parametrize(
    "uri", ["serial://ttyUSB0", "tcp://host:1", "serial:///dev/ttyUSB0?baud=7", "serial:///dev/x?speed=9600", "leds"]
)
def test_a_wrong_address_names_its_mend(uri: str) -> None:
    with pytest.raises(WrongAddress, match=r"serial:///dev/ttyUSB0|baud="):
        open_led_line(uri)

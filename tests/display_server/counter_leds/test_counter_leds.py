"""What the displays above the counters are told, and when again."""

import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from display_server.cli import commands
from display_server.contract import Board, BoardCounter, CounterState
from display_server.counter_leds.leds import AGAIN_SECONDS, MUTE_SECONDS, CounterLeds
from display_server.counter_leds.run import Watch
from hardware.led.display import LedUnreachable, Showing
from hardware.led.modbus_ascii import read, showing_to_frame, written
from hardware.led.virtual import LedsOnWire
from tests.pages import views
from tests.pages.stand_in import StandIn


class OnAWire:
    """A line of virtual displays without a wire in between."""

    def __init__(self, addresses: range) -> None:
        self._answers: list[bytes] = []
        self.leds = LedsOnWire(addresses, self._answers.append)
        self.told: list[tuple[int, Showing]] = []
        self.shows = threading.Event()

    def show(self, address: int, showing: Showing) -> None:
        self._answers.clear()
        self.told.append((address, showing))
        self.leds.take(written(showing_to_frame(address, showing)))
        self.shows.set()
        if not self._answers or read(self._answers[0]).address != address:
            raise LedUnreachable(f"Display {address} does not answer.")

    def close(self) -> None:
        """Holds nothing."""


def at(
    counter: int,
    number: str | None = None,
    *,
    calling: bool = False,
    calls: int = 1,
    state: CounterState = CounterState.OPEN,
) -> BoardCounter:
    return BoardCounter(counter=counter, state=state, number=number, calling=calling, calls=calls)


def board(*counters: BoardCounter) -> Board:
    return views.board().model_copy(update={"counters": counters})


def test_a_call_blinks_is_served_steadily_and_leaves_darkness() -> None:
    line = OnAWire(range(1, 4))
    leds = CounterLeds(line, range(1, 4))
    for now, counters in enumerate(
        [
            (at(1, "A045", calling=True), at(2, state=CounterState.PAUSED), at(3, state=CounterState.CLOSED)),
            (at(1, "A045", calling=True), at(2, state=CounterState.PAUSED), at(3, state=CounterState.CLOSED)),
            (at(1, "A045", calling=True, calls=2), at(2), at(3)),
            (at(1, "A045", calls=2), at(2), at(3)),
            (at(1), at(2), at(3)),
        ]
    ):
        leds.see(board(*counters))
        leds.tell(float(now))

    assert [showing for address, showing in line.told if address == 1] == [
        Showing("A045", 6),
        Showing("A045", 6),
        Showing("A045"),
        Showing(),
    ]
    assert [showing for address, showing in line.told if address == 2] == [Showing("----"), Showing()]
    assert [showing for address, showing in line.told if address == 3] == [Showing()]


def test_a_display_that_lost_its_power_shows_the_number_again() -> None:
    line = OnAWire(range(1, 3))
    leds = CounterLeds(line, range(1, 3))
    leds.see(board(at(1, "A045", calling=True)))
    leds.tell(0.0)
    line.leds.shown[1] = Showing()

    leds.tell(AGAIN_SECONDS - 1)
    assert line.leds.shown[1] == Showing()
    leds.tell(AGAIN_SECONDS)

    assert line.leds.shown[1] == Showing("A045")


def test_a_mute_display_keeps_nobody_waiting_and_is_found_again() -> None:
    line = OnAWire(range(1, 3))
    leds = CounterLeds(line, range(1, 3))
    line.leds.lose_power(1)
    leds.see(board(at(1, "A045", calling=True), at(2, "A046", calling=True)))
    for now in range(5):
        leds.tell(float(now))
    assert [address for address, _ in line.told] == [1, 2]

    line.leds.unplugged.clear()
    leds.tell(MUTE_SECONDS)

    assert line.leds.shown[1] == Showing("A045")


def test_however_many_are_mute_each_call_waits_for_one_of_them_at_most() -> None:
    line = OnAWire(range(1, 2))
    leds = CounterLeds(line, range(1, 31))
    without_a_display = [at(number) for number in range(2, 31)]
    leds.see(board(at(1), *without_a_display))
    leds.tell(0.0)
    line.told.clear()

    for turn in range(len(without_a_display)):
        leds.see(board(at(1, f"A{turn:03}"), *without_a_display))
        leds.tell(MUTE_SECONDS + turn)

    assert [address for address, _ in line.told[::2]] == [1] * len(without_a_display)
    assert sorted(address for address, _ in line.told[1::2]) == list(range(2, 31)), "each has its turn"


def test_after_a_line_was_out_all_its_displays_show_their_numbers_at_once() -> None:
    line = OnAWire(range(1, 49))
    leds = CounterLeds(line, range(1, 49))
    leds.see(board(*(at(number) for number in range(1, 49))))
    line.leds.unplugged.update(range(1, 49))
    leds.tell(0.0)
    line.leds.unplugged.clear()
    leds.see(board(*(at(number, f"A{number:03}") for number in range(1, 49))))

    leds.tell(MUTE_SECONDS)

    assert all(line.leds.shown[number] == Showing(f"A{number:03}") for number in range(1, 49))


def test_a_call_goes_before_the_displays_that_are_told_again() -> None:
    line = OnAWire(range(1, 49))
    leds = CounterLeds(line, range(1, 49))
    quiet = [at(number) for number in range(1, 48)]
    leds.see(board(*quiet, at(48)))
    leds.tell(0.0)
    line.told.clear()
    show, call = line.show, board(*quiet, at(48, "A045", calling=True))

    def show_while_an_officer_calls(address: int, showing: Showing) -> None:
        if len(line.told) == 2:
            leds.see(call)
        show(address, showing)

    line.show = show_while_an_officer_calls  # type: ignore[method-assign]
    leds.tell(AGAIN_SECONDS)
    leds.tell(AGAIN_SECONDS)

    assert [address for address, _ in line.told[:5]] == [1, 2, 3, 48, 4]
    assert len(line.told) == 48, "each is told again"


def test_counters_of_another_line_are_not_told() -> None:
    line = OnAWire(range(1, 3))
    leds = CounterLeds(line, (1,))
    leds.see(board(at(1, "A001"), at(2, "A002")))
    leds.tell(0.0)

    assert line.told == [(1, Showing("A001"))]


@pytest.mark.parametrize("server", ["192.168.1.10:8000", "hall", "http://", "ftp://hall"])
def test_a_server_without_an_address_is_refused_at_once(server: str, tmp_path: Path) -> None:
    arguments = ["led", "--server", server, "--hall", "hall", "--line", f"virtual://{tmp_path}"]

    refused = CliRunner().invoke(commands, arguments)

    assert (refused.exit_code, "write it as http://" in refused.output) == (2, True)


def test_a_server_whose_answer_nobody_expected_is_asked_again(tmp_path: Path) -> None:
    server, line = StandIn(tmp_path), OnAWire(range(1, 2))
    topic = f"board:{views.HALL}"
    answers: list[object] = [None, {"topic": topic, "seq": 1, "view": board(at(1, "A045")).model_dump(mode="json")}]
    server.sockets.on_event("watch", lambda _asked: answers.pop(0))
    watch = Watch(server.start(0), views.HALL, CounterLeds(line, (1,)))
    running = threading.Thread(target=watch.run)
    running.start()

    try:
        while line.leds.shown[1] != Showing("A045"):
            line.shows.wait(10)
            line.shows.clear()
            assert any(thread.name == "board" for thread in threading.enumerate())
    finally:
        watch.end()
        running.join()
        server.stop()

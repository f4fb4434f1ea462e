"""A device that runs by itself: no key closes its window, it wears the hall's look, and systemd hears that it lives."""

import ctypes
import datetime
import os
import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from display_server.contract import KioskLook
from kiosk_app.flow.kiosk import SETTLE_SECONDS
from kiosk_app.window.palette import USUAL, Colour, palette_of
from kiosk_app.window.watchdog import ALIVE, READY, STOPPING, Watchdog
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, a_hall_stands_in
from tests.kiosk_app.kiosk_window import KioskOnScreen, is_home, kiosk_program

OTHER_COLOUR = "#1B5E20"
LARGER_TEXT = (240, 1225)
PTRACE_ATTACH, PTRACE_DETACH, WAIT_FOR_ALL = 16, 17, 0x40000000
"""sys/ptrace.h and __WALL of wait.h"""


@pytest.fixture
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        yield hall


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket at which systemd would listen to its services."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"{tmp_path}/notify")
        listening.settimeout(30)
        yield listening


def arguments(hall: HallStandIn, folder: Path) -> tuple[str, ...]:
    return ("--server", hall.url, "--token", TOKEN, "--printer", f"virtual://{folder}", "--voice", "none")


def heard(manager: socket.socket) -> str:
    return manager.recv(100).decode()


def test_systemd_hears_that_the_window_is_there_and_lives_until_it_ends(
    hall: HallStandIn, manager: socket.socket, tmp_path: Path
) -> None:
    impatient = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "1000000"}
    with kiosk_program(tmp_path, *arguments(hall, tmp_path / "paper"), environment=impatient) as kiosk:
        assert heard(manager) == READY
        kiosk.until_it_greets()
        assert [heard(manager) for _ in range(3)] == [ALIVE] * 3

    manager.settimeout(1)
    while (last := heard(manager)) == ALIVE:
        continue
    assert last == STOPPING


def test_a_kiosk_that_nobody_watches_says_nothing_and_one_whose_watch_is_gone_goes_on(tmp_path: Path) -> None:
    assert Watchdog({}).every_seconds is None
    assert Watchdog({"NOTIFY_SOCKET": "@x"}).every_seconds is None
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.settimeout(5)
        manager.bind(f"{tmp_path}/kiosk@1")
        Watchdog({"NOTIFY_SOCKET": f"{tmp_path}/kiosk@1", "WATCHDOG_USEC": "30000000"}).tell(ALIVE)
        assert manager.recv(64) == ALIVE.encode()
    gone = Watchdog({"NOTIFY_SOCKET": f"{tmp_path}/gone", "WATCHDOG_USEC": "30000000"})
    assert gone.every_seconds == 15

    gone.tell(ALIVE)


def test_no_key_closes_a_kiosk_that_fills_the_screen(hall: HallStandIn, tmp_path: Path) -> None:
    """Without a window manager SDL gives a full screen only a window in the middle; what closes it is the same."""
    with kiosk_program(tmp_path, *arguments(hall, tmp_path / "paper"), whole_screen=True) as kiosk:
        kiosk.until(lambda: shows(kiosk, Colour.PRIMARY_TINT, *LARGER_TEXT), "no window")

        for key in ("Escape", "F1", "alt+F4", "F11", "ctrl+q", "ctrl+c", "Menu"):
            kiosk.press(key)
        before = kiosk.look().tobytes()
        kiosk.touch(*LARGER_TEXT)

        kiosk.until(lambda: kiosk.look().tobytes() != before, "the window answers no more")
        assert kiosk.runs
        kiosk.until(lambda: shows(kiosk, Colour.PRIMARY_TINT, *LARGER_TEXT), "the window is gone")


def test_a_desktop_that_asks_closes_a_window_but_no_kiosk_that_fills_the_screen(
    hall: HallStandIn, tmp_path: Path
) -> None:
    (tmp_path / "kiosk").mkdir()
    with kiosk_program(tmp_path / "kiosk", *arguments(hall, tmp_path / "paper"), whole_screen=True) as kiosk:
        kiosk.until(lambda: shows(kiosk, Colour.PRIMARY_TINT, *LARGER_TEXT), "no window")
        kiosk.ask_to_close()
        before = kiosk.look().tobytes()
        kiosk.touch(*LARGER_TEXT)
        kiosk.until(lambda: kiosk.look().tobytes() != before, "the window answers no more")
        assert kiosk.runs

    (tmp_path / "window").mkdir()
    with kiosk_program(tmp_path / "window", *arguments(hall, tmp_path / "paper")) as kiosk:
        kiosk.until_it_greets()
        kiosk.ask_to_close()
        kiosk.until(lambda: not kiosk.runs, "the window is still there")


def test_systemd_hears_nothing_of_a_window_that_hangs(
    hall: HallStandIn, manager: socket.socket, tmp_path: Path
) -> None:
    """The window's thread stands still and the others go on, as when a graphics driver does not come back."""
    impatient = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "1000000"}
    with kiosk_program(tmp_path, *arguments(hall, tmp_path / "paper"), environment=impatient) as kiosk:
        kiosk.until_it_greets()
        with thread_stands_still(kiosk.pid):
            time.sleep(0.6)  # what it has said before
            while was_said(manager):
                continue
            time.sleep(3)
            assert not was_said(manager)
        assert heard(manager) == ALIVE


def was_said(manager: socket.socket) -> bool:
    """Whether something had been said that nobody has heard yet."""
    readable, _, _ = select.select([manager], [], [], 0)
    return bool(readable and heard(manager))


@contextmanager
def thread_stands_still(thread: int) -> Iterator[None]:
    """Holds this one thread of a child process (man ptrace)."""
    kernel = ctypes.CDLL(None, use_errno=True)
    assert kernel.ptrace(PTRACE_ATTACH, thread, None, None) == 0, os.strerror(ctypes.get_errno())
    os.waitpid(thread, WAIT_FOR_ALL)
    try:
        yield
    finally:
        kernel.ptrace(PTRACE_DETACH, thread, None, None)


def shows(kiosk: KioskOnScreen, colour: Colour, x: int, y: int) -> bool:
    """Whether a button there has this ground."""
    return kiosk.look().convert("RGB").getpixel((x, y)) == rgb(USUAL[colour])


def rgb(worn: str) -> tuple[int, ...]:
    return tuple(int(worn[place : place + 2], 16) for place in (1, 3, 5))


def test_a_finger_is_heard_once_by_way_of_the_screen_and_not_from_the_touch_panel_too(tmp_path: Path) -> None:
    script = (
        f"from kiosk_app.window.kivy_setup import configure_kivy; configure_kivy({str(tmp_path)!r}, None);"
        "from kivy.config import Config; print(Config.items('input'))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert told == "[('mouse', 'mouse,disable_multitouch')]\n"


def test_new_colours_of_the_hall_are_worn_without_a_restart(hall: HallStandIn, tmp_path: Path) -> None:
    with kiosk_program(tmp_path, *arguments(hall, tmp_path / "paper")) as kiosk:
        kiosk.until_it_greets()

        hall.catalogue = hall.catalogue.model_copy(update={"look": KioskLook(primary=OTHER_COLOUR)})

        worn = palette_of(OTHER_COLOUR, None)[Colour.PRIMARY]
        expected = rgb(worn)
        kiosk.until(lambda: kiosk.look().convert("RGB").getpixel((540, 12)) == expected, "the band kept its colour")
        assert kiosk.runs


def test_a_touch_anywhere_lights_up_a_screen_that_is_dim_at_night(hall: HallStandIn, tmp_path: Path) -> None:
    with kiosk_program(tmp_path, *arguments(hall, tmp_path / "paper")) as kiosk:
        kiosk.until_it_greets()
        always = KioskLook(dims_at=datetime.time(0), bright_at=datetime.time(23, 59, 59))
        hall.catalogue = hall.catalogue.model_copy(update={"look": always})
        kiosk.until(lambda: not is_home(kiosk), "the screen is not dim")
        time.sleep(SETTLE_SECONDS)

        kiosk.touch(540, 300)  # where nothing can be chosen

        kiosk.until(lambda: is_home(kiosk), "the screen is still dim")

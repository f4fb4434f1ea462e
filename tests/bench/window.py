"""The kiosk's real window: from its command to the greeting, at rest, and from a finger on the last button to paper.

The X server and the programs that touch and look at the window run on the same processors.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil

from hardware.printers.model import model_of
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.window.palette import Colour
from tests.bench.hall import bench_folder, compile_as_pip_does, running_hall
from tests.bench.table import ms, show
from tests.kiosk_app.kiosk_window import HOME, PATIENCE_SECONDS, TAKE, KioskOnScreen, card, entry, kiosk_on_screen
from tests.running_server import HALL, RunningServer

STARTS, TICKETS, WAITING = 10, 40, 300
GREETING_SECONDS, PAPER_MS = "2.5", "100"
"""What is promised."""
IDLE_SECONDS = 20.0
JUSTICE = 8
BEGIN = b"\x1b@"


def measure() -> None:
    compile_as_pip_does()
    with bench_folder() as folder, running_hall(folder, WAITING) as server, VirtualPrinterOnTcp(model_of()) as device:
        token = server.token("kiosk", "--hall", HALL)
        starts, worked = [], []
        for number in range(STARTS):
            with _window(server, token, device, folder / f"start-{number}") as kiosk:
                starts.append(kiosk.greeted_after)
                worked.append(_processor_seconds(kiosk))
        with _window(server, token, device, folder / "idle") as kiosk:
            idle = _share_of_a_processor(kiosk)
            online = [_touch_to_byte(kiosk, device) for _ in range(TICKETS)]
            server.kill()
            offline = [_touch_to_byte(kiosk, device) for _ in range(TICKETS)]
        server.start()
    show(
        "The kiosk's window",
        ["", "measured", "promise"],
        [
            [
                f"from the command to the greeting, longest of {STARTS} starts, s",
                f"{max(starts):.2f}",
                GREETING_SECONDS,
            ],
            ["their median, s", f"{median(starts):.2f}", ""],
            ["processor time of a start, median, s", f"{median(worked):.2f}", ""],
            [f"at rest for {IDLE_SECONDS:.0f} s, share of a processor", f"{idle:.1%}", "near 0"],
            ["finger on the last button to first byte, raster, with the server, p95 in ms", ms(_p95(online)), PAPER_MS],
            ["the same, p50", ms(median(online)), ""],
            ["without the server, p95", ms(_p95(offline)), PAPER_MS],
            ["the same, p50", ms(median(offline)), ""],
            ["this machine's load meanwhile, and its processors", f"{os.getloadavg()[1]:.1f}", str(os.cpu_count())],
        ],
    )


@contextmanager
def _window(server: RunningServer, token: str, device: VirtualPrinterOnTcp, scratch: Path) -> Iterator[KioskOnScreen]:
    scratch.mkdir()
    with kiosk_on_screen(server.url, token, f"tcp://127.0.0.1:{device.port}", scratch, "--voice", "none") as kiosk:
        yield kiosk


def _share_of_a_processor(kiosk: KioskOnScreen) -> float:
    time.sleep(5)  # the numbers for bad times have come
    before = _processor_seconds(kiosk)
    time.sleep(IDLE_SECONDS)
    return (_processor_seconds(kiosk) - before) / IDLE_SECONDS


def _processor_seconds(kiosk: KioskOnScreen) -> float:
    """What it has used so far; where nothing draws for the processor, its drawing is among it."""
    times = psutil.Process(kiosk.pid).cpu_times()
    return times.user + times.system


def _touch_to_byte(kiosk: KioskOnScreen, device: VirtualPrinterOnTcp) -> float:
    kiosk.touch_and_see(*card(JUSTICE))
    kiosk.touch_and_see(*entry(0))
    before = len(device.received)
    lifted = kiosk.touch(*TAKE)
    while BEGIN not in device.received[before:]:
        time.sleep(0.0005)
        assert time.monotonic() < lifted + PATIENCE_SECONDS, "no ticket: the touch went astray"
    took = time.monotonic() - lifted
    kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
    kiosk.touch_and_see(*HOME)
    return took


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]

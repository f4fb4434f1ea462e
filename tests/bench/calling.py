"""From the officer's key to the hall displays: how long a call takes to be seen, and whether more waiting slows it."""

import multiprocessing
import re
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import websocket

from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.table import ms, ratio, show, spread
from tests.bench.wire import Wire
from tests.running_server import HALL

DISPLAYS = 20
CALLS = 60
COUNTER = 1
"""Takes Planning and Investment."""
SERVICE = "dkdn"
LONGEST_SECONDS = 5.0
QUIET_SECONDS = 0.12
"""Longer than pushes are coalesced for, so that each measured view is that of its own call."""
NEWEST_CALL = re.compile(r'"calls":\[\{"number":"([^"]+)"')


def measure() -> None:
    rows, baseline = [], 0.0
    for waiting in (80, 400, 4000):
        with bench_folder() as folder:
            mean, median, p99, longest = spread(_call_times(folder, waiting))
        baseline = baseline or mean
        rows.append([f"{waiting} waiting", ms(mean), ms(median), ms(p99), ms(longest), ratio(mean, baseline)])
    show(
        f"Call to view at {DISPLAYS} displays, ms over {CALLS} calls (baseline: mean at 80 waiting)",
        ["", "mean", "p50", "p99", "max", "mean ratio"],
        rows,
    )


def _call_times(folder: Path, waiting: int) -> list[float]:
    with running_hall(folder, waiting) as server:
        here, there = multiprocessing.Pipe()
        screens = multiprocessing.get_context("spawn").Process(target=_watch, args=(server.url, there))
        screens.start()
        here.recv()  # all displays watch
        wire = Wire(server.url, server.token("admin"))
        wire.post(f"{API}/counters/{COUNTER}/open", {"officer": "Bench"})
        pressed = dict(_press_next(wire) for _ in range(CALLS))
        here.send("enough")
        seen: list[tuple[str, float]] = here.recv()
        screens.join()
        wire.close()
    missing = CALLS * DISPLAYS - len(seen)
    if missing:
        print(f"  {missing} of {CALLS * DISPLAYS} views did not come within {LONGEST_SECONDS} s")
    return [at - pressed[number] for number, at in seen if number in pressed]


def _press_next(wire: Wire) -> tuple[str, float]:
    """Calls the next visitor, sends them off, and lets a new one come, so that as many wait as before."""
    time.sleep(QUIET_SECONDS)
    pressed = time.perf_counter()
    ticket: dict[str, str] = wire.post(f"{API}/counters/{COUNTER}/call-next").json()["ticket"]  # type: ignore[assignment]
    time.sleep(QUIET_SECONDS)
    wire.post(f"{API}/counters/{COUNTER}/no-show")
    wire.post(f"{API}/tickets", {"service": SERVICE})
    return ticket["number"], pressed


# --- the displays, in a process of their own --------------------------------------------------------------------------


@dataclass
class Screens:
    """Notes when each number was first seen as the newest call, by each display."""

    seen: list[tuple[str, float]] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    def watch(self, url: str, ready: threading.Barrier) -> None:
        """One display, speaking Engine.IO 4 and Socket.IO 5 by hand: a full client would measure itself."""
        link = websocket.create_connection(f"ws{url.removeprefix('http')}/socket.io/?EIO=4&transport=websocket")
        link.recv()
        link.send("40")
        link.recv()
        link.send(f'420["watch",{{"topic":"board:{HALL}"}}]')
        link.settimeout(0.5)
        newest, watching = "", False
        while not self.done.is_set():
            try:
                message = str(link.recv())
            except websocket.WebSocketTimeoutException:
                continue
            at = time.perf_counter()
            if message == "2":
                link.send("3")
            elif message.startswith("430") and not watching:
                watching = True
                ready.wait()
            elif (call := NEWEST_CALL.search(message)) and call[1] != newest:
                newest = call[1]
                self.seen.append((newest, at))
        link.close()


def _watch(url: str, told: Connection) -> None:
    screens, ready = Screens(), threading.Barrier(DISPLAYS + 1)
    threads = [threading.Thread(target=screens.watch, args=(url, ready)) for _ in range(DISPLAYS)]
    for thread in threads:
        thread.start()
    ready.wait()
    told.send("ready")
    told.recv()
    time.sleep(1)
    screens.done.set()
    for thread in threads:
        thread.join()
    told.send(screens.seen)

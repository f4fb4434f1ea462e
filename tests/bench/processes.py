"""Tickets and calls per second with 1, 2 and 4 server processes, on SQLite and PostgreSQL.

One hall's changes are made one after another, whatever the processes: they share the work around a change, not the
change itself.
"""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.table import ratio, show
from tests.bench.wire import Wire
from tests.databases import postgres

SECONDS = 4.0
CLIENTS = 8
SERVICES = ("dkdn", "cccd", "datdai", "cpxd", "gplx", "lltp", "thue", "bhxh")
COUNTERS = (1, 3, 13, 18, 22, 27, 40, 44)
WAITING = 8_000
"""Enough for every counter, however quick the calls."""


def measure() -> None:
    rows: list[list[str]] = []
    baselines: dict[str, tuple[float, float]] = {}
    for kind, workers in product(("SQLite", "PostgreSQL"), (1, 2, 4)):
        rates = _rates(kind, workers)
        baselines.setdefault(kind, rates)
        cells = [f"{rate:.0f}" for rate in rates]
        ratios = [ratio(rate, first) for rate, first in zip(rates, baselines[kind], strict=True)]
        rows.append([f"{kind}, processes: {workers}", cells[0], ratios[0], cells[1], ratios[1]])
    show(
        f"Tickets and calls per second, {CLIENTS} clients (baseline: one process on the same database; a call is a "
        "call-next and its no-show)",
        ["", "tickets/s", "ratio", "calls/s", "ratio"],
        rows,
    )


def _rates(kind: str, workers: int) -> tuple[float, float]:
    with (
        bench_folder() as folder,
        _database(kind, folder) as database,
        running_hall(folder, WAITING, database, workers) as server,
    ):
        token = server.token("admin")
        return _rate(server.url, token, "tickets"), _rate(server.url, token, "calls")


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "SQLite":
        yield f"sqlite:///{folder / 'hall.db'}"
        return
    with postgres(durable=True) as server:
        yield server.fresh()


def _rate(url: str, token: str, what: str) -> float:
    """How many per second, of all clients together, each a process of its own."""
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(CLIENTS)
    counts: Queue[int] = context.Queue()
    arguments = [(url, token, what, nth, start, counts) for nth in range(CLIENTS)]
    processes = [context.Process(target=_work, args=each) for each in arguments]
    for process in processes:
        process.start()
    done = sum(counts.get() for _ in processes)
    for process in processes:
        process.join()
    return done / SECONDS


def _work(url: str, token: str, what: str, nth: int, start: Barrier, counts: "Queue[int]") -> None:
    wire, counter, done = Wire(url, token), f"{API}/counters/{COUNTERS[nth]}", 0
    if what == "calls":
        wire.post(f"{counter}/open", {"officer": f"Bench {nth}"})
    start.wait()
    ends = time.perf_counter() + SECONDS
    while time.perf_counter() < ends:
        if what == "tickets":
            done += wire.post(f"{API}/tickets", {"service": SERVICES[nth]}).status == 201
        else:
            done += wire.post(f"{counter}/call-next").status == 200
            wire.post(f"{counter}/no-show")
    wire.close()
    counts.put(done)

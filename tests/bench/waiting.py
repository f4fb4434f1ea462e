"""Whether more who wait make calling slower: call-next over HTTP, with up to 100,000 waiting for 40 services."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.table import ms, ratio, show, spread
from tests.bench.wire import Wire
from tests.databases import postgres
from tests.running_server import RunningServer

WAITING = (100, 10_000, 100_000)
CALLS = 300
WARM_UP = 20
COUNTERS = (1, 13, 40)
"""Planning (few services), construction and environment, tax: narrow and broad counters."""


def measure() -> None:
    _table("SQLite", lambda _: None)
    with postgres(durable=True) as server:
        _table("PostgreSQL", lambda _: server.fresh())


def _table(kind: str, database: Callable[[int], str | None]) -> None:
    """All three halls run at once and are called in turn, so that whatever else the machine does slows them alike."""
    with ExitStack() as open_halls:
        servers = {waiting: open_halls.enter_context(hall_with(waiting, database(waiting))) for waiting in WAITING}
        wires = {waiting: open_halls.enter_context(line_to(server)) for waiting, server in servers.items()}
        times: dict[int, list[float]] = {waiting: [] for waiting in WAITING}
        for nth in range(WARM_UP + CALLS):
            for waiting, wire in wires.items():
                times[waiting].append(call_after_call(wire, COUNTERS[nth % len(COUNTERS)]))
    _, baseline, _, _ = spread(times[WAITING[0]][WARM_UP:])
    rows = []
    for waiting in WAITING:
        mean, median, p99, longest = spread(times[waiting][WARM_UP:])
        rows.append([f"{waiting:,} waiting", ms(mean), ms(median), ms(p99), ms(longest), ratio(median, baseline)])
    show(
        f"{kind}: call-next over HTTP, ms over {CALLS} calls (baseline: p50 at 100 waiting; aim: at most 1.5x)",
        ["", "mean", "p50", "p99", "max", "p50 ratio"],
        rows,
    )


@contextmanager
def hall_with(waiting: int, database: str | None = None) -> Iterator[RunningServer]:
    """A server with so many waiting and the counters open; on a SQLite of its own unless told otherwise."""
    with bench_folder() as folder, running_hall(folder, waiting, database) as server:
        with line_to(server) as wire:
            for counter in COUNTERS:
                wire.post(f"{API}/counters/{counter}/open", {"officer": f"Bench {counter}"})
        yield server


@contextmanager
def line_to(server: RunningServer) -> Iterator[Wire]:
    """Opened once every hall is there: servers hang up on whoever is silent for the minutes that the largest takes."""
    wire = Wire(server.url, server.token("admin"))
    yield wire
    wire.close()


def call_after_call(wire: Wire, counter: int) -> float:
    """Calls the next visitor, sends them off, and lets another come, so that as many wait as before."""
    began = time.perf_counter()
    answer = wire.post(f"{API}/counters/{counter}/call-next")
    took = time.perf_counter() - began
    ticket: dict[str, str] = answer.json()["ticket"]  # type: ignore[assignment]
    wire.post(f"{API}/counters/{counter}/no-show")
    wire.post(f"{API}/tickets", {"service": ticket["service"]})
    return took

"""Call-next over HTTP on PostgreSQL against SQLite, in turn: the same hall, the same officers, two databases."""

from contextlib import ExitStack

from tests.bench.disk import show_disk
from tests.bench.table import ms, ratio, show, spread
from tests.bench.waiting import COUNTERS, WARM_UP, call_after_call, hall_with, line_to
from tests.databases import postgres

WAITING = 400
CALLS = 300


def measure() -> None:
    with postgres(durable=True) as server, ExitStack() as halls:
        servers = {
            "SQLite": halls.enter_context(hall_with(WAITING)),
            "PostgreSQL": halls.enter_context(hall_with(WAITING, server.fresh())),
        }
        wires = {kind: halls.enter_context(line_to(each)) for kind, each in servers.items()}
        times: dict[str, list[float]] = {kind: [] for kind in wires}
        for nth in range(WARM_UP + CALLS):
            for kind, wire in wires.items():
                times[kind].append(call_after_call(wire, COUNTERS[nth % len(COUNTERS)]))
    _, baseline, _, _ = spread(times["SQLite"][WARM_UP:])
    rows = []
    for kind, seconds in times.items():
        mean, median, p99, longest = spread(seconds[WARM_UP:])
        rows.append([kind, ms(mean), ms(median), ms(p99), ms(longest), ratio(median, baseline)])
    show(
        f"call-next over HTTP with {WAITING} waiting, ms over {CALLS} calls (aim: PostgreSQL at most 1.5x)",
        ["", "mean", "p50", "p99", "max", "p50 ratio"],
        rows,
    )
    show_disk()

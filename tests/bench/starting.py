"""How long the server takes from its command to its first answer, with nothing behind it and with a year."""

import time
from pathlib import Path

from display_server.hall_file import read_hall_file
from display_server.store.checkup import findings
from display_server.store.database import open_database
from display_server.use_cases.hall import system_clock
from tests.bench.hall import bench_folder
from tests.bench.past import live_a_year
from tests.bench.table import ratio, show
from tests.running_server import RunningServer, always_open_hall

VISITS = 300_000
STARTS = 5


def measure() -> None:
    with bench_folder() as folder:
        none = _start_times(folder, f"sqlite:///{folder / 'new.db'}")
    with bench_folder() as folder:
        database = f"sqlite:///{folder / 'old.db'}"
        began = time.perf_counter()
        engine = open_database(database)
        live_a_year(engine, read_hall_file(always_open_hall(folder)), VISITS, system_clock)
        lived = time.perf_counter() - began
        year = _start_times(folder, database)
        began = time.perf_counter()
        found = findings(engine)
        examined = time.perf_counter() - began
        engine.dispose()
    baseline = min(none)
    show(
        f"From `motcua serve` to the first answer, s over {STARTS} starts (baseline: an empty hall; aim: under 2 s)",
        ["", "best", "longest", "best ratio"],
        [
            ["an empty hall", f"{min(none):.2f}", f"{max(none):.2f}", ratio(min(none), baseline)],
            [f"{VISITS:,} visits in the journal", f"{min(year):.2f}", f"{max(year):.2f}", ratio(min(year), baseline)],
        ],
    )
    print(f"\n  The year was written in {lived:.0f} s; `motcua doctor` finds {len(found)} faults in {examined:.0f} s.")
    print("".join(f"\n  {each}" for each in found[:5]))


def _start_times(folder: Path, database: str) -> list[float]:
    server = RunningServer(database, always_open_hall(folder), folder)
    server.start().stop()  # the first start makes the tables and the hall
    times = []
    for _ in range(STARTS):
        began = time.perf_counter()
        server.start()
        times.append(time.perf_counter() - began)
        server.stop()
    return times

"""How long the server takes from its command to its first answer, with nothing behind it and with a year."""

import subprocess
import sys
import time
from pathlib import Path

import httpx

from display_server.hall_file.reading import read_hall_file
from display_server.store.checkup import findings
from display_server.store.database import open_database
from display_server.store.hall import system_clock
from tests.bench.hall import bench_folder, compile_as_pip_does
from tests.bench.past import LOAD, live_a_year
from tests.bench.table import ratio, show
from tests.databases import free_port
from tests.running_server import REFERENCE_HALL, RunningServer, always_open_hall

STARTS = 5


def measure() -> None:
    compile_as_pip_does()
    with bench_folder() as folder:
        none = _start_times(folder, f"sqlite:///{folder / 'new.db'}")
    with bench_folder() as folder:
        database = f"sqlite:///{folder / 'old.db'}"
        began = time.perf_counter()
        engine = open_database(database)
        visits = live_a_year(engine, read_hall_file(REFERENCE_HALL), system_clock, LOAD)
        lived = time.perf_counter() - began
        year = _start_times(folder, database)
        began = time.perf_counter()
        found = findings(engine)
        examined = time.perf_counter() - began
        engine.dispose()
    bare, nothing = [_bare_flask() for _ in range(STARTS)], [_python_alone() for _ in range(STARTS)]
    measured = {
        "`python -c pass`, to its end": nothing,
        "a bare Flask app": bare,
        "an empty hall": none,
        f"{visits:,} visits in the journal": year,
    }
    show(
        f"From `motcua serve` to the first answer, s over {STARTS} starts (aim: under 2 s)",
        ["", "best", "longest", "best, to an empty hall", "best, to bare Flask"],
        [
            [name, f"{min(times):.2f}", f"{max(times):.2f}", *(ratio(min(times), min(base)) for base in (none, bare))]
            for name, times in measured.items()
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


BARE_FLASK = """
from flask import Flask
app = Flask(__name__)
app.get("/")(lambda: "ready")
app.run(port={port})
"""


def _bare_flask() -> float:
    """As long as the least of servers takes: an interpreter, Flask and nothing else."""
    port, began = free_port(), time.perf_counter()
    command = [sys.executable, "-c", BARE_FLASK.format(port=port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        while not _answers(f"http://127.0.0.1:{port}/"):
            time.sleep(0.02)
        took = time.perf_counter() - began
        server.terminate()
    return took


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.TransportError:
        return False


def _python_alone() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - began

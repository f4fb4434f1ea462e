"""The server under measurement: the reference hall, always open, as a process of its own on a database of its own."""

import compileall
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from display_server.hall_file.reading import read_hall_file
from display_server.store.database import open_database
from display_server.store.hall import Halls
from display_server.use_cases.hall import load_plan
from tests.bench.past import wait_in
from tests.running_server import HALL, RunningServer, always_open_hall

API = f"/api/v1/halls/{HALL}"


ROOMS = ("display_server", "counter_panel", "hardware", "kiosk_app")


def compile_as_pip_does() -> None:
    """Where the interpreter may write no bytecode, a checkout is compiled at every start; what is installed is not."""
    for room in ROOMS:
        assert compileall.compile_dir(room, quiet=1), room


@contextmanager
def bench_folder() -> Iterator[Path]:
    """A folder on the disk of the checkout: a temporary folder may be memory, where a commit costs nothing."""
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        yield Path(folder)


@contextmanager
def running_hall(
    folder: Path, waiting: int = 0, database: str | None = None, workers: int = 1
) -> Iterator[RunningServer]:
    """The server, with so many visitors waiting, spread over all services; on SQLite unless told otherwise."""
    hall_file = always_open_hall(folder)
    database = database or f"sqlite:///{folder / 'hall.db'}"
    plan = read_hall_file(hall_file)
    engine = open_database(database)
    halls = Halls(engine)
    load_plan(halls, plan)
    wait_in(halls[HALL], plan, waiting)
    engine.dispose()
    server = RunningServer(database, hall_file, folder, "--workers", str(workers)).start()
    try:
        yield server
    finally:
        server.stop()

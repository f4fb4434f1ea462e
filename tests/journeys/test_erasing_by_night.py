"""A running server erases by itself what was kept for long enough, while the hall goes on."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from display_server.hall_file.reading import read_hall_file
from display_server.store.database import connect
from display_server.store.hall import Halls, clock_ahead
from display_server.use_cases import counter, kiosk
from tests.databases import SqliteDatabases
from tests.halls import do
from tests.running_server import HALL, RunningServer, always_open_hall

NOTE = b"call back Hoa"
PATIENCE_SECONDS = 30


def comes_true(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.2)
    return holds()


def test_a_server_that_starts_on_an_old_hall_leaves_no_old_note_on_the_disk(
    sqlite_template: SqliteDatabases, tmp_path: Path
) -> None:
    database = sqlite_template.fresh(tmp_path)
    file = Path(database.removeprefix("sqlite:///"))
    an_old_visit(database, always_open_hall(tmp_path))
    server = RunningServer(database, always_open_hall(tmp_path), tmp_path).start()

    def holds_it() -> bool:
        return any(NOTE in each.read_bytes() for each in tmp_path.iterdir() if each.name.startswith(file.name))

    try:
        assert comes_true(lambda: not holds_it())
    finally:
        server.stop()
    assert not holds_it()


def an_old_visit(database: str, hall_file: Path) -> None:
    """A hundred days ago, with a note."""
    engine = connect(database)
    halls = Halls(engine, clock_ahead(timedelta(days=-100)))
    halls.load(read_hall_file(hall_file), actor="test")
    hall = halls[HALL]
    with hall.reading() as reading:
        at = next(each for each in reading.plan.counters if each.services)
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest(at.services[0]))
    do(hall, counter.open_counter, at.number, "Lan")
    do(hall, counter.call_next, at.number)
    do(hall, counter.start, at.number)
    do(hall, counter.finish, at.number, counter.Outcome(note=NOTE.decode()))
    engine.dispose()

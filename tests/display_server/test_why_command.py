"""`motcua why A045 B017`, as it is typed."""

import subprocess

from display_server.store.database import connect
from display_server.store.hall import Halls
from display_server.use_cases import counter, kiosk
from tests.command_line import motcua
from tests.halls import MovedClock, a_hall_plan, do


def ask(database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return motcua("why", *arguments, database=database)


def test_one_sentence_or_one_line_that_names_the_mend(sqlite_database: str) -> None:
    engine = connect(sqlite_database)
    halls = Halls(engine, MovedClock())
    halls.load(a_hall_plan(), actor="test")
    for _ in range(2):
        do(halls["hall"], kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(halls["hall"], counter.open_counter, 1, "Lan")
    do(halls["hall"], counter.call_next, 1)
    engine.dispose()

    told = ask(sqlite_database, "A001", "A002", "--day", "2026-11-23")
    unknown = ask(sqlite_database, "A001", "A009", "--day", "2026-11-23")

    assert (told.stdout, told.returncode) == ("A001 came at 08:00; A002 came at 08:00.\n", 0)
    assert unknown.returncode == 2
    assert (
        unknown.stderr
        == "motcua: There is no ticket A009 on 23/11/2026. Look at the number again, or name another day.\n"
    )

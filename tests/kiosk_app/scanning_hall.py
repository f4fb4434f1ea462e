"""A real server of a hall where citizens hold codes before the kiosk: with ID cards, appointments and dossiers."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.databases import SqliteDatabases
from tests.running_server import RunningServer, always_open_hall

SERVICE = "lltp"
READY, NOT_YET, UNKNOWN = (f"000.00.19.H19-261123-000{place}" for place in range(1, 4))
DOSSIERS = f"code,state,counter,date\n{READY},ready,26,\n{NOT_YET},not_yet,,2026-12-01\n"
CARD_NUMBER = "075155001234"
CARD = f"{CARD_NUMBER}|271234567|Nguyen Thi Anh|02031955|Nu|Bien Hoa|01012022"


@contextmanager
def a_hall_that_scans(sqlite: SqliteDatabases, folder: Path, id_card: str) -> Iterator[RunningServer]:
    """`id_card` is the hall's rule: not_asked, welcome or required."""
    folder.mkdir()
    hall_file = always_open_hall(folder)
    rules = re.sub(r"^\[hall\.rules\]$", f'[hall.rules]\nid_card = "{id_card}"', hall_file.read_text(), flags=re.M)
    hall_file.write_text(rules)
    register = folder / "dossiers.csv"
    register.write_text(DOSSIERS)
    os.environ["MOTCUA_ONE_STOP"] = f"file://{register}"
    try:
        server = RunningServer(sqlite.fresh(folder), hall_file, folder).start()
    finally:
        del os.environ["MOTCUA_ONE_STOP"]
    yield server
    server.stop()


def an_appointment(server: RunningServer, *, days: int = 0) -> str:
    """The code of one in a moment, or so many days later."""
    at = datetime.now(UTC) + timedelta(days=days, seconds=10)
    made = server.client("admin").post("/appointments", json={"service": SERVICE, "at": at.isoformat()})
    return str(made.raise_for_status().json()["code"])


def files_with(text: str, folder: Path) -> list[str]:
    """The files below a folder in which this stands, in any letters' width."""
    forms = (text.encode(), text.encode("utf-16-le"))
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in files if any(form in file.read_bytes() for form in forms)]

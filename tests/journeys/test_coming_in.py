"""A kiosk that nobody set up: it finds its server, shows its code in its window, is approved, and greets citizens."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from kiosk_app.window.palette import Colour
from tests.databases import SqliteDatabases
from tests.kiosk_app.kiosk_window import TAKE, KioskOnScreen, card, entry, kiosk_program
from tests.running_server import RunningServer, always_open_hall

JUSTICE = 8
WAITING = re.compile(r"^waits\tkiosk\t(\S+)", re.MULTILINE)

pytestmark = pytest.mark.usefixtures("the_network_to_itself")


@pytest.fixture
def server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    """One that listens to the whole network, and so announces itself."""
    running = RunningServer(sqlite_template.fresh(tmp_path), always_open_hall(tmp_path), tmp_path, "--host", "0.0.0.0")
    yield running.start()
    running.stop()


def is_asking(server: RunningServer) -> bool:
    """Whether a kiosk shows its code; a busy machine may come to it before the notice was looked at."""
    return WAITING.search(server.waiting_devices()) is not None


def code_that_waits(server: RunningServer, kiosk: KioskOnScreen) -> str:
    kiosk.until(lambda: WAITING.search(server.waiting_devices()) is not None, f"no code: {kiosk.log()}")
    found = WAITING.search(server.waiting_devices())
    assert found is not None
    return found[1]


def test_a_kiosk_without_a_hall_is_let_in_until_it_is_put_out_or_forgets(server: RunningServer, tmp_path: Path) -> None:
    scratch = tmp_path / "kiosk"
    scratch.mkdir()
    membership = scratch / ".local" / "share" / "motcua" / "membership.json"
    with kiosk_program(scratch, "--printer", f"virtual://{scratch / 'paper'}") as kiosk:
        code = code_that_waits(server, kiosk)
        assert not membership.exists()
        server.approve(code, "by the door")
        kiosk.until_it_greets()
    assert json.loads(membership.read_text())["server"].endswith(f":{server.port}")

    server.revoke("by the door")
    with kiosk_program(scratch, "--printer", f"virtual://{scratch / 'paper'}") as kiosk:
        server.approve(code_that_waits(server, kiosk), "by the window")
        kiosk.until_it_greets()

    forget = [sys.executable, "-m", "kiosk_app", "--forget"]
    subprocess.run(forget, env={**os.environ, "HOME": str(scratch)}, check=True)
    assert not membership.exists()


def test_a_kiosk_that_is_put_out_while_it_runs_gives_no_number_and_asks_to_be_let_in(
    server: RunningServer, tmp_path: Path
) -> None:
    scratch = tmp_path / "kiosk"
    scratch.mkdir()
    with kiosk_program(scratch, "--printer", f"virtual://{scratch / 'paper'}") as kiosk:
        server.approve(code_that_waits(server, kiosk), "by the door")
        kiosk.until_it_greets()
        kiosk.touch_and_see(*card(JUSTICE))
        kiosk.touch_and_see(*entry(0))

        membership = json.loads((scratch / ".local" / "share" / "motcua" / "membership.json").read_text())
        server.revoke("by the door")
        admitted = {"Authorization": f"Bearer {membership['token']}"}
        kiosk.until(lambda: httpx.get(f"{server.url}/api/v1/me", headers=admitted).status_code == 401, "still let in")
        kiosk.touch(*TAKE)

        kiosk.until(lambda: kiosk.shows(Colour.DANGER) or is_asking(server), "the kiosk does as if it were let in")
        code = code_that_waits(server, kiosk)
        assert not list((scratch / "paper").glob("*"))
        server.approve(code, "by the window")
        kiosk.until_it_greets()


def test_a_kiosk_that_is_in_stays_in_and_hands_in_at_its_servers_new_address_what_it_gave_alone(
    server: RunningServer, tmp_path: Path
) -> None:
    scratch = tmp_path / "kiosk"
    scratch.mkdir()
    data = scratch / ".local" / "share" / "motcua"
    paper = f"virtual://{scratch / 'paper'}"
    moved = RunningServer(server.database, always_open_hall(tmp_path), tmp_path, "--host", "0.0.0.0")
    with kiosk_program(scratch, "--printer", paper) as kiosk:
        server.approve(code_that_waits(server, kiosk), "by the door")
        kiosk.until_it_greets()
        (book,) = data.glob("*.db")
        kiosk.until(lambda: numbers_in(book) > 0, "no leased numbers")
        server.stop()
        kiosk.touch_and_see(*card(JUSTICE))
        kiosk.touch_and_see(*entry(0))
        kiosk.touch(*TAKE)
        kiosk.until(lambda: any((scratch / "paper").glob("*.png")), "no ticket without the server")

        moved.start()
        admin = moved.client("admin")
        kiosk.until(lambda: waiting(admin) == 1, "the ticket is not handed in")
    with kiosk_program(scratch, "--printer", paper) as kiosk:
        kiosk.until_it_greets()
    moved.stop()

    assert list(data.glob("*.db")) == [book], "another book was begun"


def numbers_in(book: Path) -> int:
    with closing(sqlite3.connect(book)) as db:
        ((count,),) = db.execute("SELECT count(*) FROM numbers")
    return int(count)


def waiting(admin: httpx.Client) -> int:
    view = admin.get("/board").raise_for_status().json()["view"]
    return sum(service["waiting"] for service in view["services"])

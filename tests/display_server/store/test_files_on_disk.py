"""What lies on the disk: nobody else may read it, and what was thrown away of people is gone from it."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from display_server.domain.fair_use import IdCardRule
from display_server.domain.rules import Rules
from display_server.store.backup import back_up
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls
from display_server.store.models import DayKeyRow, PersonRow
from display_server.use_cases import day, kiosk
from tests.databases import PostgresDatabases
from tests.halls import MovedClock, a_hall_plan, do

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"


@pytest.fixture(autouse=True)
def open_to_everybody() -> Iterator[None]:
    """A umask that takes no right away."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(file: Path) -> str:
    return oct(file.stat().st_mode & 0o777)


def test_a_new_database_and_its_log_are_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    engine = open_database(f"sqlite:///{folder / 'motcua.db'}")

    with engine.connect():
        files = {file.name: mode(file) for file in folder.iterdir()}

    assert files == {"motcua.db": "0o600", "motcua.db-wal": "0o600", "motcua.db-shm": "0o600"}
    assert mode(folder) == "0o700"
    engine.dispose()


def test_a_database_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "motcua.db"
    open_database(f"sqlite:///{file}").dispose()
    file.chmod(0o644)

    open_database(f"sqlite:///{file}").dispose()

    assert mode(file) == "0o600"


def test_a_backup_is_its_owners_alone(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path / 'motcua.db'}").dispose()

    back_up(f"sqlite:///{tmp_path / 'motcua.db'}", tmp_path / "copy.db")

    assert mode(tmp_path / "copy.db") == "0o600"


class OnDisk:
    """A hall that asks for cards, where one was shown on a day that is over."""

    def __init__(self, file: Path, clock: MovedClock, url: str | None = None) -> None:
        self.file, self.clock = file, clock
        self.engine = open_database(url or f"sqlite:///{file}")
        halls = Halls(self.engine, clock)
        halls.load(replace(a_hall_plan(), rules=Rules(id_card=IdCardRule.WELCOME)), actor="test")
        self.hall: Hall = halls["hall"]
        day.do_what_is_due(self.hall)
        do(self.hall, kiosk.issue_ticket, kiosk.TicketRequest("land", card_number="075090001234"), at_kiosk=True)
        with self.engine.connect() as connection:
            self.key: bytes = connection.execute(select(DayKeyRow.key)).scalar_one()
            self.mark: str = connection.execute(select(PersonRow.mark)).scalar_one()
        clock.advance(hours=48)

    def holds(self) -> list[str]:
        """In which files the key or the mark can be found by its bytes."""
        files = sorted(self.file.parent.iterdir())
        return [each.name for each in files if any(it in each.read_bytes() for it in (self.key, self.mark.encode()))]


@pytest.fixture
def disk(tmp_path: Path, clock: MovedClock) -> Iterator[OnDisk]:
    disk = OnDisk(tmp_path / "motcua.db", clock)
    yield disk
    disk.engine.dispose()


def test_the_days_key_is_gone_from_every_byte_on_the_disk(disk: OnDisk) -> None:
    assert disk.holds() != []

    day.do_what_is_due(disk.hall)
    assert (disk.file.parent / "motcua.db-wal").exists()

    assert disk.holds() == []


def test_while_somebody_reads_it_is_tried_again(disk: OnDisk) -> None:
    with disk.hall.reading() as reading:
        assert reading.seq > 0
        day.do_what_is_due(disk.hall)
        assert disk.holds() != []

    day.do_what_is_due(disk.hall)

    assert disk.holds() == []


def test_a_dump_of_postgresql_as_it_is_documented_holds_no_key_and_no_mark(
    postgres_server: PostgresDatabases, tmp_path: Path, clock: MovedClock
) -> None:
    url = postgres_server.fresh()
    disk = OnDisk(tmp_path / "motcua.db", clock, url)
    (documented,) = re.findall(r"^    pg_dump (.*) DATABASE$", OPERATIONS.read_text(), flags=re.MULTILINE)
    options = [
        each for each in documented.split() if each != "--format=custom"
    ]  # packed bytes cannot be looked through
    whole, dump = tmp_path / "whole.sql", tmp_path / "dump.sql"

    postgres_server.dump(url, [], whole)
    postgres_server.dump(url, options, dump)

    assert disk.key.hex() in whole.read_text()
    assert disk.mark in whole.read_text()
    assert disk.key.hex() not in dump.read_text()
    assert disk.mark not in dump.read_text()
    assert "A001" in dump.read_text()
    disk.engine.dispose()

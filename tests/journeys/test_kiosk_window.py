"""A citizen at the real kiosk window and a real server: from the first touch to being called by the number on paper."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import Letters, QrContent
from kiosk_app.issuing.hall_clock import CLOCK
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.window.palette import Colour
from tests.databases import SqliteDatabases
from tests.kiosk_app.a_hall import HALL_ZONE
from tests.kiosk_app.kiosk_window import (
    HOME,
    TAKE,
    TELL_TIME,
    KioskOnScreen,
    card,
    entry,
    is_home,
    kiosk_on_screen,
    kiosk_program,
    open_the_officers_page,
    type_digits,
)
from tests.running_server import HALL, RunningServer, always_open_hall

Seen = TypeVar("Seen")
JUSTICE, FIRST_COUNTER_OF_JUSTICE = 8, 26
STAFF_CODE = "2580"


def test_the_number_on_paper_is_the_number_that_is_called(module_server: RunningServer, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    token = module_server.token("kiosk", "--hall", HALL)
    with kiosk_on_screen(module_server.url, token, f"virtual://{paper}?codepage=30", tmp_path) as kiosk:
        kiosk.touch_and_see(*card(JUSTICE))
        kiosk.touch_and_see(*entry(0))
        kiosk.touch(*TAKE)
        kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
        kiosk.touch_and_see(*HOME)

    (slip,) = paper.glob("*.bin")
    commands = list(CommandReader().feed(slip.read_bytes()))
    assert (paper / f"{slip.stem}.png").exists()
    assert any(isinstance(command, Letters) and command.letters == slip.stem.encode() for command in commands)

    counter = f"/counters/{FIRST_COUNTER_OF_JUSTICE}"
    with module_server.client("panel", "--hall", HALL, "--counter", str(FIRST_COUNTER_OF_JUSTICE)) as officer:
        officer.post(f"{counter}/open", json={"officer": "Nguyễn Thị Ánh"}).raise_for_status()
        called = officer.post(f"{counter}/call-next").raise_for_status().json()["ticket"]
    assert called["number"] == slip.stem
    (address,) = (command.content.decode() for command in commands if isinstance(command, QrContent))
    at, _, held = address.rpartition("/t/")
    followed = httpx.get(f"{module_server.url}/api/v1/tickets/{held}").json()["ticket"]
    assert (at, followed["number"], followed["state"]) == (module_server.url, slip.stem, "called")


@pytest.fixture
def own_server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    folder = tmp_path / "server"
    folder.mkdir()
    server = RunningServer(sqlite_template.fresh(folder), always_open_hall(folder), folder).start()
    yield server
    server.stop()


@dataclass(frozen=True)
class LeftAlone:
    """A kiosk that has its numbers for bad times, is switched off, and whose server has gone."""

    scratch: Path
    paper: Path
    options: tuple[str, ...]


@pytest.fixture
def left_alone(own_server: RunningServer, tmp_path: Path) -> LeftAlone:
    scratch = tmp_path / "kiosk"
    scratch.mkdir()
    paper, token = scratch / "paper", own_server.token("kiosk", "--hall", HALL)
    options = ("--server", own_server.url, "--token", token, "--printer", f"virtual://{paper}")
    with kiosk_program(scratch, *options) as kiosk:
        kiosk.until(lambda: is_home(kiosk) and numbers_held(scratch) >= 2000, "no numbers for bad times")
    own_server.kill()
    return LeftAlone(scratch, paper, options)


def test_a_kiosk_that_is_started_while_the_server_is_down_gives_paper_that_is_called_later(
    own_server: RunningServer, left_alone: LeftAlone
) -> None:
    with kiosk_program(left_alone.scratch, *left_alone.options) as kiosk:
        slip = take_a_ticket(kiosk, left_alone)
        own_server.start()
        kiosk.until(lambda: handed_in(left_alone.scratch), "not handed in")

    with own_server.client("panel", "--hall", HALL, "--counter", str(FIRST_COUNTER_OF_JUSTICE)) as officer:
        counter = f"/counters/{FIRST_COUNTER_OF_JUSTICE}"
        officer.post(f"{counter}/open", json={"officer": "Nguyễn Thị Ánh"}).raise_for_status()
        called = officer.post(f"{counter}/call-next").raise_for_status().json()["ticket"]
    assert called["number"] == slip.stem


def test_a_kiosk_switched_on_without_its_server_on_another_day_gives_numbers_once_an_officer_has_told_the_day(
    left_alone: LeftAlone,
) -> None:
    _book(left_alone.scratch, ran_last_yesterday)

    with kiosk_program(left_alone.scratch, *left_alone.options, "--staff-code", STAFF_CODE) as kiosk:
        kiosk.until(lambda: not is_home(kiosk) and kiosk.tells_of_a_fault(), "it greets as if it knew the day")
        open_the_officers_page(kiosk, STAFF_CODE)
        kiosk.touch_and_see(*TELL_TIME)
        type_digits(kiosk, f"{datetime.now(HALL_ZONE):%d%m%Y%H%M}")
        kiosk.touch_and_see(*HOME)
        assert take_a_ticket(kiosk, left_alone).exists()


def take_a_ticket(kiosk: KioskOnScreen, left_alone: LeftAlone) -> Path:
    """As a citizen does, as soon as there are departments to choose; the bytes of its slip, the only one."""
    kiosk.until(lambda: is_home(kiosk), "no departments")
    kiosk.touch_and_see(*card(JUSTICE))
    kiosk.touch_and_see(*entry(0))
    kiosk.touch(*TAKE)
    kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
    (slip,) = left_alone.paper.glob("*.bin")
    return slip


def ran_last_yesterday(book: KioskStore) -> None:
    """What the book says when the machine was switched off the evening before."""
    note = json.loads(book.notes.get(CLOCK) or "")
    at = datetime.fromisoformat(note["at"]) - timedelta(days=1)
    book.notes.set(CLOCK, json.dumps({**note, "at": at.isoformat(), "boot": "yesterday's"}))


def numbers_held(scratch: Path) -> int:
    return sum(_book(scratch, lambda book: book.numbers.left(datetime.now(UTC))).values())


def handed_in(scratch: Path) -> bool:
    return _book(scratch, lambda book: book.outbox.count_to_hand_in()) == 0


def _book(scratch: Path, look: Callable[[KioskStore], Seen]) -> Seen:
    (file,) = (scratch / ".local" / "share" / "motcua").glob("*.db")
    book = KioskStore(file)
    try:
        return look(book)
    finally:
        book.close()

"""Codes before the real kiosk window at a real server: typed as a scanner types them, and on a serial line."""

import os
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageColor

from kiosk_app.window.palette import USUAL, Colour
from tests.databases import SqliteDatabases
from tests.kiosk_app.kiosk_window import TAKE, KioskOnScreen, is_home, kiosk_on_screen
from tests.kiosk_app.scanning_hall import CARD, CARD_NUMBER, READY, a_hall_that_scans, an_appointment, files_with
from tests.running_server import HALL, RunningServer


@pytest.fixture
def server(sqlite_template: SqliteDatabases, tmp_path: Path) -> Iterator[RunningServer]:
    with a_hall_that_scans(sqlite_template, tmp_path / "server", "required") as server:
        yield server


@pytest.fixture
def serial_line() -> Iterator[tuple[int, str]]:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(theirs)
    os.close(ours)


def test_a_receipt_an_appointment_and_a_card_lead_to_paper(
    server: RunningServer, serial_line: tuple[int, str], tmp_path: Path
) -> None:
    scanner, device = serial_line
    scratch = tmp_path / "kiosk"
    scratch.mkdir()
    paper, token = scratch / "paper", server.token("kiosk", "--hall", HALL)
    options = ("--scanner", f"serial://{device}")
    with kiosk_on_screen(server.url, token, f"virtual://{paper}", scratch, *options) as kiosk:
        kiosk.scan(READY)
        kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "the dossier is not ready")
        assert not paper.exists() or not list(paper.glob("*.bin"))

        code = an_appointment(server)
        os.write(scanner, f"{code}\r\n".encode())
        kiosk.until(lambda: offers_a_number(kiosk), "no confirmation")
        kiosk.look_settled()  # no touch counts on a screen that has just come
        kiosk.touch(*TAKE)
        kiosk.until(lambda: not offers_a_number(kiosk), "the card is not asked for")
        kiosk.scan(CARD)
        kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
        kiosk.until(lambda: is_home(kiosk), "not home")
        kiosk.until(lambda: len(list(paper.glob("*.bin"))) == 1, "no paper")

    (slip,) = paper.glob("*.bin")
    appointment = server.client("admin").get(f"/appointments/{code}").raise_for_status().json()
    assert appointment["ticket"] is not None
    history = server.client("manager", "--hall", HALL).get(f"/tickets/{appointment['ticket']}/history")
    assert slip.stem in history.raise_for_status().text
    assert files_with(slip.stem, scratch), "the book is looked at"
    assert files_with(CARD_NUMBER, scratch) == []


def offers_a_number(kiosk: KioskOnScreen) -> bool:
    """Whether the button that takes the number stands where it always stands."""
    return kiosk.look().getpixel((100, TAKE[1])) == ImageColor.getrgb(USUAL[Colour.PRIMARY])

"""A hall gets a third language by catalogues and its own texts alone: no line of code is changed for it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import Letters
from kiosk_app.window.palette import Colour
from tests.databases import SqliteDatabases
from tests.kiosk_app.kiosk_window import FOOT, TAKE, card, entry, kiosk_on_screen
from tests.running_server import HALL, RunningServer, always_open_hall

ROOMS = ("display_server", "counter_panel", "kiosk_app", "hardware")
FRENCH = {
    "counter_panel": {"Counter %(number)s": "Guichet %(number)s", "Call the next number": "Appeler le suivant"},
    "display_server": {
        "This hall speaks %(languages)s, not %(asked)s.": "Cette salle parle %(languages)s, et non %(asked)s."
    },
    "kiosk_app": {
        "Which department do you need?": "Quel service cherchez-vous ?",
        "YOUR NUMBER": "VOTRE TICKET",
    },
}
JUSTICE = 8
FRANCAIS = (790, FOOT)


@pytest.fixture(autouse=True)
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The rooms as they are, with French catalogues beside the others; programs that are started run from there."""
    for room in ROOMS:
        shutil.copytree(room, tmp_path / room, symlinks=True)
        if room in FRENCH:
            _write(FRENCH[room], tmp_path / room / "locale" / "fr" / "LC_MESSAGES")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(sentences: dict[str, str], folder: Path) -> None:
    catalogue = Catalog(locale="fr")
    for sentence, french in sentences.items():
        catalogue.add(sentence, french)
    folder.mkdir(parents=True)
    with (folder / "motcua.mo").open("wb") as compiled:
        write_mo(compiled, catalogue)


@pytest.fixture
def server(house: Path, sqlite_template: SqliteDatabases) -> Iterator[RunningServer]:
    hall_file = always_open_hall(house)
    texts = re.sub(r'en = "([^"]*)"', r'en = "\1", fr = "\1"', hall_file.read_text())
    hall_file.write_text(texts.replace('languages = ["vi", "en"]', 'languages = ["vi", "en", "fr"]'))
    server = RunningServer(sqlite_template.fresh(house), hall_file, house).start()
    yield server
    server.stop()


def test_the_pages_and_the_answers_are_in_it(server: RunningServer) -> None:
    panel = httpx.get(f"{server.url}/counter/{HALL}/3", headers={"Accept-Language": "fr"})
    assert '<html lang="fr">' in panel.text
    assert "<title>Guichet 3</title>" in panel.text
    assert "Appeler le suivant" in panel.text

    kiosk = server.client("kiosk", "--hall", HALL)
    headers = {"Idempotency-Key": "a citizen", "Accept-Language": "fr"}
    refused = kiosk.post("/tickets", json={"service": "thue", "language": "km"}, headers=headers)
    assert refused.json()["detail"] == "Cette salle parle vi, en, fr, et non km."


def test_a_citizen_finds_it_at_the_kiosk_and_gets_a_ticket_in_it(server: RunningServer, house: Path) -> None:
    paper, token = house / "paper", server.token("kiosk", "--hall", HALL)
    printer = f"virtual://{paper}?codepage=30"
    with kiosk_on_screen(server.url, token, printer, house, "--voice", "none") as kiosk:
        kiosk.touch_and_see(*FRANCAIS)
        kiosk.touch_and_see(*card(JUSTICE))
        kiosk.touch_and_see(*entry(0))
        kiosk.touch(*TAKE)
        kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
        kiosk.until(lambda: len(list(paper.glob("*.bin"))) == 1, "no paper")

    (slip,) = paper.glob("*.bin")
    printed = [each.letters for each in CommandReader().feed(slip.read_bytes()) if isinstance(each, Letters)]
    assert b"VOTRE TICKET" in printed

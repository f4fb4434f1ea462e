"""The hall's own layout of the ticket: fetched when it changes, kept over a restart without the server."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from display_server.contract import TicketLayout
from hardware.printers.model import model_of
from hardware.printers.virtual import VirtualPrinter
from kiosk_app.printing.hall_layout import HallLayout
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.printing.ticket_template import USUAL, USUAL_TEMPLATE, Template
from kiosk_app.server.client import Unreachable
from kiosk_app.store.kiosk_store import KioskStore
from tests.kiosk_app.a_hall import HALL_ZONE, a_layout, a_ticket

NOTE = {"vi": "Chuẩn bị sẵn giấy tờ.", "en": "Have your papers ready."}


def a_logo() -> str:
    png = BytesIO()
    Image.new("RGB", (120, 60), (0, 0, 0)).save(png, format="PNG")
    return b64encode(png.getvalue()).decode()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[KioskStore]:
    store = KioskStore(tmp_path / "kiosk.db")
    yield store
    store.close()


def test_the_halls_layout_is_fetched_once_and_outlives_a_restart(store: KioskStore, tmp_path: Path) -> None:
    layout = a_layout("two", blocks=("logo", "number", "note"), texts={"note": NOTE}, logo=a_logo(), collect_seconds=9)
    asked: list[str] = []

    def fetch() -> TicketLayout:
        asked.append("once")
        return layout

    at_hall = HallLayout(store)
    for _ in range(3):
        at_hall.update("two", fetch)
    assert asked == ["once"]

    again = HallLayout(store)

    assert (again.template.blocks, again.template.narrow) == (("logo", "number", "note"),) * 2
    assert again.collect_seconds() == 9
    printer = VirtualPrinter(tmp_path / "paper", model_of())
    printer.print(lay_out(a_ticket(number="A045"), HALL_ZONE, None, template=again.template))
    assert (tmp_path / "paper" / "A045.png").exists()


def test_without_a_word_of_the_hall_the_ticket_is_as_usual(store: KioskStore) -> None:
    at_hall = HallLayout(store)
    assert at_hall.template == USUAL_TEMPLATE

    at_hall.update("one", a_layout)

    assert (at_hall.template.blocks, at_hall.template.narrow) == (USUAL, USUAL)


def test_a_block_of_a_newer_server_is_left_out(store: KioskStore) -> None:
    at_hall = HallLayout(store)
    at_hall.update("new", lambda: a_layout("new", blocks=("hologram", "number", "qr"), narrow_blocks=("hologram",)))

    assert (at_hall.template.blocks, at_hall.template.narrow) == (("number", "qr"),) * 2


def test_a_file_on_the_kiosk_goes_before_the_hall(store: KioskStore) -> None:
    own = Template(("number",))
    at_hall = HallLayout(store, own)
    at_hall.update("two", lambda: a_layout("two", blocks=("number", "qr")))

    assert at_hall.template == own


def test_a_server_that_does_not_answer_changes_nothing(store: KioskStore) -> None:
    def silent() -> TicketLayout:
        raise Unreachable("nobody there")

    at_hall = HallLayout(store)
    with pytest.raises(Unreachable):
        at_hall.update("two", silent)

    assert at_hall.template == USUAL_TEMPLATE

"""A kiosk's troubles on one day: the real window, the real server, the manager's page, a printer on TCP that jams."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from display_server.contract import Paper, Ticket
from hardware.printers.compose import compose
from hardware.printers.model import model_of
from hardware.printers.roll import slips_left
from hardware.printers.virtual import picture
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.printing.roll import SLIPS, USED_MM
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.store.kiosk_store import KioskStore
from kiosk_app.window.palette import Colour
from tests.browser import Visit, sign_in
from tests.kiosk_app.a_hall import HALL_ZONE
from tests.kiosk_app.kiosk_window import (
    HOME,
    LATEST_TICKET,
    NEW_ROLL,
    SHORTCUTS,
    TAKE,
    KioskOnScreen,
    card,
    entry,
    is_home,
    kiosk_on_screen,
    open_the_officers_page,
)
from tests.running_server import HALL, RunningServer

CODE, PASSWORD, BOOK = "2580", "một cửa liên thông", "kiosk.db"
JUSTICE = 8
MODEL = model_of()


@pytest.fixture
def device() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(MODEL) as device:
        yield device


@pytest.fixture
def book(tmp_path: Path) -> Iterator[KioskStore]:
    """The kiosk's own. It knows what people come for at any time of the day."""
    book = KioskStore(tmp_path / BOOK)
    for hour in range(24):
        for _ in range(5):
            book.choices.count("luatsu", hour)
    yield book
    book.close()


@pytest.fixture
def manager(module_server: RunningServer, visit: Visit) -> Page:
    module_server.add_user("minh", "manager", PASSWORD)
    page = visit(f"{module_server.url}/manager/{HALL}", (1440, 900))
    sign_in(page, "minh", PASSWORD)
    expect(page.locator("[data-total=waiting] dd")).to_be_visible()
    return page


def test_a_jam_a_copy_and_a_new_roll_are_known_to_everybody_and_outlive_a_restart(
    module_server: RunningServer, device: VirtualPrinterOnTcp, book: KioskStore, manager: Page, tmp_path: Path
) -> None:
    told = manager.locator(".devices li")
    with a_kiosk(module_server, device, tmp_path, "?roll=20") as kiosk:
        shortcuts = kiosk.look().crop(SHORTCUTS)
        expect(told).to_contain_text("cuộn giấy còn 178 phiếu", timeout=20_000)

        device.jam_cutter()
        kiosk.touch_and_see(*card(JUSTICE))
        kiosk.touch_and_see(*entry(0))
        kiosk.touch(*TAKE)
        kiosk.until(lambda: kiosk.shows(Colour.DANGER), "no number on the screen")
        expect(told).to_contain_text("Máy in bị lỗi", timeout=15_000)
        expect(told).to_be_in_viewport(ratio=1)
        assert latest(book)[1] is Paper.FAILED
        kiosk.touch_and_see(*HOME)
        assert not is_home(kiosk), "it does not say that it cannot print"
        device.free_cutter()
        kiosk.until(lambda: is_home(kiosk), "it does not go on by itself")
        expect(told).not_to_contain_text("Máy in bị lỗi", timeout=15_000)
        assert len(device.slips) == 1, "what hung out is not cut off"

        open_the_officers_page(kiosk, CODE)
        ticket, _ = latest(book)
        kiosk.touch(*LATEST_TICKET)
        kiosk.until(lambda: counted(book, SLIPS) == 1, "the ticket is not printed again")
        kiosk.until(lambda: paper_on_the_server(module_server, ticket) == "printed", "the server does not know")
        kiosk.touch(*NEW_ROLL)
        kiosk.until(lambda: counted(book, SLIPS) == 0, "no new roll")
        kiosk.touch(*LATEST_TICKET)
        kiosk.until(lambda: counted(book, SLIPS) == 1, "no copy")
        assert [slip.tobytes() for slip in device.slips[1:]] == [
            picture(compose(lay_out(ticket, HALL_ZONE, "1022", reprint=reprint), MODEL), MODEL).tobytes()
            for reprint in (False, True)
        ]

    with a_kiosk(module_server, device, tmp_path, "?roll=40") as kiosk:
        assert kiosk.look().crop(SHORTCUTS).tobytes() == shortcuts.tobytes()
        left = slips_left(40, counted(book, USED_MM), 1)
        kiosk.until(lambda: f"còn {left} phiếu" in looked_at_again(manager), "the roll became as long as a new one")
    assert left < slips_left(40, 0, 0)


@contextmanager
def a_kiosk(server: RunningServer, device: VirtualPrinterOnTcp, folder: Path, options: str) -> Iterator[KioskOnScreen]:
    """The same kiosk at each start: its token is in the folder."""
    token = folder / "token"
    if not token.exists():
        token.write_text(server.token("kiosk", "--hall", HALL))
    arguments = ("--staff-code", CODE, "--voice", "none", "--spool", str(folder / BOOK))
    printer = f"tcp://127.0.0.1:{device.port}{options}"
    with kiosk_on_screen(server.url, token.read_text(), printer, folder, *arguments) as kiosk:
        yield kiosk


def latest(book: KioskStore) -> tuple[Ticket, Paper | None]:
    ((given, paper),) = book.tickets.latest(1)
    return given.ticket, paper


def looked_at_again(manager: Page) -> str:
    """How the kiosk is: what is left of its roll is told with the page's next news, or when it is opened."""
    manager.reload()
    return manager.locator(".devices li").inner_text()


def counted(book: KioskStore, what: str) -> float:
    return float(book.notes.get(what) or 0)


def paper_on_the_server(server: RunningServer, ticket: Ticket) -> str:
    paper: str = httpx.get(f"{server.url}/api/v1/tickets/{ticket.token}").json()["ticket"]["paper"]
    return paper

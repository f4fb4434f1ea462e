"""The real window under Xvfb, touched from the greeting to the paper, and to the number on the screen without paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.printers.compose import compose
from hardware.printers.model import model_of
from hardware.printers.printer import PrinterStatus
from hardware.printers.virtual import picture
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.window.palette import Colour
from tests.kiosk_app.a_hall import HALL_ZONE, MANY_CLASSES, the_catalogue
from tests.kiosk_app.hall_stand_in import TOKEN, HallStandIn, Mood, a_hall_stands_in
from tests.kiosk_app.kiosk_window import (
    HOME,
    PRIORITY,
    TAKE,
    WAY_ON,
    KioskOnScreen,
    card,
    class_on_its_page,
    entry,
    is_home,
    kiosk_on_screen,
    offers_classes,
    priority_class,
    shows_code,
)

MODEL = model_of()
JUSTICE = 8


@pytest.fixture(scope="module")
def hall() -> Iterator[HallStandIn]:
    with a_hall_stands_in() as hall:
        hall.lends = False  # a busy machine may need more than a second for an answer
        yield hall


@pytest.fixture(scope="module")
def device() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(MODEL) as device:
        yield device


@pytest.fixture(scope="module")
def window(
    hall: HallStandIn, device: VirtualPrinterOnTcp, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KioskOnScreen]:
    folder: Path = tmp_path_factory.mktemp("kiosk")
    with kiosk_on_screen(hall.url, TOKEN, f"tcp://127.0.0.1:{device.port}", folder) as kiosk:
        yield kiosk


def to_the_confirmation(window: KioskOnScreen) -> None:
    window.touch_and_see(*card(JUSTICE))
    window.touch_and_see(*entry(0))


def test_touches_lead_from_the_greeting_to_the_paper(
    window: KioskOnScreen, hall: HallStandIn, device: VirtualPrinterOnTcp
) -> None:
    to_the_confirmation(window)
    window.touch(*priority_class(0))
    window.touch(*priority_class(0))
    window.until(lambda: window.shows(Colour.SUCCESS), "no thanks")

    (ticket,) = hall.tickets.values()
    assert (ticket.service, ticket.priority_class, ticket.language) == ("lltp", "elderly", "vi")
    (paper,) = device.slips
    assert paper.tobytes() == picture(compose(lay_out(ticket, HALL_ZONE, "1022"), MODEL), MODEL).tobytes()
    window.touch_and_see(*HOME)


def department(slug: str) -> tuple[float, float]:
    places = [entry.slug for entry in the_catalogue().departments]
    return card(places.index(slug))


@pytest.mark.parametrize(
    ("touches", "issued"),
    [
        ([department("tuphap"), entry(0), TAKE], ("lltp", None)),
        ([department("tuphap"), entry(0), priority_class(2)], ("lltp", "pregnant-or-small-child")),
        ([department("pccc"), TAKE], ("pccc", None)),
        ([department("pccc"), priority_class(3)], ("pccc", "merit")),
    ],
    ids=["three", "three with priority", "two", "two with priority"],
)
def test_so_many_touches_lead_to_paper(
    window: KioskOnScreen,
    hall: HallStandIn,
    device: VirtualPrinterOnTcp,
    touches: list[tuple[float, float]],
    issued: tuple[str, str | None],
) -> None:
    printed = len(device.slips)
    window.until(lambda: is_home(window), "not home")
    *choices, last = touches
    for choice in choices:
        window.touch_and_see(*choice)
    window.touch(*last)
    window.until(lambda: window.shows(Colour.SUCCESS), "no thanks")

    ticket = list(hall.tickets.values())[-1]
    assert (ticket.service, ticket.priority_class) == issued
    assert len(device.slips) == printed + 1
    window.touch_and_see(*HOME)


def test_where_classes_are_many_priority_costs_one_touch_more(
    window: KioskOnScreen, hall: HallStandIn, device: VirtualPrinterOnTcp
) -> None:
    printed, few = len(device.slips), hall.catalogue
    hall.catalogue = few.model_copy(update={"priority_classes": MANY_CLASSES})
    window.until(lambda: is_home(window), "not home")
    to_the_confirmation(window)
    window.until(lambda: not offers_classes(window), "the new classes did not come")
    window.touch_and_see(*PRIORITY)
    window.touch(*class_on_its_page(7))
    window.until(lambda: window.shows(Colour.SUCCESS), "no thanks")

    assert list(hall.tickets.values())[-1].priority_class == "soldier"
    assert len(device.slips) == printed + 1
    hall.catalogue = few
    window.touch_and_see(*HOME)


def test_without_paper_the_number_and_its_code_stay_on_the_screen(
    window: KioskOnScreen, hall: HallStandIn, device: VirtualPrinterOnTcp
) -> None:
    printed = len(device.slips)
    device.set(PrinterStatus(paper_out=True))
    to_the_confirmation(window)
    window.touch(*TAKE)
    window.until(lambda: window.shows(Colour.DANGER), "no number on the screen")

    ticket = list(hall.tickets.values())[-1]
    window.until(lambda: shows_code(window.look(), ticket.follow_url), "no QR code on the screen")
    assert len(device.slips) == printed
    device.set(PrinterStatus())
    window.touch_and_see(*HOME)


def test_a_slip_that_comes_out_in_part_is_no_printed_ticket(
    window: KioskOnScreen, hall: HallStandIn, device: VirtualPrinterOnTcp
) -> None:
    printed = len(device.slips)
    device.leave_paper(dots=200)
    window.until(lambda: is_home(window), "not home")
    to_the_confirmation(window)
    window.touch(*TAKE)
    window.until(lambda: window.shows(Colour.DANGER), "no number on the screen")

    ticket = list(hall.tickets.values())[-1]
    window.until(lambda: shows_code(window.look(), ticket.follow_url), "no QR code on the screen")
    window.until(lambda: hall.slips.get(ticket.token) == "failed", "the server was not told")
    assert len(device.slips) == printed
    assert device.used_dots > 0
    device.leave_paper(dots=100_000)
    device.set(PrinterStatus())
    window.touch_and_see(*HOME)


def test_a_refusal_is_explained_and_the_way_back_works(window: KioskOnScreen, hall: HallStandIn) -> None:
    hall.moods = [Mood.REFUSING]
    issued = len(hall.tickets)
    window.until(lambda: is_home(window), "not home")
    to_the_confirmation(window)
    window.touch(*TAKE)
    window.until(lambda: window.shows(Colour.DANGER), "no explanation")
    window.touch_and_see(*WAY_ON)
    window.touch_and_see(*HOME)

    assert len(hall.tickets) == issued

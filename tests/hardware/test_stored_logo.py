"""A logo goes to the printer once and is printed by key; printers without such a memory get its dots each time."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import StorePicture
from hardware.printers.compose import compose, pictures
from hardware.printers.escpos_printer import EscposPrinter
from hardware.printers.model import Model, Stores, model_of
from hardware.printers.paper import Line, Page, Picture
from hardware.printers.stored_pictures import key_of, store, store_as_first
from hardware.printers.virtual import new_roll, picture
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from hardware.printers.wires import OnNetwork

MODEL = model_of()
STORED, BY_KEY, RASTER = b"\x1d(L", b"0E", b"\x1dv0"


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return Page("A045", (Picture(a_logo(tmp_path / "logo.png")), Line("Trung tâm Hành chính công")))


def a_logo(file: Path, side: int = 160) -> Path:
    logo = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    pen = ImageDraw.Draw(logo)
    pen.ellipse((4, 4, side - 4, side - 4), outline=(200, 0, 0, 255), width=12)
    pen.line((20, side // 3, side - 30, side // 2), fill=(0, 0, 0, 255), width=9)
    logo.save(file)
    return file


@pytest.fixture
def device() -> Iterator[VirtualPrinterOnTcp]:
    with VirtualPrinterOnTcp(MODEL) as device:
        yield device


def connected(device: VirtualPrinterOnTcp, model: Model = MODEL) -> EscposPrinter:
    return EscposPrinter(OnNetwork("127.0.0.1", device.port), model)


def test_a_logo_is_stored_once_and_then_printed_by_its_key(device: VirtualPrinterOnTcp, page: Page) -> None:
    for _ in range(2):
        printer = connected(device)
        printer.print(page)
        printer.print(page)
        printer.close()

    (dots,) = pictures(page.elements, MODEL)
    assert device.received.count(b"0C0" + key_of(dots)) == 1
    assert device.received.count(b"0E" + key_of(dots)) == 4
    assert len(device.slips) == 4


def test_the_stored_logo_looks_as_the_drawn_one(device: VirtualPrinterOnTcp, page: Page) -> None:
    printer = connected(device)
    printer.print(page)
    printer.close()

    drawn = picture(compose(page, MODEL), MODEL)
    assert not ImageChops.difference(device.slips[0], drawn).getbbox()


def test_a_printer_that_cannot_say_what_it_holds_gets_the_dots(page: Page) -> None:
    with VirtualPrinterOnTcp(MODEL, has_memory=False) as forgetful:
        printer = connected(forgetful)
        printer.print(page)
        printer.close()

        assert not ImageChops.difference(forgetful.slips[0], picture(compose(page, MODEL), MODEL)).getbbox()
        assert BY_KEY not in forgetful.received


@pytest.mark.parametrize("model", [model_of("POS-5890"), model_of(logo="raster")], ids=["POS-5890", "logo=raster"])
def test_a_profile_without_a_memory_is_not_even_asked(model: Model, page: Page) -> None:
    with VirtualPrinterOnTcp(model) as device:
        printer = connected(device, model)
        printer.print(page)
        printer.close()

        assert model.stores is Stores.NOTHING
        assert STORED not in device.received
        assert RASTER in device.received


def test_a_new_logo_has_a_new_key(tmp_path: Path) -> None:
    one, other = (pictures((Picture(a_logo(tmp_path / f"{side}.png", side)),), MODEL)[0] for side in (160, 161))

    assert key_of(one) != key_of(other)


def test_the_first_picture_of_an_old_printer_looks_as_the_drawn_one(page: Page) -> None:
    model = model_of("POS-5890", logo="stored")
    (dots,) = pictures(page.elements, model)
    roll, reader = new_roll(model), CommandReader()
    commands = list(reader.feed(store_as_first(dots) + compose(page, model)))
    for command in commands:
        roll.apply(command)
    reader.finish()

    assert isinstance(commands[0], StorePicture)
    slip = roll.slips[0] if roll.slips else roll.hanging()
    drawn = picture(compose(page, model_of("POS-5890")), model)
    assert slip is not None
    assert ink_rows(slip) == ink_rows(drawn)


def ink_rows(slip: Image.Image) -> int:
    """Black dots; a logo may stand some dots to the side, for it is stored in whole bytes."""
    return sum(slip.histogram()[:128])


def test_a_ticket_with_a_stored_logo_costs_a_few_bytes(device: VirtualPrinterOnTcp, page: Page) -> None:
    model = model_of(code_page_number=30)
    key = key_of(pictures(page.elements, model)[0])

    assert len(compose(page, model, {key})) < len(compose(page, model)) / 20


@pytest.mark.parametrize("logo", [None, "raster", "stored"])
def test_the_greys_of_a_logo_ask_the_printer_nothing(tmp_path: Path, logo: str | None) -> None:
    """Bytes of a picture that look like a request are one: the printer would answer, and its answer be misread."""
    file, model = tmp_path / "logo.png", model_of(logo=logo)
    Image.effect_noise((400, 400), 90).point(lambda grey: min(255, grey + 90)).save(file)
    page = Page("A045", (Picture(file, share=0.8),))
    (dots,) = pictures(page.elements, model)

    sent = compose(page, model, stored=()) + store(dots) + store_as_first(dots)

    assert re.search(rb"\x10(\x04[\x01-\x14]|\x05[\x00-\x02]|\x14[\x01-\x08])", sent) is None
    assert len(sent) > 50_000

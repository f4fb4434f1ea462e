"""The hall lays out its own ticket: blocks, texts, a logo, on wide and narrow paper."""

from pathlib import Path

import pytest
from PIL import Image

from hardware.printers.address import open_printer
from hardware.printers.paper import Line, Page, Picture, Size
from kiosk_app.printing.ticket_layout import lay_out
from kiosk_app.printing.ticket_template import USUAL_TEMPLATE, Template, WrongTemplate, read_template
from tests.kiosk_app.a_hall import HALL_ZONE, a_ticket

NOTE = {"vi": "Mời ông/bà chuẩn bị sẵn giấy tờ.", "en": "Please have your papers ready."}
WRITTEN = """
blocks = ["logo", "number", "service", "rule", "people_ahead", "issued_at", "note", "qr"]
narrow_blocks = ["number", "service", "note"]
logo = "logo.png"

[texts.note]
vi = "Mời ông/bà chuẩn bị sẵn giấy tờ."
en = "Please have your papers ready."
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    Image.radial_gradient("L").save(tmp_path / "logo.png")
    file = tmp_path / "ticket.toml"
    file.write_text(WRITTEN, encoding="utf-8")
    return file


def lines(page: Page) -> list[str]:
    return [element.text for element in page.elements if isinstance(element, Line)]


def test_without_a_template_the_ticket_is_as_usual() -> None:
    assert lay_out(a_ticket(), HALL_ZONE, "1022") == lay_out(a_ticket(), HALL_ZONE, "1022", template=USUAL_TEMPLATE)


def test_the_halls_blocks_stand_in_the_halls_order_in_the_citizens_language(file: Path) -> None:
    template = read_template(file)
    page = lay_out(a_ticket(), HALL_ZONE, "1022", template=template)

    assert lines(page) == ["A045", "Cấp giấy chứng nhận đăng ký đầu tư", NOTE["vi"]]
    assert isinstance(page.elements[0], Picture)
    assert lines(lay_out(a_ticket(language="en"), HALL_ZONE, None, template=template))[-1] == NOTE["en"]


def test_narrow_paper_has_blocks_of_its_own(file: Path) -> None:
    page = lay_out(a_ticket(), HALL_ZONE, "1022", template=read_template(file), narrow=True)

    assert [type(element) for element in page.elements] == [Line, Line, Line]


@pytest.mark.parametrize("options", ["", "?codepage=30", "?profile=POS-5890&codepage=27"])
def test_the_logo_is_printed_on_every_paper(file: Path, tmp_path: Path, options: str) -> None:
    printer = open_printer(f"virtual://{tmp_path}/paper{options}")
    with_logo, without = read_template(file), Template(("number",))
    printer.print(lay_out(a_ticket(number="A001"), HALL_ZONE, None, template=with_logo))
    printer.print(lay_out(a_ticket(number="A002"), HALL_ZONE, None, template=without))

    with Image.open(tmp_path / "paper" / "A001.png") as long, Image.open(tmp_path / "paper" / "A002.png") as short:
        assert long.height > short.height + 200


def test_what_is_not_known_leaves_no_gap_on_paper() -> None:
    ticket = a_ticket().model_copy(update={"people_ahead": None, "follow_url": ""})
    page = lay_out(ticket, HALL_ZONE, None, template=Template(("number", "people_ahead", "priority", "qr", "hotline")))

    assert page.elements == (Line("A045", Size.HUGE, bold=True),)


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("blocks = [", "cannot be read as TOML"),
        ('colour = "red"', "no setting 'colour'"),
        ('blocks = ["number", "weather"]', "names no block 'weather'"),
        ('blocks = ["service"]', "without it the paper is no ticket"),
        ('blocks = "number"', "as a list of names"),
        ('blocks = ["logo", "number"]', 'write logo = "FILE.png"'),
        ('logo = "none.png"', "is no picture"),
        ('[texts.number]\nvi = "Số"', "give your text another name"),
        ('[texts]\nnote = "Số"', "each text with its languages"),
    ],
)
def test_a_wrong_template_is_refused_with_its_mend(tmp_path: Path, written: str, mend: str) -> None:
    file = tmp_path / "ticket.toml"
    file.write_text(written, encoding="utf-8")

    with pytest.raises(WrongTemplate, match=mend):
        read_template(file)

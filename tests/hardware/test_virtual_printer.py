"""The virtual printer shows what the bytes say, and refuses bytes that a printer would not understand."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from PIL import Image, ImageChops

from hardware.printers.address import open_printer
from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import (
    Bold,
    Cut,
    DefineLetters,
    EndLine,
    ForgetLetter,
    Initialise,
    Letters,
    Magnify,
    QrContent,
    RasterImage,
    SelectDefined,
    SelectPage,
    UnknownCommand,
)
from hardware.printers.compose import compose
from hardware.printers.model import model_of
from hardware.printers.paper import Align, Gap, Line, Page, Pair, QrCode, QrPath, Rule, Size
from hardware.printers.printer import CoverOpen, OutOfPaper, PrinterStatus
from hardware.printers.raster import draw
from hardware.printers.virtual import VirtualPrinter, picture

TICKET = Page(
    "A045",
    (
        Line("Trung tâm", bold=True),
        Line("A045", Size.HUGE),
        Line("Ưu tiên", inverted=True, align=Align.LEFT),
        Rule(),
        Pair("Khu vực", "Khu 1: Đầu tư"),
        Gap(3),
        QrCode("http://10.0.0.1:8000/t/Zk3vQ8sT1xYb"),
    ),
)


def read(given: bytes) -> list[object]:
    reader = CommandReader()
    commands = list(reader.feed(given))
    reader.finish()
    return list(commands)


def black(image: Image.Image) -> int:
    return sum(image.convert("L").histogram()[:128])


def test_each_page_becomes_its_bytes_and_the_picture_of_its_bytes(tmp_path: Path) -> None:
    printer = open_printer(f"virtual://{tmp_path}/paper")

    printer.print(TICKET)

    written = (tmp_path / "paper" / "A045.bin").read_bytes()
    assert written == compose(TICKET, model_of())
    with Image.open(tmp_path / "paper" / "A045.png") as shown:
        assert not ImageChops.difference(shown.convert("L"), picture(written, model_of())).getbbox()


@pytest.mark.parametrize(
    "options", ["", "?codepage=30", "?codepage=52", "?profile=POS-5890", "?width=384&codepage=30", "?letters=defined"]
)
def test_a_whole_ticket_fits_every_kind_of_printer(tmp_path: Path, options: str) -> None:
    printer = open_printer(f"virtual://{tmp_path}{options}")

    printer.print(TICKET)

    with Image.open(tmp_path / "A045.png") as shown:
        assert shown.width == printer.model.width_dots + 64
        assert black(shown) > 5000


def test_the_picture_is_made_of_the_bytes_and_not_of_the_page() -> None:
    model = model_of(code_page_number=30)
    tampered = compose(Page("A001", (Line("A001"),)), model).replace(b"A001", b"B999")

    assert picture(tampered, model).tobytes() == picture(compose(Page("A001", (Line("B999"),)), model), model).tobytes()


def test_commands_are_read_in_whatever_pieces_they_come() -> None:
    letters = b"\x1b@\x1b&\x03AB\x01\x80\x00\x01\x00\x1b%\x01\x1b?A"
    slip = letters + b"\x1bt\x1e\x1d!\x11\x1bE\x01Hi\n\x1dv0\x00\x01\x00\x02\x00\xf0\x0f\x1d(k\x05\x001P0ab\x1dV\x00"
    reader = CommandReader()
    one_by_one = [command for byte in slip for command in reader.feed(bytes((byte,)))]

    assert [command for command in one_by_one if not isinstance(command, Letters)] == [
        Initialise(),
        DefineLetters(0x41, (b"\x80\x00\x01", b"")),
        SelectDefined(True),
        ForgetLetter(0x41),
        SelectPage(30),
        Magnify(2, 2),
        Bold(True),
        EndLine(),
        RasterImage(1, 2, b"\xf0\x0f"),
        QrContent(b"ab"),
        Cut(),
    ]


@pytest.mark.parametrize(("mode", "wide", "high"), [(0, 1, 1), (1, 2, 1), (2, 1, 2), (3, 2, 2), (0x33, 2, 2)])
def test_a_raster_image_is_doubled_as_its_mode_says(mode: int, wide: int, high: int) -> None:
    small = b"\xf0\x0f\xaa"

    shown = picture(b"\x1dv0" + bytes((mode, 1, 0, 3, 0)) + small, model_of())

    dots = Image.frombytes("1", (8, 3), bytes(~byte & 0xFF for byte in small)).convert("L")
    doubled = dots.resize((8 * wide, 3 * high), Image.Resampling.NEAREST)
    assert shown.height == 3 * high + 32
    assert shown.crop((32, 32, 32 + 8 * wide, 32 + 3 * high)).tobytes() == doubled.tobytes()
    assert black(shown) == black(doubled)


@pytest.mark.parametrize("profile", ["TM-T20II", "POS-5890"])
@pytest.mark.parametrize("content", ["1", "http://192.168.10.5:8000/t/Zk3vQ8sT1xYb", "x" * 150])
def test_a_drawn_qr_code_is_sent_in_a_quarter_of_its_dots(profile: str, content: str) -> None:
    model, code = model_of(profile), QrCode(content, path=QrPath.RASTER)
    drawn = draw((code,), model.width_dots)

    slip = compose(Page("A045", (code,)), model)

    images = [command for command in read(slip) if isinstance(command, RasterImage)]
    shown = picture(slip, model).crop((32, 32, 32 + model.width_dots, 32 + drawn.height))
    assert {(image.wide, image.high) for image in images} == {(2, 2)}
    assert sum(len(image.dots) for image in images) <= drawn.width // 8 * drawn.height / 4
    assert not ImageChops.difference(shown, drawn).getbbox()


@pytest.mark.parametrize(("code_page_number", "doubles"), [(None, False), (27, True)])
def test_a_ticket_that_is_drawn_as_a_whole_asks_the_printer_to_double_nothing(
    code_page_number: int | None, doubles: bool
) -> None:
    model = model_of("POS-5890", code_page_number=code_page_number)

    slip = compose(Page("A045", (Line("A045"), QrCode("http://192.168.10.5:8000/t/Zk3vQ8sT1xYb"))), model)

    images = [command for command in read(slip) if isinstance(command, RasterImage)]
    assert {(image.wide, image.high) for image in images} == {(2, 2) if doubles else (1, 1)}


@pytest.mark.parametrize(
    "unknown",
    [
        b"\x1bX",
        b"\x1dL\x00\x00",
        b"\x07",
        b"\x1d(L\x02\x000\x02",
        b"\x1bp\x00",
        b"\x1dv0\x04",
        b"\x1b&\x02AA\x01",
        b"\x1b&\x03BA",
        b"\x1b&\x03AA\x0d",
        b"\x1b?\x7f",
        b"\x1dVx",
    ],
    ids=repr,
)
def test_an_unknown_command_is_refused_by_its_bytes(unknown: bytes) -> None:
    with pytest.raises(UnknownCommand, match=unknown[:2].hex(" ")):
        read(unknown + b"\x00" * 12)


def test_a_letter_without_a_place_on_the_page_is_refused() -> None:
    with pytest.raises(UnknownCommand, match="1b 74 1e a1"):
        picture(b"\x1bt\x1e\xa1\n", model_of())


def test_a_command_that_breaks_off_is_refused() -> None:
    with pytest.raises(UnknownCommand):
        read(b"\x1dv0\x00\x01\x00\x02\x00\xff")


@given(st.binary(max_size=200))
def test_any_bytes_are_either_understood_or_refused_in_words(noise: bytes) -> None:
    with suppress(UnknownCommand):
        read(noise)


def test_bold_magnified_and_centred_text_look_so() -> None:
    model = model_of()
    plain, bold, large = (
        picture(b"\x1bt\x00" + style + b"HHH\n", model) for style in (b"", b"\x1bE\x01", b"\x1d!\x11")
    )
    middle = ImageChops.invert(picture(b"\x1bt\x00\x1ba\x01HHH\n", model)).getbbox()

    assert black(plain) < black(bold) < black(large)
    assert middle is not None
    assert abs((middle[0] + middle[2]) / 2 - (576 / 2 + 32)) < 4


def test_an_empty_roll_and_an_open_cover_print_nothing(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path, model_of())
    printer.state = PrinterStatus(paper_out=True)
    with pytest.raises(OutOfPaper, match="new roll"):
        printer.print(TICKET)
    printer.state = PrinterStatus(cover_open=True)
    with pytest.raises(CoverOpen, match="close it"):
        printer.print(TICKET)

    assert not list(tmp_path.iterdir())


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    open_printer(f"virtual://{tmp_path}/in").print(Page("../../A1", (Line("x"),)))

    assert [path.name for path in sorted((tmp_path / "in").iterdir())] == ["______A1.bin", "______A1.png"]

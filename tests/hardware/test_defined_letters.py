"""Letters that a printer is taught, slip by slip: they read right on paper, and cost a tenth of their pictures."""

import pytest
from PIL import Image, ImageChops, ImageOps

from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import DefineLetters, Letters, RasterImage, SelectDefined, UnknownCommand
from hardware.printers.compose import compose
from hardware.printers.defined_letters import MOST_LETTERS, codes_for, define
from hardware.printers.escpos_printer import EscposPrinter
from hardware.printers.letter_cells import BASELINE, HEIGHT, WIDTH, cell
from hardware.printers.model import Model, model_of
from hardware.printers.paper import Align, Line, Page, Pair, Size
from hardware.printers.paper_roll import MARGIN_DOTS
from hardware.printers.virtual import picture
from hardware.printers.virtual_on_tcp import VirtualPrinterOnTcp
from hardware.printers.wires import OnNetwork
from tests.hardware.test_vietnamese_on_paper import ACCENTED

NO_PAGE = model_of("POS-5890", defines_letters=True)
CP1258 = model_of("POS-5890", code_page_number=27, defines_letters=True)
ASCII = "".join(map(chr, range(0x21, 0x7F)))
TAUGHT = b"\x1b@" + define({"ấ": 0x41, "ữ": 0x42})
ON, OFF = b"\x1b%\x01", b"\x1b%\x00"


def shown(letters: bytes) -> Image.Image:
    """The first cell of what these bytes print."""
    return cells(picture(letters + b"\n", NO_PAGE))[0]


def cells(slip: Image.Image, rows: int = 1) -> list[Image.Image]:
    """The cells of the rows of text that a slip begins with, from the left."""
    return [
        slip.crop((left, top, left + WIDTH, top + HEIGHT))
        for top in range(MARGIN_DOTS, MARGIN_DOTS + rows * 34, 34)
        for left in range(MARGIN_DOTS, slip.width - MARGIN_DOTS, WIDTH)
    ]


def read_back(slip: Image.Image, rows: int) -> str:
    """The words of a slip, letter by letter from their dots."""
    dots = {cell(letter).tobytes(): letter for letter in ACCENTED}
    own = picture(ASCII.encode() + b"\n", model_of(width_dots=len(ASCII) * WIDTH))
    dots |= {each.tobytes(): letter for each, letter in zip(cells(own), ASCII, strict=True)}
    dots[Image.new("L", (WIDTH, HEIGHT), 255).tobytes()] = " "
    return " ".join("".join(dots.get(each.tobytes(), "?") for each in cells(slip, rows)).split())


def commands(slip: bytes) -> list[object]:
    return list(CommandReader().feed(slip))


def test_words_read_back_from_the_dots_on_paper() -> None:
    words = "Kế hoạch và Đầu tư: hồ sơ số 12, người chờ trước 3"

    slip = compose(Page("A001", (Line(words, align=Align.LEFT),)), NO_PAGE)

    assert read_back(picture(slip, NO_PAGE), rows=2) == words
    assert not [command for command in commands(slip) if isinstance(command, RasterImage)]


def test_what_follows_a_defined_letter_is_the_printers_own() -> None:
    words = ("Giờ", '!"#', "cỡ ấy", "gì!")
    page = Page("A001", tuple(Line(each, align=Align.LEFT) for each in words))

    assert read_back(picture(compose(page, NO_PAGE), NO_PAGE), rows=4) == " ".join(words)


def test_every_vietnamese_letter_reads_back() -> None:
    for begin in range(0, len(ACCENTED), 30):
        words = "".join(ACCENTED[begin : begin + 30])

        slip = compose(Page("A001", (Line(words, align=Align.LEFT),)), NO_PAGE)

        assert read_back(picture(slip, NO_PAGE), rows=1) == words


@pytest.mark.parametrize("letter", ACCENTED)
def test_a_letter_stands_on_the_line_with_all_its_marks_apart_from_it(letter: str) -> None:
    rows = [ImageOps.invert(cell(letter).crop((0, y, WIDTH, y + 1))).getbbox() is not None for y in range(HEIGHT)]
    marks = sum(begins and not before for before, begins in zip([False, *rows], rows, strict=False)) - 1

    assert rows[BASELINE - 1]
    assert rows[BASELINE] is (letter in "ýỳỷỹỵ")
    assert marks >= (letter in "ẬẶẸỆỊỌỘỤẠậặẹệịọộụạ") + (letter in "ẤẦẨẪẮẰẲẴẾỀỂỄỐỒỔỖÁÀẢÃÉÈẺẼấầẩẫắằẳẵếềểễốồổỗ")


def test_only_what_the_page_lacks_is_taught() -> None:
    slip = commands(compose(Page("A001", (Line("Đô thị"), Pair("Cơ quan", "Tiếng Việt"))), CP1258))

    (taught,) = (command for command in slip if isinstance(command, DefineLetters))
    assert len(taught.letters) == len("ịếệ")
    assert codes_for(("Đô thị",), CP1258.text_pages) == {"ị": 0x21}


@pytest.mark.parametrize("model", [model_of(), model_of(code_page_number=52)], ids=["raster", "CP1258"])
def test_a_printer_is_taught_nothing_unasked(model: Model) -> None:
    slip = commands(compose(Page("A001", (Line("Tiếng Việt"), Line("Hall"))), model))

    assert not [command for command in slip if isinstance(command, DefineLetters | SelectDefined)]


def test_what_there_are_no_codes_for_is_drawn() -> None:
    lines = tuple(Line("".join(ACCENTED[begin : begin + 24])) for begin in range(0, 120, 24))

    slip = commands(compose(Page("A001", (*lines, Line("A001"))), NO_PAGE))

    (taught,) = (command for command in slip if isinstance(command, DefineLetters))
    assert len(taught.letters) == 48 <= MOST_LETTERS
    kinds = [type(command) for command in slip if isinstance(command, Letters | RasterImage)]
    assert kinds == [Letters, Letters, RasterImage, RasterImage, RasterImage, Letters]


def test_a_line_that_must_be_drawn_anyway_takes_no_codes() -> None:
    slip = commands(compose(Page("A001", (Line("សំបុត្រ ấ ữ"), Line("1022"))), NO_PAGE))

    assert [type(command) for command in slip if isinstance(command, Letters | RasterImage)] == [
        RasterImage,
        Letters,
    ]
    assert not [command for command in slip if isinstance(command, DefineLetters)]


def test_a_defined_letter_stands_for_its_code_only_while_it_is_selected() -> None:
    own = shown(b"A")

    assert shown(TAUGHT + ON + b"A").tobytes() == cell("ấ").tobytes()
    assert shown(TAUGHT + ON + b"B").tobytes() == cell("ữ").tobytes()
    assert shown(TAUGHT + b"A").tobytes() == own.tobytes()
    assert shown(TAUGHT + ON + OFF + b"A").tobytes() == own.tobytes()
    assert shown(TAUGHT + ON + b"C").tobytes() == shown(b"C").tobytes(), "what is not defined is the printer's own"


@pytest.mark.parametrize(
    "forgets",
    [b"\x1b@" + ON, b"\x1b?A"],
    ids=["ESC @", "ESC ?"],
)
def test_a_printer_forgets_what_it_was_taught(forgets: bytes) -> None:
    assert shown(TAUGHT + ON + forgets + b"A").tobytes() == shown(b"A").tobytes()


def test_esc_question_mark_forgets_one_letter_of_the_selected_font() -> None:
    assert shown(TAUGHT + ON + b"\x1b?A" + b"B").tobytes() == cell("ữ").tobytes()
    assert shown(TAUGHT + ON + b"\x1bM\x01\x1b?A\x1bM\x00" + b"A").tobytes() == cell("ấ").tobytes()


def test_a_letter_is_defined_for_the_selected_font_and_no_wider_than_its_cell() -> None:
    narrow = b"\x1b&\x03AA\x01\xff\xff\xff"
    blank = Image.new("L", (WIDTH, HEIGHT), 255)

    assert shown(narrow + ON + b"A").crop((1, 0, WIDTH, HEIGHT)).getextrema() == (255, 255)
    assert shown(b"\x1b&\x03AA\x00" + ON + b"A").tobytes() == blank.tobytes()
    assert shown(b"\x1bM\x01" + narrow + b"\x1bM\x00" + ON + b"A").tobytes() == shown(b"A").tobytes()
    with pytest.raises(UnknownCommand, match="1b 26 03 41 41 0a"):
        shown(b"\x1bM\x01\x1b&\x03AA\x0a" + b"\xff" * 30)


def test_esc_at_ends_the_selection_too() -> None:
    again = b"\x1b@" + define({"ấ": 0x41})

    assert shown(TAUGHT + ON + again + b"A").tobytes() == shown(b"A").tobytes()


@pytest.mark.parametrize(("size", "wide", "high"), [(b"\x11", 2, 2), (b"\x01", 1, 2), (b"\x10", 2, 1), (b"\x32", 4, 3)])
def test_a_defined_letter_is_magnified_dot_by_dot(size: bytes, wide: int, high: int) -> None:
    paper = picture(TAUGHT + ON + b"\x1d!" + size + b"A\n", NO_PAGE)

    left, top = MARGIN_DOTS, MARGIN_DOTS
    large = paper.crop((left, top, left + WIDTH * wide, top + HEIGHT * high))
    assert large.tobytes() == cell("ấ").resize(large.size, Image.Resampling.NEAREST).tobytes()


def test_a_bold_defined_letter_has_each_dot_twice_and_an_inverted_one_is_white() -> None:
    bold, inverted = (shown(TAUGHT + ON + style + b"A") for style in (b"\x1bE\x01", b"\x1dB\x01"))

    right = Image.new("L", (WIDTH, HEIGHT), 255)
    right.paste(cell("ấ"), (1, 0))
    assert bold.tobytes() == ImageChops.darker(cell("ấ"), right).tobytes()
    assert inverted.tobytes() == ImageOps.invert(cell("ấ")).tobytes()


def test_each_slip_brings_its_letters_over_the_wire() -> None:
    model = model_of(defines_letters=True)
    pages = [Page("A001", (Line("Cấp giấy"),)), Page("A002", (Line("Đăng ký"),))]
    with VirtualPrinterOnTcp(model) as device:
        printer = EscposPrinter(OnNetwork("127.0.0.1", device.port), model)
        for page in pages:
            printer.print(page)
        printer.close()

        expected = [picture(compose(page, model), model).tobytes() for page in pages]
        assert [slip.tobytes() for slip in device.slips] == expected
        assert device.received.count(b"\x1b&\x03") == len(pages)


def test_large_and_bold_lines_are_text_too() -> None:
    page = Page("A001", (Line("Cấp giấy", Size.LARGE, bold=True), Line("Ưu tiên", inverted=True), Line("Chờ số")))

    slip = commands(compose(page, NO_PAGE))

    assert not [command for command in slip if isinstance(command, RasterImage)]
    last = picture(compose(page, NO_PAGE), NO_PAGE).crop((0, MARGIN_DOTS + 58 + 34, 448, MARGIN_DOTS + 58 + 68))
    alone = picture(compose(Page("A001", (Line("Chờ số"),)), NO_PAGE), NO_PAGE)
    assert last.tobytes() == alone.crop((0, MARGIN_DOTS, 448, MARGIN_DOTS + 34)).tobytes(), "no style is left over"

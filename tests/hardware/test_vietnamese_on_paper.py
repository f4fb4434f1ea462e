"""Every Vietnamese letter reaches the paper, as the printer's own text and as raster."""

import unicodedata

import pytest
from escpos.capabilities import CAPABILITIES
from PIL import Image, ImageChops

from hardware.printers.code_pages import CodePage, encode
from hardware.printers.command_reader import CommandReader, read_command
from hardware.printers.commands import EndLine, Initialise, Letters, RasterImage, UnknownCommand
from hardware.printers.compose import compose
from hardware.printers.model import Model, model_of, page_of
from hardware.printers.paper import Line, Page, Pair
from hardware.printers.paper_roll import MARGIN_DOTS
from hardware.printers.raster import draw
from hardware.printers.virtual import new_roll, picture

VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES if vowel + tone not in "aeiouy"
]
ACCENTED = [*SMALL, "đ", *(letter.upper() for letter in SMALL), "Đ"]


def commands(slip: bytes) -> list[object]:
    found: list[object] = []
    while read := read_command(slip):
        found.append(read[0])
        slip = slip[read[1] :]
    return found


def decoded(written: bytes, profile: str) -> str:
    """What a printer makes of text bytes, read from the page tables by place."""
    letters, page, place = "", None, 0
    while place < len(written):
        if written[place] == 0x1B:
            page, place = page_of(profile, written[place + 2]), place + 3
            continue
        assert page is not None
        letters, place = letters + (page.letter(written[place]) or "?"), place + 1
    return letters


def test_there_are_134_accented_letters() -> None:
    assert len(ACCENTED) == len(set(ACCENTED)) == 134


def test_tcvn_3_holds_every_accented_letter_in_its_two_pages() -> None:
    pages = model_of(code_page_number=30).text_pages
    text = "".join(ACCENTED)

    written = encode(text, pages)

    assert written is not None
    assert decoded(written, "TM-T20II") == text


@pytest.mark.parametrize(("number", "name"), [(30, "TCVN-3-1"), (31, "TCVN-3-2")])
def test_our_table_has_the_letters_where_the_capability_data_has_them(number: int, name: str) -> None:
    page = page_of("TM-T20II", number)
    theirs = "".join(CAPABILITIES["encodings"][name]["data"]).replace("Ð", "Đ")  # they took the Icelandic letter

    assert page is not None
    assert {0x80 + place: letter for place, letter in enumerate(theirs) if letter != " "} == {
        code: letter for letter, code in page.letters.items() if code >= 0x80
    }


def test_cp1258_takes_what_it_has_in_one_piece_and_leaves_the_rest_to_raster() -> None:
    pages = model_of(code_page_number=52).text_pages
    whole = [letter for letter in ACCENTED if encode(letter, pages) is not None]

    assert len(whole) == 30
    assert encode("Đ ô ơ ư", pages) == b"\x1bt\x34\xd0 \xf4 \xf5 \xfd"
    assert encode("Tiếng Việt", pages) is None


def test_a_line_that_the_page_does_not_cover_goes_as_raster_among_lines_of_text() -> None:
    page = Page("A001", (Line("Hall"), Line("Tiếng Việt"), Line("1022")))

    slip = commands(compose(page, model_of(code_page_number=52)))

    assert [type(command) for command in slip if isinstance(command, Letters | RasterImage)] == [
        Letters,
        RasterImage,
        Letters,
    ]


@pytest.mark.parametrize(
    "model",
    [model_of(), model_of(code_page_number=30), model_of(defines_letters=True)],
    ids=["raster", "text", "defined letters"],
)
def test_every_accented_letter_looks_different_on_paper(model: Model) -> None:
    seen: dict[bytes, str] = {}
    for letter in ACCENTED:
        shown = picture(compose(Page("A001", (Line(letter, bold=True),)), model), model)
        twin = seen.setdefault(shown.tobytes(), letter)
        assert twin == letter, f"{letter} looks like {twin}"


@pytest.mark.parametrize("letter", ACCENTED)
def test_no_accent_is_cut_off_above_or_below(letter: str) -> None:
    alone = ink(draw((Line(letter, bold=True),), 576))
    with_room = ink(draw((Line(" "), Line(letter, bold=True), Line(" ")), 576))

    assert alone is not None
    assert with_room is not None
    assert (alone[3] - alone[1]) == (with_room[3] - with_room[1])
    assert alone[1] > 0


def ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.invert(image).getbbox()


def test_the_raster_path_prints_the_very_dots_that_were_drawn() -> None:
    line, model = Line("".join(ACCENTED[:40])), model_of()

    (band,) = (found for found in commands(compose(Page("A001", (line,)), model)) if isinstance(found, RasterImage))

    shown = Image.frombytes("1", (band.row_bytes * 8, band.rows), bytes(~byte & 0xFF for byte in band.dots))
    paper = Image.new("L", (model.width_dots, band.rows), 255)
    paper.paste(shown.convert("L"), (0, 0))
    assert paper.tobytes() == draw((line,), model.width_dots).tobytes()
    assert band.row_bytes < model.width_dots // 8


def test_the_halls_width_holds_where_the_profile_says_less() -> None:
    wider = model_of("TM-T88V", width_dots=576)
    page = Page("A045", (Line("Trung tâm Phục vụ hành chính công tỉnh Đồng Nai"), Pair("Giờ cấp", "10:30")))

    shown = picture(compose(page, wider), wider)

    inked = ImageChops.invert(shown).getbbox()
    assert inked is not None
    assert inked[2] > 512 + MARGIN_DOTS, "drawn on the profile's 512 dots"


def test_a_printer_whose_width_nobody_knows_is_no_word_on_the_kiosks_log(capsys: pytest.CaptureFixture[str]) -> None:
    compose(Page("A045", (Line("Số thứ tự của anh"),)), model_of("RP326"))

    assert capsys.readouterr().out == ""


def test_text_is_at_most_a_tenth_of_raster() -> None:
    page = Page("A001", tuple(Line("Trung tâm Hành chính công tỉnh Đồng Nai") for _ in range(10)))

    assert len(compose(page, model_of(code_page_number=30))) * 10 <= len(compose(page, model_of()))


@pytest.mark.parametrize(("profile", "number"), [("TM-T20II", 30), ("POS-5890", 27), ("RP326", 35)])
def test_a_printer_made_for_china_prints_vietnamese_all_the_same(profile: str, number: int) -> None:
    model = model_of(profile, number)
    slip = compose(Page("A001", (Line("Căn nhà"), Pair("Hoàn thành", "Đông"), Line("Căn cước"))), model)
    roll = new_roll(model)
    roll.wakes_in_chinese = True

    for command in CommandReader().feed(slip):
        roll.apply(command)

    assert (roll.slips[0] if roll.slips else roll.hanging()) == picture(slip, model)
    roll.apply(Initialise())
    with pytest.raises(UnknownCommand):  # the virtual printer tells the difference
        roll.apply(Letters(b"C\xea"))


def test_letters_in_two_pieces_and_dots_in_one_are_text_and_no_line_is_longer_than_the_paper() -> None:
    model = model_of("POS-5890", defines_letters=True)
    composed = Page("A001", (Line("Xin mời ông bà ngồi chờ ở ghế… cảm ơn…"), Pair("Thời gian chờ…", "10–20 phút hơn…")))
    decomposed = Page("A001", tuple(_in_pieces(each) for each in composed.elements))
    columns = model.width_dots // 12

    slip = compose(decomposed, model)

    assert slip == compose(composed, model)
    assert not any(isinstance(found, RasterImage) for found in commands(slip))
    read = (found for found in commands(slip) if isinstance(found, Letters | EndLine))
    printed = b"".join(found.letters if isinstance(found, Letters) else b"\n" for found in read)
    assert max(map(len, printed.split(b"\n"))) <= columns


def _in_pieces(element: object) -> Line | Pair:
    match element:
        case Line(text):
            return Line(unicodedata.normalize("NFD", text))
        case Pair(label, value):
            return Pair(unicodedata.normalize("NFD", label), unicodedata.normalize("NFD", value))
    raise AssertionError


def test_typography_that_no_page_has_is_typed_plainly() -> None:
    page = CodePage(0, {"-": 0x2D, "1": 0x31, "2": 0x32})

    assert encode("1–2", (page,)) == b"\x1bt\x001-2"

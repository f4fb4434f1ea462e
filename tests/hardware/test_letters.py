"""Words of other scripts find their font on the machine, on the screen and on paper: no language needs code."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hardware.letters import font_file, is_latin, script_of
from hardware.printers.model import model_of
from hardware.printers.paper import Line
from hardware.printers.raster import draw

KHMER = "តើលោកអ្នកមករកមន្ទីរណា?"
NOBODYS = "\U000f0000"
"""A letter for private use: no font has it."""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_that_is_said_in_vietnamese_and_english_is_in_the_houses_own_font(language: str) -> None:
    with Path(f"kiosk_app/locale/{language}/LC_MESSAGES/motcua.po").open("rb") as catalogue:
        words = [str(message.string) for message in read_po(catalogue)]

    assert [each for each in words if not is_latin(each)] == []
    assert "BeVietnamPro" in font_file("Tiếng Việt", 500).name


def test_khmer_has_a_font_of_its_own_and_its_signs_are_put_around_its_letters() -> None:
    assert "Khmer" in font_file(KHMER, 500).name
    assert script_of(KHMER) == "Khmr"


def test_khmer_is_printed_in_letters_not_in_boxes() -> None:
    width = model_of().width_dots
    one, other = (draw((Line(word),), width).tobytes() for word in ("មន្ទីរ", "សំបុត្រ"))
    box, other_box = (draw((Line(word),), width).tobytes() for word in (NOBODYS, "\U000f0001"))

    assert one != other
    assert box == other_box


def test_without_a_font_for_them_words_are_drawn_all_the_same() -> None:
    assert font_file(NOBODYS, 700) == font_file("A", 700)

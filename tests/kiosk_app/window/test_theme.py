"""What can be computed of how the kiosk looks: contrast in every palette, and how windows are laid out."""

import pytest
from hypothesis import given, strategies as st

from kiosk_app.window.palette import HIGH_CONTRAST, READ_ON, USUAL, Colour, Palette, contrast, palette_of
from kiosk_app.window.theme import Layout

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(("palette", "least"), [(USUAL, 4.5), (HIGH_CONTRAST, 7.0)], ids=["usual", "high-contrast"])
@pytest.mark.parametrize(("letters", "ground"), READ_ON, ids=lambda colour: colour.name)
def test_everything_can_be_read(letters: Colour, ground: Colour, palette: Palette, least: float) -> None:
    assert contrast(palette[letters], palette[ground]) >= least


@given(colours, colours)
def test_whatever_colours_a_centre_has_everything_can_be_read(primary: str, accent: str) -> None:
    palette = palette_of(primary, accent)

    assert palette.keys() == set(Colour)
    assert [pair for pair in READ_ON if contrast(palette[pair[0]], palette[pair[1]]) < 4.5] == []


def test_a_colour_that_can_be_read_is_worn_as_it_is() -> None:
    assert palette_of("#7A1020", None)[Colour.PRIMARY] == "#7A1020"
    assert palette_of(None, None) == USUAL


def test_a_smaller_window_shows_the_same_page_smaller() -> None:
    small = Layout(540, 960)

    assert small.dots(100) == 50
    assert small.per_page == Layout(1080, 1920).per_page


@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1920, 1080)], ids=["portrait", "landscape"])
def test_large_text_is_larger_and_lowered_screens_begin_lower(width: int, height: int) -> None:
    usual = Layout(width, height)

    assert Layout(width, height, large=True).letters(32) >= 1.25 * usual.letters(32)
    assert Layout(width, height, lowered=True).head > usual.head

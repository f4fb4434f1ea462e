"""What can be computed of how the kiosk looks: contrast of every pair, size and reach of every target."""

import pytest

from kiosk_app.theme import (
    DOTS_PER_MM,
    READ_ON,
    SMALLEST_GAP_MM,
    SMALLEST_TARGET_MM,
    Colour,
    Space,
    Stage,
    Target,
)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("letters", "ground"), READ_ON, ids=lambda colour: colour.name)
def test_everything_can_be_read(letters: Colour, ground: Colour) -> None:
    light, dark = sorted((luminance(letters), luminance(ground)), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_target_is_at_least_two_centimetres_high_and_apart_from_the_next() -> None:
    heights = [value for name, value in vars(Target).items() if name.isupper()]

    assert min(heights) / DOTS_PER_MM >= SMALLEST_TARGET_MM
    assert Space.GAP / DOTS_PER_MM >= SMALLEST_GAP_MM


@pytest.mark.parametrize("stage", [Stage(1080, 1920), Stage(1920, 1080)], ids=["portrait", "landscape"])
def test_a_full_page_of_cards_still_has_large_targets_within_reach(stage: Stage) -> None:
    foot = Target.FOOTER + Space.INSET + (Target.COUNTDOWN + Space.GAP if stage.portrait else 0)
    room = stage.height - stage.head - foot - Space.GAP
    card = (room - Space.GAP * (stage.rows - 1)) / stage.rows

    assert card / DOTS_PER_MM >= SMALLEST_TARGET_MM
    assert stage.head >= stage.height / 3


def test_a_smaller_window_shows_the_same_page_smaller() -> None:
    small = Stage(540, 960)

    assert small.dots(100) == 50
    assert small.per_page == Stage(1080, 1920).per_page

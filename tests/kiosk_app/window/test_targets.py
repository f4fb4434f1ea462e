"""Every target of every screen, measured on the real widgets: large enough, apart, within reach, and nothing cut."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest

from kiosk_app.window.palette import READ_ON
from kiosk_app.window.theme import REFERENCE_INCHES, SMALLEST_GAP_MM, SMALLEST_INCHES, SMALLEST_TARGET_MM, Layout
from tests.kiosk_app.gallery import SIZES
from tests.kiosk_app.kiosk_window import x_server


@dataclass(frozen=True)
class Target:
    touch: str
    x: float
    y: float
    width: float
    height: float

    def away_from(self, other: "Target") -> float:
        across = max(self.x, other.x) - min(self.x + self.width, other.x + other.width)
        down = max(self.y, other.y) - min(self.y + self.height, other.y + other.height)
        return max(across, down)


@dataclass(frozen=True)
class Seen:
    screen: str
    targets: tuple[Target, ...]
    cut: tuple[str, ...]
    beyond: tuple[str, ...]
    read_on: frozenset[tuple[str, str]]
    """Letters and the ground under them."""


@dataclass(frozen=True)
class Measured:
    layout: Layout
    screens: tuple[Seen, ...]


@pytest.fixture(scope="module", params=["portrait", "landscape"])
def measured(request: pytest.FixtureRequest) -> Measured:
    return measure(request.param)


def measure(name: str, *options: str) -> Measured:
    width, height = SIZES[name]
    with x_server(width, height) as display:
        done = subprocess.run(
            [sys.executable, "-m", "tests.kiosk_app.targets", name, *options],
            env={**os.environ, "DISPLAY": display},
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    told = [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]
    return Measured(Layout(width, height), tuple(map(_seen, told)))


def _seen(told: dict[str, Any]) -> Seen:
    targets = tuple(Target(*of) for of in told["targets"])
    words = (tuple(told["cut"]), tuple(told["beyond"]))
    return Seen(told["screen"], targets, *words, frozenset(map(tuple, told["read_on"])))


@pytest.mark.parametrize("inches", [REFERENCE_INCHES, SMALLEST_INCHES])
def test_every_target_is_two_centimetres_wide_and_high(measured: Measured, inches: float) -> None:
    least = SMALLEST_TARGET_MM * measured.layout.dots_per_mm(inches)
    small = [
        (seen.screen, target)
        for seen in measured.screens
        for target in seen.targets
        if min(target.width, target.height) < least
    ]

    assert len(measured.screens) > 150
    assert small == []


@pytest.mark.parametrize("inches", [REFERENCE_INCHES, SMALLEST_INCHES])
def test_targets_are_four_millimetres_apart(measured: Measured, inches: float) -> None:
    least = SMALLEST_GAP_MM * measured.layout.dots_per_mm(inches)
    close = [
        (seen.screen, one.touch, other.touch)
        for seen in measured.screens
        for one, other in combinations(seen.targets, 2)
        if one.away_from(other) < least - 0.5  # half a dot: layouts round
    ]

    assert close == []


def test_all_that_is_touched_lies_in_the_window_and_lowered_in_its_lower_part(measured: Measured) -> None:
    layout = measured.layout
    outside = [
        (seen.screen, target)
        for seen in measured.screens
        for target in seen.targets
        if target.x < 0 or target.y < 0 or target.x + target.width > layout.width
    ]
    lowered = [seen for seen in measured.screens if " lowered-" in seen.screen]
    high = max(target.y + target.height for seen in lowered for target in seen.targets)

    assert outside == []
    assert high <= layout.height * (0.5 if layout.portrait else 0.58) + 1


def test_no_words_are_cut(measured: Measured) -> None:
    assert [(seen.screen, seen.cut) for seen in measured.screens if seen.cut] == []


@pytest.mark.parametrize("name", ["portrait", "landscape"])
def test_names_of_whole_sentences_stay_within_their_place(name: str) -> None:
    measured = measure(name, "long-names")

    assert any(seen.cut for seen in measured.screens), "the names are too short to try it"
    assert [(seen.screen, seen.beyond) for seen in measured.screens if seen.beyond] == []


def test_every_pair_of_colours_that_is_drawn_is_one_whose_contrast_is_computed(measured: Measured) -> None:
    """`tests.kiosk_app.window.test_theme` computes these of every palette."""
    computed = {(letters.name, ground.name) for letters, ground in READ_ON}
    drawn = {pair: seen.screen for seen in measured.screens for pair in seen.read_on}

    assert len(drawn) > 10
    assert {pair: screen for pair, screen in drawn.items() if pair not in computed} == {}

"""The self-test page tries what the printer may have, and reads right on the virtual one."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from hardware.printers.address import open_printer
from hardware.printers.code_pages import SINGLE_BYTE
from hardware.printers.command_reader import CommandReader
from hardware.printers.commands import Cut, DefineLetters, QrContent, RasterImage, SelectDefined, SelectPage
from hardware.printers.compose import compose
from hardware.printers.model import Model, model_of
from hardware.printers.self_test import CANDIDATES, PANGRAM, self_test

MODEL = model_of(code_page_number=30)


def test_it_tries_every_code_page_that_printers_keep_vietnamese_in() -> None:
    commands = list(CommandReader().feed(compose(self_test(MODEL, "tcp://printer"), MODEL)))

    assert {command.number for command in commands if isinstance(command, SelectPage)} >= set(CANDIDATES)
    assert sum(isinstance(command, QrContent) for command in commands) == 1
    assert sum(isinstance(command, RasterImage) for command in commands) >= 2
    assert isinstance(commands[-1], Cut)


@pytest.mark.parametrize("model", [MODEL, model_of("POS-5890"), model_of(defines_letters=True)])
def test_it_tries_whether_the_printer_can_be_taught_letters(model: Model) -> None:
    commands = list(CommandReader().feed(compose(self_test(model, "tcp://printer"), model)))

    taught = next(command for command in commands if isinstance(command, DefineLetters))
    assert len(taught.letters) >= len({letter for letter in PANGRAM if not letter.isascii()})
    assert SelectDefined(True) in commands


def test_its_sentence_has_every_tone_and_every_vietnamese_letter() -> None:
    bare = unicodedata.normalize("NFD", PANGRAM.lower())

    assert set("\u0300\u0301\u0303\u0309\u0323") <= set(bare), "five tones"
    assert set("ăâđêôơư") <= {unicodedata.normalize("NFC", letter + mark) for letter, mark in pairwise(bare)} | {"đ"}


@pytest.mark.parametrize("options", ["", "?codepage=30", "?profile=POS-5890", "?width=384", "?letters=defined"])
def test_every_printer_can_print_it(tmp_path: Path, options: str) -> None:
    printer = open_printer(f"virtual://{tmp_path}{options}")

    printer.print(self_test(printer.model, f"virtual://{options}"))

    with Image.open(tmp_path / "SELF-TEST.png") as shown:
        assert shown.height > 800


def test_the_samples_read_right_on_a_printer_made_for_china() -> None:
    slip = compose(self_test(model_of(), "tcp://printer"), model_of())

    assert slip.index(SINGLE_BYTE) < slip.index(b" 27 CP1258: ")

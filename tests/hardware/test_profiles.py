"""python-escpos' profiles, read our way."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from hardware.printers.compose import compose
from hardware.printers.model import model_of
from hardware.printers.paper import Page, Rule
from hardware.printers.profiles import CAPABILITIES


def test_the_profiles_are_those_that_yaml_reads() -> None:
    assert yaml.safe_load((files("escpos") / "capabilities.json").read_text()) == CAPABILITIES


@pytest.mark.parametrize(
    ("profile", "columns"),
    [("TM-T20II-42col", 42), ("TM-P80-42col", 42), ("TM-T20II", 48), ("POS-5890", 32), ("NT-80-V-UL", 48)],
)
def test_a_line_has_as_many_letters_as_the_printer(profile: str, columns: int) -> None:
    slip = compose(Page("rule", (Rule(),)), model_of(profile, 16))

    assert max(map(len, re.findall(rb"-+", slip))) == columns


def test_a_start_leaves_nothing_in_the_temporary_folder(tmp_path: Path) -> None:
    environment = {"TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", "import hardware.printers.model"], check=True, env=environment)

    assert list(tmp_path.iterdir()) == []

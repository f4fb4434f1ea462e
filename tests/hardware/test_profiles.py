"""python-escpos' profiles, read our way."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import yaml

from hardware.printers.profiles import CAPABILITIES


def test_the_profiles_are_those_that_yaml_reads() -> None:
    assert yaml.safe_load((files("escpos") / "capabilities.json").read_text()) == CAPABILITIES


def test_a_start_leaves_nothing_in_the_temporary_folder(tmp_path: Path) -> None:
    environment = {"TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", "import hardware.printers.model"], check=True, env=environment)

    assert list(tmp_path.iterdir()) == []

"""What systemd runs on a kiosk's machine: the kiosk in cage. Stands in for cage 0.1.4, which no root may start."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

IN_CAGE = Path("kiosk_app/systemd/motcua-kiosk-in-cage").resolve()
CAGE = """#!/bin/sh
trap 'echo gone >"$SCREEN"; exit 0' TERM
shift
"$@" &
wait $!
exit 0  # whatever its program ended with
"""
PRINTS_TO_ITS_END = """trap 'sleep 0.5; [ -e "$SCREEN" ] || echo whole >"$PAPER"; exit 0' TERM
echo begun >"$PAPER"
while :; do sleep 0.05; done
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    cage = tmp_path / "cage"
    cage.write_text(CAGE)
    cage.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    folder = str(tmp_path)
    return {"PATH": path, "TMPDIR": folder, "SCREEN": f"{folder}/screen", "PAPER": f"{folder}/paper"}


@pytest.mark.parametrize("status", [0, 1, 3])
def test_systemd_hears_how_the_kiosk_has_ended(environment: dict[str, str], status: int) -> None:
    ended = subprocess.run([IN_CAGE, "sh", "-c", f"exit {status}"], env=environment, check=False)

    assert ended.returncode == status


def test_a_kiosk_that_was_killed_is_no_kiosk_that_was_left(environment: dict[str, str]) -> None:
    ended = subprocess.run([IN_CAGE, "sh", "-c", "kill -9 $$"], env=environment, check=False)

    assert ended.returncode == 128 + signal.SIGKILL


def test_a_ticket_that_is_being_printed_when_the_machine_is_shut_down_is_printed_to_its_end(
    environment: dict[str, str], tmp_path: Path
) -> None:
    paper = tmp_path / "paper"
    process = subprocess.Popen([IN_CAGE, "sh", "-c", PRINTS_TO_ITS_END], env=environment)
    deadline = time.monotonic() + 10
    while not paper.exists() and time.monotonic() < deadline:
        time.sleep(0.02)

    process.terminate()

    assert process.wait(10) == 0
    assert paper.read_text() == "whole\n"
    assert sorted(left.name for left in tmp_path.iterdir()) == ["cage", "paper"]

"""Two fingers at once, or a palm beside a finger: one touch of the last button is one ticket. And no touch is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.kiosk_app.kiosk_window import x_server


def test_a_second_finger_takes_no_second_ticket_and_no_finger_is_too_fast(tmp_path: Path) -> None:
    with x_server() as display:
        done = subprocess.run(
            [sys.executable, "-m", "tests.kiosk_app.fingers", str(tmp_path)],
            env={**os.environ, "DISPLAY": display, "HOME": str(tmp_path)},
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=120,
        )

    told = [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("[")]
    assert told == [
        ["both fingers take", 1, "TakePaper"],
        ["one finger leaves while the other would take", 1, "Welcome"],
        ["one finger takes and the other lifts when the ticket is there", 2, "TakePaper"],
        ["a finger comes right behind new figures", 2, "Confirming"],
        ["digits in no time", 3, "AskingCode"],
    ]

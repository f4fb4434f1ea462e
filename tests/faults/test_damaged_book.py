"""A kiosk that is killed while it mends its damaged book, again and again: each start leaves all that could be read."""

import subprocess
import sys
from pathlib import Path

from tests.kiosk_app.a_book import GIVEN, PAGE, fill, overwrite

STARTS = 60
ENOUGH = 5
"""So many at least must be killed in the midst of it, so that something was tried."""


def test_a_kiosk_that_is_killed_while_it_mends_its_book_loses_nothing_by_it(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    fill(damaged)
    overwrite(damaged, damaged.stat().st_size // PAGE // 2 * PAGE, bytes(PAGE))

    arguments = (sys.executable, "-m", "tests.faults.mended_kiosk", str(damaged), str(STARTS))
    said = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout

    *left, in_the_midst = map(int, said.split())
    assert len(left) == STARTS
    assert len(set(left)) == 1
    assert GIVEN - 4 <= left[0] < GIVEN
    assert in_the_midst >= ENOUGH

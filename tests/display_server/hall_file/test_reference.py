"""The page that explains the hall file says what the server checks."""

from pathlib import Path

from display_server.hall_file.format import MENDS
from display_server.hall_file.reference import reference


def test_the_page_is_up_to_date() -> None:
    assert Path("docs/hall_file.md").read_text() == reference(), "run `make hall-file-reference`"


def test_every_key_is_explained() -> None:
    rows = [line.split(" | ") for line in reference().splitlines() if line.startswith("| `")]

    assert len(rows) > 60
    assert [key for key, explained, _ in rows if not explained.strip()] == []
    assert {key.strip("| `") for key, *_ in rows} <= MENDS.keys()

import gzip
from pathlib import Path

import pytest

from display_server.simulation.replay.real_day import NoSuchDay, load, read_day

HEAD = "office,queue,queue_name,date,ticket,issued_minute,called_minute,people_ahead,open_counters\n"
ROWS = """\
Bemowo,1,A,2020-01-02,1,480,485,0,2
Bemowo,2,B,2020-01-02,1,470,,0,1
Bemowo,1,A,2020-01-02,2,490,495,1,2
Bemowo,1,A,2020-01-03,1,481,482,0,1
Wola,7,Z,2020-01-02,1,500,510,0,1
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tickets.csv.gz"
    path.write_bytes(gzip.compress((HEAD + ROWS).encode()))
    return path


def test_the_busiest_day_is_read_in_the_order_of_arrival(file: Path) -> None:
    day = read_day(file)

    assert (day.office, day.date) == ("Bemowo", "2020-01-02")
    assert [visitor.issued_minute for visitor in day.visitors] == [470, 480, 490]
    assert day.visitors[0].called_minute is None
    assert load(day) == {"1": 2, "2": 1}


def test_an_office_and_a_date_can_be_chosen(file: Path) -> None:
    assert len(read_day(file, "Wola").visitors) == 1
    assert read_day(file, date="2020-01-03").office == "Bemowo"


def test_only_the_first_visitors_are_kept(file: Path) -> None:
    assert [visitor.issued_minute for visitor in read_day(file, limit=2).visitors] == [470, 480]


def test_a_day_that_is_not_there_is_refused_in_words(file: Path) -> None:
    with pytest.raises(NoSuchDay, match="no tickets of Wola on 2020-01-03"):
        read_day(file, "Wola", "2020-01-03")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("office,queue\nBemowo,1\n", "Column 'called_minute' is missing"),
        (HEAD + "Bemowo,1,A,2020-01-02,1,soon,485,0,2\n", "Line 2 is no ticket"),
        (HEAD + "Bemowo,1,A,2020-01-02,1\n", "Line 2 is no ticket"),
        (HEAD, "no tickets of any office"),
        ("\udcff", "cannot be read"),
    ],
)
def test_what_is_no_ticket_file_is_refused_in_words(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "tickets.csv"
    path.write_bytes(content.encode(errors="surrogateescape"))

    with pytest.raises(NoSuchDay, match=words):
        read_day(path)


def test_a_file_that_only_says_it_is_gzip_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "tickets.csv.gz"
    path.write_text(HEAD)

    with pytest.raises(NoSuchDay, match="cannot be read"):
        read_day(path)

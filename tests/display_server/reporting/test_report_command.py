"""`motcua report`: the manager's files on a command line, and the raw journal."""

import csv
import io
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import openpyxl
import pypdf
import pytest
from pyarrow import parquet

from display_server.domain.rating_plan import Opinion
from display_server.store.database import connect
from display_server.store.hall import Halls
from display_server.store.security_log import SecurityLog
from display_server.use_cases import counter, kiosk, visitor
from tests.command_line import motcua
from tests.halls import MovedClock, a_hall_plan, do

WITHOUT_PYARROW = "import sys; sys.modules['pyarrow'] = None; from display_server.__main__ import main; main()"


@pytest.fixture
def two_days(sqlite_database: str) -> str:
    """On the first day one visitor is served and content, on the second two take numbers."""
    engine, clock = connect(sqlite_database), MovedClock()
    halls = Halls(engine, clock)
    halls.load(a_hall_plan(), actor="test")
    hall = halls["hall"]
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.open_counter, 1, "Hoà")
    clock.advance(minutes=7.5)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    do(hall, visitor.rate_visit, ticket.token, Opinion(1, comment="chậm"), "tablet")
    clock.advance(days=1)
    for _ in range(2):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest("tax"))
    engine.dispose()
    return sqlite_database


@pytest.fixture
def days() -> tuple[str, str]:
    first = a_hall_plan().day(MovedClock()())
    return str(first), str(first + timedelta(days=1))


def asked(days: tuple[str, str], file: Path, *more: str) -> tuple[str, ...]:
    first, last = days
    of_days = ("--hall", "hall", "--from", first, "--to", last, "--output", str(file))
    return ("report", *of_days, "--format", file.suffix[1:], *more)


def report(database: str, days: tuple[str, str], file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return motcua(*asked(days, file, *more), database=database)


def test_the_figures_come_as_csv_in_the_language_asked_for(
    two_days: str, days: tuple[str, str], tmp_path: Path
) -> None:
    done = report(two_days, days, tmp_path / "figures.csv", "--group-by", "day", "--language", "en")

    heading, *rows = csv.reader(io.StringIO((tmp_path / "figures.csv").read_text("utf-8-sig")))
    assert (done.returncode, done.stderr) == (0, "")
    assert [row[heading.index("Issued")] for row in rows] == ["1", "2", "3"]
    assert rows[0][heading.index("Wait: mean (min)")] == "7.5"


def test_the_figures_come_as_workbook_and_on_paper_in_vietnamese(
    two_days: str, days: tuple[str, str], tmp_path: Path
) -> None:
    for ending in ("xlsx", "pdf"):
        assert report(two_days, days, tmp_path / f"figures.{ending}").returncode == 0

    sheet = openpyxl.load_workbook(tmp_path / "figures.xlsx")["Thời gian chờ"]
    assert ["Tổng cộng", 3] in [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]
    assert "Tổng cộng" in pypdf.PdfReader(tmp_path / "figures.pdf").pages[0].extract_text()


def test_the_raw_journal_tells_every_event_of_these_days_in_its_order(
    two_days: str, days: tuple[str, str], tmp_path: Path
) -> None:
    first, last = days

    assert report(two_days, (first, first), tmp_path / "first.jsonl").returncode == 0
    assert report(two_days, days, tmp_path / "both.jsonl").returncode == 0

    lines = [json.loads(line) for line in (tmp_path / "both.jsonl").read_text().splitlines()]
    of_first = [json.loads(line) for line in (tmp_path / "first.jsonl").read_text().splitlines()]
    assert of_first == [line for line in lines if line["day"] == first]
    assert [line["event"] for line in lines if line["day"] == last].count("TicketIssued") == 2
    assert [(line["seq"], line["nth"]) for line in lines] == sorted((line["seq"], line["nth"]) for line in lines)
    (called,) = [line for line in lines if line["event"] == "TicketCalled"]
    assert (called["counter"], called["service"], called["facts"]["officer"]) == (1, "land", "Hoà")


def test_the_raw_journal_tells_that_a_visit_was_rated_and_never_how(
    two_days: str, days: tuple[str, str], tmp_path: Path
) -> None:
    report(two_days, days, tmp_path / "journal.jsonl")

    written = (tmp_path / "journal.jsonl").read_text()
    (rated,) = [line for line in map(json.loads, written.splitlines()) if line["event"] == "VisitRated"]
    assert rated["facts"] == {}
    assert "chậm" not in written
    assert "salt" not in written


def test_the_raw_journal_is_the_same_as_parquet(two_days: str, days: tuple[str, str], tmp_path: Path) -> None:
    report(two_days, days, tmp_path / "journal.jsonl")

    done = report(two_days, days, tmp_path / "journal.parquet")

    assert done.returncode == 0, done.stderr
    read = parquet.read_table(tmp_path / "journal.parquet").to_pylist()
    rows = [
        {**row, "at": row["at"].isoformat(), "day": row["day"].isoformat(), "facts": json.loads(row["facts"])}
        for row in read
    ]
    assert rows == [json.loads(line) for line in (tmp_path / "journal.jsonl").read_text().splitlines()]


def test_parquet_without_its_library_names_the_mend(two_days: str, days: tuple[str, str], tmp_path: Path) -> None:
    arguments = (*asked(days, tmp_path / "journal.parquet"), "--database", two_days)
    without = [sys.executable, "-c", WITHOUT_PYARROW, *arguments]
    done = subprocess.run(without, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "motcua: Parquet needs pyarrow: pip install 'motcua[parquet]', or take --format jsonl."
    ]
    assert list(tmp_path.glob("journal*")) == []


def test_a_file_that_is_there_stays_as_it_is(two_days: str, days: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("mine")

    done = report(two_days, days, file)

    assert (done.returncode, file.read_text()) == (2, "mine")
    assert done.stderr.splitlines() == [f"motcua: {file} is there already: name another file, or move it away."]


@pytest.mark.parametrize(
    ("name", "more", "mend"),
    [
        ("figures.csv", ["--group-by", "banana"], "choose one of service, department"),
        ("figures.csv", ["--language", "tlh"], "choose one of vi, en"),
        ("figures.docx", [], "'csv', 'xlsx', 'pdf', 'jsonl', 'parquet'"),
        ("journal.jsonl", ["--group-by", "day"], "leave them out"),
        ("no/folder/figures.csv", [], "cannot be written"),
        ("figures.csv", ["--hall", "banana"], "banana"),
        ("figures.csv", ["--from", "2027-01-01"], "exchange --from and --to"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    two_days: str, days: tuple[str, str], tmp_path: Path, name: str, more: list[str], mend: str
) -> None:
    done = report(two_days, days, tmp_path / name, *more)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert mend in done.stderr
    assert list(tmp_path.glob("figures*")) == []


def test_who_took_a_file_is_in_the_security_log(two_days: str, days: tuple[str, str], tmp_path: Path) -> None:
    report(two_days, days, tmp_path / "journal.jsonl")

    last = SecurityLog(connect(two_days)).page(1)[0].deed
    assert (last.kind, last.by.name, last.about, last.hall) == ("exported", "administrator", "journal.jsonl", "hall")

"""What is derived from a file of tickets is the shape of its days."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from display_server.estimates.tickets import NoTicketFile, read_tickets
from display_server.simulation.shapes import shape_of

ONE_DAY = Path("tests/journeys/warsaw/praga_poludnie.csv.gz")
COLUMNS = "office,queue,date,ticket,issued_minute,called_minute,people_ahead,open_counters\n"
OPENS = 480


def a_day(date: int, visitors: int) -> str:
    """An office open for eight hours: every second visitor of its counter takes 8 minutes, the others 16.

    A quarter comes within the first half hour, before anybody has looked how many there are.
    """
    lines, free = [], OPENS + 8.0
    for nth in range(visitors):
        late = nth - visitors // 4
        issued = OPENS + (10 if late < 0 else 30 + 445 * late // (visitors - visitors // 4))
        called = max(free, issued)
        free = called + (8 if nth % 2 else 16)
        lines.append(f"town,A,2020-01-{date:02},{nth + 1},{issued:g},{called:g},0,1\n")
    return "".join(lines)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "tickets.csv").write_text(COLUMNS + "".join(a_day(nth, 40 + 4 * nth) for nth in range(1, 13)))
    return tmp_path / "tickets.csv"


def test_arrivals_are_shares_of_the_opening_hours(file: Path) -> None:
    shape = shape_of(read_tickets(file))

    assert sum(shape.arrivals) == pytest.approx(1, abs=0.001)
    assert shape.arrivals[0] == max(shape.arrivals) == pytest.approx(0.25, abs=0.03)


def test_service_times_are_told_against_their_mean(file: Path) -> None:
    shape = shape_of(read_tickets(file))

    assert shape.service_times[5] == pytest.approx(8 / 12, abs=0.1)
    assert shape.service_times[15] == pytest.approx(16 / 12, abs=0.1)
    assert shape.passed_over == 0.0


def test_days_are_told_against_the_mean_day(file: Path) -> None:
    shape = shape_of(read_tickets(file))

    assert shape.days[0] == pytest.approx(44 / 66, abs=0.03)
    assert shape.days[5] == pytest.approx(1, abs=0.03)
    assert shape.days[10] == pytest.approx(88 / 66, abs=0.03)


def test_who_was_there_before_the_first_look_came_as_the_office_opened(file: Path) -> None:
    lines = file.read_text().splitlines(keepends=True)
    seen = [line for line in lines if line.startswith("office") or int(line.split(",")[3]) > 4]
    file.write_text("".join(seen))

    assert shape_of(read_tickets(file)).arrivals[0] == pytest.approx(0.25, abs=0.03)


def test_a_day_of_which_a_half_hour_was_not_collected_says_nothing_of_arrivals(file: Path) -> None:
    whole = shape_of(read_tickets(file)).arrivals
    missing = [line for line in a_day(20, 60).splitlines(keepends=True) if not 600 <= int(line.split(",")[4]) < 660]
    file.write_text(file.read_text() + "".join(missing))

    assert shape_of(read_tickets(file)).arrivals == whole


def test_one_day_says_too_little() -> None:
    with pytest.raises(NoTicketFile, match="take a file of more days"):
        shape_of(read_tickets(ONE_DAY))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "display_server.simulation.shapes", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_prints_the_table_that_is_kept(file: Path) -> None:
    printed = run(str(file))

    table = tomllib.loads(printed.stdout)
    assert tuple(table["arrivals"]) == shape_of(read_tickets(file)).arrivals
    assert len(table["service_times"]) == 21


@pytest.mark.parametrize("arguments", [(), ("nowhere.csv",)])
def test_it_says_what_file_it_wants(arguments: tuple[str, ...]) -> None:
    refused = run(*arguments)

    assert refused.returncode == 1
    assert "ticket CSV" in refused.stderr

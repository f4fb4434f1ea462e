"""A day lived by the real engine gives back its own waits, on both databases and at the command line."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from display_server.hall_file.reading import read_hall_file
from display_server.planning.comparison import compare
from display_server.planning.reading import past_days
from display_server.simulation.demo.past import live_through
from display_server.simulation.visitors import Crowd
from display_server.store.database import open_database
from display_server.store.hall import Halls
from tests import command_line
from tests.databases import SqliteDatabases
from tests.halls import MovedClock
from tests.running_server import REFERENCE_HALL

OPENS = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
DAY = OPENS.date()


def live_the_morning(database: str) -> str:
    """The reference hall's first forty minutes, lived by the use cases themselves."""
    engine = open_database(database)
    plan, clock = read_hall_file(REFERENCE_HALL), MovedClock(OPENS)
    halls = Halls(engine, clock)
    halls.load(plan, actor="test")
    officers = {counter.number: f"officer {counter.number}" for counter in plan.counters}
    live_through(halls[plan.slug], plan, clock, Crowd(plan), officers, OPENS + timedelta(minutes=40))
    engine.dispose()
    return database


@pytest.fixture(scope="module")
def lived(sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """For what only reads."""
    return live_the_morning(sqlite_template.fresh(tmp_path_factory.mktemp("lived")))


def test_a_day_lived_unchanged_gives_back_its_own_waits(database: str) -> None:
    engine = open_database(live_the_morning(database))
    with Halls(engine, MovedClock(OPENS + timedelta(days=1)))["dong-nai"].reading() as reading:
        compared = compare(past_days(reading, [DAY]), reading.plan, [])
    engine.dispose()

    assert compared is not None
    hall = compared.rows[0]
    assert hall.before == hall.after
    assert hall.before.n > 100
    assert compared.replay_error_minutes is not None
    assert compared.replay_error_minutes < 0.25
    assert abs(compared.replay_bias_minutes or 0) < 0.1


def motcua(command: str, database: str, *options: str) -> subprocess.CompletedProcess[str]:
    return command_line.motcua(command, "--hall", "dong-nai", *options, database=database)


def what_if(database: str, *options: str) -> subprocess.CompletedProcess[str]:
    return motcua("what-if", database, "--from", f"{DAY}", "--to", f"{DAY}", *options)


def test_one_counter_more_shortens_its_departments_waits(lived: str, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    done = what_if(lived, "--more-counters", "1", "--hall-file", str(REFERENCE_HALL), "--draft", str(draft), "--json")

    assert done.returncode == 0, done.stderr
    rows = {(row["kind"], row["key"]): row for row in json.loads(done.stdout)["rows"]}
    own = rows["department", "khdt"]
    assert own["after"]["mean_minutes"] < own["before"]["mean_minutes"]
    assert own["gain"] > own["lose"]
    assert read_hall_file(draft).counter(49).services == read_hall_file(REFERENCE_HALL).counter(1).services


@pytest.mark.parametrize(
    ("options", "mend"),
    [
        (("--from", "2026-11-01", "--to", "2026-11-01"), "Choose days with visitors"),
        (("--to", "2026-11-22"), "is after the last"),
        (("--head-start", "elderly"), "as elderly=10"),
        (("--draft", "new.toml"), "--hall-file"),
    ],
)
def test_what_cannot_be_tried_is_refused_with_the_mend(
    sqlite_database: str, options: tuple[str, ...], mend: str
) -> None:
    engine = open_database(sqlite_database)
    Halls(engine, MovedClock(OPENS)).load(read_hall_file(REFERENCE_HALL), actor="test")
    engine.dispose()

    done = what_if(sqlite_database, *options)

    assert done.returncode == 2
    assert mend in done.stderr


def test_no_draft_is_begun_of_another_halls_file_or_of_what_would_be_no_hall(
    lived: str, only_counter: int, tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(REFERENCE_HALL.read_text().replace('slug = "dong-nai"', 'slug = "binh-duong"', 1))
    draft = tmp_path / "draft.toml"

    wrong_file = what_if(lived, "--help-after", "5", "--hall-file", str(other), "--draft", str(draft))
    no_hall = what_if(
        lived, "--without-counter", str(only_counter), "--hall-file", str(REFERENCE_HALL), "--draft", str(draft)
    )

    assert (wrong_file.returncode, no_hall.returncode) == (2, 2)
    assert "another hall" in wrong_file.stderr
    assert "counter" in no_hall.stderr
    assert not draft.exists()


@pytest.fixture(scope="module")
def only_counter() -> int:
    """The only one that takes some service."""
    plan = read_hall_file(REFERENCE_HALL)
    takers = [plan.counters_for(service.slug) for service in plan.services]
    return next(counters[0].number for counters in takers if len(counters) == 1)


def test_the_counters_needed_are_printed_and_written_to_pin_on_a_wall(lived: str, tmp_path: Path) -> None:
    wall = tmp_path / "wall.xlsx"
    days = ("--from", f"{DAY}", "--to", f"{DAY}", "--weekday", "mon")

    done = motcua("staffing", lived, *days, "--within", "5", "--share", "90", "--xlsx", str(wall), "--language", "vi")

    assert done.returncode == 0, done.stderr
    assert "Planning and Investment" in done.stdout
    book = load_workbook(wall)
    heads = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert any("07:30" in row for row in heads)
    assert any("Kế hoạch và Đầu tư" in row for row in heads)


def test_the_day_after_is_told_from_what_is_known(lived: str) -> None:
    done = motcua("tomorrow", lived, "--day", f"{DAY + timedelta(days=2)}", "--json")

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["whole"]["low"] < told["whole"]["mean"] < told["whole"]["high"]
    assert sum(each["mean"] for each in told["half_hours"]) == pytest.approx(told["whole"]["mean"])


@pytest.mark.parametrize(
    ("command", "options", "mend"),
    [
        ("staffing", ("--from", "2026-11-01", "--to", "2026-11-02"), "Choose days with visitors"),
        ("staffing", ("--from", f"{DAY}", "--to", f"{DAY}", "--department", "none"), "no department none"),
        ("tomorrow", ("--day", "2026-11-29"), "The hall is closed on this day"),
        ("tomorrow", ("--day", "2026-11-25"), "no past days"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_the_mend(
    sqlite_database: str, command: str, options: tuple[str, ...], mend: str
) -> None:
    engine = open_database(sqlite_database)
    Halls(engine, MovedClock(OPENS)).load(read_hall_file(REFERENCE_HALL), actor="test")
    engine.dispose()

    done = motcua(command, sqlite_database, *options)

    assert done.returncode == 2
    assert mend in done.stderr

"""A day lived by the real engine gives back its own waits, on both databases and at the command line."""

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from display_server.hall_file.reading import read_hall_file
from display_server.planning.comparison import compare
from display_server.planning.reading import past_days
from display_server.simulation.demo.past import live_through
from display_server.simulation.visitors import Crowd
from display_server.store.database import open_database
from display_server.store.hall import Halls
from tests.halls import MovedClock
from tests.running_server import REFERENCE_HALL

OPENS = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
DAY = OPENS.date()


@pytest.fixture
def lived(database: str) -> str:
    """The reference hall's first forty minutes, lived by the use cases themselves."""
    engine = open_database(database)
    plan, clock = read_hall_file(REFERENCE_HALL), MovedClock(OPENS)
    halls = Halls(engine, clock)
    halls.load(plan, actor="test")
    officers = {counter.number: f"officer {counter.number}" for counter in plan.counters}
    live_through(halls[plan.slug], plan, clock, Crowd(plan), officers, OPENS + timedelta(minutes=40))
    engine.dispose()
    return database


def test_a_day_lived_unchanged_gives_back_its_own_waits(lived: str) -> None:
    engine = open_database(lived)
    with Halls(engine, MovedClock(OPENS + timedelta(days=1)))["dong-nai"].reading() as reading:
        compared = compare(past_days(reading, [DAY]), reading.plan, [])
    engine.dispose()

    assert compared is not None
    hall = compared.rows[0]
    assert hall.before == hall.after
    assert hall.before.n > 100
    assert compared.replay_error_minutes is not None
    assert compared.replay_error_minutes < 0.25


def what_if(database: str, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "display_server", "what-if", "--hall", "dong-nai", "--database", database]
    days: Sequence[str] = ("--from", f"{DAY}", "--to", f"{DAY}")
    return subprocess.run([*command, *days, *options], capture_output=True, text=True, check=False)


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
        (("--from", "2026-11-01", "--to", "2026-11-01"), "Name days with visitors"),
        (("--to", "2026-11-22"), "--to lies before --from"),
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

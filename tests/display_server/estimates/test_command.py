"""`motcua backtest` at the command line: the contract's figures as JSON, and one line for every mistake."""

import json
import subprocess
from pathlib import Path

import pytest

from display_server.estimates.backtest import METHODS
from display_server.estimates.command import METHODS as OFFERED
from display_server.store.database import connect
from display_server.store.hall import Halls
from tests import command_line
from tests.halls import a_hall_plan

WARSAW = Path(__file__).parents[2] / "journeys" / "warsaw" / "praga_poludnie.csv.gz"


def motcua(*arguments: object) -> subprocess.CompletedProcess[str]:
    return command_line.motcua(*map(str, arguments))


@pytest.mark.parametrize("method", ["learnt", "same-length", "declared"])
def test_a_real_day_is_promised_and_judged(method: str) -> None:
    done = motcua("backtest", WARSAW, "--method", method)

    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["tickets"] == 1437
    assert 0 < figures["mae_minutes"] <= figures["rmse_minutes"]
    assert 0 <= figures["interval_coverage"] <= 1
    assert figures["late_promises"] <= 1 - figures["interval_coverage"]
    assert figures["interval_mean_width_minutes"] >= 5
    assert abs(figures["bias_minutes"]) <= figures["mae_minutes"]
    assert sum(part["tickets"] for part in figures["by_hour"].values()) == 1437
    assert sum(part["tickets"] for part in figures["by_people_ahead"].values()) == 1437
    assert list(figures["by_office"]) == ["UD_Praga_Poludnie"]


def test_every_method_is_offered() -> None:
    assert OFFERED == METHODS


@pytest.mark.parametrize(
    ("content", "arguments", "mend"),
    [
        ("office,queue\n", (), "has no column"),
        ("", ("--method", "magic"), "'magic' is not one of"),
        ("", ("--history", "nowhere.csv"), "nowhere.csv"),
        ("", ("--declared-minutes", "0"), "--declared-minutes"),
    ],
)
def test_a_mistake_is_one_line_that_names_the_mend(
    tmp_path: Path, content: str, arguments: tuple[str, ...], mend: str
) -> None:
    file = tmp_path / "tickets.csv"
    file.write_text(content)

    done = motcua("backtest", file, *arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert mend in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_hall_learns_at_the_command_line_once_it_has_something_to_learn_from(sqlite_database: str) -> None:
    halls = Halls(connect(sqlite_database))
    halls.load(a_hall_plan(), actor="test")

    done = motcua("estimates", "train", "hall", "--database", sqlite_database)

    assert done.returncode == 2
    assert done.stderr == (
        "motcua: hall hall: there is too little to learn from yet. Try again after three days with tickets.\n"
    )


def test_a_file_without_a_place_to_keep_what_is_learnt_names_the_mend() -> None:
    done = motcua("estimates", "train", WARSAW)

    assert done.returncode == 2
    assert "say with --output where to keep what is learnt from it" in done.stderr


def test_a_hall_that_is_not_there_is_named(sqlite_database: str) -> None:
    done = motcua("estimates", "train", "nowhere", "--database", sqlite_database)

    assert done.returncode == 2
    assert "There is no hall nowhere here." in done.stderr

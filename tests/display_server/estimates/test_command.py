"""`motcua backtest` at the command line: the contract's figures as JSON, and one line for every mistake."""

import json
import subprocess
from pathlib import Path

import pytest

from display_server.estimates.backtest import METHODS
from display_server.estimates.command import METHODS as OFFERED
from tests import command_line

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

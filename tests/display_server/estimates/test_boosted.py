"""LightGBM learns, our own trees tell: the same numbers, wherever it is installed or not."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from display_server.estimates.boosted import as_trees, boosted
from display_server.estimates.counting import history_of
from display_server.estimates.features import features
from display_server.estimates.growing import Growing, of_all
from display_server.estimates.observed import Moment, as_it_happened
from display_server.estimates.tickets import read_tickets
from tests.display_server.estimates.test_command import WARSAW, motcua

RUN = "from display_server.__main__ import main; main()"
NOT_INSTALLED = f"import sys; sys.modules['lightgbm'] = None; {RUN}"
NOT_LOADED = f"""
import sys

class LacksItsSystemLibrary:
    def find_spec(self, name, path=None, target=None):
        if name == "lightgbm":
            raise OSError("libgomp.so.1: cannot open shared object file")

sys.meta_path.insert(0, LacksItsSystemLibrary())
{RUN}
"""


def where(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def real_rows() -> tuple[np.ndarray, np.ndarray]:
    """A day of an office, as its tickets looked at issue, and how long they waited."""
    (tickets,) = read_tickets(WARSAW).values()
    rows, waits = [], []
    for each in as_it_happened(tickets, history_of(tickets, 10)):
        if isinstance(each, Moment) and each.ticket.called is not None:
            rows.append(features(each.ticket, each.day))
            waits.append(each.ticket.called - each.ticket.issued)
    return np.array(rows), np.array(waits)


@pytest.mark.parametrize("quantile", [0.1, 0.5, 0.89])
def test_our_trees_say_what_the_library_s_own_say(real_rows: tuple[np.ndarray, np.ndarray], quantile: float) -> None:
    rows, waits = real_rows
    library = boosted(rows, np.log(waits + 2.5), np.ones(len(waits)), quantile, Growing(rows=0.7, features=0.5))

    trees = as_trees(library)

    said = library.predict(rows)
    assert np.ptp(said) > 1, "it has learnt something"
    assert of_all(trees, rows) == pytest.approx(said, abs=1e-9)
    assert [trees.of(row) for row in rows[:200].tolist()] == pytest.approx(said[:200], abs=1e-9)


def test_what_lies_on_a_threshold_goes_where_the_library_sends_it() -> None:
    rows = np.repeat([[0.0], [1.0], [2.0], [3.0]], 200, axis=0)
    library = boosted(rows, rows[:, 0] ** 2, np.ones(800), 0.5, Growing(trees=20))
    trees = as_trees(library)
    splits = sorted(
        {at for tree in trees.trees for at, of in zip(tree.threshold, tree.feature, strict=True) if of == 0}
    )
    on_them = np.array([[np.nextafter(at, -np.inf)] for at in splits])

    assert len(splits) >= 2
    assert of_all(trees, on_them) == pytest.approx(library.predict(on_them), abs=1e-9)


def test_from_too_few_tickets_for_a_split_only_their_quantile_is_learnt() -> None:
    rows, targets = np.arange(50.0)[:, None], np.arange(50.0)

    trees = as_trees(boosted(rows, targets, np.ones(50), 0.5, Growing()))

    assert [trees.of([each]) for each in (0.0, 49.0)] == pytest.approx([24.5, 24.5], abs=1)


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real day, and the same again the day after."""
    file = tmp_path_factory.mktemp("past") / "past.csv"
    (tickets,) = read_tickets(WARSAW).values()
    lines = ["office,queue,date,ticket,issued_minute,called_minute,people_ahead,open_counters"]
    for day in ("2019-06-03", "2019-06-04"):
        lines += [
            f"{each.office},{each.queue},{day},{each.number},{each.issued},"
            f"{'' if each.called is None else each.called},{each.ahead},{each.counters}"
            for each in tickets
        ]
    file.write_text("\n".join(lines) + "\n")
    return file


def test_a_model_that_the_library_learnt_is_used_where_it_is_not_installed(two_days: Path, tmp_path: Path) -> None:
    model = tmp_path / "model.json"
    trained = motcua("estimates", "train", two_days, "--output", model)

    with_it, without = (
        run("backtest", WARSAW, "--model", model) for run in (motcua, lambda *of: where(NOT_INSTALLED, *of))
    )

    assert trained.stdout == f"{model}: learnt until 2019-06-04. LightGBM learnt it.\n"
    assert json.loads(model.read_bytes())["learnt"]["grown_by"] == "lightgbm"
    assert without.returncode == 0, without.stderr
    assert json.loads(without.stdout) == json.loads(with_it.stdout)


@pytest.mark.parametrize(
    ("program", "mend"),
    [(NOT_INSTALLED, "pip install 'motcua[estimates]'"), (NOT_LOADED, "install the Debian package libgomp1")],
)
def test_without_the_library_numpy_learns_and_asking_for_it_names_the_mend(
    two_days: Path, tmp_path: Path, program: str, mend: str
) -> None:
    model = tmp_path / "model.json"

    asked = where(program, "estimates", "train", two_days, "--output", model, "--learn-with", "lightgbm")
    done = where(program, "estimates", "train", two_days, "--output", model)

    assert asked.returncode == 2
    assert mend in asked.stderr
    assert done.returncode == 0, done.stderr
    assert "numpy learnt it." in done.stdout
    assert json.loads(model.read_bytes())["learnt"]["grown_by"] == "numpy"


def test_one_may_say_which_of_the_two_learns(two_days: Path) -> None:
    done = {by: motcua("backtest", WARSAW, "--history", two_days, "--learn-with", by) for by in ("lightgbm", "numpy")}

    figures = {by: json.loads(each.stdout) for by, each in done.items()}
    assert figures["lightgbm"].keys() == figures["numpy"].keys()
    assert figures["lightgbm"]["mae_minutes"] != figures["numpy"]["mae_minutes"]
    assert figures["lightgbm"]["mae_minutes"] == pytest.approx(figures["numpy"]["mae_minutes"], rel=0.25)


def test_what_learns_nothing_needs_no_choice_of_who_learns(two_days: Path) -> None:
    done = motcua("backtest", WARSAW, "--method", "usual", "--learn-with", "numpy")

    assert done.returncode == 2
    assert "--learn-with goes without --model and --method" in done.stderr

"""An estimator in a file: it says the same afterwards, and no wrong file is taken for one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from display_server.estimates.backtest import ours
from display_server.estimates.estimator import Estimator
from display_server.estimates.kept import NoEstimator, keep, read_kept
from display_server.estimates.training import train
from tests.display_server.estimates.days import MONDAY, a_queue, some_days
from tests.display_server.estimates.test_command import motcua


@pytest.fixture(scope="module")
def estimator() -> Estimator:
    return train(some_days(8), declared=10)


def test_what_was_kept_promises_the_same(estimator: Estimator, tmp_path: Path) -> None:
    keep(estimator, MONDAY, tmp_path / "model.json")

    kept = read_kept(tmp_path / "model.json")

    day = a_queue(seed=5)
    assert kept.learnt_until == MONDAY
    assert estimator.learnt is not None, "there are trees to keep"
    assert list(ours(day, kept.estimator)) == list(ours(day, estimator))


def test_an_estimator_without_trees_is_kept_as_well(tmp_path: Path) -> None:
    keep(train({}, declared=10), MONDAY, tmp_path / "model.json")

    assert read_kept(tmp_path / "model.json").estimator == train({}, declared=10)


def test_nothing_is_overwritten(estimator: Estimator, tmp_path: Path) -> None:
    keep(estimator, MONDAY, tmp_path / "model.json")

    with pytest.raises(FileExistsError):
        keep(estimator, MONDAY, tmp_path / "model.json")


def a_node_that_leads_back(model: dict[str, Any]) -> None:
    model["learnt"]["expected"]["trees"][0]["low"][0] = 0


def an_unknown_feature(model: dict[str, Any]) -> None:
    model["learnt"]["low"]["trees"][0]["feature"][0] = 400


def a_table_cut_short(model: dict[str, Any]) -> None:
    model["queues"][0][1]["seen"].pop()


def a_day_that_takes_back_calls(model: dict[str, Any]) -> None:
    model["queues"][0][1]["calls_until"][-1] = -1


def an_endless_tree_of_minutes(model: dict[str, Any]) -> None:
    model["learnt"]["minutes"]["trees"][0]["high"][0] = 0


def an_unknown_grower(model: dict[str, Any]) -> None:
    model["learnt"]["grown_by"] = "magic"


def a_later_version(model: dict[str, Any]) -> None:
    model["version"] = 2


@pytest.mark.parametrize(
    "damage",
    [
        *(a_node_that_leads_back, an_unknown_feature, a_table_cut_short, a_later_version),
        *(a_day_that_takes_back_calls, an_endless_tree_of_minutes, an_unknown_grower),
    ],
)
def test_a_damaged_file_is_refused_with_the_mend(
    estimator: Estimator, tmp_path: Path, damage: Callable[[dict[str, Any]], None]
) -> None:
    file = tmp_path / "model.json"
    keep(estimator, MONDAY, file)
    model = json.loads(file.read_bytes())
    damage(model)
    file.write_text(json.dumps(model))

    with pytest.raises(NoEstimator, match="Make one with: motcua estimates train"):
        read_kept(file)


def test_a_model_of_before_is_still_read(estimator: Estimator, tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    keep(estimator, MONDAY, file)
    model = json.loads(file.read_bytes())
    del model["learnt"]["minutes"], model["learnt"]["grown_by"]
    for _, past in model["queues"]:
        del past["calls_until"]
    file.write_text(json.dumps(model))

    kept = read_kept(file)

    assert kept.learnt is not None
    assert kept.learnt.grown_by == "numpy", "there was nothing else"
    assert all(each.estimate.expected >= 0 for each in ours(a_queue(seed=5), kept.estimator))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.json").write_bytes(b"\x80\x04pickled")

    with pytest.raises(NoEstimator, match="is no estimator"):
        read_kept(tmp_path / "model.json")


def test_a_hall_trains_by_command_and_judges_later_days(tmp_path: Path) -> None:
    past, later, model = (tmp_path / name for name in ("past.csv", "later.csv", "model.json"))
    header = "office,queue,queue_name,date,ticket,issued_minute,called_minute,people_ahead,open_counters"
    past.write_text(f"{header}\nHall,7,Land,2026-03-02,12,500,515,3,2\n")
    later.write_text(f"{header}\nHall,7,Land,2026-03-03,12,500,515,3,2\n")

    trained = motcua("estimates", "train", past, "--output", model)
    again = motcua("estimates", "train", past, "--output", model)
    judged = motcua("backtest", later, "--model", model)
    known = motcua("backtest", past, "--model", model)

    assert trained.returncode == 0, trained.stderr
    assert json.loads(judged.stdout)["tickets"] == 1
    assert (again.returncode, known.returncode) == (2, 2)
    assert "Name a new file" in again.stderr
    assert "has learnt until 2026-03-02" in known.stderr

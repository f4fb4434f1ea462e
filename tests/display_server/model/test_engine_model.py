"""The whole engine against a simple model: random days of a hall, whatever order things happen in."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.databases import PostgresDatabases, SqliteDatabases
from tests.display_server.model.whole_hall_model import TheWholeHall

PATIENT = os.environ.get("MOTCUA_PATIENCE") == "hours"
TIMES = 400 if PATIENT else 1
PHASES = tuple(Phase) if PATIENT else (Phase.reuse, Phase.generate)
"""To make a failing history short takes longer than a test may: without patience it is shown as found."""


@pytest.mark.timeout(300 * TIMES)
def test_random_days_on_sqlite(sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("model")
    run_days(lambda: sqlite_template.fresh(folder), examples=25 * TIMES)


@pytest.mark.timeout(300 * TIMES)
def test_random_days_on_postgresql(postgres_server: PostgresDatabases) -> None:
    run_days(postgres_server.fresh, examples=4 * TIMES)


def run_days(fresh: Callable[[], str], examples: int) -> None:
    class Day(TheWholeHall):
        """A class of its own for each run: its databases are set on it."""

    Day.fresh = staticmethod(fresh)
    checks = list(HealthCheck)
    run_state_machine_as_test(
        Day,
        settings=settings(max_examples=examples, stateful_step_count=50, suppress_health_check=checks, phases=PHASES),
    )

"""A year's figures of a hall: adding up once, then each question, against reading the journal for it."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

from display_server.contract import GroupBy
from display_server.hall_file.reading import read_hall_file
from display_server.statistics.queries import visits
from display_server.statistics.report import report
from display_server.statistics.roll_ups import RollUps, statistics
from display_server.store.database import open_database
from display_server.store.hall import Hall, Halls, system_clock
from display_server.store.roll_ups import Grain, RollUpStore
from tests.bench.hall import bench_folder
from tests.bench.past import live_a_year
from tests.bench.table import ms, ratio, show
from tests.running_server import always_open_hall

VISITS = 300_000
ROUNDS = 20


def measure() -> None:
    with bench_folder() as folder:
        plan = read_hall_file(always_open_hall(folder))
        engine = open_database(f"sqlite:///{folder / 'year.db'}")
        live_a_year(engine, plan, VISITS, system_clock)
        hall = Halls(engine)[plan.slug]
        last = plan.local(system_clock()).date() - timedelta(days=1)
        first = last - timedelta(days=364)
        roll_ups = RollUps(RollUpStore(engine))
        began = time.perf_counter()
        due = roll_ups.follow(hall)
        added_up = time.perf_counter() - began
        days = sum(period.grain is Grain.DAY for period in due)
        from_journal = _seconds(lambda: _read(hall, first, last))
        rows = []
        for group_by in get_args(GroupBy):
            times = sorted(_seconds(lambda: statistics(hall, first, last, group_by)) for _ in range(ROUNDS))  # noqa: B023 (called at once)
            p95 = times[-(-ROUNDS * 95 // 100) - 1]
            rows.append([group_by, ms(times[ROUNDS // 2]), ms(p95), ratio(from_journal, p95)])
        engine.dispose()
    show(
        f"A year of {VISITS:,} visits by each group, ms over {ROUNDS} rounds (aim: p95 300 ms)",
        ["", "p50", "p95", "the journal read, to p95"],
        rows,
    )
    print(
        f"\n  {days} days were added up in {added_up:.1f} s ({added_up / days:.2f} s each); reading the journal of the "
        f"year takes {from_journal:.1f} s."
    )


def _read(hall: Hall, first: date, last: date) -> None:
    with hall.reading() as reading:
        report(visits(reading, first, last), reading.plan, first, last, "service")


def _seconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began

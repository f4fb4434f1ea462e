"""The headline of ten months and 106,651 dossiers, against counting their rows alone."""

import time
from collections.abc import Callable

from sqlalchemy import text

from display_server.hall_file.reading import read_hall_file
from display_server.statistics.headline_queries import headline_of
from display_server.store.database import open_database
from display_server.store.hall import Halls
from tests.bench.hall import bench_folder
from tests.bench.table import ms, ratio, show
from tests.display_server.statistics import ten_months
from tests.display_server.statistics.ten_months import FIRST, LAST
from tests.running_server import HALL, REFERENCE_HALL

ROUNDS = 9
COUNT = text("SELECT count(*) FROM handled_dossiers WHERE day BETWEEN :first AND :last")


def measure() -> None:
    with bench_folder() as folder:
        engine = open_database(f"sqlite:///{folder / 'ten_months.db'}")
        plan = read_hall_file(REFERENCE_HALL)
        halls = Halls(engine)
        halls.load(plan, actor="bench")
        ten_months.store(engine, HALL, plan)

        def count() -> None:
            with engine.connect() as connection:
                connection.execute(COUNT, {"first": str(FIRST), "last": str(LAST)}).scalar_one()

        headline = _seconds(lambda: headline_of(halls[HALL], FIRST, LAST))
        counted = _seconds(count)
        engine.dispose()
    show(
        f"The headline of ten months, ms, medians of {ROUNDS} rounds (aim: 300)",
        ["", "median", "longest", "to counting the rows"],
        [
            [
                "headline",
                ms(headline[ROUNDS // 2]),
                ms(headline[-1]),
                ratio(headline[ROUNDS // 2], counted[ROUNDS // 2]),
            ],
            ["count(*) alone", ms(counted[ROUNDS // 2]), ms(counted[-1]), "1.00x"],
        ],
    )


def _seconds(ask: Callable[[], object]) -> list[float]:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    return sorted(took)

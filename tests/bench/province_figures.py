"""The figures of a province's year on one PostgreSQL: 183 halls, and a fifteenth of the visits that they would have.

A fifteenth because the whole year would take hours to write; what is asked reads what was added up by days and
months, of which there are as many. Each hall has ten counters that take everything. `MOTCUA_BENCH_HALLS` makes it
smaller.
"""

import os
import time
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, Engine, select, text, update

from display_server.domain.hall_plan import HallPlan
from display_server.hall_file.reading import read_hall_file
from display_server.statistics.roll_ups import RollUps
from display_server.store.database import for_writing, open_database
from display_server.store.hall import Halls, system_clock
from display_server.store.models import (
    CounterTimeRow,
    HallRow,
    JournalRow,
    NumberSeriesRow,
    RatingRow,
    RolledPeriodRow,
    RollUpProgressRow,
    RollUpRow,
    TicketRow,
)
from display_server.store.roll_ups import Grain, RollUpStore
from tests.bench.figures import ROUNDS, ask_all, questions_of_a_hall
from tests.bench.hall import bench_folder
from tests.bench.past import Copied, last_id, live_a_year
from tests.bench.table import ms, show
from tests.databases import postgres
from tests.running_server import REFERENCE_HALL, RunningServer

HALLS = int(os.environ.get("MOTCUA_BENCH_HALLS", "183"))
COUNTERS, LOAD = 10, 0.11
"""Of what ten counters can serve: some 30 visits a day, where 23 million a year are 450 a day and hall."""
OF_A_HALL = (
    *(TicketRow, NumberSeriesRow, JournalRow, RatingRow),
    *(RollUpRow, CounterTimeRow, RolledPeriodRow, RollUpProgressRow),
)


def measure() -> None:
    with bench_folder() as folder, postgres(durable=True) as server:
        database = server.fresh()
        engine = open_database(database)
        began = time.perf_counter()
        visits, days = _live(engine, _plan())
        lived = time.perf_counter() - began
        last = _plan().local(system_clock()).date() - timedelta(days=1)
        first = last - timedelta(days=364)
        with engine.connect() as connection:
            size = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        engine.dispose()
        running = RunningServer(database, REFERENCE_HALL, folder).start()
        week = {
            "all halls, the last week": "/api/v1/halls",
            "all halls, the year": f"/api/v1/halls?from={first}&to={last}",
        }
        province = ask_all(running.client("admin"), week)
        metrics = ask_all(running.client("admin"), {"/metrics of all halls": "/metrics"})
        hall = ask_all(running.client("admin"), questions_of_a_hall(f"hall-{HALLS // 2}", first, last))
        running.stop()
    show(
        f"A province's year: {HALLS} halls, {visits:,} visits on {days} days, PostgreSQL; ms over {ROUNDS} rounds",
        ["", "p50", "p95", "aim"],
        [
            *([name, ms(p50), ms(p95), "1000"] for name, (p50, p95) in province.items()),
            *([name, ms(p50), ms(p95), ""] for name, (p50, p95) in metrics.items()),
            *([f"one hall, {name}", ms(p50), ms(p95), "300"] for name, (p50, p95) in hall.items()),
        ],
    )
    print(f"\n  It was lived, added up and copied in {lived:.0f} s; the database holds {size / 2**30:.1f} GiB.")


def _plan() -> HallPlan:
    plan = read_hall_file(REFERENCE_HALL)
    everything = tuple(service.slug for service in plan.services)
    counters = tuple(replace(counter, services=everything) for counter in plan.counters[:COUNTERS])
    return replace(plan, slug="hall-0", counters=counters)


def _live(engine: Engine, plan: HallPlan) -> tuple[int, int]:
    """One hall's year is lived and added up, the others' are its copies; how many visits that are, on how many days."""
    visits = live_a_year(engine, plan, system_clock, LOAD)
    halls = Halls(engine)
    days = RollUps(RollUpStore(engine)).follow(halls[plan.slug])
    for nth in range(1, HALLS):
        halls.load(replace(plan, slug=f"hall-{nth}"), actor="bench")
    with for_writing(engine.connect()) as connection, connection.begin():
        first, *others = connection.execute(select(HallRow.id).order_by(HallRow.id)).scalars()
        tickets, ratings = last_id(connection, TicketRow), last_id(connection, RatingRow)
        for nth, hall in enumerate(others, start=1):
            copied = Copied("postgresql", tickets=nth * tickets, ratings=nth * ratings, number=nth, hall=hall)
            _copy(connection, copied, first)
            print(f"\r  {nth + 1} of {HALLS} halls", end="", flush=True)
        print()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    return HALLS * visits, sum(period.grain is Grain.DAY for period in days)


def _copy(connection: Connection, copied: Copied, first: int) -> None:
    """All that the first hall has lived, to another, whose plan was loaded already."""
    seq_of = select(HallRow.seq)
    loaded = connection.execute(seq_of.where(HallRow.id == copied.hall)).scalar_one()
    for table in OF_A_HALL:
        which = table.hall_id == first
        if table is JournalRow:
            which &= JournalRow.seq > loaded  # its plan is in the journal of each
        copied.write(connection, table, which)
    lived = connection.execute(seq_of.where(HallRow.id == first)).scalar_one()
    connection.execute(update(HallRow).where(HallRow.id == copied.hall).values(seq=lived))

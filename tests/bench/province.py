"""A province on one PostgreSQL: 183 halls, and every second so many visits, each from ticket to rating.

The pace is given, so nothing is compared but each request with its time: does the machine keep up, how long does
anybody wait for an answer, and does the server grow? `MOTCUA_BENCH_MINUTES` makes it shorter.
"""

import os
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from display_server.domain.hall_plan import HallPlan
from display_server.hall_file.reading import read_hall_file
from display_server.store.database import open_database
from display_server.store.hall import Halls
from display_server.use_cases.hall import load_plan
from tests.bench.hall import bench_folder
from tests.bench.screens import watching
from tests.bench.table import ms, show, spread
from tests.bench.wire import Wire
from tests.databases import postgres, running_redis
from tests.running_server import RunningServer, always_open_hall

HALLS, DISPLAYS, WORKERS = 183, 20, 2
TICKETS_A_SECOND = 40
MINUTES = float(os.environ.get("MOTCUA_BENCH_MINUTES", "10"))
CLIENTS = 8
COUNTER, SERVICE = 1, "dkdn"
WEIGHED_EVERY_SECONDS = 15
MIB = 1024 * 1024


@dataclass
class Day:
    """What the clients saw."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Each request's, by what it was."""
    late: list[float] = field(default_factory=list)
    """How far each visit began behind its time: a client that cannot keep up says so here."""
    failures: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str]] = field(default_factory=list)


def measure() -> None:
    with bench_folder() as folder, postgres(durable=True) as server, running_redis(folder) as redis:
        plans = _loaded(folder, database := server.fresh())
        os.environ["MOTCUA_REDIS_URL"] = redis
        running = RunningServer(database, folder / "hall.toml", folder, "--workers", str(WORKERS)).start()
        token = running.token("admin")
        _open_counters(running.url, token, plans)
        workers = psutil.Process(running.pid).children()
        boards = [f"board:{plan.slug}" for plan in plans[:DISPLAYS]]
        with watching(running.url, boards) as displays, _weighed(workers) as weights:
            began, used = time.perf_counter(), _processor_seconds(workers)
            day = _a_day(running.url, token, plans)
            lasted, used = time.perf_counter() - began, _processor_seconds(workers) - used
            shown = displays.stop()
        findings = running.doctor().stdout.strip()
        running.stop()
    _show(day, lasted, used, weights, len(shown.count), findings)


def _loaded(folder: Path, database: str) -> list[HallPlan]:
    plan = read_hall_file(always_open_hall(folder))
    plans = [replace(plan, slug=f"hall-{nth}") for nth in range(HALLS)]
    halls = Halls(engine := open_database(database))
    for each in plans:
        load_plan(halls, each)
    engine.dispose()
    return plans


def _open_counters(url: str, token: str, plans: Sequence[HallPlan]) -> None:
    wire = Wire(url, token)
    for plan in plans:
        wire.post(f"/api/v1/halls/{plan.slug}/counters/{COUNTER}/open", {"officer": "Bench"})
    wire.close()


def _a_day(url: str, token: str, plans: Sequence[HallPlan]) -> Day:
    """Each client has halls of its own, so that no two are officers at one counter."""
    day = Day()
    with ThreadPoolExecutor(CLIENTS) as clients:
        own = [[plan.slug for plan in plans[nth::CLIENTS]] for nth in range(CLIENTS)]
        for done in [clients.submit(_visits, url, token, halls, day, nth) for nth, halls in enumerate(own)]:
            done.result()
    return day


def _visits(url: str, token: str, halls: Sequence[str], day: Day, nth: int) -> None:
    wire, choose = Wire(url, token), random.Random(nth)
    between = CLIENTS / TICKETS_A_SECOND
    begins = time.perf_counter() + between * nth / CLIENTS
    ends = begins + MINUTES * 60
    while begins < ends:
        time.sleep(max(0.0, begins - time.perf_counter()))
        day.late.append(time.perf_counter() - begins)
        _visit(wire, choose.choice(halls), day)
        begins += between
    wire.close()


def _visit(wire: Wire, hall: str, day: Day) -> None:
    def ask(what: str, path: str, body: dict[str, object] | None = None) -> dict[str, object]:
        began = time.perf_counter()
        answer = wire.post(path, body)
        day.seconds[what].append(time.perf_counter() - began)
        if answer.status not in (200, 201):
            day.failures.append(f"{what}: {answer.status} {answer.body.decode()}")
            return {}
        return answer.json()

    at, counter = f"/api/v1/halls/{hall}", f"/api/v1/halls/{hall}/counters/{COUNTER}"
    ticket: dict[str, str] = ask("ticket", f"{at}/tickets", {"service": SERVICE})["ticket"]  # type: ignore[assignment]
    day.numbers.append((hall, ticket["number"]))
    ask("call-next", f"{counter}/call-next")
    ask("start", f"{counter}/start")
    ask("finish", f"{counter}/finish", {"outcome": "received"})
    ask("rate", "/api/v1/ratings", {"ticket": ticket["token"], "score": 4})


@contextmanager
def _weighed(workers: Sequence[psutil.Process]) -> Iterator[list[float]]:
    """The workers' memory together, in MiB, every now and then."""
    weights: list[float] = []
    over = threading.Event()

    def weigh() -> None:
        while not over.wait(WEIGHED_EVERY_SECONDS):
            weights.append(sum(worker.memory_info().rss for worker in workers) / MIB)

    weighing = threading.Thread(target=weigh)
    weighing.start()
    try:
        yield weights
    finally:
        over.set()
        weighing.join()


def _processor_seconds(workers: Sequence[psutil.Process]) -> float:
    times = [worker.cpu_times() for worker in workers]
    return sum(each.user + each.system for each in times)


def _show(day: Day, lasted: float, used: float, weights: Sequence[float], shown: int, findings: str) -> None:
    rows = []
    for what, seconds in day.seconds.items():
        mean, median, p99, longest = spread(seconds)
        rows.append([what, f"{len(seconds):,}", ms(mean), ms(median), ms(p99), ms(longest)])
    visits = len(day.numbers)
    show(
        f"A province: {HALLS} halls, {WORKERS} processes, PostgreSQL and Redis, {DISPLAYS} displays; "
        f"{visits / lasted:.1f} visits/s for {lasted / 60:.1f} min; ms",
        ["", "requests", "mean", "p50", "p99", "max"],
        rows,
    )
    quarter = max(1, len(weights) // 4)
    second, last = weights[quarter : 2 * quarter] or weights, weights[-quarter:]
    print(
        f"\n  processor: {used / visits * 1000:.2f} ms a visit, {used / lasted:.0%} of one; behind time, p99: "
        f"{spread(day.late)[2] * 1000:.0f} ms"
    )
    print(
        f"  memory of both processes, MiB: {sum(second) / len(second):.1f} in the second quarter, "
        f"{sum(last) / len(last):.1f} in the last"
    )
    print(
        f"  pushes seen by displays: {shown:,}; refused or failed: {len(day.failures)} {day.failures[:3]}; "
        f"numbers given twice: {visits - len(set(day.numbers))}; doctor: {findings or 'nothing to find'}"
    )

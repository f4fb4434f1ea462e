"""Tickets issued per second over HTTP, against bare one-row commits of the same SQLite on the same disk."""

import multiprocessing
import sqlite3
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.table import ratio, show
from tests.bench.wire import Wire

SECONDS = 4.0
SERVICES = ("dkdn", "cccd", "datdai", "cpxd", "gplx", "lltp", "thue", "bhxh")


def measure() -> None:
    with bench_folder() as folder:
        before = bare_commits(folder / "before.db")
        with running_hall(folder) as server:
            token = server.token("admin")
            rates = {clients: issued(server.url, token, clients) for clients in (1, 8)}
        after = bare_commits(folder / "after.db")
    bare = (before + after) / 2
    show(
        "Tickets issued per second (baseline: mean of the bare commits before and after; higher is better)",
        ["", "per second", "ratio", "duplicates"],
        [
            ["bare one-row SQLite commits (WAL, FULL), before", f"{before:.0f}", ratio(before, bare), ""],
            *(
                [f"tickets over HTTP, clients: {clients}", f"{rate:.0f}", ratio(rate, bare), str(doubles)]
                for clients, (rate, doubles) in rates.items()
            ),
            ["bare one-row SQLite commits (WAL, FULL), after", f"{after:.0f}", ratio(after, bare), ""],
        ],
    )


def bare_commits(file: Path) -> float:
    """Commits per second of one row each, one writer, as durable as the server's own."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE tickets (id INTEGER PRIMARY KEY, number TEXT)")
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS / 2:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO tickets (number) VALUES ('A001')")
        connection.execute("COMMIT")
        count += 1
    connection.close()
    return count / (time.perf_counter() - began)


def issued(url: str, token: str, clients: int) -> tuple[float, int]:
    """Tickets per second of so many client processes together, and how many numbers were given twice."""
    context = multiprocessing.get_context("spawn")
    start, numbers = context.Barrier(clients), context.Queue()
    arguments = [(url, token, SERVICES[client % len(SERVICES)], start, numbers) for client in range(clients)]
    processes = [context.Process(target=_take_tickets, args=each) for each in arguments]
    for process in processes:
        process.start()
    taken = [numbers.get() for _ in processes]
    for process in processes:
        process.join()
    all_numbers = [number for mine in taken for number in mine]
    return len(all_numbers) / SECONDS, len(all_numbers) - len(set(all_numbers))


def _take_tickets(url: str, token: str, service: str, start: Barrier, numbers: "Queue[list[str]]") -> None:
    wire = Wire(url, token)
    taken = []
    start.wait()
    began = time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        ticket = wire.post(f"{API}/tickets", {"service": service}).json()["ticket"]
        taken.append(ticket["number"])  # type: ignore[index]
    wire.close()
    numbers.put(taken)

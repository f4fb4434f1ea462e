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
    rows = []
    with bench_folder() as folder:
        bare = bare_commits(folder / "bare.db")
        rows.append(["bare one-row SQLite commits (WAL, FULL)", f"{bare:.0f}", "1.00x", ""])
        with running_hall(folder) as server:
            token = server.token("admin")
            for clients in (1, 8):
                rate, doubles = issued(server.url, token, clients)
                rows.append([f"tickets over HTTP, {clients} client(s)", f"{rate:.0f}", ratio(rate, bare), str(doubles)])
    show(
        "Tickets issued per second (baseline: bare commits; higher is better)",
        ["", "per second", "ratio", "duplicates"],
        rows,
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

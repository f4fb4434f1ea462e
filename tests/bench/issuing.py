"""Tickets issued per second over HTTP, against the least that can be called a ticket system, in turn with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psutil

from tests.bench.crowd import Asked, ask_for
from tests.bench.disk import show_disk
from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.plain_ticket_system import PATH, running_plain_system
from tests.bench.slower_disk import slower_disk
from tests.bench.table import ms, ratio, show, spread
from tests.bench.wire import request

SECONDS = 2.0
ROUNDS = 3
CLIENTS = (1, 8)
SLOWER_BY_MS = 4
SERVICES = ("dkdn", "cccd", "datdai", "cpxd", "gplx", "lltp", "thue", "bhxh")


@dataclass
class System:
    """One of the two that are compared, and what it did in each round."""

    name: str
    url: str
    path: str
    pid: int
    token: str = ""
    rounds: dict[int, list[Asked]] = field(default_factory=lambda: {clients: [] for clients in CLIENTS})
    worked: dict[int, list[float]] = field(default_factory=lambda: {clients: [] for clients in CLIENTS})
    """Seconds of a processor for each ticket: a busy machine changes them less than all the rest."""

    def issue(self, clients: int, seconds: float = SECONDS) -> None:
        parts = urlsplit(self.url)
        asked = [request(self.url, self.token, self.path, {"service": each}) for each in SERVICES[:clients]]
        before = self._processor_seconds()
        answers = ask_for(seconds, (parts.hostname or "", parts.port or 80), asked)
        self.rounds[clients].append(answers)
        self.worked[clients].append((self._processor_seconds() - before) / len(answers.bodies))

    def _processor_seconds(self) -> float:
        times = psutil.Process(self.pid).cpu_times()
        return times.user + times.system

    def per_second(self, clients: int) -> float:
        return median(each.per_second for each in self.rounds[clients])

    def doubles(self) -> int:
        """How many numbers were given twice."""
        bodies = [body for rounds in self.rounds.values() for each in rounds for body in each.bodies]
        return len(bodies) - len({json.loads(body)["ticket"]["number"] for body in bodies})


def measure() -> None:
    with bench_folder() as folder:
        _compare(folder, "this disk")
    show_disk()
    with bench_folder() as folder, slower_disk(folder, SLOWER_BY_MS):
        _compare(folder, f"a disk that takes {SLOWER_BY_MS} ms longer, as those of many mini PCs")


def _compare(folder: Path, disk: str) -> None:
    with running_plain_system(folder) as (url, pid), running_hall(folder) as server:
        plain = System("Flask, Waitress, sqlite3", url, PATH, pid)
        ours = System("motcua", server.url, f"{API}/tickets", server.pid, server.token("admin"))
        for _ in range(ROUNDS):
            for clients in CLIENTS:
                plain.issue(clients)
                ours.issue(clients)
    show(
        f"Tickets issued per second on {disk}, medians of {ROUNDS} rounds in turn (higher is better)",
        ["", "per second", "ratio", "p50 ms", "p99 ms", "processor ms", "client's share", "given twice"],
        [_row(system, clients, plain) for clients in CLIENTS for system in (plain, ours)],
    )


def _row(system: System, clients: int, baseline: System) -> Sequence[str]:
    rounds = system.rounds[clients]
    _, p50, p99, _ = spread([seconds for each in rounds for seconds in each.seconds])
    rate = system.per_second(clients)
    return [
        f"{system.name}, clients: {clients}",
        f"{rate:.0f}",
        ratio(rate, baseline.per_second(clients)),
        ms(p50),
        ms(p99),
        ms(median(system.worked[clients])),
        f"{median(each.client_share for each in rounds):.0%}",
        str(system.doubles()),
    ]

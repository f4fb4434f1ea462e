"""How long a small answer takes on a kept-alive connection. Around 40 ms, it would sit in Nagle's algorithm."""

import socket
import threading
import time
from collections.abc import Callable

from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.table import ms, ratio, show, spread
from tests.bench.wire import Wire

ROUNDS = 300


def measure() -> None:
    with bench_folder() as folder, running_hall(folder) as server:
        wire = Wire(server.url, server.token("admin"))
        ticket: dict[str, object] = wire.post(f"{API}/tickets", {"service": "dkdn"}).json()["ticket"]  # type: ignore[assignment]
        questions: dict[str, Callable[[], object]] = {
            "GET /healthz": lambda: wire.get("/healthz"),
            "GET a ticket": lambda: wire.get(f"/api/v1/tickets/{ticket['token']}"),
            "POST refused (unknown service)": lambda: wire.post(f"{API}/tickets", {"service": "none"}),
            "POST a ticket (a commit)": lambda: wire.post(f"{API}/tickets", {"service": "dkdn"}),
            "POST a ticket, head and body apart": lambda: wire.post_in_two_packets(
                f"{API}/tickets", {"service": "dkdn"}
            ),
        }
        times = {"bare TCP echo": _echo_times()}
        times |= {name: _times(ask) for name, ask in questions.items()}
        wire.close()
    _, baseline, _, _ = spread(times["bare TCP echo"])
    rows = []
    for name, seconds in times.items():
        mean, median, p99, longest = spread(seconds)
        rows.append([name, ms(mean), ms(median), ms(p99), ms(longest), ratio(median, baseline)])
    show(
        "Small answers on one kept-alive connection, ms (baseline: bare TCP echo; Nagle would show as 40)",
        ["", "mean", "p50", "p99", "max", "p50 ratio"],
        rows,
    )


def _times(ask: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return times


def _echo_times() -> list[float]:
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_echo, args=(listener,), daemon=True).start()
    with socket.create_connection(listener.getsockname()) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def ask() -> None:
            client.sendall(b"x" * 200)
            client.recv(1024)

        return _times(ask)


def _echo(listener: socket.socket) -> None:
    with listener, listener.accept()[0] as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while received := client.recv(1024):
            client.sendall(received)

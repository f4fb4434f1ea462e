"""Five thousand phones on one process: what each takes of the server's memory, and when the last is told of a call."""

import os
import time

import psutil

from tests.bench.hall import API, bench_folder, running_hall
from tests.bench.screens import watching
from tests.bench.table import ms, show, spread
from tests.bench.wire import Wire

PHONES, CALLS = int(os.environ.get("MOTCUA_BENCH_PHONES", "5000")), 10
SERVICE = "dkdn"


def measure() -> None:
    os.environ["MOTCUA_PHONES_PER_ADDRESS"] = str(PHONES)
    with bench_folder() as folder, running_hall(folder) as server:
        wire = Wire(server.url, server.token("admin"))
        tickets = [wire.post(f"{API}/tickets", {"service": SERVICE}).json()["ticket"] for _ in range(CALLS + PHONES)]
        topics = [f"ticket:{ticket['token']}" for ticket in tickets[-PHONES:]]  # type: ignore[index]
        wire.post(f"{API}/counters/1/open", {"officer": "Bench"})
        process = psutil.Process(server.pid)
        before = process.memory_info().rss
        began = time.perf_counter()
        pressed: dict[int, float] = {}
        with watching(server.url, topics) as phones:
            connected = time.perf_counter() - began
            after = process.memory_info().rss
            for _ in range(CALLS):
                at = time.perf_counter()
                wire.post(f"{API}/counters/1/call-next")
                time.sleep(20 * PHONES / 5_000)
                seq = wire.get(f"{API}/board").json()["seq"]
                pressed[int(str(seq))] = at
                wire.post(f"{API}/counters/1/no-show")
            told = phones.stop()
        wire.close()
    late = [told.last[seq] - at for seq, at in pressed.items() if told.count.get(seq, 0) == PHONES]
    _, p50, _, longest = spread(late) if late else (0.0, 0.0, 0.0, 0.0)
    show(
        f"{PHONES} phones on one process, {CALLS} calls, each with a view of its own for every phone",
        ["", "measured"],
        [
            ["connected in, s", f"{connected:.1f}"],
            ["memory of each, kB", f"{(after - before) / PHONES / 1024:.1f}"],
            ["calls that all were told of", f"{len(late)} of {len(pressed)}"],
            ["call to the last phone, p50 and longest, ms", f"{ms(p50)}, {ms(longest)}"],
            ["phones' share of a processor", f"{told.client_share:.0%}"],
        ],
    )

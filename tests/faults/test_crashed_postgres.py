"""PostgreSQL crashes and comes back under load: what was acknowledged is there, a retry leads to the same ticket."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.databases import PostgresDatabases, postgres
from tests.faults.test_killed_server import issue, until_answered
from tests.running_server import RunningServer, always_open_hall

CRASHES = 60 if os.environ.get("MOTCUA_PATIENCE") == "hours" else 3
COUNTER = 40


@pytest.fixture
def own_postgres() -> Iterator[PostgresDatabases]:
    """A cluster that no other test needs."""
    with postgres() as databases:
        yield databases


@pytest.mark.timeout(120 + 10 * CRASHES)
def test_acknowledged_work_survives_and_retries_lead_to_the_same_ticket(
    own_postgres: PostgresDatabases, tmp_path: Path
) -> None:
    server = RunningServer(own_postgres.fresh(), always_open_hall(tmp_path), tmp_path, "--workers", "2").start()
    client, over = server.client(), threading.Event()
    client.post(f"/counters/{COUNTER}/open", json={"officer": "Lan"}).raise_for_status()

    def visitors(nth: int) -> dict[str, tuple[str, str]]:
        taken: dict[str, tuple[str, str]] = {}
        while not over.is_set():
            key = f"{nth}-{len(taken)}"
            taken[key] = issue(client, key, "thue")
        return taken

    def officer() -> list[str]:
        served = []
        while not over.is_set():
            for step in ("call-next", "start", "finish"):
                answer = until_answered(_post(step))
            if answer.status_code == 200:
                served.append(answer.json()["ticket"]["number"])
        return served

    def _post(step: str) -> Callable[[], httpx.Response]:
        return lambda: client.post(f"/counters/{COUNTER}/{step}")

    with ThreadPoolExecutor(4) as people:
        visits, serving = [people.submit(visitors, nth) for nth in range(3)], people.submit(officer)
        for _ in range(CRASHES):
            time.sleep(1.5)
            own_postgres.crash()
            time.sleep(0.3)
            own_postgres.resume()
        time.sleep(1)
        over.set()
        taken = {key: ticket for each in visits for key, ticket in each.result().items()}
        served = serving.result()

    assert len({number for number, _ in taken.values()}) == len(taken) > CRASHES
    assert {key: issue(client, key, "thue") for key in taken} == taken
    assert served
    assert set(served) <= {number for number, _ in taken.values()}
    examined = server.doctor()
    assert (examined.stdout, examined.returncode) == ("", 0)
    server.stop()

"""PostgreSQL crashes and comes back under load: what was acknowledged is there, a retry leads to the same ticket."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import socketio

from tests.databases import PostgresDatabases, postgres
from tests.faults.test_database_refuses import is_in_words
from tests.faults.test_killed_server import issue, until_answered
from tests.running_server import HALL, RunningServer, always_open_hall

CRASHES = 60 if os.environ.get("MOTCUA_PATIENCE") == "hours" else 2
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


def test_whoever_asks_while_it_is_away_is_told_so(own_postgres: PostgresDatabases, tmp_path: Path) -> None:
    server = RunningServer(own_postgres.fresh(), always_open_hall(tmp_path), tmp_path).start()
    newcomer, tablet = server.client("manager"), server.token("rating", "--hall", HALL, "--counter", "3")
    screens = [f"{server.url}{path}" for path in ("/", f"/display/{HALL}", f"/rating/{HALL}/3?token={tablet}")]
    api = f"{server.url}/api/v1"

    own_postgres.crash()
    for answer in (
        newcomer.get(f"{api}/me"),
        newcomer.get("/statistics"),
        httpx.post(f"{api}/session", json={"name": "Lan", "password": "correct horse"}),
        httpx.post(f"{api}/ratings", json={"score": 4, "counter": 3}, headers={"Authorization": f"Bearer {tablet}"}),
    ):
        assert "cannot reach its database" in is_in_words(answer)
    for screen in screens:
        page = httpx.get(screen, follow_redirects=True, headers={"Accept-Language": "vi"})
        assert page.status_code == 503
        assert 'http-equiv="refresh"' in page.text
        assert "cơ sở dữ liệu" in page.text
    screen, said = socketio.Client(reconnection=False), list[object]()
    screen.on("connect_error", said.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        screen.connect(server.url, auth={"token": tablet})
    screen.shutdown()
    assert "cannot reach its database" in str(said)
    own_postgres.resume()

    assert newcomer.get(f"{api}/me").json()["role"] == "manager"
    assert httpx.get(screens[1]).status_code == 200
    server.stop()

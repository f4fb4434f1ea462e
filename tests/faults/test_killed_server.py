"""The server is killed again and again in the middle of work: what it acknowledged is there afterwards."""

import os
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.running_server import RunningServer

KILLS = 300 if os.environ.get("MOTCUA_PATIENCE") == "hours" else 2
SERVICES = ("datdai", "cpxd", "thue")
COUNTERS = (13, 18, 40)
PATIENCE_SECONDS = 60


def until_answered(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Asks again while the server is down, as kiosks and panels do."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            answer = ask()
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.status_code < 500:
            return answer
        said = f"{answer.status_code} {answer.text}" if answer is not None else "nothing"
        assert time.monotonic() < deadline, f"the server did not come back; it says {said}"
        time.sleep(0.02)


def issue(client: httpx.Client, key: str, service: str) -> tuple[str, str]:
    asked, headers = {"service": service}, {"Idempotency-Key": key}
    answer = until_answered(lambda: client.post("/tickets", json=asked, headers=headers))
    assert answer.status_code == 201, answer.text
    ticket = answer.json()["ticket"]
    return ticket["number"], ticket["token"]


@pytest.mark.timeout(60 + 15 * KILLS)
def test_acknowledged_work_survives_and_numbers_go_on(server_of: Callable[..., RunningServer]) -> None:
    server = server_of("--workers", "2")
    client = server.client()
    over = threading.Event()
    served: set[str] = set()
    for counter in COUNTERS:
        client.post(f"/counters/{counter}/open", json={"officer": f"officer {counter}"}).raise_for_status()

    def visitors(nth: int) -> list[tuple[str, str]]:
        taken: list[tuple[str, str]] = []
        while not over.is_set():
            taken.append(issue(client, f"{nth}-{len(taken)}", SERVICES[nth]))
        return taken

    def officer(counter: int) -> None:
        while not over.is_set():
            for step in ("call-next", "start", "finish"):
                answer = until_answered(lambda step=step: client.post(f"/counters/{counter}/{step}"))  # type: ignore[misc]
                if step == "finish" and answer.status_code == 200:
                    served.add(answer.json()["ticket"]["number"])

    with ThreadPoolExecutor(6) as people:
        visits = [people.submit(visitors, nth) for nth in range(3)]
        officers = [people.submit(officer, counter) for counter in COUNTERS]
        for _ in range(KILLS):
            time.sleep(random.uniform(0.5, 1.5))
            server.kill()
            server.start()
        time.sleep(0.5)
        over.set()
        for each in officers:
            each.result()
        taken = [pair for each in visits for pair in each.result()]

    numbers = [number for number, _ in taken]
    assert len(numbers) == len(set(numbers)) > KILLS
    for number, token in taken:
        found = client.get(f"{server.url}/api/v1/tickets/{token}").json()["ticket"]
        assert found["number"] == number
        assert number not in served or found["state"] == "served"
    assert set(numbers) == {f"{prefix}{nth:03d}" for prefix, count in _counts(numbers) for nth in range(1, count + 1)}
    examined = server.doctor()
    assert (examined.stdout, examined.returncode) == ("", 0)


def _counts(numbers: list[str]) -> list[tuple[str, int]]:
    prefixes = sorted({number[0] for number in numbers})
    return [(prefix, sum(number[0] == prefix for number in numbers)) for prefix in prefixes]

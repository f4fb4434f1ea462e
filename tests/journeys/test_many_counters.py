"""Eight counters press *next* at once until 320 visitors are served: nobody twice, nobody lost, on both databases."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.running_server import RunningServer

COUNTERS = range(13, 21)
SERVICES = ("datdai", "qhdat", "moitruong", "cpxd", "qhxd")
TICKETS = 320


def issue(client: httpx.Client, nth: int) -> str:
    response = client.post(
        "/tickets", json={"service": SERVICES[nth % len(SERVICES)]}, headers={"Idempotency-Key": f"k{nth}"}
    )
    assert response.status_code == 201, response.text
    number: str = response.json()["ticket"]["number"]
    return number


def work(client: httpx.Client, counter: int) -> list[str]:
    """One officer: calls and serves until nobody waits."""
    served = []
    client.post(f"/counters/{counter}/open", json={"officer": f"officer {counter}"}).raise_for_status()
    while (called := client.post(f"/counters/{counter}/call-next")).status_code == 200:
        served.append(called.json()["ticket"]["number"])
        client.post(f"/counters/{counter}/start").raise_for_status()
        client.post(f"/counters/{counter}/finish", json={}).raise_for_status()
    assert called.status_code == 204, called.text
    return served


def test_no_number_is_given_or_called_twice_and_nobody_is_lost(server_of: Callable[..., RunningServer]) -> None:
    server = server_of("--workers", "2")
    client = server.client()

    with ThreadPoolExecutor(8) as visitors:
        numbers = list(visitors.map(lambda nth: issue(client, nth), range(TICKETS)))
    with ThreadPoolExecutor(len(COUNTERS)) as officers:
        served = [number for each in officers.map(lambda counter: work(client, counter), COUNTERS) for number in each]

    assert len(set(numbers)) == TICKETS
    assert Counter(served) == Counter(numbers)
    assert server.doctor().returncode == 0

"""Many counters and kiosks do at random what they can, through several processes at once: the hall stays sound."""

import os
import random
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.running_server import RunningServer

COUNTERS = (1, 2, 3, 4, 13, 14, 15, 16, 18, 19, 20, 21, 38, 39, 40, 41)
SERVICES = ("dkdn", "datdai", "qhdat", "moitruong", "cpxd", "qhxd", "thue")
CLASSES = (None, None, None, "elderly", "disabled")
KIOSKS = 4
EACH = 1000 if os.environ.get("MOTCUA_PATIENCE") == "hours" else 30
"""What each counter and each kiosk does."""
AT_A_COUNTER = ("call-next", "call-next", "start", "start", "finish", "finish", "recall", "no-show", "pause", "close")
DONE, REFUSED = (200, 201, 204), 409
PROCESSES = {"sqlite": 2, "postgresql": 4}


def work(client: httpx.Client, counter: int) -> list[httpx.Response]:
    """An officer without a plan, who comes back to the counter whenever it is not open."""
    chance, here = random.Random(counter), f"/counters/{counter}"
    answers = [client.post(f"{here}/open", json={"officer": f"officer {counter}"})]
    for _ in range(EACH):
        action = chance.choice(AT_A_COUNTER)
        answers.append(client.post(f"{here}/{action}", json={"reason": "tea"} if action == "pause" else None))
        if action in ("pause", "close"):
            answers.append(client.post(f"{here}/open", json={"officer": f"officer {counter}"}))
    return answers


def come(client: httpx.Client, kiosk: int) -> list[httpx.Response]:
    """Visitors, some with priority; one in three presses twice, one in eight gives up."""
    chance, answers = random.Random(-kiosk), []
    for nth in range(2 * EACH):
        wish = {"service": chance.choice(SERVICES), "priority_class": chance.choice(CLASSES)}
        times = chance.choice((1, 1, 2))
        taken = [
            client.post("/tickets", json=wish, headers={"Idempotency-Key": f"{kiosk}-{nth}"}) for _ in range(times)
        ]
        assert len({answer.json()["ticket"]["number"] for answer in taken}) == 1
        answers.append(taken[0])
        if chance.random() < 0.125:
            token = taken[0].json()["ticket"]["token"]
            answers.append(client.post(f"{client.base_url.copy_with(path='/')}api/v1/tickets/{token}/cancel"))
    return answers


@pytest.mark.timeout(120 + 10 * EACH)
def test_random_work_of_many_leaves_a_sound_hall(server_of: Callable[..., RunningServer], database: str) -> None:
    server = server_of("--workers", str(PROCESSES[database.partition(":")[0]]))
    client = server.client()

    with ThreadPoolExecutor(len(COUNTERS) + KIOSKS) as people:
        visits = [people.submit(come, client, kiosk) for kiosk in range(KIOSKS)]
        officers = [people.submit(work, client, counter) for counter in COUNTERS]
        answers = [answer for each in (*visits, *officers) for answer in each.result()]

    statuses = Tally(answer.status_code for answer in answers)
    assert set(statuses) <= {*DONE, REFUSED}
    assert sum(statuses[each] for each in DONE) > len(answers) / 4
    numbers = [answer.json()["ticket"]["number"] for answer in answers if answer.status_code == 201]
    assert len(numbers) == len(set(numbers)) == KIOSKS * 2 * EACH
    examined = server.doctor()
    assert (examined.stdout, examined.returncode) == ("", 0)

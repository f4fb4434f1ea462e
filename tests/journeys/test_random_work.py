"""Many counters and kiosks do at random what they can, through several processes at once: the hall stays sound."""

import os
import random
from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.running_server import RunningServer

COUNTERS = (1, 2, 3, 4, 13, 14, 15, 16, 18, 19, 20, 21, 38, 39, 40, 41)
SERVICES = ("dkdn", "datdai", "qhdat", "moitruong", "cpxd", "qhxd", "thue")
CLASSES = (None, None, None, "elderly", "disabled")
KIOSKS = 4
EACH = 1000 if os.environ.get("MOTCUA_PATIENCE") == "hours" else 40
"""What each counter and each kiosk does."""
USUAL = ("call-next", "call-next", "call-next", "start", "start", "finish", "finish")
RARE = ("recall", "no-show", "pause", "close", "park", "transfer", "return", "undo", "stops", "call", "resume")
DONE, REFUSED = (200, 201, 204), 409
PROCESSES = {"sqlite": 2, "postgresql": 4}


class Officer:
    """One without a plan, who comes back to the counter whenever it is not open."""

    def __init__(self, client: httpx.Client, counter: int) -> None:
        self._client, self._here, self._name = client, f"/counters/{counter}", f"officer {counter}"
        self._chance = random.Random(counter)

    def work(self) -> list[httpx.Response]:
        answers = [self._do("open", officer=self._name)]
        for _ in range(EACH):
            action = self._chance.choice((*USUAL, *RARE))
            answers.append(self._act(action))
            if action in ("pause", "close"):
                answers.append(self._do("open", officer=self._name))
        return answers

    def _act(self, action: str) -> httpx.Response:
        match action:
            case "pause" | "park":
                return self._do(action, reason="tea")
            case "transfer":
                return self._do(action, **self._chance.choice(self._ways_on()))
            case "return":
                return self._do(action, position=self._chance.choice(("by_arrival", "front", "end")))
            case "stops":
                return self._do(action, next_stops=self._chance.sample(SERVICES, self._chance.randrange(3)))
            case "call" | "resume":
                desk = self._client.get(self._here).raise_for_status().json()
                entries = desk["waiting" if action == "call" else "parked"]
                return self._call(self._chance.choice(entries)["ticket"]) if entries else self._do("call-next")
        return self._do(action)

    def _call(self, ticket: int) -> httpx.Response:
        """Others may have called it since: then it is refused."""
        return self._do("call", ticket=ticket, reason="feels faint")

    def _ways_on(self) -> tuple[dict[str, Any], ...]:
        position = self._chance.choice(("by_arrival", "front", "end"))
        return (
            {"service": self._chance.choice(SERVICES), "position": position},
            {"counter": self._chance.choice(COUNTERS), "position": position},
            {"back": True},
        )

    def _do(self, action: str, **body: object) -> httpx.Response:
        return self._client.post(f"{self._here}/{action}", json=body or None)


class Kiosk:
    """Visitors, some with priority; one in three presses twice; some give up or wait, some come while it is alone."""

    def __init__(self, client: httpx.Client, number: int) -> None:
        self._client, self._name, self._chance = client, f"random-kiosk-{number}", random.Random(-number)
        self._lease: dict[str, Any] = {}

    def work(self) -> list[httpx.Response]:
        return [answer for nth in range(2 * EACH) for answer in self._visitor(nth)]

    def _visitor(self, nth: int) -> list[httpx.Response]:
        wish = {"service": self._chance.choice(SERVICES), "priority_class": self._chance.choice(CLASSES)}
        key = {"Idempotency-Key": f"{self._name}-{nth}"}
        taken = [self._client.post("/tickets", json=wish, headers=key) for _ in range(self._chance.choice((1, 1, 2)))]
        assert len({answer.json()["ticket"]["number"] for answer in taken}) == 1
        token = taken[0].json()["ticket"]["token"]
        after = self._chance.random()
        if after < 0.1:
            return [taken[0], self._of(token, "cancel")]
        if after < 0.2:
            return [taken[0], self._of(token, "postpone", {"minutes": 1})]
        return [taken[0], *(self._alone(nth) if after > 0.9 else ())]

    def _alone(self, nth: int) -> list[httpx.Response]:
        """Prints a leased number and hands it in, twice."""
        asked = self._client.post("/number-leases", json={"kiosk": self._name, "size": 20, "prefixes": ["V"]})
        leases = asked.raise_for_status().json()["leases"]
        lease = next(each for each in leases if each["numbers"])
        printed = {
            "lease": lease["id"],
            "number": lease["numbers"][0],
            "token": f"{self._name}-{nth}".ljust(24, "x"),
            "issued_at": datetime.now(UTC).isoformat(),
            "service": "thue",
        }
        for outcome in ("accepted", "already"):
            told = self._client.post("/tickets/offline", json={"kiosk": self._name, "tickets": [printed]})
            assert [each["outcome"] for each in told.raise_for_status().json()["tickets"]] == [outcome]
        return [asked, told]

    def _of(self, token: str, deed: str, body: object = None) -> httpx.Response:
        address = f"{self._client.base_url.copy_with(path='/')}api/v1/tickets/{token}/{deed}"
        return self._client.post(address, json=body)


@pytest.mark.timeout(120 + 10 * EACH)
def test_random_work_of_many_leaves_a_sound_hall(server_of: Callable[..., RunningServer], database: str) -> None:
    server = server_of("--workers", str(PROCESSES[database.partition(":")[0]]))
    client = server.client()

    with ThreadPoolExecutor(len(COUNTERS) + KIOSKS) as people:
        visits = [people.submit(Kiosk(client, kiosk).work) for kiosk in range(KIOSKS)]
        officers = [people.submit(Officer(client, counter).work) for counter in COUNTERS]
        answers = [answer for each in (*visits, *officers) for answer in each.result()]

    statuses = Tally(answer.status_code for answer in answers)
    assert set(statuses) <= {*DONE, REFUSED}
    assert sum(statuses[each] for each in DONE) > len(answers) / 4
    numbers = [answer.json()["ticket"]["number"] for answer in answers if answer.status_code == 201]
    assert len(numbers) == len(set(numbers)) == KIOSKS * 2 * EACH
    examined = server.doctor()
    assert (examined.stdout, examined.returncode) == ("", 0)

"""One ID card held to two kiosks at the same moment: one ticket, and who gets none hears which number they hold."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import httpx
import pytest

from tests.running_server import HALL, RunningServer, always_open_hall

CARD, PEOPLE, AT_ONCE = "0750450{:05}", 8, 6


@pytest.fixture
def server(database: str, tmp_path: Path) -> Iterator[RunningServer]:
    hall = always_open_hall(tmp_path)
    hall.write_text(hall.read_text().replace("[hall.rules]", '[hall.rules]\nid_card = "welcome"', 1))
    server = RunningServer(database, hall, tmp_path).start()
    yield server
    server.stop()


def test_who_holds_the_card_to_two_kiosks_at_once_gets_one_ticket(server: RunningServer) -> None:
    kiosks = [server.client("kiosk", "--hall", HALL) for _ in range(2)]

    def take(person: int, attempt: int) -> httpx.Response:
        wish = {"service": "lltp", "language": "vi", "card_number": CARD.format(person)}
        return kiosks[attempt % 2].post("/tickets", json=wish, headers={"Idempotency-Key": f"{person}-{attempt}"})

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        asked = list(product(range(PEOPLE), range(AT_ONCE)))
        answers = list(crowd.map(lambda each: take(*each), asked))

    given: dict[int, list[httpx.Response]] = {person: [] for person in range(PEOPLE)}
    refused: dict[int, list[httpx.Response]] = {person: [] for person in range(PEOPLE)}
    for (person, _), answer in zip(asked, answers, strict=True):
        (given if answer.is_success else refused)[person].append(answer)
    for person in range(PEOPLE):
        (ticket,) = given[person]
        number = ticket.json()["ticket"]["number"]
        assert {answer.status_code for answer in refused[person]} == {409}
        assert all(re.search(rf"\b{number}\b", answer.text) for answer in refused[person])

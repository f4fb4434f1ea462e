"""A large file is made beside a real server: to the end though that is killed, and not at all once it is stopped."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import text

from display_server.domain.ordered_file import LOST_AFTER
from display_server.store.database import connect
from tests.running_server import RunningServer

PATIENCE_SECONDS = 60
TODAY = datetime.now(UTC).date()
THE_JOURNAL = {
    "what": "journal",
    "format": "jsonl",
    "from": str(TODAY - timedelta(days=1)),
    "to": str(TODAY + timedelta(days=1)),
}
"""Wherever the hall's midnight is, what happens now lies in it."""


def took_tickets(api: httpx.Client, many: int) -> list[str]:
    taken = [api.post("tickets", json={"service": "dkdn"}).raise_for_status().json() for _ in range(many)]
    return [each["ticket"]["number"] for each in taken]


def ordered(api: httpx.Client, **other: str) -> int:
    answer = api.post("files", json={**THE_JOURNAL, **other})
    assert answer.status_code == 200, answer.text
    number: int = answer.json()["id"]
    return number


def state(api: httpx.Client, file: int) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in api.get("files").json()["files"] if each["id"] == file)
    return found


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.1)


def numbers_in(content: bytes) -> list[str]:
    events = [json.loads(line) for line in content.splitlines()]
    return [event["facts"]["number"] for event in events if event["event"] == "TicketIssued"]


def test_an_ordered_journal_is_there_whole_and_is_fetched_by_its_name(module_server: RunningServer) -> None:
    api = module_server.client("manager")
    given = took_tickets(module_server.client("admin"), 5)

    file = ordered(api)
    until(lambda: state(api, file)["state"] == "done")

    fetched = api.get(f"files/{file}/content").raise_for_status()
    told = state(api, file)
    assert numbers_in(fetched.content) == given
    assert told["name"] in fetched.headers["Content-Disposition"]
    assert (told["days_done"], told["days"], told["size"]) == (3, 3, len(fetched.content))
    assert os.stat(module_server.folder / "files" / f"{file}.jsonl").st_mode & 0o077 == 0


def test_a_stopped_file_is_not_there(module_server: RunningServer) -> None:
    api = module_server.client("manager")
    file = ordered(api)

    stopped = api.post(f"files/{file}/stop").raise_for_status().json()["state"]

    if stopped == "stopped":  # else it was made within these milliseconds
        assert api.get(f"files/{file}/content").status_code == 409
    until(lambda: list((module_server.folder / "files").glob("*.part")) == [])
    assert state(api, file)["state"] == stopped


def test_a_file_is_made_to_the_end_though_server_and_maker_are_killed(
    server_of: Callable[..., RunningServer],
) -> None:
    server = server_of()
    given = took_tickets(server.client("admin"), 3)
    api = server.client("manager")
    file = ordered(api)
    begun_by_a_maker_that_was_killed(server, file)
    server.kill()

    server.start()
    until(lambda: state(api, file)["state"] == "done")

    assert numbers_in(api.get(f"files/{file}/content").content) == given
    assert list((server.folder / "files").glob("*.part")) == []


def begun_by_a_maker_that_was_killed(server: RunningServer, file: int) -> None:
    """As a power cut leaves it: claimed, half a file, and not a word for longer than makers are silent."""
    (server.folder / "files").mkdir(exist_ok=True)
    (server.folder / "files" / f"{file}.jsonl.1.part").write_text('{"half": ')
    engine = connect(server.database)
    silent_since = datetime.now(UTC) - LOST_AFTER * 2
    at = silent_since.replace(tzinfo=None) if server.database.startswith("sqlite") else silent_since
    with engine.begin() as connection:
        left = "UPDATE ordered_files SET state = 'running', tries = 1, beat_at = :at WHERE id = :id"
        connection.execute(text(left), {"at": at, "id": file})
    engine.dispose()


def test_a_maker_goes_on_while_the_server_is_started_anew(server_of: Callable[..., RunningServer]) -> None:
    server = server_of()
    given = took_tickets(server.client("admin"), 3)
    api = server.client("manager")
    file = ordered(api)
    until(lambda: state(api, file)["state"] != "waiting")

    server.kill_alone()
    server.start()
    until(lambda: state(api, file)["state"] == "done")

    assert numbers_in(api.get(f"files/{file}/content").content) == given

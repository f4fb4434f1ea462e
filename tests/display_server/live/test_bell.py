"""The bell between processes, on a real Redis."""

import threading
import time
from pathlib import Path

import pytest
from redis import Redis

from display_server.live.bell import CHANNEL, RedisBell
from tests.databases import running_redis


class Heard(Exception):
    """So that the listening ends."""


def test_what_names_no_hall_does_not_end_the_listening(tmp_path: Path) -> None:
    said: list[str] = []

    def heard(hall: str) -> None:
        said.append(hall)
        raise Heard

    with running_redis(tmp_path) as url, Redis.from_url(url) as others:
        shouting = threading.Thread(
            target=_say, args=[others, b"\xff\xfe", b"a hall, or so", b"", b"x" * 1000, b"hall"]
        )
        shouting.start()
        with pytest.raises(Heard):
            RedisBell(url, dict)._hear(heard)
        shouting.join()

    assert said == ["hall"]


def _say(others: "Redis", *words: bytes) -> None:
    while not dict(others.pubsub_numsub(CHANNEL))[CHANNEL.encode()]:
        time.sleep(0.01)
    for each in words:
        others.publish(CHANNEL, each)

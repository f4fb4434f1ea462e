"""A Redis of our own, while it is needed."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.databases import free_port

PATIENCE_SECONDS = 20


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """Its URL."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + PATIENCE_SECONDS
        with redis.Redis(port=port) as client:
            while not _answers(client):
                assert time.monotonic() < deadline, "redis-server does not answer; make setup installs it"
                time.sleep(0.02)
        yield f"redis://127.0.0.1:{port}"
        server.terminate()


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False

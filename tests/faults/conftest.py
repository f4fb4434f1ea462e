"""Servers to be flooded."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_server import RunningServer, always_open_hall


@pytest.fixture
def sqlite_server(tmp_path: Path, sqlite_database: str) -> Iterator[RunningServer]:
    server = RunningServer(sqlite_database, always_open_hall(tmp_path), tmp_path).start()
    yield server
    server.stop()


class FewDescriptors(RunningServer):
    """Where the system grants a process 256 descriptors, as some do."""

    def _command(self, *arguments: str) -> list[str]:
        return ["prlimit", "--nofile=256:256", *super()._command(*arguments)]


@pytest.fixture
def server_with_few_descriptors(tmp_path: Path, sqlite_database: str) -> Iterator[RunningServer]:
    server = FewDescriptors(sqlite_database, always_open_hall(tmp_path), tmp_path).start()
    yield server
    server.stop()

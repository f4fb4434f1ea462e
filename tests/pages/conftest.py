"""The stand-in server that shows the pages what a test writes."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import free_port
from tests.pages.stand_in import StandIn


@pytest.fixture(scope="session")
def running_stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    folder: Path = tmp_path_factory.mktemp("stand-in")
    stand_in = StandIn(folder)
    stand_in.start(free_port())
    yield stand_in
    stand_in.stop()


@pytest.fixture
def server(running_stand_in: StandIn) -> StandIn:
    """The stand-in as nobody has used it yet."""
    running_stand_in.forget()
    return running_stand_in

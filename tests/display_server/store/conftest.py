"""An engine of its own on the test's database, beside that of the hall."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from display_server.store.database import connect


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = connect(database)
    yield engine
    engine.dispose()

"""What tests of the server share: its app on a database of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from display_server.app import create_app
from display_server.process.settings import Settings
from tests.halls import MovedClock, a_hall_plan


@pytest.fixture
def settings(sqlite_database: str, tmp_path: Path) -> Settings:
    return Settings(database_url=sqlite_database, secret_key="test", data_dir=tmp_path)


@pytest.fixture
def app(settings: Settings, clock: MovedClock) -> Iterator[Flask]:
    """On the small hall of `tests.halls`."""
    app = create_app(settings, clock)
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    yield app
    app.extensions["motcua"].announcements.close()
    app.extensions["motcua_engine"].dispose()

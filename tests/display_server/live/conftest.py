"""A screen's socket, as the tests of this folder speak through it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient


@pytest.fixture
def socket(app: Flask) -> Iterator[SocketIOTestClient]:
    client = app.extensions["socketio"].test_client(app)
    yield client
    client.disconnect()

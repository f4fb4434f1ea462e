"""What sockets may watch, and that what they are refused leaves nothing behind."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient

from display_server.app import create_app
from display_server.live.sockets import MOST_TOPICS
from display_server.process.settings import Settings
from tests.halls import MovedClock, a_hall_plan


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock) -> Iterator[Flask]:
    app = create_app(Settings(database_url=sqlite_database, secret_key="test"), clock)
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    yield app
    app.extensions["motcua_engine"].dispose()


@pytest.fixture
def socket(app: Flask) -> Iterator[SocketIOTestClient]:
    client = app.extensions["socketio"].test_client(app)
    yield client
    client.disconnect()


def watch(socket: SocketIOTestClient, topic: str) -> dict[str, Any]:
    answer: dict[str, Any] = socket.emit("watch", {"topic": topic}, callback=True)
    return answer


def rooms(app: Flask) -> set[str]:
    """Those that are topics."""
    return {str(room) for room in app.extensions["socketio"].server.manager.rooms["/"] if room and ":" in str(room)}


def test_a_topic_that_is_refused_leaves_no_room(app: Flask, socket: SocketIOTestClient) -> None:
    watch(socket, "board:hall")

    for topic in ("board:nowhere", "board:hall:nowhere", "ticket:unknown", "hall:hall", "nothing"):
        assert "error" in watch(socket, topic)

    assert rooms(app) == {"board:hall"}


def test_a_topic_that_is_watched_stays_when_it_is_asked_for_again(app: Flask, socket: SocketIOTestClient) -> None:
    first = watch(socket, "board:hall")

    assert watch(socket, "board:hall") == first
    assert rooms(app) == {"board:hall"}


def test_one_socket_watches_so_many_topics_and_no_more(app: Flask, socket: SocketIOTestClient) -> None:
    halls = app.extensions["motcua"].halls
    for number in range(MOST_TOPICS):
        halls.load(a_hall_plan_called(f"hall-{number}"), actor="test")
        assert "view" in watch(socket, f"board:hall-{number}")

    assert "Unwatch one first" in watch(socket, "board:hall")["error"]

    socket.emit("unwatch", {"topic": "board:hall-0"}, callback=True)
    assert "view" in watch(socket, "board:hall")


def a_hall_plan_called(slug: str) -> Any:
    return replace(a_hall_plan(), slug=slug)

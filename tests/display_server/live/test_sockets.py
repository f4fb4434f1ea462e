"""What sockets may watch, and that what they are refused leaves nothing behind."""

from dataclasses import replace
from typing import Any

from flask import Flask
from flask_socketio import SocketIOTestClient

from display_server.live.sockets import MOST_TOPICS
from tests.halls import a_hall_plan


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

"""Whatever a tablet, a phone or a stranger says over its socket: a view, or a refusal in words and nothing left."""

from typing import Any

from flask import Flask
from flask_socketio import SocketIOTestClient
from hypothesis import given, strategies as st

from tests.display_server.live.test_sockets import rooms
from tests.fuzzing import HUGE, JSON, Json, fuzzed

KINDS = st.sampled_from(["board", "counter", "rating", "hall", "ticket", "", "Board"])
PARTS = (
    st.sampled_from(["hall", "1", "0", "99", "east", "land", "land,tax", ",", "", "-1", "1.0"])
    | HUGE
    | st.text(max_size=5)
)
TOPICS = st.lists(PARTS, max_size=4).flatmap(lambda parts: KINDS.map(lambda kind: ":".join((kind, *parts))))
ASKED = TOPICS.map(lambda topic: {"topic": topic}) | JSON.map(lambda topic: {"topic": topic}) | JSON


@given(asked=st.lists(ASKED, max_size=2))
@fuzzed(200)
def test_whatever_is_to_be_watched(app: Flask, socket: SocketIOTestClient, asked: list[Json]) -> None:
    before = rooms(app)

    answer: dict[str, Any] = socket.emit("watch", *asked, callback=True)

    if "error" in answer:
        assert len(answer["error"]) > 10
        assert rooms(app) == before
    else:
        assert rooms(app) == before | {answer["topic"]}


@given(asked=st.lists(ASKED, max_size=2))
@fuzzed(100)
def test_whatever_is_not_to_be_watched_any_more(app: Flask, socket: SocketIOTestClient, asked: list[Json]) -> None:
    socket.emit("watch", {"topic": "board:hall"}, callback=True)

    answer: dict[str, Any] = socket.emit("unwatch", *asked, callback=True)

    assert answer.keys() in ({"error"}, {"topic"})
    assert rooms(app) == ({"board:hall"} - {answer.get("topic")})


@given(auth=JSON.map(lambda token: {"token": token}))
@fuzzed(100)
def test_whatever_is_shown_to_be_let_in(app: Flask, auth: Json) -> None:
    client = app.extensions["socketio"].test_client(app, auth=auth)

    if client.is_connected():
        assert "error" in client.emit("watch", {"topic": "hall:hall"}, callback=True), "is somebody"
        client.disconnect()


PACKETS = st.sampled_from(["0", "1", "2", "3", "4", "5", "6", "20", "2/x,", "40", "51-", ""]).flatmap(
    lambda head: (
        st.text(max_size=40) | HUGE | st.sampled_from(['["watch"', "[]", "{}", '["watch",{"topic":"board:hall"}]'])
    ).map(lambda rest: head + rest)
)


@given(said=PACKETS)
@fuzzed(200)
def test_whatever_comes_in_a_message(app: Flask, said: str) -> None:
    """Below Socket.IO: what is no packet ends the socket, and nothing fails."""
    server = app.extensions["socketio"].server
    client = app.extensions["socketio"].test_client(app)

    heard = server.eio.handlers  # what Engine.IO tells of a socket: SocketBounds hears it first
    heard["connect"](client.eio_sid, server.environ[client.eio_sid])

    heard["message"](client.eio_sid, said)

    heard["disconnect"](client.eio_sid, "gone")

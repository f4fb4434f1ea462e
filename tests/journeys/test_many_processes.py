"""Several server processes on one port: every screen sees every call, whichever process committed it."""

import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import pytest
import socketio

from tests.databases import free_port, running_redis
from tests.running_server import HALL, RunningServer

SCREENS = 6
CALLS = 8


@pytest.fixture(params=["the database alone", "Redis"])
def bell(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """How the processes hear of each other."""
    if request.param != "Redis":
        yield
        return
    with running_redis(tmp_path) as url:
        monkeypatch.setenv("MOTCUA_REDIS_URL", url)
        yield


@pytest.mark.usefixtures("bell")
def test_every_screen_sees_every_call(server_of: Callable[..., RunningServer]) -> None:
    server = server_of("--workers", "3")
    seen: list[set[str]] = [set() for _ in range(2 * SCREENS)]
    transports = cycle(("polling", "websocket"))
    screens = [_screen(server, transport, each) for transport, each in zip(transports, seen, strict=False)]
    client = server.client()
    client.post("/counters/40/open", json={"officer": "Lan"}).raise_for_status()
    called = {_call_somebody(client) for _ in range(CALLS)}

    _until(lambda: all(each == called for each in seen))
    for screen in screens:
        screen.disconnect()


@pytest.mark.usefixtures("bell")
def test_a_revoked_device_is_cut_off_in_every_process_within_a_second(server_of: Callable[..., RunningServer]) -> None:
    server = server_of("--workers", "3")
    token = server.token("panel", "--hall", HALL, "--counter", "40")
    panels = [_panel(server, token) for _ in range(SCREENS)]
    other = _panel(server, server.token("manager"))
    assert all(panel.connected for panel in panels)

    server.revoke("test panel")
    revoked_at = time.monotonic()

    _until(lambda: not any(panel.connected for panel in panels))
    assert time.monotonic() - revoked_at < 1
    assert other.connected
    other.disconnect()


def test_a_server_without_its_redis_is_alive_but_not_ready(
    server_of: Callable[..., RunningServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = server_of()
    assert httpx.get(f"{server.url}/readyz").status_code == 200
    server.stop()
    monkeypatch.setenv("MOTCUA_REDIS_URL", f"redis://127.0.0.1:{free_port()}")

    server.start(wait_for="healthz")

    assert httpx.get(f"{server.url}/readyz").status_code == 503
    client = server.client()
    assert client.post("/tickets", json={"service": "thue"}).status_code == 201


def _screen(server: RunningServer, transport: str, seen: set[str]) -> socketio.Client:
    screen = socketio.Client()

    def show(message: dict[str, Any]) -> None:
        seen.update(call["number"] for call in message["view"]["calls"])

    screen.on("view", show)
    screen.connect(server.url, transports=[transport])
    show(screen.call("watch", {"topic": f"board:{HALL}"}))
    return screen


def _panel(server: RunningServer, token: str) -> socketio.Client:
    panel = socketio.Client(reconnection=False)
    panel.connect(server.url, auth={"token": token}, transports=["websocket"])
    assert "view" in panel.call("watch", {"topic": f"counter:{HALL}:40"})
    return panel


def _call_somebody(client: Any) -> str:
    client.post("/tickets", json={"service": "thue"}).raise_for_status()
    number: str = client.post("/counters/40/call-next").raise_for_status().json()["ticket"]["number"]
    for step in ("start", "finish"):
        client.post(f"/counters/40/{step}").raise_for_status()
    return number


def _until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not seen():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)

"""Whoever sends files: strangers are not listened to, nothing is held in memory, and what breaks off leaves nothing."""

import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.databases import SqliteDatabases
from tests.running_server import HALL, RunningServer, always_open_hall

MB = 1024 * 1024
WEBM = b"\x1a\x45\xdf\xa3"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="module")
def server(sqlite_template: SqliteDatabases, folder: Path) -> Iterator[RunningServer]:
    server = RunningServer(sqlite_template.fresh(folder), always_open_hall(folder), folder).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def manager(server: RunningServer) -> httpx.Client:
    return server.client("manager")


def begun(server: RunningServer, length: int, *headers: str) -> socket.socket:
    """A request that announces a file of this length and has sent its first bytes."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    head = (f"POST /api/v1/halls/{HALL}/media HTTP/1.1", "Host: hall", f"Content-Length: {length}", *headers)
    connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + WEBM)
    return connection


def all_that_comes(connection: socket.socket) -> bytes:
    received = b""
    while more := connection.recv(65536):
        received += more
    return received


def left_in(folder: Path) -> list[str]:
    return [file.name for file in (folder / "media" / HALL).iterdir()]


def until_nothing_is_left_in(folder: Path) -> None:
    deadline = time.monotonic() + 10
    while left_in(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left_in(folder) == []


def test_a_strangers_file_is_refused_before_it_comes_and_the_connection_ends(server: RunningServer) -> None:
    asked_at = time.monotonic()
    with begun(server, 250 * MB) as connection:
        answer = all_that_comes(connection)

    assert answer.startswith(b"HTTP/1.1 401 ")
    assert b"Connection: close" in answer
    assert time.monotonic() - asked_at < 10


def test_a_file_is_not_held_in_memory(server: RunningServer, manager: httpx.Client, folder: Path) -> None:
    process = psutil.Process(server.pid)
    before, most = process.memory_info().rss, 0

    def arriving() -> Iterator[bytes]:
        nonlocal most
        yield WEBM
        for _ in range(120):
            yield os.urandom(MB)
            most = max(most, process.memory_info().rss)

    headers = {"Content-Length": str(120 * MB + len(WEBM))}
    answer = manager.post("/media", content=arriving(), headers=headers)

    assert answer.status_code == 422, "it is no video after all"
    assert most - before < 20 * MB
    assert left_in(folder) == []


def test_whoever_sends_too_much_hears_why(manager: httpx.Client) -> None:
    """Its sender goes on sending meanwhile: the answer must not be lost by it."""
    headers = {"Content-Length": str(400 * MB), "Accept-Language": "en"}

    answer = manager.post("/media", content=(WEBM * 4096 for _ in range(25_600)), headers=headers)

    assert answer.status_code == 422
    assert "400 MB" in answer.json()["detail"]


def test_a_file_that_breaks_off_leaves_nothing(server: RunningServer, folder: Path) -> None:
    token = server.token("manager")
    with begun(server, 50 * MB, f"Authorization: Bearer {token}") as connection:
        connection.sendall(bytes(5 * MB))
        deadline = time.monotonic() + 10
        while not left_in(folder) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(left_in(folder)) == 2, "it is on its way"

    until_nothing_is_left_in(folder)


def test_a_file_without_a_length_is_refused(manager: httpx.Client) -> None:
    answer = manager.post("/media", content=iter([WEBM, bytes(1000)]), headers={"Accept-Language": "en"})

    assert answer.status_code == 422
    assert "Content-Length" in answer.json()["detail"]


def test_the_hall_is_answered_while_files_come_slowly(server: RunningServer) -> None:
    token = server.token("manager")
    slow = [begun(server, 50 * MB, f"Authorization: Bearer {token}") for _ in range(20)]
    try:
        asked_at = time.monotonic()
        assert httpx.get(f"{server.url}/api/v1/halls/{HALL}/board").status_code == 200
        assert time.monotonic() - asked_at < 5
    finally:
        for connection in slow:
            connection.close()


def test_a_file_that_trickles_is_not_waited_for(server: RunningServer, folder: Path) -> None:
    token = server.token("manager")
    with begun(server, 50 * MB, f"Authorization: Bearer {token}", "Accept-Language: en") as connection:
        connection.settimeout(0.5)
        answer = b""
        for _ in range(60):
            connection.sendall(b"\0")
            try:
                answer = connection.recv(65536)
                break
            except TimeoutError:
                continue

    assert b"422" in answer.split(b"\r\n")[0]
    until_nothing_is_left_in(folder)

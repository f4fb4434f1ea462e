"""A hall whose server speaks TLS: real processes, real certificates, real sockets."""

import socket
import ssl
import time
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import httpx
import pytest
import requests
import socketio

from display_server.authority.files import AuthorityFiles
from display_server.process.tls import HANDSHAKE_SECONDS
from tests.certificates import an_authority
from tests.databases import SqliteDatabases
from tests.running_server import HALL, RunningServer, always_open_hall

PATIENCE_SECONDS = 20
SCREENS = 10


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> AuthorityFiles:
    return an_authority(tmp_path_factory.mktemp("encrypted"))


@pytest.fixture(scope="module")
def server(sqlite_template: SqliteDatabases, authority: AuthorityFiles) -> Iterator[RunningServer]:
    folder = authority.authority.parents[1]
    running = RunningServer(
        *(sqlite_template.fresh(folder), always_open_hall(folder), folder, "--tls", "--workers", "3"),
        authority=authority.authority,
    )
    yield running.start()
    running.stop()


def test_every_screen_sees_a_call_whichever_process_it_came_to(
    server: RunningServer, authority: AuthorityFiles
) -> None:
    seen: list[set[str]] = [set() for _ in range(SCREENS)]
    transports = cycle(("polling", "websocket"))
    screens = [_screen(server, authority, transport, each) for transport, each in zip(transports, seen, strict=False)]
    with server.client() as client:
        client.post("/counters/40/open", json={"officer": "Lan"}).raise_for_status()
        client.post("/tickets", json={"service": "thue"}).raise_for_status()

        called = client.post("/counters/40/call-next").raise_for_status().json()["ticket"]["number"]

    ends_at = time.monotonic() + PATIENCE_SECONDS
    while not all(each == {called} for each in seen):
        assert time.monotonic() < ends_at, "it did not come"
        time.sleep(0.05)
    for screen in screens:
        screen.disconnect()


def test_browsers_come_back_encrypted_only_and_keep_their_cookies_to_themselves(server: RunningServer) -> None:
    server.add_user("Lan", "manager", "correct horse battery staple")

    with httpx.Client(base_url=server.url, verify=server.trust) as browser:
        answer = browser.post("/api/v1/session", json={"name": "Lan", "password": "correct horse battery staple"})

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookies = answer.headers.get_list("Set-Cookie")
    assert cookies
    assert all("; Secure" in cookie and "; HttpOnly" in cookie for cookie in cookies)


def test_a_ticket_leads_phones_to_the_encrypted_page(server: RunningServer) -> None:
    with server.client() as client:
        ticket = client.post("/tickets", json={"service": "thue"}).raise_for_status().json()["ticket"]

    assert ticket["follow_url"].startswith("https://")


def test_who_speaks_no_tls_or_an_old_one_is_not_heard(server: RunningServer) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")

    with pytest.raises(httpx.TransportError):
        httpx.get(server.url.replace("https", "http") + "/healthz")
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS) as line, pytest.raises(ssl.SSLError):
        old.wrap_socket(line)


def test_who_connects_and_says_nothing_is_left(server: RunningServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), PATIENCE_SECONDS) as silent:
        began = time.monotonic()
        silent.recv(1)

        assert time.monotonic() - began < HANDSHAKE_SECONDS + 5


def test_an_answer_of_many_packets_comes_whole(server: RunningServer) -> None:
    with httpx.Client(base_url=server.url, verify=server.trust) as browser:
        answers = [browser.get("/api/openapi.json") for _ in range(10)]

    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["openapi"].startswith("3.")


def _screen(server: RunningServer, authority: AuthorityFiles, transport: str, seen: set[str]) -> socketio.Client:
    trusting = requests.Session()
    trusting.trust_env = False  # or REQUESTS_CA_BUNDLE goes before what is trusted here
    trusting.verify = str(authority.authority)
    screen = socketio.Client(http_session=trusting)

    def show(message: dict[str, Any]) -> None:
        seen.update(call["number"] for call in message["view"]["calls"])

    screen.on("view", show)
    screen.connect(server.url, transports=[transport])
    show(screen.call("watch", {"topic": f"board:{HALL}"}))
    return screen

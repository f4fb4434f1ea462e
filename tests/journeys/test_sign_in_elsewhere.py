"""Signing in at another system: a real OpenID Connect provider, a real server, a browser between them."""

import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.databases import SqliteDatabases, free_port
from tests.running_server import HALL, RunningServer, always_open_hall

PASSWORD = "nine red kites"
BACK = "/sign-in/elsewhere/back"


class House(NamedTuple):
    server: RunningServer
    provider: str


@contextmanager
def provider_at(port: int, redirect_uri: str) -> Iterator[None]:
    command = ["node", "tests/node/oidc_provider.mjs", str(port), redirect_uri]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as provider:
        assert provider.stdout is not None
        try:
            assert any("ready" in line for line in iter(provider.stdout.readline, ""))
            yield
        finally:
            provider.terminate()


@pytest.fixture
def house_of(
    sqlite_template: SqliteDatabases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., House]]:
    running: list[RunningServer] = []

    def start(**settings: str) -> House:
        provider = f"http://127.0.0.1:{free_port()}"
        given = {"ISSUER": provider, "CLIENT_SECRET": "secret of the test", **settings}
        for name, value in given.items():
            monkeypatch.setenv(f"MOTCUA_OIDC_{name}", value)
        server = RunningServer(sqlite_template.fresh(tmp_path), always_open_hall(tmp_path), tmp_path).start()
        running.append(server)
        server.add_user("minh", "manager", PASSWORD)
        return House(server, provider)

    yield start
    for server in running:
        server.stop()


@contextmanager
def open_provider(house: House) -> Iterator[None]:
    with provider_at(int(house.provider.rpartition(":")[2]), f"{house.server.url}{BACK}"):
        yield


def signs_in(house: House, name: str, browser: httpx.Client, page: str = "") -> httpx.Response:
    """Goes there, signs in, consents; answers what comes of the way back, which is not gone yet."""
    there = browser.get(f"{house.server.url}/sign-in/elsewhere{page}")
    assert there.status_code == 302, there.text
    asked = parse_qs(urlsplit(there.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"]
    assert asked["nonce"]
    answer = browser.get(there.headers["Location"])
    for fields in ({"prompt": "login", "login": name, "password": "any"}, {"prompt": "consent"}):
        answer = until_own(house, browser, answer)
        (action,) = re.findall(r'<form[^>]* action="([^"]+)"', answer.text)
        answer = browser.post(action, data=fields)
    return until_own(house, browser, answer)


def until_own(house: House, browser: httpx.Client, answer: httpx.Response) -> httpx.Response:
    """Follows the provider's own redirects, up to the one that leads back here."""
    while answer.is_redirect:
        assert answer.next_request is not None
        if str(answer.next_request.url).startswith(house.server.url):
            return answer
        answer = browser.send(answer.next_request)
    return answer


def me(house: House, browser: httpx.Client) -> httpx.Response:
    return browser.get(f"{house.server.url}/api/v1/me")


def test_a_person_with_an_account_here_signs_in_there(house_of: Callable[..., House]) -> None:
    house = house_of()
    with open_provider(house), httpx.Client(timeout=30) as browser:
        back = signs_in(house, "minh", browser, f"?next=/manager/{HALL}")

        arrived = browser.get(back.headers["Location"])

        assert (arrived.status_code, arrived.headers["Location"]) == (303, f"/manager/{HALL}")
        assert (me(house, browser).json()["name"], me(house, browser).json()["role"]) == ("minh", "manager")
        again = browser.get(back.headers["Location"])  # what came back is good once
        assert again.status_code == 401


def test_what_another_browser_began_is_not_ended_here(house_of: Callable[..., House]) -> None:
    house = house_of()
    with open_provider(house), httpx.Client(timeout=30) as browser, httpx.Client(timeout=30) as victim:
        back = signs_in(house, "minh", browser)

        lured = victim.get(back.headers["Location"])

        assert lured.status_code == 401
        assert me(house, victim).status_code == 401


def test_who_has_no_account_here_gets_none(house_of: Callable[..., House]) -> None:
    house = house_of()
    with open_provider(house), httpx.Client(timeout=30, headers={"Accept-Language": "en"}) as browser:
        back = signs_in(house, "stranger", browser)

        arrived = browser.get(back.headers["Location"])

        assert arrived.status_code == 403
        assert "have no account here" in arrived.text
        assert me(house, browser).status_code == 401
    assert "names nobody who may come in" in house.server.log()


@pytest.mark.parametrize(("verified", "status"), [("verified", 303), ("unverified", 403)])
def test_an_address_counts_only_where_the_provider_has_verified_it(
    house_of: Callable[..., House], verified: str, status: int
) -> None:
    house = house_of(CLAIM="email")
    house.server.add_user("lan@example.vn", "officer", PASSWORD)
    with open_provider(house), httpx.Client(timeout=30) as browser:
        back = signs_in(house, f"email:lan@example.vn:{verified}", browser)

        assert browser.get(back.headers["Location"]).status_code == status


def test_a_provider_that_is_away_is_said_to_be_so_and_passwords_go_on(house_of: Callable[..., House]) -> None:
    house = house_of()

    away = httpx.get(f"{house.server.url}/sign-in/elsewhere", headers={"Accept-Language": "en"})

    assert away.status_code == 503
    assert "does not answer" in away.text
    sign_in = {"name": "minh", "password": PASSWORD}
    assert httpx.post(f"{house.server.url}/api/v1/session", json=sign_in).status_code == 200

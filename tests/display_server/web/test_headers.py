"""What every answer tells the browser that it may not do."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.app import create_app
from display_server.process.settings import Settings
from tests.halls import MovedClock, a_hall_plan

PAGES = (
    "/",
    "/display/hall",
    "/t/some-token",
    "/manager/hall",
    "/sign-in",
    "/counter/hall/1",
    "/rating/hall/1",
    "/nowhere",
)
PROGRAMS = ("/api/v1/halls/hall/catalogue", "/api/v1/me", "/api/v1/tickets/unknown", "/api/openapi.json", "/healthz")
FILES = ("/static/motcua.css", "/counter-panel/static/panel.js")
SOCKETS = ("/socket.io/?EIO=4&transport=polling", "/socket.io/?EIO=3")


@pytest.fixture
def browser(sqlite_database: str, clock: MovedClock) -> Iterator[FlaskClient]:
    app: Flask = create_app(Settings(database_url=sqlite_database, secret_key="test"), clock)
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    yield app.test_client()
    app.extensions["motcua_engine"].dispose()


@pytest.mark.parametrize("address", [*PAGES, *PROGRAMS, *FILES, *SOCKETS])
def test_every_answer_says_what_the_browser_may_not_do(browser: FlaskClient, address: str) -> None:
    headers = browser.get(address, headers={"Host": "hall.example:8000"}, buffered=True).headers

    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self' ws://hall.example:8000 wss://hall.example:8000"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", [*PAGES, *PROGRAMS, *SOCKETS])
def test_where_somebody_is_named_nothing_is_kept(browser: FlaskClient, address: str) -> None:
    assert browser.get(address).headers.getlist("Cache-Control") == ["no-store"]


@pytest.mark.parametrize("address", FILES)
def test_files_are_kept_and_asked_for_again(browser: FlaskClient, address: str) -> None:
    first = browser.get(address, buffered=True)

    assert "no-store" not in first.headers["Cache-Control"]
    assert browser.get(address, headers={"If-None-Match": first.headers["ETag"]}, buffered=True).status_code == 304


def test_a_host_that_is_none_adds_nothing_to_the_policy(browser: FlaskClient) -> None:
    policy = browser.get("/healthz", headers={"Host": "x; script-src *"}).headers["Content-Security-Policy"]

    assert "connect-src 'self';" in policy
    assert "script-src" not in policy

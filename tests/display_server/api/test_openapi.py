"""The OpenAPI document describes what is really served."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from openapi_spec_validator import validate

from display_server.access.principals import OF_PEOPLE
from display_server.app import create_app
from display_server.contract.accounts import ROLES_OF_PEOPLE
from display_server.process.settings import Settings
from tests.halls import MovedClock


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock) -> Iterator[Flask]:
    app = create_app(Settings(database_url=sqlite_database, secret_key="test"), clock)
    yield app
    app.extensions["motcua_engine"].dispose()


def test_the_document_is_valid(app: Flask) -> None:
    validate(app.test_client().get("/api/openapi.json").get_json())


def test_every_route_is_described_and_nothing_else(app: Flask) -> None:
    described = app.test_client().get("/api/openapi.json").get_json()["paths"]
    routes = {
        re.sub(r"<(?:int:)?(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/")
    }

    assert set(described) == routes


def test_the_roles_of_people_are_those_that_there_are() -> None:
    assert ROLES_OF_PEOPLE == OF_PEOPLE


def test_every_operation_says_what_it_does(app: Flask) -> None:
    described = app.test_client().get("/api/openapi.json").get_json()["paths"]

    summaries = [operation["summary"] for methods in described.values() for operation in methods.values()]
    assert [summary for summary in summaries if " " not in summary or not summary.endswith(".")] == []
    assert len(set(summaries)) == len(summaries)


def test_the_probes_answer(app: Flask) -> None:
    client = app.test_client()

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").get_json() == {"status": "ready"}
    assert b"python_info" in client.get("/metrics").data

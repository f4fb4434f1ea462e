"""The API keeps every promise of its OpenAPI document, whoever asks.

`make probe` asks every role everything, and thousands of random questions beside the systematic ones.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from display_server.access.principals import Role
from display_server.app import create_app
from display_server.domain.fair_use import IdCardRule
from display_server.process.settings import Settings
from display_server.use_cases import counter, kiosk
from display_server.web.services import Services
from tests.display_server.api.probing import EVERYBODY, NOBODY, probe
from tests.halls import MovedClock, a_hall_plan, do

PATIENT = os.environ.get("MOTCUA_PATIENCE") == "hours"
EXAMPLES = 60 if PATIENT else 0
ASKED = EVERYBODY if PATIENT else (NOBODY, Role.OFFICER, Role.ADMIN)
"""Who may nothing, something, everything; what lies between, `test_who_may.py` tells of every role."""


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock, tmp_path: Path) -> Iterator[Flask]:
    """A hall that asks for ID cards, with people waiting and one of them served: its figures are not all empty."""
    app = create_app(Settings(database_url=sqlite_database, secret_key="test", data_dir=tmp_path), clock)
    house: Services = app.extensions["motcua"]
    plan = a_hall_plan()
    house.halls.load(replace(plan, rules=replace(plan.rules, id_card=IdCardRule.WELCOME)), actor="test")
    hall = house.halls["hall"]
    for service in ("land", "land", "tax", "land"):
        do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service))
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    yield app
    app.extensions["motcua"].announcements.close()
    app.extensions["motcua_engine"].dispose()


@pytest.mark.timeout(3600 if PATIENT else 300)
@pytest.mark.parametrize("role", ASKED)
def test_every_question_is_answered_as_the_document_says(app: Flask, role: str) -> None:
    probed = probe(app, role, EXAMPLES)

    print(f"{role}: {probed.cases} cases")  # for `make probe`
    assert [str(finding) for finding in probed.findings] == []
    assert probed.cases > 300
    assert {200, 404, 405, 422} <= probed.statuses, "some of it was never asked in earnest"


def test_a_promise_that_is_broken_is_found(app: Flask) -> None:
    """The probe itself works: an API that forgets what it allows is told."""
    forgetting: list[Any] = app.after_request_funcs.setdefault(None, [])
    forgetting.append(lambda response: (response.headers.remove("Allow"), response)[1])

    assert {each.check for each in probe(app, NOBODY, 0, only="/api/v1/me").findings} == {"unsupported_method"}

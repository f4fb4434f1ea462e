"""Appointments and ID cards over HTTP."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.app import create_app
from display_server.domain.fair_use import IdCardRule
from display_server.domain.rules import Rules
from display_server.process.settings import Settings
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan

APPOINTMENTS, TICKETS = "/api/v1/halls/hall/appointments", "/api/v1/halls/hall/tickets"
AT_NINE = "2026-11-23T09:00:00+07:00"


@pytest.fixture
def app(database: str, clock: MovedClock) -> Iterator[Flask]:
    app = create_app(Settings(database_url=database, secret_key="test"), clock)
    plan = replace(a_hall_plan(), rules=Rules(id_card=IdCardRule.WELCOME))
    app.extensions["motcua"].halls.load(plan, actor="test")
    yield app
    app.extensions["motcua_engine"].dispose()


@pytest.fixture
def officer(app: Flask) -> FlaskClient:
    return signed_in(app, Role.OFFICER)


@pytest.fixture
def kiosk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.KIOSK)


def test_an_appointment_is_made_listed_and_given_up(officer: FlaskClient) -> None:
    made = officer.post(APPOINTMENTS, json={"service": "land", "at": AT_NINE})
    code = made.get_json()["code"]

    assert [each["code"] for each in listed(officer, "?day=2026-11-23")] == [code]
    assert listed(officer, "?day=2026-11-24") == []
    assert officer.post(f"{APPOINTMENTS}/{code}/cancel").status_code == 200
    assert listed(officer) == []
    is_a_problem(officer.post(f"{APPOINTMENTS}/{code}/cancel"), 404)


def listed(officer: FlaskClient, query: str = "") -> list[dict[str, object]]:
    answer = officer.get(APPOINTMENTS + query)
    assert answer.status_code == 200
    appointments: list[dict[str, object]] = answer.get_json()["appointments"]
    return appointments


def test_who_came_is_listed_with_their_ticket(officer: FlaskClient, kiosk: FlaskClient) -> None:
    code = officer.post(APPOINTMENTS, json={"service": "land", "at": AT_NINE}).get_json()["code"]

    taken = kiosk.post(TICKETS, json={"service": "land", "appointment": code})

    assert [each["ticket"] for each in listed(officer)] == [taken.get_json()["ticket"]["id"]]
    is_a_problem(officer.post(f"{APPOINTMENTS}/{code}/cancel"), 409)


def test_a_kiosk_learns_what_a_code_was_promised_for(officer: FlaskClient, kiosk: FlaskClient) -> None:
    code = officer.post(APPOINTMENTS, json={"service": "land", "at": AT_NINE}).get_json()["code"]

    assert kiosk.get(f"{APPOINTMENTS}/{code.lower()}").get_json()["service"] == "land"
    is_a_problem(kiosk.get(f"{APPOINTMENTS}/NOSUCH22"), 404)


def test_the_public_does_not_see_appointments(app: Flask, kiosk: FlaskClient) -> None:
    is_a_problem(app.test_client().get(APPOINTMENTS), 401)
    is_a_problem(kiosk.get(APPOINTMENTS), 403)


def test_the_kiosk_learns_that_cards_are_welcome_and_a_second_ticket_is_refused(kiosk: FlaskClient) -> None:
    assert kiosk.get("/api/v1/halls/hall/catalogue").get_json()["id_card"] == "welcome"
    asked = {"service": "land", "card_number": "075090001234"}
    assert kiosk.post(TICKETS, json=asked).status_code == 201

    problem = is_a_problem(kiosk.post(TICKETS, json=asked, headers={"Accept-Language": "vi"}), 409)

    assert "A001" in problem["detail"]
    assert "075090001234" not in str(problem)


def test_a_card_number_of_the_wrong_form_is_not_repeated_to_anybody(kiosk: FlaskClient) -> None:
    problem = is_a_problem(kiosk.post(TICKETS, json={"service": "land", "card_number": "07509000123X"}), 422)

    assert [error["field"] for error in problem["errors"]] == ["card_number"]
    assert "07509000123X" not in str(problem)

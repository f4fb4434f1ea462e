"""Bad requests get a problem in words, and nothing is changed."""

from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings, strategies as st

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account, create_token
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.web.services import Services
from tests.halls import MovedClock, a_hall_plan

TICKETS = "/api/v1/halls/hall/tickets"
AT_1 = "/api/v1/halls/hall/counters/1"


@pytest.fixture
def services(app: Flask) -> Services:
    found: Services = app.extensions["motcua"]
    return found


def signed_in(app: Flask, role: Role, hall: str | None = None, counter: int | None = None) -> FlaskClient:
    services: Services = app.extensions["motcua"]
    token = create_token(services.accounts, services.clock, Principal(role, f"a {role}", hall, counter))
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


@pytest.fixture
def kiosk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.KIOSK)


def seq(services: Services) -> int:
    with services.halls["hall"].reading() as reading:
        return reading.seq


def is_a_problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    problem: dict[str, Any] = response.get_json()
    assert problem["status"] == status
    assert len(problem["title"]) > 5
    assert len(problem["detail"]) > 5
    assert "Traceback" not in problem["detail"]
    return problem


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"service": "fishing"}, "service"),
        ({"service": ""}, "service"),
        ({"service": "x" * 201}, "service"),
        ({"service": 7}, "service"),
        ({"service": "land", "priority_class": "vip"}, "priority_class"),
        ({"service": "land", "language": "tlh"}, "language"),
        ({"service": "land", "dossiers": 0}, "dossiers"),
        ({"service": "land", "colour": "red"}, "colour"),
        ({"service": "land", "appointment": "A1"}, "appointment"),
        ({}, "service"),
    ],
)
def test_a_wrong_field_is_named(kiosk: FlaskClient, services: Services, body: dict[str, Any], field: str) -> None:
    before = seq(services)

    problem = is_a_problem(kiosk.post(TICKETS, json=body), 422)

    assert [error["field"] for error in problem["errors"]] == [field]
    assert seq(services) == before


@pytest.mark.parametrize(
    "body", [b"{", b'{"service": "land"', b"\xff\xfe", b'{"service": "land",}', b'{"service": NaN}]']
)
def test_malformed_json_is_said_to_be_so(kiosk: FlaskClient, services: Services, body: bytes) -> None:
    before = seq(services)

    is_a_problem(kiosk.post(TICKETS, data=body, content_type="application/json"), 400)

    assert seq(services) == before


@pytest.mark.parametrize("body", [b"[]", b'"land"', b"7", b"null"])
def test_json_that_is_no_object_is_refused(kiosk: FlaskClient, body: bytes) -> None:
    is_a_problem(kiosk.post(TICKETS, data=body, content_type="application/json"), 422)


def test_another_content_type_is_refused(kiosk: FlaskClient) -> None:
    is_a_problem(kiosk.post(TICKETS, data=b"service=land", content_type="application/x-www-form-urlencoded"), 422)


@given(text=st.text(min_size=1, max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_odd_text_never_breaks_the_server(kiosk: FlaskClient, text: str) -> None:
    for body in ({"service": text}, {"service": "land", "priority_class": text}, {text: text, "service": "land"}):
        if body != {"service": "land"}:
            is_a_problem(kiosk.post(TICKETS, json=body), 422)


@given(note=st.text(max_size=2000), code=st.text(min_size=1, max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_officers_may_write_any_text_or_are_told(app: Flask, note: str, code: str) -> None:
    officer = signed_in(app, Role.OFFICER)
    officer.post(TICKETS, json={"service": "land"})
    for step in ("open", "call-next", "start"):
        officer.post(f"{AT_1}/{step}")

    response = officer.post(f"{AT_1}/finish", json={"note": note, "dossier_codes": [code]})

    if response.status_code == 200:
        ticket = response.get_json()["ticket"]["id"]
        story = signed_in(app, Role.MANAGER).get(f"{TICKETS}/{ticket}/history").get_json()["events"]
        told = next(event["facts"] for event in story if event["event"] == "ServiceFinished")
        assert told["note"].strip() == note.strip()
        assert [each.strip() for each in told["dossier_codes"]] == [code.strip()]
    else:
        is_a_problem(response, 422)
        assert officer.post(f"{AT_1}/finish").status_code == 200


def test_nobody_gets_nothing(app: Flask) -> None:
    client = app.test_client()

    for problem in (client.post(TICKETS, json={"service": "land"}), client.post(f"{AT_1}/call-next")):
        is_a_problem(problem, 401)
        assert problem.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic abc", "Bearer é"])
def test_a_wrong_token_is_refused_even_where_none_is_needed(app: Flask, header: str) -> None:
    response = app.test_client().post(
        "/api/v1/ratings", json={"counter": 1, "score": 4}, headers={"Authorization": header}
    )

    is_a_problem(response, 401)


@pytest.mark.parametrize("role", [Role.KIOSK, Role.DISPLAY, Role.RATING])
def test_another_role_may_not_call(app: Flask, services: Services, role: Role) -> None:
    before = seq(services)

    problem = is_a_problem(signed_in(app, role).post(f"{AT_1}/call-next"), 403)

    assert str(role) in problem["detail"]
    assert seq(services) == before


def test_a_foreign_halls_token_opens_nothing(app: Flask) -> None:
    is_a_problem(signed_in(app, Role.KIOSK, hall="elsewhere").post(TICKETS, json={"service": "land"}), 403)


def test_a_foreign_counters_token_opens_nothing(app: Flask) -> None:
    is_a_problem(signed_in(app, Role.PANEL, hall="hall", counter=2).post(f"{AT_1}/open"), 403)


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/halls/nowhere/catalogue",
        "/api/v1/tickets/guessed",
        "/api/v1/halls/hall/board?zone=x",
        "/api/v1/nothing",
    ],
)
def test_what_is_not_there_is_said_to_be_so(app: Flask, path: str) -> None:
    is_a_problem(app.test_client().get(path), 404)


def test_the_wrong_method_is_said_to_be_so(app: Flask) -> None:
    refused = app.test_client().delete(TICKETS)

    is_a_problem(refused, 405)
    assert set(refused.allow) == {"POST", "OPTIONS"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"score": True, "counter": 1}, "score"),
        ({"score": "4", "counter": 1}, "score"),
        ({"score": 3.5, "counter": 1}, "score"),
        ({"score": 4, "counter": "1"}, "counter"),
    ],
)
def test_what_is_no_number_is_not_taken_for_one(app: Flask, body: dict[str, Any], field: str) -> None:
    problem = is_a_problem(signed_in(app, Role.RATING).post("/api/v1/ratings", json=body), 422)

    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_whole_number_may_be_written_with_a_point(kiosk: FlaskClient) -> None:
    assert kiosk.post(TICKETS, json={"service": "land", "dossiers": 2.0}).get_json()["ticket"]["dossiers"] == 2


@pytest.mark.parametrize("at", [1795399200, "1795399200", "tomorrow", "2026-11-24T08:00:00"])
def test_a_moment_is_written_out_with_its_offset(app: Flask, at: object) -> None:
    wanted = {"service": "land", "at": at}

    problem = is_a_problem(signed_in(app, Role.OFFICER).post("/api/v1/halls/hall/appointments", json=wanted), 422)

    assert [error["field"] for error in problem["errors"]] == ["at"]


def test_a_day_is_no_number_of_seconds(app: Flask) -> None:
    is_a_problem(signed_in(app, Role.OFFICER).get("/api/v1/halls/hall/appointments?day=0"), 422)


def test_a_closed_hall_says_when_it_opens_in_the_askers_language(
    app: Flask, services: Services, kiosk: FlaskClient
) -> None:
    mornings = OpeningHours({"tue": (Period(time(7, 30), time(11, 30)),)})
    services.halls.load(a_hall_plan(mornings), actor="test")

    english = is_a_problem(kiosk.post(TICKETS, json={"service": "land"}), 409)
    vietnamese = is_a_problem(kiosk.post(TICKETS, json={"service": "land"}, headers={"Accept-Language": "vi"}), 409)

    assert "07:30, 24/11/2026" in english["detail"]
    assert "07:30, 24/11/2026" in vietnamese["detail"]
    assert english["detail"] != vietnamese["detail"]
    catalogue = kiosk.get("/api/v1/halls/hall/catalogue").get_json()
    assert (catalogue["open"], catalogue["why_closed"]["en"]) == (False, english["detail"])


def test_a_session_needs_its_csrf_token(app: Flask, services: Services) -> None:
    create_account(
        services.accounts, services.clock, Principal(Role.OFFICER, "Lan", is_person=True), "chín con diều đỏ"
    )
    browser = app.test_client()
    is_a_problem(browser.post("/api/v1/session", json={"name": "Lan", "password": "wrong one"}), 401)
    csrf = browser.post("/api/v1/session", json={"name": "Lan", "password": "chín con diều đỏ"}).get_json()["csrf"]

    is_a_problem(browser.post(f"{AT_1}/open"), 403)
    opened = browser.post(f"{AT_1}/open", headers={"X-CSRF-Token": csrf})

    assert opened.get_json()["officer"] == "Lan"
    assert browser.get("/api/v1/me").get_json()["name"] == "Lan"
    browser.delete("/api/v1/session", headers={"X-CSRF-Token": csrf})
    is_a_problem(browser.get("/api/v1/me"), 401)


def test_one_rating_per_visit(app: Flask, clock: MovedClock) -> None:
    admin = signed_in(app, Role.ADMIN)
    token = admin.post(TICKETS, json={"service": "land"}).get_json()["ticket"]["token"]
    is_a_problem(admin.post("/api/v1/ratings", json={"ticket": token, "score": 4}), 409)
    for step in ("open", "call-next", "start", "finish"):
        admin.post(f"{AT_1}/{step}")
    is_a_problem(admin.post("/api/v1/ratings", json={"ticket": token, "score": 5}), 422)
    is_a_problem(admin.post("/api/v1/ratings", json={"ticket": token, "counter": 1, "score": 4}), 422)

    assert admin.post("/api/v1/ratings", json={"counter": 1, "hall": "hall", "score": 4}).status_code == 201
    is_a_problem(admin.post("/api/v1/ratings", json={"ticket": token, "score": 1}), 409)


def test_a_rating_is_not_taken_for_ever(app: Flask, clock: MovedClock) -> None:
    admin = signed_in(app, Role.ADMIN)
    token = admin.post(TICKETS, json={"service": "land"}).get_json()["ticket"]["token"]
    for step in ("open", "call-next", "start", "finish"):
        admin.post(f"{AT_1}/{step}")
    clock.advance(minutes=3)
    is_a_problem(admin.post("/api/v1/ratings", json={"counter": 1, "score": 4}), 409)
    clock.advance(hours=25)
    is_a_problem(app.test_client().post("/api/v1/ratings", json={"ticket": token, "score": 4}), 409)

"""What a ticket's holder asks for before the call, and how long the ticket's address lives."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server import views
from display_server.access.principals import Role
from display_server.app import create_app
from display_server.domain.rules import Rules
from display_server.process.settings import Settings
from tests.display_server.api.test_refusals import TICKETS, is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan

SUBSCRIPTION = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/x",
    "keys": {"p256dh": "B" * 87, "auth": "a" * 22},
}


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock, tmp_path: Path) -> Iterator[Flask]:
    """A hall that is reached by HTTPS and sends messages into files."""
    settings = Settings(
        data_dir=tmp_path / "data",
        database_url=sqlite_database,
        secret_key="test",
        public_url="https://hall.example.vn",
        messages=f"virtual://{tmp_path / 'out'}",
    )
    app = create_app(settings, clock)
    app.extensions["motcua"].halls.load(replace(a_hall_plan(), rules=Rules(messages=True)), actor="test")
    yield app
    app.extensions["motcua_engine"].dispose()


@pytest.fixture
def token(app: Flask) -> str:
    answer = signed_in(app, Role.KIOSK).post(TICKETS, json={"service": "land"})
    token: str = answer.get_json()["ticket"]["token"]
    return token


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return app.test_client()


def test_a_message_is_wanted_and_taken_back_and_where_to_is_told_to_nobody(phone: FlaskClient, token: str) -> None:
    wanted = phone.put(f"/api/v1/tickets/{token}/message", json={"to": "0912 345 678"})

    assert wanted.get_json()["ticket"]["message"] == "wanted"
    assert "912345678" not in phone.get(f"/api/v1/tickets/{token}").text
    assert "912345678" not in phone.get(f"/t/{token}").text
    dropped = phone.delete(f"/api/v1/tickets/{token}/message")
    assert dropped.get_json()["ticket"]["message"] is None


def test_a_push_is_wanted_and_taken_back(phone: FlaskClient, token: str) -> None:
    wanted = phone.put(f"/api/v1/tickets/{token}/push", json=SUBSCRIPTION)

    assert wanted.get_json()["ticket"]["push"] is True
    assert phone.delete(f"/api/v1/tickets/{token}/push").get_json()["ticket"]["push"] is False


@pytest.mark.parametrize("endpoint", ["https://192.0.2.1/x", "http://127.0.0.1:8000/metrics", "https://evil.vn/x"])
def test_no_stranger_has_the_server_ask_another(phone: FlaskClient, token: str, endpoint: str) -> None:
    problem = is_a_problem(phone.put(f"/api/v1/tickets/{token}/push", json={**SUBSCRIPTION, "endpoint": endpoint}), 422)

    assert problem["errors"][0]["field"] == "endpoint"


def test_what_is_no_number_is_refused_at_its_field(phone: FlaskClient, token: str) -> None:
    problem = is_a_problem(phone.put(f"/api/v1/tickets/{token}/message", json={"to": "12"}), 422)

    assert problem["errors"][0]["field"] == "to"


def test_the_page_says_by_which_ways_and_with_which_key(phone: FlaskClient, token: str, tmp_path: Path) -> None:
    page = phone.get(f"/t/{token}").text

    assert '"messages": ["phone", "email"]' in page
    assert '"push_key": "B' in page
    assert oct((tmp_path / "data" / "push_key").stat().st_mode & 0o777) == "0o600"
    with phone.get("/push_worker.js") as worker:
        assert worker.mimetype == "text/javascript"


def test_the_address_dies_at_the_end_of_the_next_day_and_says_so(
    phone: FlaskClient, token: str, clock: MovedClock
) -> None:
    clock.advance(hours=39)
    assert phone.get(f"/t/{token}").status_code == 200

    clock.advance(hours=2)

    page = phone.get(f"/t/{token}", headers={"Accept-Language": "vi"})
    assert page.status_code == 404
    assert "Phiếu này của ngày trước" in page.text
    assert "earlier day" in is_a_problem(phone.get(f"/api/v1/tickets/{token}"), 404)["detail"]
    is_a_problem(phone.put(f"/api/v1/tickets/{token}/message", json={"to": "0912345678"}), 404)


def test_a_manager_is_told_how_many_did_not_go_out_and_an_officer_nothing_of_the_wish(
    app: Flask, phone: FlaskClient, token: str
) -> None:
    phone.put(f"/api/v1/tickets/{token}/message", json={"to": "0912 345 678"})
    halls = app.extensions["motcua"].halls
    with halls["hall"].reading() as reading:
        (reminder,) = reading.reminders.to_be_sent()
    halls.reminders.claim(reminder, reading.now)
    halls.reminders.give_up(replace(reminder, tries=1))

    manager = signed_in(app, Role.MANAGER)

    with halls["hall"].reading() as reading:
        assert views.manager.hall_now(reading).messages_not_sent == 1
    ticket = phone.get(f"/api/v1/tickets/{token}").get_json()["ticket"]
    assert ticket["message"] == "failed"
    told = manager.get(f"/api/v1/halls/hall/tickets/{ticket['id']}/history").get_json()
    assert told["ticket"]["message"] is None

"""What the API does not take: too much, too often, from whom it does not concern."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.app import create_app
from display_server.limits.allowances import LOOK_UPS_EACH
from display_server.process.settings import Settings
from tests.display_server.api.test_refusals import TICKETS, is_a_problem, kiosk, services, signed_in
from tests.halls import MovedClock, a_hall_plan

__all__ = ["kiosk", "services"]

LAND = {"service": "land"}
STRANGER = {"REMOTE_ADDR": "192.0.2.66"}


def test_a_body_without_end_is_refused_in_words(kiosk: FlaskClient) -> None:
    problem = is_a_problem(kiosk.post(TICKETS, json={"service": "x" * 70_000}, headers={"Accept-Language": "vi"}), 413)

    assert problem["title"] == "Yêu cầu quá dài"
    assert "64 kB" in problem["detail"]


def test_two_devices_with_one_key_get_two_tickets_and_each_its_own_again(app: Flask) -> None:
    first, second = signed_in(app, Role.KIOSK), signed_in(app, Role.KIOSK)
    key = {"Idempotency-Key": "1"}

    numbers = [
        device.post(TICKETS, json=LAND, headers=key).get_json()["ticket"]["number"]
        for device in (first, second, first, second)
    ]

    assert numbers == ["A001", "A002", "A001", "A002"]


def test_a_lost_answer_is_found_again_by_the_device_that_prints_meanwhile_alone(app: Flask) -> None:
    """The lost ticket is taken back, and only that device's: the other's, under the same key, stays."""
    first, second = signed_in(app, Role.KIOSK), signed_in(app, Role.KIOSK)
    for device in (first, second):
        assert device.post(TICKETS, json=LAND, headers={"Idempotency-Key": "1"}).status_code == 201
    lease = second.post(
        "/api/v1/halls/hall/number-leases", json={"kiosk": "0123456789abcdef", "size": 5, "prefixes": ["A"]}
    ).get_json()["leases"][0]
    printed = {
        "lease": lease["id"],
        "number": lease["numbers"][0],
        "token": "t" * 22,
        "issued_at": "2026-11-23T08:00:00+07:00",
        "key": "1",
        **LAND,
    }

    answer = second.post(f"{TICKETS}/offline", json={"kiosk": "0123456789abcdef", "tickets": [printed]})

    assert answer.get_json()["tickets"][0]["outcome"] == "accepted", answer.get_json()
    states = [_state(first, number) for number in ("A001", "A002")]
    assert states == ["waiting", "cancelled"]


def _state(device: FlaskClient, number: str) -> str:
    halls = device.application.extensions["motcua"].halls
    with halls["hall"].reading() as reading:
        found = reading.tickets.numbered(reading.today, number)
        return str(found.state)


def test_metrics_are_for_this_machine_and_for_who_may_manage(app: Flask) -> None:
    stranger, manager = app.test_client(), signed_in(app, Role.MANAGER)

    assert stranger.get("/metrics").status_code == 200
    is_a_problem(stranger.get("/metrics", environ_base=STRANGER), 401)
    is_a_problem(stranger.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}), 401)
    is_a_problem(signed_in(app, Role.DISPLAY).get("/metrics", environ_base=STRANGER), 403)
    assert manager.get("/metrics", environ_base=STRANGER).status_code == 200


def test_tickets_cannot_be_tried_out_and_no_other_address_is_kept_waiting(
    sqlite_database: str, clock: MovedClock
) -> None:
    app = create_app(Settings(database_url=sqlite_database, secret_key="test", phones_per_address=1), clock)
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    token = signed_in(app, Role.KIOSK).post(TICKETS, json=LAND).get_json()["ticket"]["token"]
    phone = app.test_client()
    for _ in range(LOOK_UPS_EACH):
        is_a_problem(phone.get("/api/v1/tickets/guessed", environ_base=STRANGER), 404)

    refused = phone.get("/api/v1/tickets/guessed", environ_base=STRANGER)
    page = phone.get("/t/guessed", environ_base=STRANGER)

    is_a_problem(refused, 429)
    assert int(refused.headers["Retry-After"]) > 0
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert phone.get(f"/api/v1/tickets/{token}").status_code == 200
    app.extensions["motcua_engine"].dispose()


@pytest.mark.parametrize("forwarded", ["198.51.100.1", "127.0.0.1, 198.51.100.1"])
def test_behind_a_trusted_proxy_each_phone_is_counted_for_itself(
    sqlite_database: str, clock: MovedClock, forwarded: str
) -> None:
    settings = Settings(
        database_url=sqlite_database, secret_key="test", phones_per_address=1, trusted_proxies="127.0.0.1"
    )
    app = create_app(settings, clock)
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    phone = app.test_client()
    for _ in range(LOOK_UPS_EACH + 1):
        answer = phone.get("/api/v1/tickets/guessed", headers={"X-Forwarded-For": forwarded})

    assert answer.status_code == 429
    other = phone.get("/api/v1/tickets/guessed", headers={"X-Forwarded-For": "198.51.100.2"})
    assert other.status_code == 404
    app.extensions["motcua_engine"].dispose()

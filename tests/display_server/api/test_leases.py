"""Number leases and offline tickets over HTTP."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from tests.display_server.api.test_refusals import is_a_problem, signed_in

LEASES, OFFLINE = "/api/v1/halls/hall/number-leases", "/api/v1/halls/hall/tickets/offline"
KIOSK = "kiosk-3f2a9c"


@pytest.fixture
def kiosk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.KIOSK)


def leases(kiosk: FlaskClient, **asked: Any) -> Any:
    answer = kiosk.post(LEASES, json={"kiosk": KIOSK, **asked})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def printed(lease: Any, nth: int = 0, **facts: Any) -> dict[str, Any]:
    number = lease["numbers"][nth]
    usual = {"lease": lease["id"], "number": number, "token": number.ljust(22, "-"), "service": "land"}
    return {**usual, "issued_at": "2026-11-23T08:00:00+07:00", **facts}


def test_a_lease_names_its_numbers_and_where_a_ticket_is_followed(kiosk: FlaskClient) -> None:
    answer = leases(kiosk, size=3)

    assert [each["numbers"] for each in answer["leases"]] == [["A501", "A502", "A503"], ["B501", "B502", "B503"]]
    assert answer["follow_url"].endswith("/t/{token}")
    assert leases(kiosk, size=3) == answer


def test_every_ticket_is_answered_for_itself(kiosk: FlaskClient) -> None:
    lease = leases(kiosk, size=3)["leases"][0]
    tickets = [printed(lease), printed(lease, 1, service="fishing")]

    answer = kiosk.post(OFFLINE, json={"kiosk": KIOSK, "tickets": tickets}, headers={"Accept-Language": "vi"})

    accepted, refused = answer.get_json()["tickets"]
    assert (accepted["outcome"], accepted["ticket"]["number"]) == ("accepted", "A501")
    assert accepted["ticket"]["follow_url"].endswith("/t/" + "A501".ljust(22, "-"))
    assert (refused["outcome"], refused["ticket"]) == ("refused", None)
    assert "fishing" in refused["why"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"token": "guess"}, "tickets.0.token"),
        ({"issued_at": "2026-11-23T08:00:00"}, "tickets.0.issued_at"),
        ({"colour": "red"}, "tickets.0.colour"),
    ],
)
def test_a_malformed_ticket_names_its_field(kiosk: FlaskClient, facts: dict[str, Any], field: str) -> None:
    lease = leases(kiosk)["leases"][0]

    problem = is_a_problem(kiosk.post(OFFLINE, json={"kiosk": KIOSK, "tickets": [printed(lease, **facts)]}), 422)

    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_prefix_that_the_hall_lacks_is_refused(kiosk: FlaskClient) -> None:
    problem = is_a_problem(kiosk.post(LEASES, json={"kiosk": KIOSK, "prefixes": ["Z"]}), 422)

    assert problem["errors"][0]["field"] == "prefixes"


def test_only_kiosks_lease(app: Flask) -> None:
    is_a_problem(signed_in(app, Role.DISPLAY).post(LEASES, json={"kiosk": KIOSK}), 403)

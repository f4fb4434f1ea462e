"""What kiosks tell over HTTP: their slips, how they are, and what they are told of tickets' looks."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.domain.rules import Rules
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import a_hall_plan

HALL = "/api/v1/halls/hall"
HEALTH = {"condition": "well", "screen": "Welcome", "version": "0.1.0", "tickets_left": 120}
HELP = {"kiosk": "kiosk-1-by-the-door"}


@pytest.fixture
def kiosk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.KIOSK)


def a_ticket(kiosk: FlaskClient) -> Any:
    return kiosk.post(f"{HALL}/tickets", json={"service": "land"}).get_json()["ticket"]


def slips(*news: tuple[str, str]) -> dict[str, Any]:
    return {"slips": [{"token": token, "paper": paper, "at": "2026-11-23T08:00:00+07:00"} for token, paper in news]}


def test_a_kiosk_tells_what_became_of_its_slips(app: Flask, kiosk: FlaskClient) -> None:
    ticket = a_ticket(kiosk)

    answer = kiosk.post(f"{HALL}/tickets/slips", json=slips((ticket["token"], "not_collected"), ("nobody", "printed")))

    assert answer.get_json() == {"unknown": ["nobody"]}
    assert kiosk.get(f"/api/v1/tickets/{ticket['token']}").get_json()["ticket"]["paper"] == "not_collected"
    history = signed_in(app, Role.MANAGER).get(f"{HALL}/tickets/{ticket['id']}/history").get_json()
    assert [event["event"] for event in history["events"]] == ["TicketIssued", "PaperReported"]


def test_a_kiosk_tells_how_it_is_and_hears_which_other_one_prints(app: Flask, kiosk: FlaskClient) -> None:
    other = signed_in(app, Role.KIOSK)
    assert other.post(f"{HALL}/kiosks/health", json=HEALTH).get_json() == {"elsewhere": None}

    answer = kiosk.post(f"{HALL}/kiosks/health", json={**HEALTH, "condition": "out_of_paper"})

    assert answer.get_json()["elsewhere"]["place"] is None
    assert other.post(f"{HALL}/kiosks/health", json=HEALTH).get_json() == {"elsewhere": None}


def test_two_kiosks_of_one_name_do_not_share_what_they_give_a_minute(app: Flask, kiosk: FlaskClient) -> None:
    app.extensions["motcua"].halls.load(replace(a_hall_plan(), rules=Rules(tickets_per_minute=1)), actor="test")
    namesake = signed_in(app, Role.KIOSK)

    given = [each.post(f"{HALL}/tickets", json={"service": "land"}).status_code for each in (kiosk, namesake) * 2]

    assert given == [201, 201, 409, 409]


@pytest.mark.parametrize("role", [Role.DISPLAY, Role.OFFICER, Role.MANAGER])
@pytest.mark.parametrize(
    ("address", "body"), [("tickets/slips", slips()), ("kiosks/health", HEALTH), ("kiosks/help", HELP)]
)
def test_only_kiosks_tell_this(app: Flask, role: Role, address: str, body: dict[str, Any]) -> None:
    is_a_problem(signed_in(app, role).post(f"{HALL}/{address}", json=body), 403)


@pytest.mark.parametrize(
    "wrong",
    [{"condition": "lost"}, {"condition": "on fire"}, {"tickets_left": -1}, {"screen": ""}, {"mood": "good"}],
    ids=str,
)
def test_a_health_that_cannot_be_is_refused(kiosk: FlaskClient, wrong: dict[str, Any]) -> None:
    is_a_problem(kiosk.post(f"{HALL}/kiosks/health", json={**HEALTH, **wrong}), 422)


def test_the_layout_of_tickets_is_named_in_the_catalogue_and_told_to_kiosks(kiosk: FlaskClient) -> None:
    named = kiosk.get(f"{HALL}/catalogue").get_json()["ticket_layout"]
    layout = kiosk.get(f"{HALL}/ticket-layout").get_json()

    assert layout == {
        "version": named,
        "blocks": [],
        "narrow_blocks": [],
        "texts": {},
        "logo": None,
        "collect_seconds": 30,
    }


def test_staff_are_called_to_a_kiosk_that_was_heard_of(kiosk: FlaskClient) -> None:
    is_a_problem(kiosk.post(f"{HALL}/kiosks/help", json=HELP), 409)
    kiosk.post(f"{HALL}/kiosks/health", json=HEALTH)

    assert kiosk.post(f"{HALL}/kiosks/help", json=HELP).status_code == 204
    is_a_problem(kiosk.post(f"{HALL}/kiosks/help", json={}), 422)

"""What a ticket's paper proves: its place in the journal's chain, and who was called before it."""

from hashlib import sha256

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.use_cases import counter
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, do

AT = "/api/v1/halls/hall"


@pytest.fixture
def kiosk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.KIOSK)


def taken(kiosk: FlaskClient, key: str, priority_class: str | None = None) -> dict[str, str]:
    answer = kiosk.post(
        f"{AT}/tickets", json={"service": "land", "priority_class": priority_class}, headers={"Idempotency-Key": key}
    )
    ticket: dict[str, str] = answer.get_json()["ticket"]
    return ticket


def test_the_code_of_a_ticket_leads_to_its_link_which_anybody_can_compute(app: Flask, kiosk: FlaskClient) -> None:
    first, second = taken(kiosk, "a"), taken(kiosk, "b")

    proof = app.test_client().get(f"{AT}/proofs/{first['proof']}").get_json()
    next_one = app.test_client().get(f"{AT}/proofs/{second['proof']}").get_json()

    assert proof["number"] == first["number"]
    assert sha256(f"{proof['before']}\n{proof['entry']}".encode()).hexdigest() == proof["link"]
    assert proof["link"].startswith(first["proof"].partition("-")[2])
    assert (next_one["before"], proof["after"]) == (proof["link"], next_one["link"])
    assert "kiosk" not in proof["entry"]


def test_the_same_key_gets_the_same_code(kiosk: FlaskClient) -> None:
    assert taken(kiosk, "a")["proof"] == taken(kiosk, "a")["proof"]


@pytest.mark.parametrize("code", ["1-00000000", "2-zzzzzzzz", "x", "-", "9" * 40, "2"])
def test_a_code_that_no_ticket_carries_is_not_found(app: Flask, kiosk: FlaskClient, code: str) -> None:
    taken(kiosk, "a")

    assert is_a_problem(app.test_client().get(f"{AT}/proofs/{code}"), 404)


def test_one_sentence_says_who_came_later_and_was_called_before_and_why(
    app: Flask, kiosk: FlaskClient, clock: MovedClock
) -> None:
    hall = app.extensions["motcua"].halls["hall"]
    do(hall, counter.open_counter, 1, "lan")
    plain = taken(kiosk, "a")
    clock.advance(minutes=5)
    elder = taken(kiosk, "b", "elderly")
    clock.advance(minutes=1)

    before = app.test_client().get(f"{AT}/proofs/{plain['proof']}").get_json()["order"]["en"]
    do(hall, counter.call_next, 1)
    after = app.test_client().get(f"{AT}/proofs/{plain['proof']}").get_json()["order"]

    assert before == "A001 has not been called yet, and nobody who came after it for this service has been."
    assert elder["number"] in after["en"]
    assert "minutes earlier" in after["en"]
    assert after["vi"].startswith("Được gọi trước số A001 dù đến sau: ")


def test_the_page_shows_the_proof_and_asks_for_a_code_where_there_is_none(app: Flask, kiosk: FlaskClient) -> None:
    ticket, browser = taken(kiosk, "a"), app.test_client()

    shown = browser.get(f"/proof/hall/{ticket['proof']}?lang=en").get_data(as_text=True)
    asked = browser.get("/proof/hall?lang=en")
    wrong = browser.get("/proof/hall?code=1-00000000&lang=en")

    assert ticket["number"] in shown
    assert "SHA-256" in shown
    assert "The code at the foot of the paper" in asked.get_data(as_text=True)
    assert (wrong.status_code, "Compare it with the paper" in wrong.get_data(as_text=True)) == (404, True)

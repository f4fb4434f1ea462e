"""A rating is the citizen's: nobody who serves a visit is told what it takes to rate it."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server import views
from display_server.access.principals import Role
from display_server.domain.rating_secret import RatingSecret, rating_secret
from tests.display_server.api.test_refusals import is_a_problem, signed_in

AT = "/api/v1/halls/hall"


@pytest.fixture
def token(app: Flask) -> str:
    """Of a ticket that is about to be called."""
    answer = signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": "land"})
    found: str = answer.get_json()["ticket"]["token"]
    return found


@pytest.fixture
def panel(app: Flask) -> FlaskClient:
    panel = signed_in(app, Role.PANEL, "hall", 1)
    panel.post(f"{AT}/counters/1/open", json={"officer": "Lan"})
    return panel


def test_no_answer_to_a_counter_tells_the_token(panel: FlaskClient, token: str) -> None:
    answers = [
        panel.post(f"{AT}/counters/1/call-next"),
        panel.get(f"{AT}/counters/1"),
        panel.post(f"{AT}/counters/1/recall"),
        panel.post(f"{AT}/counters/1/start"),
        panel.post(f"{AT}/counters/1/undo"),
        panel.post(f"{AT}/counters/1/start"),
        panel.post(f"{AT}/counters/1/finish", json={"outcome": "received"}),
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert not [answer for answer in answers if token in json.dumps(answer.get_json())]


def test_the_tablets_question_rates_and_does_nothing_else(app: Flask, panel: FlaskClient, token: str) -> None:
    served(panel)
    with app.extensions["motcua"].halls["hall"].reading() as reading:
        question = views.visitor.rating_prompt(reading, 1).question
    assert question is not None
    anybody = app.test_client()

    assert question.token != token
    assert is_a_problem(anybody.get(f"/api/v1/tickets/{question.token}"), 404)
    assert anybody.post("/api/v1/ratings", json={"ticket": question.token, "score": 4}).status_code == 201
    assert is_a_problem(anybody.post("/api/v1/ratings", json={"ticket": token, "score": 1}), 409)


def test_a_guessed_secret_rates_nothing(app: Flask, panel: FlaskClient, token: str) -> None:
    ticket = served(panel)

    for guess in (f"{ticket}.{'0' * 32}", f"{ticket}.", f"999.{'0' * 32}", rating_secret(ticket, "another token")):
        assert is_a_problem(app.test_client().post("/api/v1/ratings", json={"ticket": guess, "score": 4}), 404)


def test_a_token_is_no_rating_secret() -> None:
    assert RatingSecret.read("Zm9vYmFyYmF6cXV4MTIzNA") is None


def served(panel: FlaskClient) -> int:
    called: int = panel.post(f"{AT}/counters/1/call-next").get_json()["ticket"]["id"]
    panel.post(f"{AT}/counters/1/start")
    panel.post(f"{AT}/counters/1/finish", json={"outcome": "received"})
    return called

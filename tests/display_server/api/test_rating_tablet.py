"""What the rating tablet is told by a real hall: when it wakes, whom it asks about, and what it reads aloud."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server import contract, views
from display_server.access.principals import Role
from display_server.domain.rating_plan import INDICATORS
from display_server.web.script_words import sentences
from tests.display_server.api.test_refusals import signed_in
from tests.halls import MovedClock

AT = "/api/v1/halls/hall"
QUESTION = "How satisfied are you with the service you just received?"


@pytest.fixture
def panel(app: Flask) -> FlaskClient:
    panel = signed_in(app, Role.PANEL, "hall")
    for counter, officer in ((1, "Lan"), (3, "Minh")):
        panel.post(f"{AT}/counters/{counter}/open", json={"officer": officer})
    return panel


def serve(app: Flask, panel: FlaskClient, counter: int = 1, **outcome: object) -> None:
    signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": "land"})
    finish(panel, counter, **outcome)


def finish(panel: FlaskClient, counter: int, **outcome: object) -> None:
    for deed, body in (("call-next", {}), ("start", {}), ("finish", outcome)):
        assert panel.post(f"{AT}/counters/{counter}/{deed}", json=body).status_code == 200


def prompt(app: Flask, counter: int = 1) -> contract.RatingPrompt:
    with app.extensions["motcua"].halls["hall"].reading() as reading:
        return views.visitor.rating_prompt(reading, counter)


def test_it_wakes_for_whoever_was_refused_too_and_says_who_served(app: Flask, panel: FlaskClient) -> None:
    serve(app, panel, outcome="refused")
    panel.post(f"{AT}/counters/1/close")

    question = prompt(app).question

    assert question is not None
    assert (question.number, question.officer) == ("A001", "Lan")


def test_on_a_visit_with_several_stops_the_last_counter_alone_asks(app: Flask, panel: FlaskClient) -> None:
    signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": "land"})
    for deed, body in (("call-next", {}), ("start", {}), ("stops", {"next_stops": ["tax"]}), ("finish", {})):
        assert panel.post(f"{AT}/counters/1/{deed}", json=body).status_code == 200
    after_the_first = prompt(app, 1).question
    finish(panel, 3)

    assert after_the_first is None
    assert prompt(app, 1).question is None
    question = prompt(app, 3).question
    assert question is not None
    assert question.officer == "Minh"


def test_it_sleeps_half_a_minute_after_the_visit_and_for_who_never_came(
    app: Flask, panel: FlaskClient, clock: MovedClock
) -> None:
    assert prompt(app).question is None
    serve(app, panel)
    clock.advance(seconds=29)
    assert prompt(app).question is not None

    clock.advance(seconds=1)

    assert prompt(app).question is None


def test_a_rated_visit_is_not_asked_about_again(app: Flask, panel: FlaskClient) -> None:
    serve(app, panel)
    question = prompt(app).question
    assert question is not None
    app.test_client().post("/api/v1/ratings", json={"ticket": question.token, "score": 3})

    assert prompt(app).question is None


@pytest.mark.parametrize("asked", [{"words": QUESTION}, {"reason": "attitude"}])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_page_asks_is_read_aloud(app: Flask, language: str, asked: dict[str, str]) -> None:
    anybody = app.test_client()

    led = anybody.get("/rating/hall/voice.wav", query_string={"lang": language, **asked})
    sound = anybody.get(led.headers["Location"])

    assert (led.status_code, sound.status_code, sound.mimetype) == (302, 200, "audio/wav")
    assert sound.data[:4] == b"RIFF"
    sound.close()


@pytest.mark.parametrize(
    "asked",
    [
        {"words": "Anything that somebody in the hall's network likes to hear"},
        {"words": "Skip (%(seconds)s)"},
        {"reason": "unknown"},
        {},
    ],
)
def test_nothing_else_is_said(app: Flask, asked: dict[str, str]) -> None:
    assert app.test_client().get("/rating/hall/voice.wav", query_string={"lang": "en", **asked}).status_code == 404
    assert app.test_client().get("/rating/hall/voice.wav", query_string={"lang": "tlh", **asked}).status_code == 404


def test_every_question_that_is_read_aloud_is_one_of_the_page() -> None:
    said = sentences("/counter-panel/static/rating.js")

    assert {QUESTION, "How was the officer's attitude?", "What was not good?"} <= said
    assert len(INDICATORS) == 4


def test_a_kiosk_hands_in_what_the_holder_of_a_ticket_touched(app: Flask, panel: FlaskClient) -> None:
    ticket = signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": "land"}).get_json()["ticket"]
    finish(panel, 1)
    kiosk = signed_in(app, Role.KIOSK)

    given = kiosk.post("/api/v1/ratings", json={"ticket": ticket["token"], "score": 2})
    again = kiosk.post("/api/v1/ratings", json={"ticket": ticket["token"], "score": 4})

    assert (given.status_code, again.status_code) == (201, 409)
    assert kiosk.get(f"{AT}/catalogue").get_json()["rates"] is False

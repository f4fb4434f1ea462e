"""What a rating tells beyond its face is checked, stored, and shown in the statistics."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.domain.rating_plan import FACES_ALONE
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan

AT = "/api/v1/halls/hall"
Give = Callable[..., Any]


@pytest.fixture
def served(app: Flask) -> str:
    """The token of a ticket whose visit is over."""
    return serve(app)


def serve(app: Flask) -> str:
    token: str = (
        signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": "land"}).get_json()["ticket"]["token"]
    )
    panel = signed_in(app, Role.PANEL, "hall", 1)
    panel.post(f"{AT}/counters/1/open", json={"officer": "Lan"})
    for deed in ("call-next", "start", "finish"):
        assert panel.post(f"{AT}/counters/1/{deed}", json={}).status_code == 200
    return token


@pytest.fixture
def citizen(app: Flask) -> FlaskClient:
    return app.test_client()


def rate(citizen: FlaskClient, ticket: str, **facts: object) -> Any:
    return citizen.post("/api/v1/ratings", json={"ticket": ticket, "score": 1, **facts})


def ratings(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = signed_in(app, Role.MANAGER).get(f"{AT}/statistics").get_json()["total"]["ratings"]
    return found


def test_what_was_said_is_found_in_the_statistics(app: Flask, citizen: FlaskClient, served: str) -> None:
    given = rate(citizen, served, reasons=["attitude", "long-wait"], indicators={"1": 2, "7": 0}, comment="Chờ mãi")

    assert given.status_code == 201
    told = ratings(app)
    assert {reason["slug"]: reason["count"] for reason in told["reasons"]} == {"long-wait": 1, "attitude": 1}
    assert {each["indicator"]: (each["count"], each["mean"]) for each in told["indicators"]} == {
        **{"1": (1, 2.0), "3": (0, None)},
        **{"4": (0, None), "7": (1, 0.0)},
    }


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"score": 0}, "score"),
        ({"score": 5}, "score"),
        ({"reasons": ["banana"]}, "reasons"),
        ({"reasons": ["attitude"], "score": 4}, "reasons"),
        ({"indicators": {"2": 1}}, "indicators"),
        ({"indicators": {"7": 3}}, "indicators"),
        ({"comment": "x" * 501}, "comment"),
        ({"answered_seconds_ago": -1}, "answered_seconds_ago"),
    ],
)
def test_anything_else_is_refused_with_its_field(
    app: Flask, citizen: FlaskClient, served: str, facts: dict[str, object], field: str
) -> None:
    problem = is_a_problem(rate(citizen, served, **facts), 422)

    assert [error["field"].partition(".")[0] for error in problem["errors"]] == [field]
    assert ratings(app)["count"] == 0


def test_a_hall_that_asks_faces_alone_takes_nothing_else(app: Flask, citizen: FlaskClient, served: str) -> None:
    app.extensions["motcua"].halls.load(replace(a_hall_plan(), rating=FACES_ALONE), actor="test")

    for facts in ({"reasons": ["attitude"]}, {"indicators": {"7": 1}}, {"comment": "Tốt"}):
        is_a_problem(rate(citizen, served, **facts), 422)
    assert rate(citizen, served).status_code == 201


# --- kept on the tablet while the server was away ---------------------------------------------------------------------


def test_an_answer_that_was_given_in_time_may_come_later(
    app: Flask, citizen: FlaskClient, served: str, clock: MovedClock
) -> None:
    tablet = signed_in(app, Role.RATING, "hall", 1)
    clock.advance(minutes=20)

    assert is_a_problem(rate(tablet, served), 409)
    assert rate(tablet, served, answered_seconds_ago=20 * 60 - 5).status_code == 201
    assert is_a_problem(rate(tablet, served, answered_seconds_ago=20 * 60 - 5), 409)
    assert ratings(app)["count"] == 1


def test_an_answer_that_was_kept_for_more_than_a_day_comes_too_late(app: Flask, served: str, clock: MovedClock) -> None:
    clock.advance(hours=24, seconds=10)

    assert is_a_problem(rate(signed_in(app, Role.RATING, "hall", 1), served, answered_seconds_ago=24 * 3600), 409)


def test_what_a_counter_served_last_is_rated_at_once(app: Flask, served: str) -> None:
    tablet = signed_in(app, Role.RATING, "hall", 1)
    later = tablet.post("/api/v1/ratings", json={"counter": 1, "score": 4, "answered_seconds_ago": 5})

    is_a_problem(later, 422)


# --- taken back -------------------------------------------------------------------------------------------------------


def take_back(citizen: FlaskClient, ticket: str) -> Any:
    return citizen.post("/api/v1/ratings/withdraw", json={"ticket": ticket})


def test_a_mistaken_rating_is_taken_back_and_counts_no_more(app: Flask, citizen: FlaskClient, served: str) -> None:
    rate(citizen, served, reasons=["attitude"])

    assert take_back(citizen, served).status_code == 200

    told = ratings(app)
    assert (told["count"], [reason["count"] for reason in told["reasons"]]) == (0, [0, 0])
    assert is_a_problem(take_back(citizen, served), 409)
    assert is_a_problem(rate(citizen, served), 409)


def test_a_rating_is_taken_back_within_a_minute_only(
    app: Flask, citizen: FlaskClient, served: str, clock: MovedClock
) -> None:
    rate(citizen, served)
    clock.advance(seconds=61)

    assert is_a_problem(take_back(citizen, served), 409)
    assert ratings(app)["count"] == 1


def test_nobody_takes_back_what_was_not_given_or_is_not_theirs(citizen: FlaskClient, served: str) -> None:
    assert is_a_problem(take_back(citizen, served), 409)
    assert is_a_problem(take_back(citizen, "1." + "0" * 32), 404)

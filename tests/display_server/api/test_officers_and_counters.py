"""One counter per officer and one officer per counter, over HTTP."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account
from tests.display_server.api.test_refusals import is_a_problem, signed_in

PASSWORD = "correct horse"
COUNTERS = "/api/v1/halls/hall/counters"


def person(app: Flask, name: str, role: Role = Role.OFFICER) -> FlaskClient:
    house = app.extensions["motcua"]
    create_account(house.accounts, house.clock, Principal(role, name, "hall", is_person=True), PASSWORD)
    client = app.test_client()
    me = client.post("/api/v1/session", json={"name": name, "password": PASSWORD}).get_json()
    client.environ_base["HTTP_X_CSRF_TOKEN"] = me["csrf"]
    return client


def done(answer: Any) -> Any:
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_an_officer_sits_at_one_counter_at_a_time(app: Flask) -> None:
    lan = person(app, "Lan")
    done(lan.post(f"{COUNTERS}/1/open"))

    problem = is_a_problem(lan.post(f"{COUNTERS}/2/open"), 409)
    assert problem["detail"] == "Lan sits at counter 1. Close that one first."

    done(lan.post(f"{COUNTERS}/1/close"))
    assert done(lan.post(f"{COUNTERS}/2/open"))["officer"] == "Lan"


def test_an_officer_works_at_their_own_counter_only(app: Flask) -> None:
    done(person(app, "Lan").post(f"{COUNTERS}/1/open"))
    minh = person(app, "Minh")

    for deed in ("call-next", "recall", "start", "finish", "no-show", "close", "undo"):
        problem = is_a_problem(minh.post(f"{COUNTERS}/1/{deed}"), 409)
        assert "You do not sit at counter 1" in problem["detail"], deed


@pytest.mark.parametrize(("deed", "body"), [("open", None), ("pause", {"reason": "họp"}), ("close", None)])
def test_who_got_no_answer_and_asks_again_is_answered_the_same(app: Flask, deed: str, body: dict[str, str]) -> None:
    lan = person(app, "Lan")
    done(lan.post(f"{COUNTERS}/1/open"))
    first = done(lan.post(f"{COUNTERS}/1/{deed}", json=body))

    assert done(lan.post(f"{COUNTERS}/1/{deed}", json=body)) == first


def test_a_manager_closes_a_counter_that_was_left_open(app: Flask) -> None:
    done(person(app, "Lan").post(f"{COUNTERS}/1/open"))

    assert done(person(app, "Thu", Role.MANAGER).post(f"{COUNTERS}/1/close"))["state"] == "closed"


def test_an_officer_whom_a_program_names_sits_at_one_counter_too(app: Flask) -> None:
    program = signed_in(app, Role.OFFICER)
    done(program.post(f"{COUNTERS}/1/open", json={"officer": "Lan"}))

    problem = is_a_problem(program.post(f"{COUNTERS}/2/open", json={"officer": "Lan"}), 409)
    assert problem["detail"] == "Lan sits at counter 1. Close that one first."

    assert done(program.post(f"{COUNTERS}/2/open", json={"officer": "Minh"}))["officer"] == "Minh"
    assert done(program.post(f"{COUNTERS}/1/open", json={"officer": "Lan"}))["officer"] == "Lan", (
        "again, where they sit"
    )


def test_a_program_may_open_several_counters_in_its_own_name(app: Flask) -> None:
    program = signed_in(app, Role.PANEL)

    names = {done(program.post(f"{COUNTERS}/{number}/open"))["officer"] for number in (1, 2)}

    assert len(names) == 1


def test_a_pause_tells_the_hall_when_the_counter_goes_on(app: Flask) -> None:
    lan = person(app, "Lan")
    done(lan.post(f"{COUNTERS}/1/open"))

    paused = done(lan.post(f"{COUNTERS}/1/pause", json={"reason": "họp", "back_at": "2026-11-23T08:15:00+07:00"}))

    assert paused["back_at"] == "2026-11-23T01:15:00Z"
    board = lan.get("/api/v1/halls/hall/board").get_json()["view"]
    assert board["paused"] == [{"counter": 1, "zone": "east", "reason": "họp", "back_at": "2026-11-23T01:15:00Z"}]
    assert lan.get("/api/v1/halls/hall/board?zone=west").get_json()["view"]["paused"] == []
    is_a_problem(lan.post(f"{COUNTERS}/1/pause", json={"reason": "x", "back_at": "2026-11-23T07:00:00+07:00"}), 422)
    assert done(lan.post(f"{COUNTERS}/1/open"))["back_at"] is None

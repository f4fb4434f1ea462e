"""What officers and visitors can do beyond the straight way, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from display_server.access.principals import Role
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock

Post = Callable[..., Any]
AT_1 = "/halls/hall/counters/1"


@pytest.fixture
def post(app: Flask) -> Post:
    client = signed_in(app, Role.ADMIN)

    def post(path: str, **body: Any) -> Any:
        return client.post(f"/api/v1{path}", json=body)

    post("/halls/hall/counters/1/open", officer="Lan")
    post("/halls/hall/counters/3/open", officer="Minh")
    return post


def done(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.get_data(as_text=True)
    return answer.get_json().get("ticket") or answer.get_json()


def serving(post: Post) -> Any:
    done(post("/halls/hall/tickets", service="land"))
    done(post(f"{AT_1}/call-next"))
    return done(post(f"{AT_1}/start"))


def test_a_visit_through_two_services_with_one_number(app: Flask, post: Post, clock: MovedClock) -> None:
    ticket = serving(post)
    clock.advance(minutes=4)
    sent = done(post(f"{AT_1}/transfer", service="tax"))
    assert (sent["number"], sent["stop"], sent["service"], sent["sent_by"]) == (ticket["number"], 2, "tax", 1)
    clock.advance(minutes=2)
    done(post("/halls/hall/counters/3/call-next"))
    done(post("/halls/hall/counters/3/start"))
    clock.advance(minutes=1)
    done(post("/halls/hall/counters/3/finish"))

    client = signed_in(app, Role.MANAGER)
    history = client.get(f"/api/v1/halls/hall/tickets/{ticket['id']}/history").get_json()

    assert [(stop["service"], stop["wait_minutes"], stop["service_minutes"]) for stop in history["stops"]] == [
        ("land", 0.0, 4.0),
        ("tax", 2.0, 1.0),
    ]
    assert history["total_minutes"] == 7.0


def test_parking_is_seen_and_taken_up_by_its_ticket(post: Post, app: Flask) -> None:
    ticket = serving(post)
    parked = done(post(f"{AT_1}/park", reason="a copy is missing", back_at="2026-11-23T08:30:00+07:00"))
    assert (parked["state"], parked["park_reason"]) == ("parked", "a copy is missing")

    desk = signed_in(app, Role.PANEL).get(f"/api/v1{AT_1}").get_json()
    assert [(each["number"], each["park_reason"], each["counter"]) for each in desk["parked"]] == [
        ("A001", "a copy is missing", 1)
    ]

    assert done(post(f"{AT_1}/call", ticket=ticket["id"]))["state"] == "called"


def test_a_mis_click_is_undone(post: Post) -> None:
    serving(post)
    done(post(f"{AT_1}/finish"))

    assert done(post(f"{AT_1}/undo"))["state"] == "serving"


def test_stops_are_planned_and_returned_tickets_wait(post: Post) -> None:
    serving(post)
    planned = done(post(f"{AT_1}/stops", next_stops=["tax"]))
    assert [stop["service"] for stop in planned["next_stops"]] == ["tax"]

    returned = done(post(f"{AT_1}/return", position="end"))
    assert (returned["state"], returned["people_ahead"]) == ("waiting", 0)


def test_a_visitor_postpones(post: Post) -> None:
    ticket = done(post("/halls/hall/tickets", service="land"))

    postponed = done(post(f"/tickets/{ticket['token']}/postpone", minutes=15))

    assert postponed["postponed_until"].startswith("2026-11-23T01:15")
    assert post(f"{AT_1}/call-next").status_code == 204


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("transfer", {}),
        ("transfer", {"service": "tax", "back": True}),
        ("transfer", {"service": "tax", "position": "sideways"}),
        ("park", {}),
        ("park", {"reason": "x", "back_at": "soon"}),
        ("stops", {}),
        ("stops", {"next_stops": ["fishing"]}),
        ("return", {"position": "sideways"}),
        ("call", {"ticket": "A001"}),
    ],
)
def test_a_malformed_deed_is_refused_in_words(post: Post, deed: str, body: dict[str, Any]) -> None:
    serving(post)

    is_a_problem(post(f"{AT_1}/{deed}", **body), 422)


def test_an_impossible_deed_names_the_state(post: Post) -> None:
    done(post("/halls/hall/tickets", service="land"))
    called = done(post(f"{AT_1}/call-next"))
    done(post(f"{AT_1}/start"))
    done(post(f"{AT_1}/finish"))

    problem = is_a_problem(post(f"{AT_1}/return", ticket=called["id"]), 409)

    assert "it is served" in problem["detail"]


def test_a_no_show_comes_back_on_the_phone_or_at_the_counter(post: Post, app: Flask) -> None:
    token = done(post("/halls/hall/tickets", service="land"))["token"]
    done(post(f"{AT_1}/call-next"))
    desk = signed_in(app, Role.PANEL).get(f"/api/v1{AT_1}").get_json()
    assert desk["no_show"]["recalls_missing"] == 0
    done(post(f"{AT_1}/no-show"))

    assert done(post(f"/tickets/{token}/return"))["state"] == "waiting"


def test_why_one_was_called_before_another_is_told_in_every_language(post: Post, app: Flask, clock: MovedClock) -> None:
    for _ in range(2):
        done(post("/halls/hall/tickets", service="land"))
        clock.advance(minutes=1)
    done(post(f"{AT_1}/call-next"))
    officer = signed_in(app, Role.OFFICER)

    answer = officer.get("/api/v1/halls/hall/why?first=A002&second=A001").get_json()

    assert answer["earlier"] == "A001"
    assert answer["because"]["en"] == "A001 came at 08:00; A002 came at 08:01."
    assert "08:01" in answer["because"]["vi"]
    is_a_problem(officer.get("/api/v1/halls/hall/why?first=A002&second=A099"), 404)
    is_a_problem(officer.get("/api/v1/halls/hall/why?first=A002"), 422)
    is_a_problem(app.test_client().get("/api/v1/halls/hall/why?first=A002&second=A001"), 401)

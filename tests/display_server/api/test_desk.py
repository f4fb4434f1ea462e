"""An officer's desk over HTTP: notes, help, colleagues, usual times, work done without the server."""

from typing import Any

import pytest
from flask import Flask

from display_server.access.principals import Role
from tests.display_server.api.test_officers_deeds import AT_1, Post, done, post, serving
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock

__all__ = ["post"]


def desk(app: Flask, counter: int = 1) -> Any:
    return signed_in(app, Role.PANEL).get(f"/api/v1/halls/hall/counters/{counter}").get_json()


def test_a_note_and_the_dossiers_are_on_the_desk(app: Flask, post: Post) -> None:
    serving(post)

    done(post(f"{AT_1}/note", note="  Thiếu bản sao  "))
    corrected = done(post(f"{AT_1}/dossiers", dossiers=4))

    shown = desk(app)
    assert (shown["note"]["text"], shown["note"]["officer"]) == ("Thiếu bản sao", "Lan")
    assert (corrected["dossiers"], shown["current"]["dossiers"], shown["undoes"]) == (4, 4, "DossiersCorrected")


@pytest.mark.parametrize(
    ("deed", "body"),
    [("note", {"note": "x" * 501}), ("note", {}), ("dossiers", {"dossiers": 0}), ("dossiers", {"dossiers": 2.5})],
)
def test_what_cannot_be_noted_is_refused_in_words(post: Post, deed: str, body: dict[str, Any]) -> None:
    serving(post)

    is_a_problem(post(f"{AT_1}/{deed}", **body), 422)


def test_a_time_that_is_wrong_is_told_in_the_visits_history(app: Flask, post: Post) -> None:
    ticket = serving(post)
    done(post(f"{AT_1}/finish"))

    done(post(f"{AT_1}/time-wrong"))

    history = signed_in(app, Role.MANAGER).get(f"/api/v1/halls/hall/tickets/{ticket['id']}/history").get_json()
    assert [stop["inaccurate"] for stop in history["stops"]] == [True]
    assert desk(app)["last"] == {"ticket": ticket["id"], "number": "A001", "inaccurate": True}


def test_who_comes_to_help_is_named_as_they_are_signed_in(app: Flask, post: Post) -> None:
    done(post(f"{AT_1}/help"))
    manager = signed_in(app, Role.MANAGER)

    helped = manager.post(f"/api/v1{AT_1}/help/come").get_json()["help"]["helper"]

    assert helped == manager.get("/api/v1/me").get_json()["name"]
    assert manager.post(f"/api/v1{AT_1}/help/end").get_json()["help"] is None
    is_a_problem(manager.post(f"/api/v1{AT_1}/help/come"), 409)


def test_colleagues_are_those_at_work(post: Post, app: Flask) -> None:
    found = signed_in(app, Role.PANEL).get(f"/api/v1{AT_1}/colleagues").get_json()

    assert [(each["officer"], each["counter"]) for each in found["officers"]] == [("Lan", 1), ("Minh", 3)]


def test_a_visitor_is_sent_to_an_officer_by_name_and_to_no_two_places(app: Flask, post: Post) -> None:
    serving(post)
    is_a_problem(post(f"{AT_1}/transfer", officer="Minh", counter=3), 422)

    sent = done(post(f"{AT_1}/transfer", officer="Minh"))

    assert (sent["state"], sent["for_counter"]) == ("waiting", 3)
    assert desk(app, 3)["waiting"][0]["for_officer"] == "Minh"


def test_services_that_were_seldom_served_have_no_usual_time(app: Flask, post: Post) -> None:
    assert signed_in(app, Role.PANEL).get(f"/api/v1{AT_1}/usual-times").get_json() == {"services": []}


def test_work_without_the_server_is_handed_in_once_and_refusals_are_in_words(
    app: Flask, post: Post, clock: MovedClock
) -> None:
    first, second = (done(post("/halls/hall/tickets", service="land")) for _ in range(2))
    done(post("/halls/hall/counters/2/open", officer="Hoa"))
    done(post("/halls/hall/counters/2/call-next"))
    clock.advance(minutes=20)
    visits = [{"ticket": each["id"], "called_seconds_ago": 600, "ended_seconds_ago": 60} for each in (first, second)]

    told = post(f"{AT_1}/worked-alone", visits=visits).get_json()["visits"]
    again = post(f"{AT_1}/worked-alone", visits=visits).get_json()["visits"]

    assert [each["outcome"] for each in told] == ["refused", "accepted"]
    assert told[0]["detail"] == "Ticket A001 went on meanwhile: counter 2 has called it. It is called."
    assert [each["outcome"] for each in again] == ["refused", "already"]
    assert desk(app)["served_today"] == 1


def test_more_than_a_days_work_is_not_handed_in_at_once(post: Post) -> None:
    visit = {"ticket": 1, "called_seconds_ago": 1, "ended_seconds_ago": 1}

    is_a_problem(post(f"{AT_1}/worked-alone", visits=[]), 422)
    is_a_problem(post(f"{AT_1}/worked-alone", visits=[visit] * 101), 422)

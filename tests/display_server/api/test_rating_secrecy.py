"""Nobody at the counter sees or gives who rated what, and no rating is deleted or changed."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from display_server import views
from display_server.access.principals import Role
from display_server.domain.rating_plan import RatingPlan
from display_server.statistics.ratings import own_ratings
from display_server.store.hall import Halls
from display_server.use_cases import counter, kiosk, visitor
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan, do

AT = "/api/v1/halls/hall"
WORDS = "Cán bộ quầy này làm tôi rất buồn"
AT_COUNTERS = (Role.PANEL, Role.OFFICER, Role.DISPLAY, Role.KIOSK, Role.RATING)


@pytest.fixture
def rated(app: Flask) -> int:
    """The ticket of a visit that was rated by phone, with words."""
    halls: Halls = app.extensions["motcua"].halls
    plan = a_hall_plan()
    halls.load(replace(plan, rating=RatingPlan(plan.rating.reasons, indicators=True, comment=True)), "test")
    panel = signed_in(app, Role.PANEL, "hall", 1)
    panel.post(f"{AT}/counters/1/open", json={"officer": "Lan"})
    ticket: dict[str, Any] = (
        signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": "land"}).get_json()["ticket"]
    )
    for deed in ("call-next", "start", "finish"):
        panel.post(f"{AT}/counters/1/{deed}", json={})
    told = {"ticket": ticket["token"], "score": 1, "reasons": ["attitude"], "comment": WORDS}
    assert app.test_client().post("/api/v1/ratings", json=told).status_code == 201
    return int(ticket["id"])


def answers_to(app: Flask, role: Role) -> Iterator[tuple[str, str]]:
    """Every question of the API that takes no more than a hall, a counter or a ticket."""
    client = signed_in(app, role, "hall", None if role in (Role.KIOSK, Role.DISPLAY) else 1)
    for path, methods in app.test_client().get("/api/openapi.json").get_json()["paths"].items():
        if "get" in methods:
            asked = re.sub(r"{(\w+)}", lambda part: "hall" if part[1] == "hall" else "1", path)
            yield path, client.get(asked).get_data().decode(errors="replace")  # some are files


@pytest.mark.parametrize("role", AT_COUNTERS)
def test_no_answer_to_whoever_is_at_a_counter_tells_what_was_said(app: Flask, rated: int, role: Role) -> None:
    told = dict(answers_to(app, role))

    assert len(told) > 20
    assert [path for path, answer in told.items() if WORDS in json.dumps(answer, ensure_ascii=False)] == []
    assert is_a_problem(signed_in(app, role, "hall", 1).get(f"{AT}/statistics?group_by=officer"), 403)


def test_no_view_and_no_entry_of_the_journal_tells_what_was_said(app: Flask, rated: int) -> None:
    with app.extensions["motcua"].halls["hall"].reading() as reading:
        shown = [
            views.counter.desk(reading, 1, "http://x"),
            views.board.board(reading, None),
            views.manager.hall_now(reading),
            views.visitor.rating_prompt(reading, 1),
        ]
    with app.extensions["motcua_engine"].connect() as connection:
        journal = connection.execute(text("SELECT event, facts FROM journal")).all()
    history = signed_in(app, Role.MANAGER).get(f"{AT}/tickets/{rated}/history").get_json()["events"]

    written = "".join(view.model_dump_json() for view in shown) + json.dumps(history, ensure_ascii=False) + str(journal)
    assert "VisitRated" in written
    assert WORDS not in written
    assert '"score"' not in written
    assert "attitude" not in str(journal)


def test_nobody_who_serves_gives_a_rating_in_the_visitors_place(app: Flask, rated: int) -> None:
    for role in (Role.PANEL, Role.OFFICER, Role.KIOSK, Role.DISPLAY):
        given = signed_in(app, role, "hall", 1).post("/api/v1/ratings", json={"hall": "hall", "counter": 1, "score": 4})
        assert is_a_problem(given, 403)


def test_a_rating_is_neither_deleted_nor_changed_by_whoever_has_the_database(app: Flask, rated: int) -> None:
    for statement in ("DELETE FROM ratings", "UPDATE ratings SET score = 4", "UPDATE ratings SET seconds_after = 9"):
        with pytest.raises(DBAPIError, match="ratings are not"), app.extensions["motcua_engine"].begin() as connection:
            connection.execute(text(statement))
    paths = app.test_client().get("/api/openapi.json").get_json()["paths"]
    assert [path for path, methods in paths.items() if "rating" in path and "delete" in methods] == []


def test_words_are_read_once_their_day_is_over_without_who_wrote_them(
    app: Flask, rated: int, clock: MovedClock
) -> None:
    manager = signed_in(app, Role.MANAGER)
    today = manager.get(f"{AT}/rating-comments").get_json()["comments"]
    clock.advance(hours=24)

    (found,) = manager.get(f"{AT}/rating-comments").get_json()["comments"]

    assert today == []
    assert set(found) == {"day", "department_name", "comment"}
    assert found["comment"] == WORDS


def test_an_officer_reads_whole_weeks_of_the_own_figures_once_there_are_ten(app: Flask, clock: MovedClock) -> None:
    hall = app.extensions["motcua"].halls["hall"]
    do(hall, counter.open_counter, 1, "Lan")
    for score in (4, 4, 3, 4, 4, 4, 2, 4, 4, 4):
        ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
        do(hall, counter.call_next, 1)
        do(hall, counter.start, 1)
        do(hall, counter.finish, 1, counter.Outcome())
        do(hall, visitor.rate_visit, ticket.token, visitor.Opinion(score), "tablet")
    this_week = own_ratings(hall, "Lan").weeks[0]
    clock.advance(hours=7 * 24)

    last_week, nobodys = own_ratings(hall, "Lan").weeks[0], own_ratings(hall, "Minh").weeks[0]

    assert this_week.ratings.count == 0
    assert (last_week.served, last_week.ratings.mean, last_week.ratings.comparable) == (10, 3.7, False)
    assert (nobodys.served, nobodys.ratings.mean, nobodys.others_mean) == (0, None, None)


def test_patterns_are_read_by_managers(app: Flask, rated: int) -> None:
    told = signed_in(app, Role.MANAGER).get(f"{AT}/rating-patterns").get_json()

    assert (told["judged"], told["found"]) == (0, [])
    assert "4,800" in told["method"]["en"]


def test_a_device_has_no_figures_of_its_own(app: Flask) -> None:
    panel: FlaskClient = signed_in(app, Role.PANEL, "hall", 1)

    assert is_a_problem(panel.get("/api/v1/account/ratings"), 403)

"""Managers ask before they decide; what is reckoned comes from a process beside the server."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.use_cases import counter, kiosk
from display_server.web.services import Services
from tests.display_server.api.test_refusals import is_a_problem
from tests.display_server.api.test_steering import HALL, somebody
from tests.halls import MovedClock, do

YESTERDAY = "from=2026-11-23&to=2026-11-23"


@pytest.fixture
def manager(app: Flask, house: Services) -> FlaskClient:
    return somebody(app, house, "Hà", Role.MANAGER)


@pytest.fixture
def a_day_ago(house: Services, clock: MovedClock) -> None:
    """Two come at once, and one with a head start; each takes ten minutes at the one counter that opens then."""
    hall = house.halls["hall"]
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    clock.advance(minutes=1)
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land", "elderly"))
    do(hall, counter.open_counter, 1, "Lan")
    for _ in range(3):
        do(hall, counter.call_next, 1)
        do(hall, counter.start, 1)
        clock.advance(minutes=10)
        do(hall, counter.finish, 1, counter.Outcome())
    do(hall, counter.close_counter, 1)
    clock.advance(days=1)


@pytest.mark.usefixtures("a_day_ago")
def test_without_a_head_start_the_elderly_wait_longer_and_another_gains(manager: FlaskClient) -> None:
    told = manager.get(f"{HALL}/what-if?{YESTERDAY}&head_start=elderly=0").get_json()

    rows = {(row["kind"], row["key"]): row for row in told["rows"]}
    elderly, hall = rows["priority_class", "elderly"], rows["hall", ""]
    assert elderly["before"]["mean_minutes"] == pytest.approx(0, abs=0.1)
    assert elderly["after"]["mean_minutes"] > 15
    assert (hall["gain"], hall["lose"]) == (2, 1)
    assert told["replay_error_minutes"] == pytest.approx(0, abs=0.1)


@pytest.mark.usefixtures("a_day_ago")
def test_counters_are_planned_and_written_for_a_wall(manager: FlaskClient) -> None:
    asked = f"{YESTERDAY}&department=land&within_minutes=5&share_percent=90"

    (land,) = manager.get(f"{HALL}/staffing?{asked}").get_json()["departments"]
    file = manager.get(f"{HALL}/staffing.xlsx?{asked}")

    assert (land["department"], land["visitors"], land["days"]) == ("land", 3, 1)
    assert all(half["counters"] >= 1 for half in land["half_hours"])
    assert file.data.startswith(b"PK")


@pytest.mark.usefixtures("a_day_ago")
def test_the_next_day_is_expected_to_be_like_the_one_that_was(manager: FlaskClient) -> None:
    told = manager.get(f"{HALL}/forecast?day=2026-11-25").get_json()

    assert told["whole"]["mean"] == pytest.approx(3)
    assert told["services"][0]["service"] == "land"
    assert sum(half["expected"]["mean"] for half in told["half_hours"]) == pytest.approx(3)


@pytest.mark.parametrize(
    ("asked", "status", "mend"),
    [
        ("what-if?from=2026-11-24&to=2026-11-23", 422, "is after the last"),
        ("what-if?from=2026-11-24&to=2026-11-24", 422, "Choose one before today"),
        (f"what-if?{YESTERDAY}&head_start=nobody=3", 404, "no priority class nobody"),
        (f"staffing?{YESTERDAY}&department=none", 422, "no department none"),
        ("forecast?day=2026-11-22", 422, "no past days"),
    ],
)
@pytest.mark.usefixtures("a_day_ago")
def test_what_cannot_be_reckoned_is_refused_with_the_mend(
    manager: FlaskClient, asked: str, status: int, mend: str
) -> None:
    answer = manager.get(f"{HALL}/{asked}", headers={"Accept-Language": "en"})

    assert mend in is_a_problem(answer, status)["detail"]


def test_supervisors_and_officers_do_not_plan(app: Flask, house: Services) -> None:
    supervisor = somebody(app, house, "Bình", Role.SUPERVISOR, ("land",))

    assert supervisor.get(f"{HALL}/what-if?{YESTERDAY}").status_code == 403


def test_a_change_that_was_tried_is_written_into_the_hall_file(manager: FlaskClient) -> None:
    text = """[hall]
slug = "hall"  # of the province

[[priority_classes]]
slug = "elderly"
head_start_minutes = 20
"""

    told = manager.post(f"{HALL}/what-if/draft", json={"head_start": "elderly=5", "hall_file": text})

    assert told.get_json()["hall_file"] == text.replace("= 20", "= 5")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[hall]\nslug = "other"\n', "another hall"),
        ("[hall", "not a hall's file"),
        ("title = 1\n", "not a hall's file"),
        ('[hall]\nslug = "hall"\n[[priority_classes]]\nslug = "veterans"\n', "no elderly"),
    ],
)
def test_what_is_no_file_of_the_hall_is_refused_in_words(manager: FlaskClient, text: str, named: str) -> None:
    refused = manager.post(f"{HALL}/what-if/draft", json={"head_start": "elderly=5", "hall_file": text})

    is_a_problem(refused, 422)
    assert named in refused.get_json()["detail"]

"""Whoever runs the hall steers it: counters opened for somebody, services stopped, alerts seen, each in their name."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account
from display_server.domain.alerts import Machine
from display_server.use_cases.alerts import watch_over
from display_server.views.manager import hall_now
from display_server.web.services import Services
from tests.display_server.api.test_refusals import is_a_problem
from tests.display_server.api.test_sessions import PASSWORD, signed_in

HALL = "/api/v1/halls/hall"
A_REASON = {"reason": "mất điện"}


def somebody(app: Flask, house: Services, name: str, role: Role, departments: tuple[str, ...] = ()) -> FlaskClient:
    person = Principal(role, name, "hall", is_person=True)
    account = create_account(house.accounts, house.clock, person, PASSWORD)
    house.accounts.change_role(account, role, "hall", departments, house.clock())
    return signed_in(app, name)


@pytest.fixture
def manager(app: Flask, house: Services) -> FlaskClient:
    return somebody(app, house, "Hà", Role.MANAGER)


@pytest.fixture
def of_land(app: Flask, house: Services) -> FlaskClient:
    return somebody(app, house, "Bình", Role.SUPERVISOR, ("land",))


def told(house: Services) -> list[tuple[str, str]]:
    with house.halls["hall"].reading() as reading:
        return [(row.event, row.actor) for row in reading.journal.since(0) if row.event != "HallPlanLoaded"]


def counter_1(asking: FlaskClient, deed: str, **body: Any) -> Any:
    answer = asking.post(f"{HALL}/counters/1/{deed}", json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_a_manager_opens_a_counter_for_an_officer_pauses_and_closes_it(manager: FlaskClient, house: Services) -> None:
    opened = counter_1(manager, "open", officer="Lan")
    counter_1(manager, "pause", **A_REASON)
    counter_1(manager, "open", officer="Lan")
    closed = counter_1(manager, "close")

    assert (opened["officer"], closed["officer"]) == ("Lan", None)
    assert told(house) == [(f"Counter{deed}", "Hà") for deed in ("Opened", "Paused", "Opened", "Closed")]


def test_an_officer_opens_a_counter_for_nobody_else(app: Flask, house: Services) -> None:
    officer = somebody(app, house, "Minh", Role.OFFICER)

    assert counter_1(officer, "open", officer="Lan")["officer"] == "Minh"


def test_an_officer_who_sits_elsewhere_is_not_moved_unasked(manager: FlaskClient) -> None:
    counter_1(manager, "open", officer="Lan")

    is_a_problem(manager.post(f"{HALL}/counters/2/open", json={"officer": "Lan"}), 409)


def test_a_service_is_stopped_with_a_reason_and_opened_again(app: Flask, manager: FlaskClient, house: Services) -> None:
    stopped = manager.post(f"{HALL}/services/land/stop", json=A_REASON)
    shown = app.test_client().get(f"{HALL}/status").get_json()["services"][0]
    opened = manager.post(f"{HALL}/services/land/reopen")

    assert (stopped.status_code, opened.status_code) == (204, 204)
    assert (shown["open"], shown["why_closed"]["en"]) == (
        False,
        "This service gives no more tickets today: mất điện.",
    )
    assert app.test_client().get(f"{HALL}/status").get_json()["services"][0]["open"]
    assert told(house) == [("ServiceStopped", "Hà"), ("ServiceReopened", "Hà")]


@pytest.mark.parametrize("body", [{}, {"reason": " "}, {"reason": "x" * 201}])
def test_nothing_is_stopped_without_a_reason(manager: FlaskClient, body: dict[str, str]) -> None:
    is_a_problem(manager.post(f"{HALL}/services/land/stop", json=body), 422)


def test_a_service_that_the_hall_has_not_is_not_found(manager: FlaskClient) -> None:
    is_a_problem(manager.post(f"{HALL}/services/gold/stop", json=A_REASON), 404)
    is_a_problem(manager.post(f"{HALL}/services/gold/reopen"), 404)


def test_a_supervisor_steers_the_own_departments_alone(of_land: FlaskClient, house: Services) -> None:
    is_a_problem(of_land.post(f"{HALL}/services/tax/stop", json=A_REASON), 403)

    answer = of_land.post(f"{HALL}/services/land/stop", json=A_REASON)
    assert answer.status_code == 204, answer.get_data(as_text=True)
    assert told(house) == [("ServiceStopped", "Bình")]


def test_an_alert_is_seen_by_name_unless_it_is_of_the_whole_hall_and_one_is_not(
    manager: FlaskClient, of_land: FlaskClient, house: Services
) -> None:
    seen = {"kind": "disk_full"}
    is_a_problem(manager.post(f"{HALL}/alerts/acknowledge", json=seen), 409)
    watch_over(house.halls["hall"], Machine(house.clock(), disk_free_percent=1))

    is_a_problem(of_land.post(f"{HALL}/alerts/acknowledge", json=seen), 403)
    answer = manager.post(f"{HALL}/alerts/acknowledge", json=seen)

    assert answer.status_code == 204
    assert told(house)[-1] == ("AlertAcknowledged", "Hà")
    is_a_problem(manager.post(f"{HALL}/alerts/acknowledge", json={"kind": "rain"}), 422)


def test_a_manager_gives_a_counter_a_service_and_takes_it_back(manager: FlaskClient, house: Services) -> None:
    given = manager.post(f"{HALL}/counters/1/services/give", json={"services": ["tax"], "given_for": "today"})
    with house.halls["hall"].reading() as reading:
        of_counter = hall_now(reading).counters[0]
    taken = manager.post(f"{HALL}/counters/1/services/take-back", json={"services": ["tax"]})

    assert (given.status_code, taken.status_code) == (204, 204)
    assert [(each.service, each.given_by) for each in of_counter.given] == [("tax", "Hà")]
    assert told(house) == [("ServicesGiven", "Hà"), ("ServicesTakenBack", "Hà")]


def test_what_cannot_be_given_is_refused(manager: FlaskClient, of_land: FlaskClient) -> None:
    address = f"{HALL}/counters/1/services/give"

    is_a_problem(manager.post(address, json={"services": ["land"], "given_for": "now"}), 409)
    is_a_problem(manager.post(address, json={"services": ["fishing"], "given_for": "now"}), 404)
    is_a_problem(manager.post(address, json={"services": [], "given_for": "now"}), 422)
    is_a_problem(manager.post(address, json={"services": ["tax"], "given_for": "ever"}), 422)
    is_a_problem(of_land.post(address, json={"services": ["tax"], "given_for": "now"}), 403)


def test_an_officer_is_called_and_answers(app: Flask, manager: FlaskClient, house: Services) -> None:
    officer = somebody(app, house, "Minh", Role.OFFICER)
    counter_1(officer, "open")

    called = manager.post(f"{HALL}/counters/1/officer/call", json={"text": "Mời anh lên văn phòng"})
    shown = officer.get(f"{HALL}/counters/1").get_json()["officer_call"]
    answered = counter_1(officer, "officer/answer")

    assert called.status_code == 204
    assert (shown["by"], shown["text"]) == ("Hà", "Mời anh lên văn phòng")
    assert answered["officer_call"] is None
    assert told(house)[1:] == [("OfficerCalled", "Hà"), ("OfficerAnswered", "Minh")]


def test_nobody_is_called_at_a_closed_counter_nor_without_words(manager: FlaskClient) -> None:
    address = f"{HALL}/counters/1/officer/call"

    is_a_problem(manager.post(address, json={"text": "x"}), 409)
    is_a_problem(manager.post(address, json={"text": " "}), 422)

"""What officers note of each dossier when a visit ends: checked, stored, told, corrected with a reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_token
from display_server.domain.dossier import UNKNOWN, Dossier, OneStopSilent, Progress
from display_server.domain.handled import DossierPlan, Place
from display_server.domain.outcome import OutcomeRule
from display_server.web.services import Services
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan, words

AT = "/api/v1/halls/hall"
CODE, OTHER = "000.00.19.H19-261123-0042", "H15.50.05.13-261008-0975"


def plan_with(rule: OutcomeRule) -> Any:
    plan = a_hall_plan()
    land, tax = plan.departments
    places = (Place("long-thanh", words("Long Thành")),)
    return replace(plan, departments=(land, replace(tax, fee_module=False)), dossiers=DossierPlan(rule, places))


@pytest.fixture(autouse=True)
def asked(app: Flask, house: Services) -> None:
    assert app
    house.halls.load(plan_with(OutcomeRule.ASKED), actor="test")


@pytest.fixture
def panel(app: Flask) -> FlaskClient:
    panel = signed_in(app, Role.PANEL, "hall")
    for counter, name in ((1, "Lan"), (3, "Hoa")):
        panel.post(f"{AT}/counters/{counter}/open", json={"officer": name})
    return panel


def serve(app: Flask, panel: FlaskClient, counter: int = 1) -> int:
    """Somebody stands at the counter; the id of their ticket."""
    service = {1: "land", 3: "tax"}[counter]
    signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": service})
    for deed in ("call-next", "start"):
        answer = panel.post(f"{AT}/counters/{counter}/{deed}", json={})
        assert answer.status_code == 200
    ticket: int = answer.get_json()["ticket"]["id"]
    return ticket


def finish(panel: FlaskClient, *handled: dict[str, Any], outcome: str = "received", counter: int = 1) -> Any:
    return panel.post(f"{AT}/counters/{counter}/finish", json={"outcome": outcome, "handled": handled})


def noted(app: Flask, day: str | None = None) -> list[dict[str, Any]]:
    query = f"?day={day}" if day else ""
    found: list[dict[str, Any]] = signed_in(app, Role.MANAGER).get(f"{AT}/handled{query}").get_json()["dossiers"]
    return found


def told(app: Flask, ticket: int) -> list[dict[str, Any]]:
    events = signed_in(app, Role.MANAGER).get(f"{AT}/tickets/{ticket}/history").get_json()["events"]
    return [each["facts"] | {"event": each["event"]} for each in events]


ALL = {
    **{"code": CODE.lower(), "due_on": "2026-12-01", "fee": 30_000, "charge": 50_000, "receipt": "BL-42"},
    **{"return_by": "post", "received_for": "long-thanh"},
}


def test_what_was_noted_is_stored_and_told_in_the_tickets_history(app: Flask, panel: FlaskClient) -> None:
    ticket = serve(app, panel)

    assert finish(panel, ALL, {"code": OTHER}).status_code == 200

    first, second = noted(app)
    kept = {name: first[name] for name in ALL} | {"officer": first["officer"], "department": first["department"]}
    assert kept == ALL | {"code": CODE, "officer": "Lan", "department": "land"}
    assert (second["code"], second["fee"], second["due_on"]) == (OTHER, 0, None)
    finished, *handled = told(app, ticket)[-3:]
    assert (finished["event"], finished["dossiers"]) == ("ServiceFinished", 2)
    assert [(each["event"], each["dossier_codes"], each["fee"]) for each in handled] == [
        ("DossierHandled", [CODE], 30_000),
        ("DossierHandled", [OTHER], 0),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "banana"}, "handled.1.code"),
        ({"code": CODE}, "handled.1.code"),
        ({"code": OTHER, "fee": 30_000.5}, "handled.1.fee"),
        ({"code": OTHER, "fee": "30000"}, "handled.1.fee"),
        ({"code": OTHER, "charge": -1}, "handled.1.charge"),
        ({"code": OTHER, "charge": 10**12}, "handled.1.charge"),
        ({"code": OTHER, "due_on": "tomorrow"}, "handled.1.due_on"),
        ({"code": OTHER, "due_on": "2062-12-01"}, "handled.1.due_on"),
        ({"code": OTHER, "return_by": "pigeon"}, "handled.1.return_by"),
        ({"code": OTHER, "received_for": "banana"}, "handled.1.received_for"),
        ({"code": OTHER, "receipt": "BL-1"}, "handled.1.receipt"),
        ({"code": OTHER, "kind": "fee"}, "handled.1.kind"),
        ({}, "handled.1"),
    ],
)
def test_anything_else_is_refused_at_its_field_and_the_visit_goes_on(
    app: Flask, panel: FlaskClient, wrong: dict[str, Any], field: str
) -> None:
    serve(app, panel)

    problem = is_a_problem(finish(panel, ALL, wrong), 422)

    assert [error["field"] for error in problem["errors"]] == [field]
    assert noted(app) == []
    assert panel.get(f"{AT}/counters/1").get_json()["current"]["state"] == "serving"


def test_a_department_without_the_fee_module_takes_no_money(app: Flask, panel: FlaskClient) -> None:
    serve(app, panel, 3)
    asks = panel.get(f"{AT}/counters/3").get_json()["dossiers"]

    refused = is_a_problem(finish(panel, {"code": CODE, "fee": 1}, counter=3), 422)

    assert refused["errors"][0]["field"] == "handled.0.fee"
    assert (asks["rule"], asks["takes_fees"], [place["slug"] for place in asks["places"]]) == (
        *("asked", False),
        ["long-thanh"],
    )


def test_where_the_hall_demands_it_no_visit_ends_without_but_one_for_guidance(
    app: Flask, house: Services, panel: FlaskClient
) -> None:
    house.halls.load(plan_with(OutcomeRule.DEMANDED), actor="test")
    serve(app, panel)

    assert is_a_problem(finish(panel), 422)["errors"][0]["field"] == "handled"
    assert is_a_problem(finish(panel, {"fee": 5}), 422)["errors"][0]["field"] == "handled.0.code"
    assert finish(panel, outcome="guidance").status_code == 200


def test_undoing_the_end_of_a_visit_forgets_its_dossiers(app: Flask, panel: FlaskClient) -> None:
    serve(app, panel)
    finish(panel, ALL)

    assert panel.post(f"{AT}/counters/1/undo").status_code == 200

    assert noted(app) == []
    assert finish(panel, ALL).status_code == 200
    assert [each["code"] for each in noted(app)] == [CODE]


def test_dossiers_of_a_stop_are_kept_when_the_visitor_goes_on(app: Flask, panel: FlaskClient) -> None:
    serve(app, panel)
    panel.post(f"{AT}/counters/1/stops", json={"next_stops": ["tax"]})

    assert finish(panel, ALL).status_code == 200

    assert [(each["department"], each["counter"]) for each in noted(app)] == [("land", 1)]


def test_a_result_comes_from_the_department_that_received_it_with_the_day_that_was_promised(
    app: Flask, panel: FlaskClient, clock: MovedClock
) -> None:
    serve(app, panel)
    finish(panel, ALL)
    clock.advance(days=9)
    known = panel.get(f"{AT}/dossiers/{CODE}/promised").get_json()
    serve(app, panel, 3)

    assert finish(panel, {"code": CODE, "return_by": "post"}, outcome="returned", counter=3).status_code == 200

    (returned,) = noted(app)
    assert known == {"code": CODE, "due_on": "2026-12-01", "received_on": "2026-11-23"}
    assert (returned["department"], returned["due_on"], returned["received_on"], returned["late"]) == (
        *("land", "2026-12-01", "2026-11-23"),
        True,
    )


def test_no_dossier_is_received_twice(app: Flask, panel: FlaskClient) -> None:
    serve(app, panel)
    finish(panel, ALL)
    serve(app, panel)

    again = is_a_problem(finish(panel, {"code": CODE}), 422)

    assert again["errors"][0]["field"] == "handled.0.code"
    assert "23/11/2026" in again["detail"]


# --- the one-stop system ----------------------------------------------------------------------------------------------


class OneStopOfTheTest:
    def __init__(self, says: Dossier | None) -> None:
        self.says = says
        self.asked: list[str] = []

    def look_up(self, code: str) -> Dossier:
        self.asked.append(code)
        if self.says is None:
            raise OneStopSilent("it does not answer")
        return self.says

    def close(self) -> None:
        return


PROMISED = Dossier(Progress.NOT_YET, not_before=date(2026, 12, 7))


@pytest.mark.parametrize(("says", "due_on"), [(PROMISED, "2026-12-07"), (UNKNOWN, None), (None, None)])
def test_the_one_stop_system_is_asked_for_the_promised_day_and_holds_nobody_up(
    app: Flask, house: Services, panel: FlaskClient, says: Dossier | None, due_on: str | None
) -> None:
    one_stop = OneStopOfTheTest(says)
    replace(house, one_stop=one_stop).attach_to(app)
    serve(app, panel)

    assert finish(panel, {"code": CODE.lower()}, {"code": OTHER, "due_on": "2026-11-30"}).status_code == 200

    assert [each["due_on"] for each in noted(app)] == [due_on, "2026-11-30"]
    assert one_stop.asked == [CODE]
    assert panel.get(f"{AT}/dossiers/{OTHER}/promised").get_json()["due_on"] == (due_on or "2026-11-30")


def test_what_is_no_code_is_never_asked_of_it(app: Flask, house: Services, panel: FlaskClient) -> None:
    one_stop = OneStopOfTheTest(PROMISED)
    replace(house, one_stop=one_stop).attach_to(app)
    serve(app, panel)

    is_a_problem(finish(panel, {"code": "../secret"}), 422)
    is_a_problem(panel.get(f"{AT}/dossiers/banana/promised"), 404)

    assert one_stop.asked == []


# --- corrections ------------------------------------------------------------------------------------------------------


@pytest.fixture
def lans(app: Flask, panel: FlaskClient) -> dict[str, Any]:
    """A dossier that Lan has noted today."""
    serve(app, panel)
    finish(panel, ALL)
    return noted(app)[0]


def officer(app: Flask, name: str) -> FlaskClient:
    services: Services = app.extensions["motcua"]
    token = create_token(services.accounts, services.clock, Principal(Role.OFFICER, name, "hall"))
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def correct(who: FlaskClient, dossier: dict[str, Any], **facts: Any) -> Any:
    return who.post(f"{AT}/handled/{dossier['id']}/correct", json=facts)


def test_an_officer_corrects_their_own_of_the_day_and_the_journal_tells_why(app: Flask, lans: dict[str, Any]) -> None:
    lan = officer(app, "Lan")

    corrected = correct(lan, lans, **(ALL | {"fee": 3_000, "reason": "Gõ thừa một số không"}))

    assert corrected.status_code == 200
    assert corrected.get_json()["dossier"]["fee"] == noted(app)[0]["fee"] == 3_000
    last = told(app, 1)[-1]
    assert (last["event"], last["reason"], last["fee"]) == ("DossierCorrected", "Gõ thừa một số không", 3_000)


def test_another_officers_and_yesterdays_are_the_supervisors(
    app: Flask, clock: MovedClock, lans: dict[str, Any]
) -> None:
    lan, minh = officer(app, "Lan"), officer(app, "Minh")

    is_a_problem(correct(minh, lans, code=OTHER, reason="x"), 403)
    clock.advance(days=1)
    is_a_problem(correct(lan, lans, code=OTHER, reason="x"), 403)
    by_the_manager = correct(signed_in(app, Role.MANAGER), lans, code=OTHER, reason="Quét nhầm mã")

    assert by_the_manager.status_code == 200
    assert [each["code"] for each in noted(app, "2026-11-23")] == [OTHER]
    assert minh.get(f"{AT}/handled?day=2026-11-23").get_json()["dossiers"] == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"code": "banana", "reason": "x"}, "code"), ({"code": OTHER}, "reason"), ({"reason": "x"}, "")],
)
def test_a_correction_is_checked_as_the_entry_was(
    app: Flask, lans: dict[str, Any], facts: dict[str, Any], field: str
) -> None:
    refused = is_a_problem(correct(signed_in(app, Role.MANAGER), lans, **facts), 422)

    assert refused["errors"][0]["field"] == field
    assert noted(app) == [lans]


def test_a_dossier_that_there_was_not_is_struck_out(app: Flask, panel: FlaskClient, lans: dict[str, Any]) -> None:
    lan = officer(app, "Lan")

    struck = lan.post(f"{AT}/handled/{lans['id']}/strike", json={"reason": "Nhập trùng"})

    assert struck.status_code == 200
    assert noted(app) == []
    assert told(app, 1)[-1]["struck"] is True
    serve(app, panel)
    assert finish(panel, ALL).status_code == 200
    is_a_problem(lan.post(f"{AT}/handled/{lans['id']}/strike", json={"reason": "x"}), 404)

"""The ledger of promises over HTTP, and what a phone's page notes as it is opened."""

from typing import Any

from flask import Flask

from display_server.access.principals import Role
from display_server.contract import PromiseLedger
from display_server.statistics.definitions import DEFINITIONS
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock

AT = "/api/v1/halls/hall"
TODAY = "2026-11-23"


def take(app: Flask) -> dict[str, Any]:
    ticket: dict[str, Any] = (
        signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": "land"}).get_json()["ticket"]
    )
    return ticket


def works(app: Flask, clock: MovedClock) -> list[dict[str, Any]]:
    """Four tickets, called ten minutes after each other; the last one's page is opened half an hour after its issue."""
    panel = signed_in(app, Role.PANEL, "hall")
    panel.post(f"{AT}/counters/1/open", json={"officer": "Lan"})
    tickets = [take(app) for _ in range(4)]
    for nth in range(4):
        clock.advance(minutes=10)
        if nth == 2:
            app.test_client().get(f"/t/{tickets[-1]['token']}")
        for deed in ("call-next", "start"):
            panel.post(f"{AT}/counters/1/{deed}", json={})
        panel.post(f"{AT}/counters/1/finish", json={})
    return tickets


def ledger(app: Flask, day: str = TODAY) -> PromiseLedger:
    answer = signed_in(app, Role.MANAGER, "hall").get(f"{AT}/promises?day={day}")
    assert answer.status_code == 200, answer.text
    return PromiseLedger.model_validate(answer.get_json())


def test_a_manager_is_told_what_a_day_s_promises_were_worth(app: Flask, clock: MovedClock) -> None:
    works(app, clock)

    told = ledger(app)

    assert told.slips is not None
    assert (told.slips.promises, told.slips.kept + told.slips.early + told.slips.late) == (4, 1)
    assert told.phones is not None
    assert told.phones.promises == 1, "half an hour later its page said other times than the slip"
    assert told.estimator is None


def test_without_a_day_yesterday_is_told(app: Flask, clock: MovedClock) -> None:
    works(app, clock)
    clock.advance(days=1)

    answer = signed_in(app, Role.MANAGER, "hall").get(f"{AT}/promises").get_json()

    assert (answer["day"], answer["slips"]["promises"]) == (TODAY, 4)


def test_of_a_day_without_tickets_nothing_is_told(app: Flask) -> None:
    told = ledger(app, "2026-11-01")

    assert (told.slips, told.phones, told.worst_hour, told.not_judged) == (None, None, None, 0)


def test_it_is_for_managers(app: Flask) -> None:
    refused = signed_in(app, Role.PANEL, "hall").get(f"{AT}/promises")

    assert is_a_problem(refused, 403)


def test_a_page_that_is_opened_at_once_tells_nothing_new(app: Flask) -> None:
    signed_in(app, Role.PANEL, "hall").post(f"{AT}/counters/1/open", json={"officer": "Lan"})
    ticket = take(app)

    page = app.test_client().get(f"/t/{ticket['token']}")

    assert page.status_code == 200
    assert ledger(app).phones is None


def test_the_figures_are_defined_where_the_page_leads_to(app: Flask) -> None:
    assert "promises" in {each.slug for each in DEFINITIONS}
    assert 'id="promises"' in app.test_client().get("/definitions").text

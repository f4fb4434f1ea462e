"""How long a hall keeps what names people: for managers to read."""

import pytest
from flask import Flask

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account
from display_server.domain.retention import DEFAULT_RETENTION, Kept
from display_server.domain.security_log import Kind
from display_server.use_cases import counter, kiosk, retention
from display_server.web.services import Services
from tests.halls import MovedClock, do

PASSWORD = "nine red kites"


@pytest.fixture
def manager(app: Flask, house: Services) -> dict[str, str]:
    create_account(house.accounts, house.clock, Principal(Role.MANAGER, "Minh", "hall", is_person=True), PASSWORD)
    return {"name": "Minh", "password": PASSWORD}


def test_a_manager_reads_of_each_class_its_days_and_the_last_erasing(
    app: Flask, house: Services, manager: dict[str, str], clock: MovedClock
) -> None:
    hall = house.halls["hall"]
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome(note="call Hoa"))
    clock.advance(days=DEFAULT_RETENTION.notes + 1)
    retention.erase_what_is_due(house.erasures, retention.due_in(house.erasures, hall, at_once=True))
    browser = app.test_client()
    browser.post("/api/v1/session", json=manager)

    told = {each["kind"]: each for each in browser.get("/api/v1/halls/hall/retention").get_json()["classes"]}

    assert [*told] == [kind.value for kind in Kept]
    notes, log = told["notes"], told["security_log"]
    assert (notes["days"], notes["erased"], notes["since"]) == (90, 1, "2026-11-24")
    assert notes["erased_at"] is not None
    assert (log["days"], log["since"], log["erased_at"]) == (365, "2026-11-23", None)


def test_an_administrator_sees_in_the_log_how_much_was_erased(app: Flask, house: Services) -> None:
    create_account(house.accounts, house.clock, Principal(Role.ADMIN, "Root", None, is_person=True), PASSWORD)
    browser = app.test_client()
    browser.post("/api/v1/session", json={"name": "Root", "password": PASSWORD})
    erased = {Kept.NOTES: 4, Kept.COMMENTS: 0}
    retention.tell(house.erasures, house.halls["hall"], house.clock(), erased, Kind.DATA_ERASED, "clock")

    (newest, *_) = browser.get("/api/v1/security-log").get_json()["entries"]

    assert (newest["kind"], newest["by"], newest["hall"], newest["erased"]) == (
        *("data_erased", "clock", "hall"),
        {"notes": 4},
    )

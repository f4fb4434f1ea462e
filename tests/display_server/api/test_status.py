"""The open status of a hall: for anybody, for pages of any site, and for FIWARE."""

from datetime import UTC
from typing import Any

import jsonschema
import pytest
from flask import Flask

from display_server.contract import HallStatus
from display_server.store.hall import Hall
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.web.services import Services
from tests.display_server.past_mondays import live_three_mondays
from tests.halls import MovedClock, close_at_night, do

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
INSTANT = {"type": "string", "format": "date-time"}
QUEUE_MONITOR = {
    "type": "object",
    "required": ["id", "type"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("id", "localId", "officeName", "serviceName", "serviceId", "serviceStatusNote"), TEXT),
        **dict.fromkeys(("queueLine", "lastTicketIssuedLabel", "ticketServedLabel"), TEXT),
        **dict.fromkeys(("linePriority", "lastTicketIssued", "ticketServed", "ticketsToServe"), WHOLE),
        **dict.fromkeys(("dateCreated", "dateModified", "scheduleTime"), INSTANT),
        "type": {"enum": ["QueueMonitor"]},
        "serviceStatus": {"enum": ["Closed", "Open", "Suspended"]},
    },
}
"""The properties of dataModel.QueueManagement/QueueMonitor 0.0.1 and of GSMA-Commons that concern a queue; the model
allows others, we send none."""


@pytest.fixture
def hall(house: Services) -> Hall:
    return house.halls["hall"]


def status(app: Flask) -> HallStatus:
    return HallStatus.model_validate(app.test_client().get("/api/v1/halls/hall/status").get_json())


def monitors(app: Flask) -> dict[str, dict[str, Any]]:
    entities = app.test_client().get("/api/v1/halls/hall/status.ngsi?lang=vi").get_json()
    return {entity["serviceId"]: entity for entity in entities}


def test_anybody_is_told_what_waits_and_how_long(app: Flask, hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "lan")
    for _ in range(3):
        do(hall, issue_ticket, TicketRequest("land"))

    now = status(app)

    land, tax = now.services
    assert (now.open, now.waiting, now.hotline) == (True, 3, "1022")
    assert (land.service, land.waiting, land.counters_serving, land.open) == ("land", 3, 1, True)
    assert land.wait is not None
    assert land.wait.low_minutes <= 30 <= land.wait.high_minutes, "three people of ten minutes each"
    assert (tax.waiting, tax.wait) == (0, None), "no counter serves it: nothing is promised"


def test_it_is_good_for_ten_seconds_and_for_the_pages_of_any_site(app: Flask) -> None:
    for address in ("status", "status.ngsi"):
        headers = (
            app.test_client().get(f"/api/v1/halls/hall/{address}", headers={"Origin": "https://a.example"}).headers
        )

        assert headers["Cache-Control"] == "public, max-age=10"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in headers


def test_a_closed_hall_says_when_it_opens(app: Flask, house: Services, clock: MovedClock) -> None:
    close_at_night(house.halls)
    clock.advance(hours=11)

    now = status(app)

    assert not now.open
    assert now.why_closed is not None
    assert "07:30" in now.why_closed["vi"]
    assert {entity["serviceStatus"] for entity in monitors(app).values()} == {"Closed"}


def test_quiet_hours_come_from_the_weeks_before(app: Flask, hall: Hall, clock: MovedClock) -> None:
    live_three_mondays(hall, clock)

    (quiet,) = status(app).services[0].quiet_hours

    assert (quiet.minutes, quiet.days, quiet.shorter) == (1, 3, 3)
    assert (quiet.begins.astimezone(UTC).weekday(), quiet.begins.astimezone(UTC).hour) == (0, 7)


def test_fiware_reads_the_queues(app: Flask, hall: Hall) -> None:
    do(hall, counter.open_counter, 1, "lan")
    tickets = [do(hall, issue_ticket, TicketRequest("land")) for _ in range(3)]
    do(hall, counter.call_next, 1)

    entities = monitors(app)

    for entity in entities.values():
        jsonschema.validate(entity, QUEUE_MONITOR, format_checker=jsonschema.FormatChecker())
    land, tax = entities["land"], entities["tax"]
    assert land["id"] == "urn:ngsi-ld:QueueMonitor:hall:land"
    assert (land["serviceStatus"], land["queueLine"], land["ticketsToServe"]) == ("Open", "A", 2)
    assert (land["lastTicketIssuedLabel"], land["ticketServedLabel"]) == (tickets[2].number, tickets[0].number)
    assert (land["lastTicketIssued"], land["ticketServed"]) == (3, 1)
    assert "lastTicketIssued" not in tax, "none was taken today"


def test_an_unknown_hall_has_no_status(app: Flask) -> None:
    for address in ("/api/v1/halls/elsewhere/status", "/api/v1/halls/elsewhere/status.ngsi", "/status/elsewhere"):
        assert app.test_client().get(address).status_code == 404

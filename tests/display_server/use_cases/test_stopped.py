"""A service is stopped for today, with a reason that everybody who asks is told, and opened again."""

import pytest

from display_server.domain.refusals import NotAllowed, NotFound
from display_server.store.hall import Hall
from display_server.use_cases import counter, stopped
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.views.kiosk import catalogue
from display_server.views.manager import hall_now
from display_server.views.status import status
from tests.halls import MovedClock, do

POWER_CUT = "mất điện ở kho hồ sơ"


def test_nobody_gets_a_ticket_and_kiosks_and_the_status_page_say_why(hall: Hall) -> None:
    do(hall, issue_ticket, TicketRequest("land"))

    do(hall, stopped.stop_service, "land", POWER_CUT)

    with pytest.raises(NotAllowed, match=POWER_CUT):
        do(hall, issue_ticket, TicketRequest("land"))
    with hall.reading() as reading:
        offered = {each.slug: each for department in catalogue(reading).departments for each in department.services}
        shown = {each.service: each.why_closed for each in status(reading, {}).services}
        managed = {each.service: each.stopped for each in hall_now(reading).services}
    assert not offered["land"].open
    assert offered["tax"].open
    assert POWER_CUT in (shown["land"] or {})["vi"]
    assert managed == {"land": POWER_CUT, "tax": None}
    do(hall, counter.open_counter, 1, "Lan")
    assert do(hall, counter.call_next, 1) is not None, "who waits already is served"


def test_it_is_opened_again_and_both_stand_in_the_journal_under_who_did_it(hall: Hall) -> None:
    do(hall, stopped.stop_service, "land", POWER_CUT, actor="Hà")
    do(hall, stopped.stop_service, "land", POWER_CUT, actor="Hà")

    do(hall, stopped.reopen_service, "land", actor="Bình")
    do(hall, stopped.reopen_service, "land", actor="Bình")

    assert do(hall, issue_ticket, TicketRequest("land")).number == "A001"
    with hall.reading() as reading:
        told = [(row.event, row.actor) for row in reading.journal.since(0) if row.event.startswith("Service")]
    assert told == [("ServiceStopped", "Hà"), ("ServiceReopened", "Bình")]


def test_tomorrow_it_gives_tickets_and_can_be_stopped_again(hall: Hall, clock: MovedClock) -> None:
    do(hall, stopped.stop_service, "land", POWER_CUT)
    clock.advance(hours=24)

    do(hall, issue_ticket, TicketRequest("land"))
    do(hall, stopped.stop_service, "land", POWER_CUT)

    with pytest.raises(NotAllowed, match=POWER_CUT):
        do(hall, issue_ticket, TicketRequest("land"))


def test_what_the_hall_has_not_cannot_be_stopped(hall: Hall) -> None:
    with pytest.raises(NotFound, match="no service"):
        do(hall, stopped.stop_service, "gold", POWER_CUT)

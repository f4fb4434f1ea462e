"""Appointments rank at their time, within tolerance; on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from display_server.domain.refusals import NotAllowed, NotFound, NotValid
from display_server.domain.rules import Rules
from display_server.domain.ticket import Paper, Ticket
from display_server.store.checkup import findings
from display_server.store.hall import Hall, Halls
from display_server.use_cases import appointments, counter, devices, kiosk, route, visitor
from display_server.use_cases.fairness import why_before
from display_server.views.manager import told
from tests.halls import MovedClock, a_hall_plan, do


def promised(hall: Hall, at: datetime, service: str = "land") -> str:
    return do(hall, appointments.make, service, at).code


def come(hall: Hall, code: str | None = None, service: str = "land") -> Ticket:
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service, appointment=code))


@pytest.mark.parametrize(("minutes", "in_time"), [(-15, True), (0, True), (10, True), (-16, False), (11, False)])
def test_who_comes_in_time_ranks_at_the_appointment(hall: Hall, clock: MovedClock, minutes: int, in_time: bool) -> None:
    at = clock.now + timedelta(hours=1)
    code = promised(hall, at)
    clock.now = at + timedelta(minutes=minutes)

    ticket = come(hall, code)

    assert ticket.rank == (at if in_time else clock.now)


def test_an_appointment_passes_who_came_after_its_time_only(hall: Hall, clock: MovedClock, halls: Halls) -> None:
    at = clock.now + timedelta(minutes=30)
    code = promised(hall, at)
    clock.now = at - timedelta(minutes=1)
    before = come(hall)
    clock.now = at + timedelta(minutes=2)
    come(hall)
    clock.now = at + timedelta(minutes=5)
    booked = come(hall, code.lower())
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.open_counter, 2, "Minh")

    calls = [do(hall, counter.call_next, number) for number in (1, 2)]

    assert [call and call.number for call in calls] == [before.number, booked.number]
    with hall.reading() as reading:
        _, because = why_before(reading, "A003", "A002")
        assert told(because, "en", reading.plan) == "A003 had an appointment at 08:30; A002 came at 08:32."
    assert findings(halls._engine) == []


def test_an_appointment_is_used_once_for_its_service_on_its_day(hall: Hall, clock: MovedClock) -> None:
    code = promised(hall, clock.now + timedelta(minutes=5))
    tomorrow = promised(hall, clock.now + timedelta(days=1))

    for asked, why in (
        (("NOTACODE", "land"), "no appointment NOTACODE"),
        ((code, "tax"), "is for the service land"),
        ((tomorrow, "land"), "is for 24/11/2026"),
    ):
        with pytest.raises(NotValid, match=why):
            come(hall, *asked)
    come(hall, code)
    with pytest.raises(NotValid, match="used already, for A001"):
        come(hall, code)


def test_an_appointment_outlives_a_slip_that_nobody_took(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    halls.load(replace(a_hall_plan(), rules=Rules(cancel_uncollected=True)), actor="test")
    at = clock.now + timedelta(minutes=5)
    code = promised(hall, at)
    slip = devices.Slip(come(hall, code).token, Paper.NOT_COLLECTED, clock.now)
    do(hall, devices.note_slips, [slip])

    assert come(hall, code).rank == at, "the second try"


def test_whoever_gives_the_ticket_up_may_come_for_the_appointment_again_or_give_it_up_too(
    hall: Hall, clock: MovedClock
) -> None:
    code = promised(hall, clock.now + timedelta(minutes=5))
    do(hall, visitor.cancel, come(hall, code).token)
    do(hall, visitor.cancel, come(hall, code).token)

    assert do(hall, appointments.cancel, code).ticket is None


def test_an_appointment_is_kept_once_its_holder_was_called(hall: Hall, clock: MovedClock) -> None:
    code = promised(hall, clock.now + timedelta(minutes=5))
    ticket = come(hall, code)
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, counter.call_next, 1)
    do(hall, route.return_to_queue, 1)
    do(hall, visitor.cancel, ticket.token)

    with pytest.raises(NotValid, match="used already, for A001"):
        come(hall, code)


def test_a_promise_lies_ahead_and_names_a_service(hall: Hall, clock: MovedClock) -> None:
    with pytest.raises(NotValid, match="lies ahead"):
        promised(hall, clock.now - timedelta(minutes=1))
    with pytest.raises(NotValid, match="no service fishing"):
        promised(hall, clock.now + timedelta(minutes=1), "fishing")


def test_an_appointment_can_be_given_up_until_its_holder_comes(hall: Hall, clock: MovedClock) -> None:
    given_up, kept = (promised(hall, clock.now + timedelta(minutes=minutes)) for minutes in (5, 10))
    come(hall, kept)

    do(hall, appointments.cancel, given_up.lower())

    with pytest.raises(NotValid, match="There is no appointment"):
        come(hall, given_up)
    with pytest.raises(NotFound, match="There is no appointment"):
        do(hall, appointments.cancel, given_up)
    with pytest.raises(NotAllowed, match="has come already"):
        do(hall, appointments.cancel, kept)


def test_the_appointments_of_a_day_are_listed_by_the_halls_own_day(hall: Hall, clock: MovedClock) -> None:
    late_today, early_tomorrow = timedelta(hours=15, minutes=59), timedelta(hours=16)  # it is 08:00 in the hall
    codes = [promised(hall, clock.now + ahead) for ahead in (late_today, timedelta(minutes=5), early_tomorrow)]
    ticket = come(hall, codes[1])

    with hall.reading() as reading:
        listed = reading.appointments.of_day(reading.today)

    assert [(each.code, each.ticket) for each in listed] == [(codes[1], ticket.id), (codes[0], None)]

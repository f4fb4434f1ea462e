"""Every screen and report tells the same wait: that for the present stop, from its queue to its last call."""

from datetime import date

from display_server import views
from display_server.contract import Desk, HallNow, WaitRange
from display_server.domain.ticket import TicketId
from display_server.statistics.roll_ups import statistics
from display_server.store.hall import Hall
from display_server.use_cases import counter, kiosk, route
from display_server.use_cases.route import Destination
from tests.halls import MovedClock, do

LAND, TAX = 1, 3
TODAY = date(2026, 11, 23)
BASE = "http://hall"


def sent_on_to_tax(hall: Hall, clock: MovedClock) -> TicketId:
    """The ticket of a visitor who waited 30 minutes for `land`, was served there for 10, and now waits for `tax`."""
    do(hall, counter.open_counter, LAND, "Lan")
    do(hall, counter.open_counter, TAX, "Minh")
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    clock.advance(minutes=30)
    do(hall, counter.call_next, LAND)
    do(hall, counter.start, LAND)
    clock.advance(minutes=10)
    do(hall, route.transfer, LAND, Destination("tax"))
    return ticket.id


def desk(hall: Hall) -> Desk:
    with hall.reading() as reading:
        return views.counter.desk(reading, TAX, BASE)


def hall_now(hall: Hall) -> HallNow:
    with hall.reading() as reading:
        return views.manager.hall_now(reading)


def test_the_panel_the_history_and_the_report_tell_the_same_wait(hall: Hall, clock: MovedClock) -> None:
    ticket = sent_on_to_tax(hall, clock)
    clock.advance(minutes=5)
    do(hall, counter.call_next, TAX)
    clock.advance(minutes=1, seconds=30)
    do(hall, counter.recall, TAX)
    do(hall, counter.start, TAX)
    clock.advance(minutes=3)

    current = desk(hall).current

    with hall.reading() as reading:
        stop = views.manager.history(reading, ticket, BASE).stops[-1]
    (row,) = (row for row in statistics(hall, TODAY, TODAY, "service").rows if row.key == "tax")
    assert current is not None
    assert (current.waited_minutes, stop.wait_minutes, row.waits.max) == (6.5, 6.5, 6.5)


def test_the_kiosk_the_board_the_manager_and_the_phone_promise_the_same_wait(hall: Hall) -> None:
    """Ten minutes a visitor, one counter: two who wait are twenty minutes, told as a range around them."""
    do(hall, counter.open_counter, LAND, "Lan")
    tickets = [do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land")) for _ in range(3)]

    with hall.reading() as reading:
        phones = [views.visitor.ticket(reading, ticket, BASE).wait for ticket in tickets]
        at_the_kiosk = views.kiosk.catalogue(reading).departments[0].services[0].wait
        on_the_board = views.board.board(reading, None).services[0].wait
        for_the_manager = views.manager.hall_now(reading).services[0].wait

    assert [phone and (phone.low_minutes, phone.high_minutes) for phone in phones] == [(0, 10), (5, 20), (10, 35)]
    assert at_the_kiosk == on_the_board == for_the_manager == WaitRange(low_minutes=15, high_minutes=45)


def test_where_nobody_serves_no_screen_promises_anything(hall: Hall) -> None:
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))

    with hall.reading() as reading:
        assert views.visitor.ticket(reading, ticket, BASE).wait is None
        assert views.kiosk.catalogue(reading).departments[0].services[0].wait is None


def test_who_was_not_called_has_not_waited_so_long_yet(hall: Hall, clock: MovedClock) -> None:
    ticket = sent_on_to_tax(hall, clock)

    with hall.reading() as reading:
        waiting = views.visitor.ticket(reading, reading.tickets.with_id(ticket), BASE)

    assert waiting.waited_minutes is None


def test_a_counter_and_the_manager_see_since_when_somebody_waits_for_this_stop(hall: Hall, clock: MovedClock) -> None:
    sent_on_to_tax(hall, clock)
    sent_at = clock.now
    clock.advance(minutes=2)
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest("tax"))

    waiting = desk(hall).waiting
    (tax,) = (service for service in hall_now(hall).services if service.service == "tax")

    assert [entry.queued_at for entry in waiting] == [sent_at, clock.now]
    assert tax.longest_since == sent_at
    assert tax.oldest_issued_at == sent_at.replace(hour=1, minute=0), "what the field said before, it still says"

"""The way of a visit with several stops, as citizen and officer are shown it."""

from display_server import views
from display_server.contract import RouteStop
from display_server.domain.ticket import TicketId
from display_server.store.hall import Hall
from display_server.use_cases import counter, kiosk, route
from tests.halls import do

LAND, TAX = 1, 3


def a_visit(hall: Hall, *then: str) -> TicketId:
    """At the counter for `land`; the others follow."""
    do(hall, counter.open_counter, LAND, "Lan")
    do(hall, counter.open_counter, TAX, "Minh")
    ticket = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land"))
    do(hall, counter.call_next, LAND)
    do(hall, counter.start, LAND)
    do(hall, route.plan_stops, LAND, then)
    return ticket.id


def way(hall: Hall, ticket: TicketId) -> list[tuple[str, str, str]]:
    with hall.reading() as reading:
        stops: tuple[RouteStop, ...] = views.visitor.ticket(reading, reading.tickets.with_id(ticket), "http://x").route
    return [(stop.service, stop.state, stop.counters) for stop in stops]


def test_a_visit_with_one_stop_has_no_way_to_show(hall: Hall) -> None:
    ticket = a_visit(hall)

    assert way(hall, ticket) == []


def test_the_stops_to_come_name_their_counters_before_anybody_called(hall: Hall) -> None:
    ticket = a_visit(hall, "tax")

    assert way(hall, ticket) == [("land", "here", "1"), ("tax", "ahead", "2, 3")]


def test_what_is_done_stays_on_the_way_with_the_counter_that_did_it(hall: Hall) -> None:
    ticket = a_visit(hall, "tax")
    do(hall, counter.finish, LAND, counter.Outcome())

    assert way(hall, ticket) == [("land", "done", "1"), ("tax", "here", "2, 3")]


def test_the_officer_of_the_next_stop_sees_the_way_too(hall: Hall) -> None:
    a_visit(hall, "tax")
    do(hall, counter.finish, LAND, counter.Outcome())
    do(hall, counter.call_next, TAX)

    with hall.reading() as reading:
        current = views.counter.desk(reading, TAX, "http://x").current

    assert current is not None
    assert [(stop.service, stop.state) for stop in current.route] == [("land", "done"), ("tax", "here")]

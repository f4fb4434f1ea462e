"""Taking a ticket, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.refusals import NotAllowed, NotValid
from display_server.domain.ticket import State, Ticket
from display_server.store.hall import Hall, Halls
from display_server.use_cases import kiosk, offline, visitor
from tests.halls import MovedClock, a_hall_plan, do

MORNINGS = OpeningHours({"mon": (Period(time(7, 30), time(11, 30)),), "tue": (Period(time(7, 30), time(11, 30)),)})


def take(hall: Hall, service: str = "land", key: str | None = None) -> Ticket:
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service), key)


def test_numbers_run_per_prefix_from_one(hall: Hall) -> None:
    assert [take(hall, service).number for service in ("land", "land", "tax", "land")] == [
        "A001",
        "A002",
        "B001",
        "A003",
    ]


def test_numbers_begin_anew_at_the_halls_midnight_not_at_utcs(hall: Hall, clock: MovedClock) -> None:
    clock.now = datetime(2026, 11, 23, 16, 59, tzinfo=UTC)  # 23:59 in the hall
    assert take(hall).number == "A001"
    clock.advance(minutes=2)
    assert take(hall).number == "A001"
    clock.now = datetime(2026, 11, 24, 0, 1, tzinfo=UTC)  # UTC's midnight is nothing to the hall
    assert take(hall).number == "A002"


def test_the_same_key_gives_the_same_ticket(hall: Hall) -> None:
    first = take(hall, key="k1")

    assert take(hall, key="k1") == first
    assert take(hall, key="k2").number == "A002"


def test_a_key_is_good_for_one_wish_only(hall: Hall) -> None:
    take(hall, "land", key="k1")

    with pytest.raises(NotValid, match="used for another request"):
        take(hall, "tax", key="k1")


def test_a_closed_hall_gives_no_ticket_and_says_when_it_opens(halls: Halls, clock: MovedClock) -> None:
    halls.load(a_hall_plan(MORNINGS), actor="test")
    clock.advance(hours=6)

    with pytest.raises(NotAllowed, match="It opens at 07:30, 24/11/2026"):
        take(halls["hall"])

    with halls["hall"].reading() as reading:
        assert reading.tickets.tally() == {}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (kiosk.TicketRequest("fishing"), "service"),
        (kiosk.TicketRequest("land", priority_class="vip"), "priority_class"),
        (kiosk.TicketRequest("land", language="xx"), "language"),
    ],
)
def test_an_impossible_wish_names_its_field_and_changes_nothing(
    hall: Hall, asked: kiosk.TicketRequest, field: str
) -> None:
    with pytest.raises(NotValid) as refusal:
        do(hall, kiosk.issue_ticket, asked)

    assert refusal.value.field == field
    assert take(hall).number == "A001"


def test_a_visitor_can_cancel_while_waiting(hall: Hall) -> None:
    ticket = take(hall)

    assert do(hall, visitor.cancel, ticket.token).state is State.CANCELLED
    with pytest.raises(NotAllowed, match="it is cancelled"):
        do(hall, visitor.cancel, ticket.token)


def test_people_ahead_counts_who_will_be_called_before(hall: Hall, clock: MovedClock) -> None:
    take(hall)
    clock.advance(minutes=5)
    second = take(hall)
    elderly = do(hall, kiosk.issue_ticket, kiosk.TicketRequest("land", "elderly"))

    with hall.reading() as reading:
        assert reading.queues.people_ahead(elderly) == 0
        assert reading.queues.people_ahead(second) == 2


def test_a_class_that_the_hall_gave_up_is_refused_but_to_who_holds_its_paper(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    (lease,) = do(hall, offline.lease_numbers, "kiosk", 5, ["A"])
    elderly = kiosk.TicketRequest("land", "elderly")
    halls.load(replace(a_hall_plan(), priority_classes=()), actor="test")

    with pytest.raises(NotValid, match="The priority class elderly is no longer given here"):
        do(halls["hall"], kiosk.issue_ticket, elderly)

    paper = offline.Printed(lease.id, "A501", "t" * 22, clock.now, elderly)
    (received,) = do(halls["hall"], offline.hand_in, "kiosk", [paper])
    assert received.ticket is not None
    assert received.ticket.priority_class == "elderly"

"""A hall's plan is changed by day: who stands in the hall with a number is called all the same; on both databases."""

from dataclasses import replace

import pytest

from display_server import views
from display_server.domain.counter import CounterState
from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import State, Ticket
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, day, kiosk, offline, route
from display_server.use_cases.route import Destination
from tests.halls import MovedClock, a_hall_plan, do


def without_tax(plan: HallPlan) -> HallPlan:
    """Tax is gone, with its department; counter 3 takes land now."""
    counters = tuple(replace(each, services=("land",)) for each in plan.counters)
    return replace(plan, departments=plan.departments[:1], counters=counters)


def load(halls: Halls, plan: HallPlan) -> Hall:
    halls.load(plan, actor="test")
    return halls["hall"]


def take(hall: Hall, service: str = "land") -> Ticket:
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service))


def test_the_last_visitors_of_a_service_that_is_given_up_are_called_where_it_was(halls: Halls) -> None:
    hall = load(halls, a_hall_plan())
    waits, parked = take(hall, "tax"), take(hall, "tax")
    do(hall, counter.open_counter, 3, "officer 3")
    do(hall, counter.call_chosen, 3, parked.id, "asked for")
    do(hall, route.park, 3, "fetches a paper")

    hall = load(halls, without_tax(a_hall_plan()))

    with hall.reading() as reading:
        desk = views.counter.desk(reading, 3, "")
        assert [each.service for each in desk.services] == ["land", "tax"]
        assert [each.number for each in desk.parked] == [parked.number]
    called = do(hall, counter.call_next, 3)
    assert called is not None
    assert called.number == waits.number
    do(hall, counter.start, 3)
    do(hall, counter.finish, 3, counter.Outcome())
    assert do(hall, counter.call_chosen, 3, parked.id, None).state is State.CALLED
    with hall.reading() as reading:
        assert [each.service for each in views.counter.desk(reading, 2, "").services] == ["land"], (
            "nobody waits for it now"
        )
    assert load(halls, without_tax(a_hall_plan())) is hall
    assert halls.load(without_tax(a_hall_plan()), actor="test") == (), "loading the same again changes nothing"


def test_where_its_counters_are_given_up_too_every_counter_takes_who_waits(halls: Halls) -> None:
    hall = load(halls, a_hall_plan())
    waits = take(hall, "tax")

    plan = without_tax(a_hall_plan())
    hall = load(halls, replace(plan, counters=plan.counters[:1]))

    do(hall, counter.open_counter, 1, "officer 1")
    called = do(hall, counter.call_next, 1)
    assert called is not None
    assert called.number == waits.number


@pytest.mark.parametrize("serving", [False, True])
def test_who_stands_at_a_counter_that_is_given_up_waits_again_where_they_were(
    halls: Halls, clock: MovedClock, serving: bool
) -> None:
    hall = load(halls, a_hall_plan())
    held, sent = take(hall), take(hall)
    for number in (1, 2):
        do(hall, counter.open_counter, number, f"officer {number}")
    do(hall, counter.call_next, 2)
    if serving:
        do(hall, counter.start, 2)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, route.transfer, 1, Destination(service="land", counter=2))

    plan = a_hall_plan()
    hall = load(halls, replace(plan, counters=(plan.counters[0], plan.counters[2])))
    clock.advance(seconds=5)
    day.do_what_is_due(hall)

    assert [do(hall, counter.call_next, 1).number] == [held.number]  # type: ignore[union-attr]
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    assert [do(hall, counter.call_next, 1).number] == [sent.number]  # type: ignore[union-attr]
    hall = load(halls, plan)
    with hall.reading() as reading:
        assert reading.counters.numbered(2).state is CounterState.CLOSED, (
            "it comes back without the officer who sat there"
        )


def test_paper_of_a_service_class_and_language_that_are_given_up_is_still_good(halls: Halls, clock: MovedClock) -> None:
    hall = load(halls, a_hall_plan())
    (lease,) = do(hall, offline.lease_numbers, "kiosk 1", 10, ["B"])
    asked = kiosk.TicketRequest("tax", "elderly", language="en")

    plan = replace(without_tax(a_hall_plan()), priority_classes=(), languages=("vi",))
    hall = load(halls, plan)
    clock.advance(minutes=1)
    printed = offline.Printed(lease.id, "B501", "t" * 22, clock.now, asked)
    (received,) = do(hall, offline.hand_in, "kiosk 1", [printed])

    assert received.ticket is not None
    assert (received.ticket.number, received.ticket.language) == ("B501", "vi")
    do(hall, counter.open_counter, 3, "officer 3")
    called = do(hall, counter.call_next, 3)
    assert called is not None
    assert called.number == "B501"


def test_paper_keeps_its_number_though_the_hall_writes_more_digits_now(halls: Halls, clock: MovedClock) -> None:
    hall = load(halls, a_hall_plan())
    (lease,) = do(hall, offline.lease_numbers, "kiosk 1", 10, ["A"])
    plan = a_hall_plan()
    hall = load(halls, replace(plan, numbering={"A": replace(plan.numbering_of("A"), digits=4)}))
    clock.advance(minutes=1)

    printed = offline.Printed(lease.id, "A501", "t" * 22, clock.now, kiosk.TicketRequest("land"))
    (received,) = do(hall, offline.hand_in, "kiosk 1", [printed])

    assert received.ticket is not None
    assert received.ticket.number == "A501"

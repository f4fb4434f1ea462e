"""Visits that do not run straight: parked, returned, transferred, called out of order, undone; on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from display_server import views
from display_server.domain.dispatch import Position
from display_server.domain.outcome import VisitOutcome
from display_server.domain.refusals import NotAllowed, NotValid
from display_server.domain.stops import stops_of
from display_server.domain.ticket import State, Ticket
from display_server.store.checkup import findings
from display_server.store.hall import Hall, Halls
from display_server.use_cases import counter, kiosk, route, visitor
from display_server.use_cases.route import Destination
from display_server.use_cases.undo import undo
from tests.halls import MovedClock, a_hall_plan, close_at_night, do

LAND, TAX = 1, 3
"""Counter 1 takes land alone, 2 land and tax, 3 tax alone."""
BOTH = 2


@pytest.fixture(autouse=True)
def the_journal_leads_to_what_is_stored(hall: Hall, halls: Halls) -> Iterator[None]:
    for number in (LAND, BOTH, TAX):
        do(hall, counter.open_counter, number, f"officer {number}")
    yield
    assert findings(halls._engine) == []


def take(hall: Hall, clock: MovedClock, service: str = "land", priority_class: str | None = None) -> Ticket:
    clock.advance(seconds=60)
    return do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service, priority_class))


def call(hall: Hall, number: int) -> str:
    called = do(hall, counter.call_next, number)
    return called.number if called else ""


def serve(hall: Hall, number: int) -> str:
    called = call(hall, number)
    do(hall, counter.start, number)
    return called


def finish(hall: Hall, number: int) -> Ticket:
    return do(hall, counter.finish, number, counter.Outcome(VisitOutcome.RECEIVED))


# --- parking ----------------------------------------------------------------------------------------------------------


def test_a_parked_visitor_frees_the_counter_and_a_colleague_may_go_on(hall: Hall, clock: MovedClock) -> None:
    first, second = take(hall, clock), take(hall, clock)
    serve(hall, LAND)
    parked = do(hall, route.park, LAND, "a copy is missing", clock.now + timedelta(minutes=10))

    assert parked.state is State.PARKED
    assert call(hall, LAND) == second.number
    resumed = do(hall, counter.call_chosen, BOTH, first.id, None)
    assert (resumed.state, resumed.counter, resumed.park_reason) == (State.CALLED, BOTH, None)


def test_a_parked_visitor_is_shown_to_every_counter_of_the_service_only(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.park, LAND, "a copy is missing")

    with hall.reading() as reading:
        shown = {
            number: [each.number for each in reading.queues.parked(reading.plan.counter(number).services)]
            for number in (LAND, BOTH, TAX)
        }
    assert shown == {LAND: ["A001"], BOTH: ["A001"], TAX: []}


def test_a_counter_of_another_service_cannot_take_a_parked_visitor_up(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    serve(hall, LAND)
    do(hall, route.park, LAND, "a copy is missing")

    with pytest.raises(NotAllowed, match="Counter 3 does not take land"):
        do(hall, counter.call_chosen, TAX, ticket.id, None)


def test_a_parked_visitor_can_be_returned_to_the_queue(hall: Hall, clock: MovedClock) -> None:
    first = take(hall, clock)
    serve(hall, LAND)
    do(hall, route.park, LAND, "a copy is missing")
    take(hall, clock)

    do(hall, route.return_to_queue, BOTH, parked=first.id)

    assert call(hall, BOTH) == first.number


def test_nobody_comes_back_in_the_past(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)

    with pytest.raises(NotValid, match="over already"):
        do(hall, route.park, LAND, "lunch", clock.now - timedelta(minutes=1))


# --- returning and choosing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "order"),
    [
        (Position.BY_ARRIVAL, ["A001", "A002", "A003"]),
        (Position.FRONT, ["A001", "A002", "A003"]),
        (Position.END, ["A002", "A003", "A001"]),
    ],
)
def test_a_returned_visitor_waits_where_the_officer_says(
    hall: Hall, clock: MovedClock, position: Position, order: list[str]
) -> None:
    for _ in range(3):
        take(hall, clock)
    call(hall, LAND)

    returned = do(hall, route.return_to_queue, LAND, position)

    assert (returned.counter, returned.call_seq) == (None, None), "no screen shows the call any more"
    calls = []
    for _ in order:
        calls.append(serve(hall, LAND))
        finish(hall, LAND)
    assert calls == order


def test_a_chosen_visitor_is_called_with_a_reason_that_the_journal_keeps(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    second = take(hall, clock)

    with pytest.raises(NotValid, match="Say why ticket A002"):
        do(hall, counter.call_chosen, LAND, second.id, None)
    called = do(hall, counter.call_chosen, LAND, second.id, "feels faint")

    assert called.number == second.number
    with hall.reading() as reading:
        assert reading.journal.rows_of(second.id)[-1].facts["reason"] == "feels faint"


def test_yesterdays_visitor_cannot_be_chosen(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    close_at_night(halls)
    ticket = take(hall, clock)
    clock.advance(days=1)

    with pytest.raises(NotAllowed, match="not of today"):
        do(hall, counter.call_chosen, LAND, ticket.id, "why not")


# --- several stops ----------------------------------------------------------------------------------------------------


def test_who_is_transferred_keeps_number_and_rank(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    take(hall, clock, "tax")
    serve(hall, LAND)

    sent = do(hall, route.transfer, LAND, Destination("tax"))

    assert (sent.number, sent.rank, sent.stop, sent.service) == (ticket.number, ticket.rank, 2, "tax")
    assert call(hall, TAX) == ticket.number, "nobody waits twice"


def test_who_is_sent_to_the_end_waits_behind_all_others(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    other = take(hall, clock, "tax")
    serve(hall, LAND)

    do(hall, route.transfer, LAND, Destination("tax", position=Position.END))

    assert call(hall, TAX) == other.number


def test_who_is_sent_to_the_front_passes_even_an_elderly_visitor(hall: Hall, clock: MovedClock) -> None:
    elderly = take(hall, clock, "tax", "elderly")
    ticket = take(hall, clock)
    serve(hall, LAND)
    assert elderly.rank < ticket.rank

    do(hall, route.transfer, LAND, Destination("tax", position=Position.FRONT))

    assert call(hall, TAX) == ticket.number


def test_who_is_sent_to_a_counter_is_called_by_that_counter_only(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination(counter=TAX))

    assert call(hall, BOTH) == ""
    assert call(hall, TAX) == "A001"


def test_when_that_counter_closes_every_counter_of_the_service_may_call(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination(counter=TAX))

    do(hall, counter.close_counter, TAX)

    assert call(hall, BOTH) == "A001"


def test_a_visitor_goes_back_to_the_officer_who_sent_them(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    serve(hall, TAX)

    back = do(hall, route.transfer, TAX, Destination(back=True))

    assert (back.service, back.for_counter, back.stop) == ("land", LAND, 3)
    assert call(hall, BOTH) == ""
    assert call(hall, LAND) == "A001"


def test_where_that_officer_has_left_it_is_their_service(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    do(hall, counter.close_counter, LAND)
    serve(hall, TAX)

    do(hall, route.transfer, TAX, Destination(back=True))

    assert call(hall, BOTH) == "A001"


def test_where_that_officer_has_moved_it_is_their_present_counter(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    do(hall, counter.close_counter, LAND)
    do(hall, counter.close_counter, BOTH)
    do(hall, counter.open_counter, BOTH, f"officer {LAND}")
    do(hall, counter.open_counter, LAND, "a colleague")
    serve(hall, TAX)

    assert do(hall, route.transfer, TAX, Destination(back=True)).for_counter == BOTH


def test_where_a_colleague_sits_there_now_it_is_the_service(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    do(hall, counter.close_counter, LAND)
    do(hall, counter.open_counter, LAND, "a colleague")
    serve(hall, TAX)

    back = do(hall, route.transfer, TAX, Destination(back=True))

    assert (back.service, back.for_counter) == ("land", None)


def test_where_that_counter_left_the_plan_it_is_the_service(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    plan = a_hall_plan()
    halls.load(replace(plan, counters=plan.counters[1:]), "test")
    serve(hall, TAX)

    do(hall, route.transfer, TAX, Destination(back=True))

    assert call(hall, BOTH) == "A001"


def test_nobody_is_sent_back_to_a_service_that_is_no_longer_offered(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    plan = a_hall_plan()
    halls.load(
        replace(
            plan,
            departments=plan.departments[1:],
            counters=tuple(replace(each, services=("tax",)) for each in plan.counters[1:]),
        ),
        "test",
    )
    serve(hall, TAX)

    with pytest.raises(NotValid, match="land is no longer offered here"):
        do(hall, route.transfer, TAX, Destination(back=True))


@pytest.mark.parametrize(
    ("to", "why"),
    [
        (Destination("land"), "waits for this service already"),
        (Destination("fishing"), "no service fishing"),
        (Destination(counter=99), "no counter 99"),
        (Destination("land", counter=TAX), "Counter 3 does not take land"),
        (Destination(counter=LAND), "is at this counter already"),
        (Destination(back=True), "Nobody sent ticket A001 here"),
    ],
)
def test_an_impossible_transfer_is_refused_and_changes_nothing(
    hall: Hall, clock: MovedClock, to: Destination, why: str
) -> None:
    take(hall, clock)
    serve(hall, LAND)

    with pytest.raises(Exception, match=why):
        do(hall, route.transfer, LAND, to)

    with hall.reading() as reading:
        held = reading.counters.ticket_at(LAND)
    assert held is not None
    assert held.state is State.SERVING


def test_nobody_is_sent_to_a_closed_counter(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, counter.close_counter, TAX)

    with pytest.raises(NotAllowed, match="Counter 3 is closed"):
        do(hall, route.transfer, LAND, Destination(counter=TAX))


def with_stops(halls: Halls) -> Hall:
    """Land goes on to tax, and back to land."""
    plan = a_hall_plan()
    land = replace(plan.departments[0].services[0], next_stops=("tax", "land"))
    halls.load(replace(plan, departments=(replace(plan.departments[0], services=(land,)), plan.departments[1])), "test")
    return halls["hall"]


def test_a_service_prescribes_the_stops_that_follow_under_one_number(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    with_stops(halls)
    ticket = take(hall, clock)
    clock.advance(minutes=5)
    serve(hall, LAND)
    clock.advance(minutes=10)
    assert finish(hall, LAND).state is State.WAITING
    clock.advance(minutes=3)
    serve(hall, TAX)
    clock.advance(minutes=2)
    finish(hall, TAX)
    serve(hall, LAND)

    served = finish(hall, LAND)

    assert (served.number, served.state, served.stop) == (ticket.number, State.SERVED, 3)
    with hall.reading() as reading:
        stops = stops_of(reading.journal.recorded_events(ticket.id))
    assert [(stop.service, stop.counter) for stop in stops] == [("land", LAND), ("tax", TAX), ("land", LAND)]
    assert [stop.wait for stop in stops] == [timedelta(minutes=minutes) for minutes in (5, 3, 0)]
    assert [stop.served for stop in stops] == [timedelta(minutes=minutes) for minutes in (10, 2, 0)]


def test_the_officer_drops_and_adds_stops(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    with_stops(halls)
    take(hall, clock)
    serve(hall, LAND)

    do(hall, route.plan_stops, LAND, ["tax"])
    finish(hall, LAND)
    serve(hall, TAX)
    assert finish(hall, TAX).state is State.SERVED

    with pytest.raises(NotAllowed, match="holds no ticket"):
        do(hall, route.plan_stops, LAND, [])


def with_prescribed(hall: Hall, halls: Halls, service: str, *next_stops: str) -> None:
    """`service` goes on to these; there is a third one, fees, at counter 2."""
    plan = a_hall_plan()
    land, tax = plan.departments
    fees = replace(land.services[0], slug="fees", prefix="C")
    offered = (*land.services, *tax.services, fees)
    lands = tuple(replace(each, next_stops=next_stops) if each.slug == service else each for each in offered)
    first, second, third = plan.counters
    counters = (first, replace(second, services=("fees",)), replace(third, services=("tax",)))
    departments = (replace(land, services=(lands[0], lands[2])), replace(tax, services=(lands[1],)))
    halls.load(replace(plan, departments=departments, counters=counters), "test")


def test_who_is_sent_to_a_service_goes_on_as_that_service_prescribes(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    with_prescribed(hall, halls, "tax", "fees")
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    serve(hall, TAX)

    went_on = finish(hall, TAX)

    assert (went_on.state, went_on.service) == (State.WAITING, "fees")


def test_a_detour_comes_before_what_the_visit_had_planned_and_repeats_nothing(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    with_prescribed(hall, halls, "tax", "fees", "land")
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.plan_stops, LAND, ["land"])

    assert do(hall, route.transfer, LAND, Destination("tax")).next_stops == ("fees", "land")


def test_a_stop_that_was_planned_adds_nothing_to_the_plan(hall: Hall, halls: Halls, clock: MovedClock) -> None:
    with_prescribed(hall, halls, "tax", "fees")
    take(hall, clock)
    serve(hall, LAND)

    do(hall, route.plan_stops, LAND, ["tax"])

    assert finish(hall, LAND).next_stops == (), "the visit's own plan goes on as it stands"


def test_time_spent_parked_is_no_service_time(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    serve(hall, LAND)
    clock.advance(minutes=4)
    do(hall, route.park, LAND, "a copy is missing")
    clock.advance(minutes=30)
    do(hall, counter.call_chosen, LAND, ticket.id, None)
    do(hall, counter.start, LAND)
    clock.advance(minutes=2)
    finish(hall, LAND)

    with hall.reading() as reading:
        (stop,) = stops_of(reading.journal.recorded_events(ticket.id))
    assert stop.served == timedelta(minutes=6)


# --- postponing -------------------------------------------------------------------------------------------------------


def test_who_postpones_keeps_the_place_but_is_not_called_meanwhile(hall: Hall, clock: MovedClock) -> None:
    first, second, third = (take(hall, clock) for _ in range(3))
    do(hall, visitor.postpone, first.token, timedelta(minutes=15))

    assert call(hall, LAND) == second.number
    clock.advance(minutes=15)
    assert call(hall, BOTH) == first.number, "before the third, who came later"
    with hall.reading() as reading:
        assert reading.tickets.with_id(third.id) == third


# --- undoing ----------------------------------------------------------------------------------------------------------


def deeds(hall: Hall, clock: MovedClock) -> dict[str, tuple[Any, ...]]:
    return {
        "recall": (call, (counter.recall, LAND)),
        "start": (call, (counter.start, LAND)),
        "finish": (serve, (counter.finish, LAND, counter.Outcome())),
        "no-show": (call, (counter.mark_no_show, LAND)),
        "park": (serve, (route.park, LAND, "lunch")),
        "return": (serve, (route.return_to_queue, LAND, Position.END)),
        "transfer": (serve, (route.transfer, LAND, Destination("tax", position=Position.END))),
        "stops": (serve, (route.plan_stops, LAND, ["tax"])),
    }


@pytest.mark.parametrize("deed", ["recall", "start", "finish", "no-show", "park", "return", "transfer", "stops"])
def test_what_the_officer_did_last_can_be_undone(hall: Hall, clock: MovedClock, deed: str) -> None:
    ticket = take(hall, clock)
    before, (what, *arguments) = deeds(hall, clock)[deed]
    before(hall, LAND)
    with hall.reading() as reading:
        held = reading.counters.ticket_at(LAND)
    clock.advance(seconds=1)
    do(hall, what, *arguments)
    clock.advance(seconds=9)

    assert do(hall, undo, LAND) == held
    with hall.reading() as reading:
        assert reading.counters.ticket_at(LAND) == held
        assert reading.journal.rows_of(ticket.id)[-1].event == "ActionUndone", "nothing is deleted"


def test_a_call_that_is_undone_leaves_the_visitor_in_their_place(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    call(hall, LAND)

    assert do(hall, undo, LAND) == ticket


def test_undoing_is_for_seconds_only_and_once(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    call(hall, LAND)
    clock.advance(seconds=11)
    with pytest.raises(NotAllowed, match="nothing in the last 10 seconds"):
        do(hall, undo, LAND)
    do(hall, counter.recall, LAND)
    do(hall, undo, LAND)

    with pytest.raises(NotAllowed, match="nothing in the last 10 seconds"):
        do(hall, undo, LAND)


def test_the_desk_tells_until_when_its_last_deed_can_be_undone(hall: Hall, clock: MovedClock) -> None:
    def until() -> datetime | None:
        with hall.reading() as reading:
            return views.counter.desk(reading, LAND, "").undo_until

    assert until() is None, "opening a counter is nothing to undo"
    take(hall, clock)
    call(hall, LAND)
    assert until() == clock.now + timedelta(seconds=10)
    clock.advance(seconds=1)
    do(hall, counter.start, LAND)
    assert until() == clock.now + timedelta(seconds=10)

    do(hall, undo, LAND)

    assert until() is None


def test_what_a_colleague_has_gone_on_with_is_not_undone(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination("tax"))
    call(hall, TAX)

    with pytest.raises(NotAllowed, match="has gone on since: it is called"):
        do(hall, undo, LAND)


def late(hall: Hall, clock: MovedClock) -> Ticket:
    """A visitor who was called in vain at counter 1."""
    ticket = take(hall, clock)
    call(hall, LAND)
    do(hall, counter.mark_no_show, LAND)
    clock.advance(seconds=30)
    return ticket


def test_letting_a_latecomer_wait_again_can_be_undone(hall: Hall, clock: MovedClock) -> None:
    ticket = late(hall, clock)
    do(hall, route.return_to_queue, LAND, parked=ticket.id)

    assert do(hall, undo, LAND).state is State.NO_SHOW


def test_undoing_takes_back_the_latecomers_return_and_not_what_was_done_before(hall: Hall, clock: MovedClock) -> None:
    missed, served = late(hall, clock), take(hall, clock)
    serve(hall, LAND)
    finish(hall, LAND)
    clock.advance(seconds=3)
    do(hall, route.return_to_queue, LAND, parked=missed.id)

    assert do(hall, undo, LAND).number == missed.number
    with hall.reading() as reading:
        assert reading.tickets.with_id(served.id).state is State.SERVED


def test_what_a_latecomer_says_on_the_phone_is_not_the_officers_to_take_back(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    call(hall, LAND)
    do(hall, counter.mark_no_show, LAND)
    do(hall, visitor.come_back, ticket.token)

    with pytest.raises(NotAllowed, match="has gone on since: it is waiting"):
        do(hall, undo, LAND)


def test_the_call_of_a_latecomer_is_undone_as_a_whole(hall: Hall, clock: MovedClock) -> None:
    ticket = late(hall, clock)
    do(hall, counter.call_chosen, LAND, ticket.id, None)

    assert do(hall, undo, LAND).state is State.NO_SHOW


@pytest.mark.parametrize(
    ("deeds_since", "why"),
    [
        ([(counter.pause_counter, LAND, "tea")], "Counter 1 has paused since"),
        ([(counter.pause_counter, LAND, "tea"), (counter.open_counter, LAND, "officer 1")], "has opened since"),
        ([(counter.close_counter, LAND), (counter.open_counter, LAND, "a colleague")], "Counter 1 has opened since"),
    ],
)
def test_what_was_done_before_a_counter_changed_its_state_stays_done(
    hall: Hall, clock: MovedClock, deeds_since: list[tuple[Any, ...]], why: str
) -> None:
    ticket = take(hall, clock)
    serve(hall, LAND)
    finish(hall, LAND)
    for what, *arguments in deeds_since:
        do(hall, what, *arguments)

    with pytest.raises(NotAllowed, match=why):
        do(hall, undo, LAND)

    with hall.reading() as reading:
        assert reading.tickets.with_id(ticket.id).state is State.SERVED


def test_a_rating_of_the_visit_before_does_not_keep_a_call_from_being_undone(hall: Hall, clock: MovedClock) -> None:
    served, called = take(hall, clock), take(hall, clock)
    serve(hall, LAND)
    finish(hall, LAND)
    call(hall, LAND)
    do(hall, visitor.rate_visit, served.token, visitor.Opinion(4), "phone")

    assert do(hall, undo, LAND).number == called.number


def test_a_finish_is_not_undone_into_a_closed_counter(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    serve(hall, LAND)
    finish(hall, LAND)
    do(hall, counter.close_counter, LAND)

    with pytest.raises(NotAllowed, match="Counter 1 has closed"):
        do(hall, undo, LAND)


def test_undoing_leaves_nobody_waiting_for_a_counter_that_closed_meanwhile(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination(counter=BOTH))
    do(hall, counter.call_chosen, LAND, ticket.id, "pressed by mistake")
    do(hall, counter.close_counter, BOTH)

    assert do(hall, undo, LAND).for_counter is None
    assert call(hall, LAND) == ticket.number


def test_undoing_leaves_nobody_waiting_for_a_counter_that_left_the_plan(
    hall: Hall, halls: Halls, clock: MovedClock
) -> None:
    ticket = take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination(counter=BOTH))
    do(hall, counter.call_chosen, LAND, ticket.id, "pressed by mistake")
    plan = a_hall_plan()
    halls.load(replace(plan, counters=tuple(each for each in plan.counters if each.number != BOTH)), "test")

    do(hall, undo, LAND)

    assert call(hall, LAND) == ticket.number


def test_undoing_keeps_a_visitor_for_the_counter_that_still_works(hall: Hall, clock: MovedClock) -> None:
    ticket = take(hall, clock)
    serve(hall, LAND)
    do(hall, route.transfer, LAND, Destination(counter=BOTH))
    do(hall, counter.call_chosen, LAND, ticket.id, "pressed by mistake")
    do(hall, counter.pause_counter, BOTH, "tea")

    assert do(hall, undo, LAND).for_counter == BOTH


def test_only_the_last_action_is_undone(hall: Hall, clock: MovedClock) -> None:
    take(hall, clock)
    second = take(hall, clock)
    serve(hall, LAND)
    finish(hall, LAND)
    call(hall, LAND)

    assert do(hall, undo, LAND) == second
    with pytest.raises(NotAllowed, match="can be undone"):
        do(hall, undo, LAND)

"""Flow through the day: each visitor stands in the quarters of an hour in which they came, waited and were served."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Engine

from display_server.contract import FlowQuarter, State
from display_server.statistics.day_flow import Flow, flow_of, quarters
from display_server.statistics.queries import visits
from display_server.statistics.roll_ups import RollUps, day_flow
from display_server.statistics.visit import Visit
from display_server.store.hall import Hall, Halls
from display_server.store.roll_ups import RollUpStore
from display_server.use_cases import counter
from display_server.use_cases.day import do_what_is_due
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.display_server.domain.journal import TODAY, at
from tests.halls import BY_DAY, MovedClock, a_hall_plan, do

PLAN = a_hall_plan()
EVENING = at("18:00")


def a_visit(came: str, called: str | None = None, left: str | None = None, state: State = State.SERVED) -> Visit:
    return Visit(
        service="land",
        department="land",
        state=state,
        issued_at=at(came),
        called_at=at(called) if called else None,
        left_at=at(left) if left else None,
    )


def test_who_waits_across_the_end_of_a_quarter_waits_in_it() -> None:
    found = flow_of(TODAY, [a_visit("08:05", called="08:40", left="08:50")], PLAN, EVENING)

    assert found == {"08:00": Flow(1, 1, 0), "08:15": Flow(0, 1, 0), "08:45": Flow(0, 0, 1)}


def test_who_is_called_within_the_quarter_waits_at_no_end_of_one() -> None:
    found = flow_of(TODAY, [a_visit("08:05", called="08:10", left="08:14")], PLAN, EVENING)

    assert found == {"08:00": Flow(1, 0, 1)}


def test_who_gives_up_waits_until_then_and_who_still_waits_until_now() -> None:
    gone = a_visit("08:05", left="08:20", state=State.CANCELLED)
    there = a_visit("08:05", state=State.WAITING)

    found = flow_of(TODAY, [gone, there], PLAN, at("08:40"))

    assert found == {"08:00": Flow(2, 2, 0), "08:15": Flow(0, 1, 0)}


def test_a_further_stop_waits_again_but_nobody_arrives_twice() -> None:
    first = replace(a_visit("08:00", called="08:01"), ends=False)
    second = replace(a_visit("08:00", called="08:31", left="08:40"), begins=False, queued_at=at("08:10"))

    found = flow_of(TODAY, [first, second], PLAN, EVENING)

    assert found == {"08:00": Flow(1, 1, 0), "08:15": Flow(0, 1, 0), "08:30": Flow(0, 0, 1)}


def test_a_mean_day_has_every_quarter_between_its_first_and_its_last() -> None:
    shown = quarters({"08:00": Flow(3, 1, 0), "08:30": Flow(0, 0, 3)}, 2, PLAN, TODAY)

    assert shown == (
        FlowQuarter(at="08:00", arrived=1.5, waiting=0.5, served=0),
        FlowQuarter(at="08:15", arrived=0, waiting=0, served=0),
        FlowQuarter(at="08:30", arrived=0, waiting=0, served=1.5),
    )


def live_two_days(hall: Hall, clock: MovedClock) -> date:
    """On the first three come, on the second one; each is served; the first of the days."""
    first = clock.now
    for nth, coming in enumerate((3, 1)):
        clock.now = first + timedelta(days=nth)
        do_what_is_due(hall)
        do(hall, counter.open_counter, 1, "Lan")
        for _ in range(coming):
            do(hall, issue_ticket, TicketRequest("land"))
        for _ in range(coming):
            clock.advance(minutes=9)
            do(hall, counter.call_next, 1)
            do(hall, counter.start, 1)
            do(hall, counter.finish, 1, counter.Outcome())
        do(hall, counter.close_counter, 1)
    clock.now = first + timedelta(days=2)
    do_what_is_due(hall)
    return TODAY


def test_the_flow_that_is_kept_is_that_of_the_visits(halls: Halls, engine: Engine, clock: MovedClock) -> None:
    halls.load(a_hall_plan(opening_hours=BY_DAY), actor="test")
    hall = halls["hall"]
    first = live_two_days(hall, clock)
    before = day_flow(hall, first, first + timedelta(days=1))
    roll_ups = RollUps(RollUpStore(engine))

    roll_ups.follow(hall)

    kept = day_flow(hall, first, first + timedelta(days=1))
    with hall.reading() as reading:
        each = [visits(reading, day, day) for day in (first, first + timedelta(days=1))]
        by_hand = [
            flow_of(first + timedelta(days=nth), some, reading.plan, reading.now) for nth, some in enumerate(each)
        ]
    assert kept == before
    assert kept.days == 2
    assert {quarter.at: quarter.arrived for quarter in kept.quarters if quarter.arrived} == {"08:00": 2.0}
    for quarter in kept.quarters:
        both = [flows.get(quarter.at, Flow()) for flows in by_hand]
        assert quarter.waiting == sum(flow.waiting for flow in both) / 2
        assert quarter.served == sum(flow.served for flow in both) / 2


def test_each_hall_has_its_own_flow(halls: Halls, clock: MovedClock) -> None:
    for slug in ("hall", "other"):
        halls.load(replace(a_hall_plan(), slug=slug), actor="test")
    do(halls["hall"], issue_ticket, TicketRequest("land"))
    for _ in range(2):
        do(halls["other"], issue_ticket, TicketRequest("tax"))

    shown = [day_flow(halls[slug], TODAY, TODAY, of) for slug in ("hall", "other") for of in (None, frozenset({"tax"}))]

    assert [sum(quarter.arrived for quarter in flow.quarters) for flow in shown] == [1, 0, 2, 2]

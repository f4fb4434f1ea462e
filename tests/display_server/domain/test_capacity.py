"""How much work lies before the counters, and so when the last ticket of a day is given."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, strategies as st

from display_server.domain.capacity import Workload, free_in, last_ticket_at, work_before
from display_server.domain.counter import Counter, CounterState
from display_server.domain.hall_plan import HallPlan
from display_server.domain.opening_hours import ALWAYS_OPEN, OpeningHours, Period
from display_server.domain.ticket import State
from display_server.domain.weekdays import WEEKDAYS
from tests.display_server.domain.journal import a_ticket, at, minutes
from tests.halls import BY_DAY, a_hall_plan

PLAN = a_hall_plan(BY_DAY)
"""Open from 07:30 to 17:00. Counter 1 takes land, 2 land and tax, 3 tax; every visitor takes ten minutes."""
WITH_LUNCH = a_hall_plan(
    OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(7, 30), time(11, 30)), Period(time(13, 30), time(17)))))
)
FREE = timedelta()


def a_counter(number: int = 1, state: CounterState = CounterState.OPEN, back_at: datetime | None = None) -> Counter:
    return Counter(number, "east", state, "Lan", None, at("08:00"), back_at)


def on_break(until: datetime | None) -> Counter:
    return a_counter(state=CounterState.PAUSED, back_at=until)


def goes_on(plan: HallPlan, service: str, *next_stops: str) -> HallPlan:
    """The plan in which this service prescribes these stops."""
    departments = tuple(
        replace(each, services=tuple(replace(one, next_stops=next_stops) for one in each.services))
        if each.slug == service
        else each
        for each in plan.departments
    )
    return replace(plan, departments=departments)


# --- when a counter is free -------------------------------------------------------------------------------------------


def test_a_counter_without_a_visitor_is_free_now() -> None:
    assert free_in(PLAN, [a_counter()], {}, at("09:00")) == {1: FREE}


def test_nobody_counts_on_a_closed_counter() -> None:
    open_and_closed = [a_counter(1), a_counter(2, CounterState.CLOSED)]

    assert free_in(PLAN, open_and_closed, {}, at("09:00")) == {1: FREE}


def test_who_was_called_has_all_of_their_time_before_them() -> None:
    called = a_ticket(state=State.CALLED, started_at=None)

    assert free_in(PLAN, [a_counter()], {1: called}, at("09:00")) == {1: minutes(10)}


def test_who_is_served_needs_what_is_left_of_the_usual_time() -> None:
    serving = a_ticket(state=State.SERVING, started_at=at("08:56"))

    assert free_in(PLAN, [a_counter()], {1: serving}, at("09:00")) == {1: minutes(6)}


def test_who_takes_longer_than_usual_is_taken_to_be_done_at_any_moment() -> None:
    serving = a_ticket(state=State.SERVING, started_at=at("08:30"))

    assert free_in(PLAN, [a_counter()], {1: serving}, at("09:00")) == {1: FREE}


def test_a_parked_visitors_earlier_start_shortens_no_later_call() -> None:
    called_again = a_ticket(state=State.CALLED, started_at=at("08:56"))

    assert free_in(PLAN, [a_counter()], {1: called_again}, at("09:00")) == {1: minutes(10)}


def test_each_counter_has_its_own_visitor() -> None:
    at_counter_2 = a_ticket(service="tax", state=State.CALLED)

    assert free_in(PLAN, [a_counter(1), a_counter(2)], {2: at_counter_2}, at("09:00")) == {1: FREE, 2: minutes(10)}


def test_a_pause_without_end_promises_nothing() -> None:
    assert free_in(PLAN, [on_break(None)], {}, at("09:00")) == {1: None}


def test_a_pause_lasts_until_the_officer_is_back() -> None:
    assert free_in(PLAN, [on_break(at("09:20"))], {}, at("09:00")) == {1: minutes(20)}


def test_lunch_within_a_pause_is_no_working_time() -> None:
    assert free_in(WITH_LUNCH, [on_break(at("13:40"))], {}, at("11:20")) == {1: minutes(20)}


def test_who_said_to_be_back_by_now_is_counted_on_at_once() -> None:
    assert free_in(PLAN, [on_break(at("08:50"))], {}, at("09:00")) == {1: FREE}


def test_who_is_back_tomorrow_serves_nobody_today() -> None:
    tomorrow = at("08:00") + timedelta(days=1)

    assert free_in(PLAN, [on_break(tomorrow)], {}, at("16:00")) == {1: minutes(60)}


def test_a_visitor_at_a_paused_counter_counts_where_they_take_longer_than_the_pause() -> None:
    called = a_ticket(state=State.CALLED)

    assert free_in(PLAN, [on_break(at("09:05"))], {1: called}, at("09:00")) == {1: minutes(10)}
    assert free_in(PLAN, [on_break(at("09:15"))], {1: called}, at("09:00")) == {1: minutes(15)}


# --- the work before a new visitor ------------------------------------------------------------------------------------


def test_at_one_counter_everybody_who_waits_is_served_before() -> None:
    load = Workload({"land": 3}, {1: FREE})

    assert work_before(PLAN, "land", load) == minutes(30)


def test_two_counters_share_who_waits() -> None:
    load = Workload({"land": 3}, {1: FREE, 2: FREE})

    assert work_before(PLAN, "land", load) == minutes(10), "two are served at once, then one beside the newcomer"


def test_the_counter_that_is_free_first_takes_the_next() -> None:
    load = Workload({"land": 2}, {1: minutes(25), 2: FREE})

    assert work_before(PLAN, "land", load) == minutes(20), "counter 2 takes both before counter 1 is free"


def test_a_counter_serves_its_share_of_its_other_services_too() -> None:
    load = Workload({"land": 3, "tax": 4}, {1: FREE, 2: FREE, 3: FREE})

    assert work_before(PLAN, "land", load) == minutes(20), "two of the four for tax are counter 2's"


def test_a_counter_alone_with_its_other_service_serves_all_of_it() -> None:
    load = Workload({"tax": 4}, {2: FREE})

    assert work_before(PLAN, "land", load) == minutes(40)


def test_slow_services_weigh_more() -> None:
    land = PLAN.departments[0]
    slow = replace(land, services=(replace(land.services[0], expected=minutes(45)),))
    plan = replace(PLAN, departments=(slow, PLAN.departments[1]))

    assert work_before(plan, "land", Workload({"land": 2}, {1: FREE})) == minutes(90)
    assert work_before(plan, "tax", Workload({"land": 2, "tax": 1}, {2: FREE})) == minutes(100)


def test_where_nobody_works_there_is_nothing_to_reckon_with() -> None:
    assert work_before(PLAN, "land", Workload({"land": 5}, {})) == FREE
    assert work_before(PLAN, "land", Workload({"land": 5}, {3: FREE})) == FREE, "counter 3 does not take land"


def test_a_pause_without_end_is_not_counted_on_while_a_colleague_works() -> None:
    load = Workload({"land": 2}, {1: None, 2: minutes(5)})

    assert work_before(PLAN, "land", load) == minutes(25), "counter 2 serves both"


def test_where_all_pause_without_end_they_are_taken_to_come_back_at_once() -> None:
    load = Workload({"land": 2}, {1: None, 2: None})

    assert work_before(PLAN, "land", load) == minutes(10)


def test_a_colleague_on_a_pause_without_end_takes_no_share_of_the_other_service() -> None:
    load = Workload({"tax": 4}, {2: FREE, 3: None})

    assert work_before(PLAN, "land", load) == minutes(40)


loads = st.builds(
    Workload,
    st.fixed_dictionaries({"land": st.integers(0, 30), "tax": st.integers(0, 30)}),
    st.dictionaries(st.integers(1, 3), st.none() | st.integers(0, 120).map(minutes)),
)


@given(loads, st.sampled_from(["land", "tax"]), st.sampled_from(["land", "tax"]))
def test_one_more_visitor_makes_nobodys_wait_shorter(load: Workload, service: str, comes_for: str) -> None:
    fuller = replace(load, visitors={**load.visitors, comes_for: load.visitors[comes_for] + 1})

    assert work_before(PLAN, service, fuller) >= work_before(PLAN, service, load)


@given(loads, st.integers(1, 60))
def test_a_counter_that_is_free_later_makes_nobodys_wait_shorter(load: Workload, longer: int) -> None:
    later = {number: None if free is None else free + minutes(longer) for number, free in load.free_in.items()}

    assert work_before(PLAN, "land", replace(load, free_in=later)) >= work_before(PLAN, "land", load)


@given(st.integers(0, 30), st.integers(1, 2))
def test_free_counters_serve_in_turns(waiting: int, counters: int) -> None:
    load = Workload({"land": waiting}, dict.fromkeys(range(1, counters + 1), FREE))

    assert work_before(PLAN, "land", load) == minutes(10) * (waiting // counters)


# --- the last ticket --------------------------------------------------------------------------------------------------


def test_the_last_visitor_must_be_through_when_the_hall_closes() -> None:
    nobody = Workload({}, {1: FREE})

    assert last_ticket_at(PLAN, "land", nobody, at("16:00")) == at("16:50")


def test_who_waits_brings_the_last_ticket_forward() -> None:
    load = Workload({"land": 3}, {1: FREE})

    assert last_ticket_at(PLAN, "land", load, at("16:00")) == at("16:20")


def test_the_last_ticket_may_be_over_already() -> None:
    load = Workload({"land": 6}, {1: FREE})

    assert last_ticket_at(PLAN, "land", load, at("16:00")) == at("15:50")


def test_no_counter_at_work_makes_a_visit_no_quicker() -> None:
    assert last_ticket_at(PLAN, "land", Workload({}, {}), at("16:00")) == at("16:50")


def test_lunch_serves_nobody() -> None:
    load = Workload({"land": 21}, {1: FREE})  # with the newcomer 220 minutes, and 220 are left: 10 before lunch

    assert last_ticket_at(WITH_LUNCH, "land", load, at("11:20")) == at("11:20")


def test_a_hall_that_does_not_close_has_no_last_ticket() -> None:
    assert last_ticket_at(a_hall_plan(ALWAYS_OPEN), "land", Workload({"land": 500}, {1: FREE}), at("23:50")) is None


def test_every_stop_that_a_service_prescribes_must_end_before_closing() -> None:
    plan = goes_on(PLAN, "land", "tax")

    assert last_ticket_at(plan, "land", Workload({}, {1: FREE, 3: FREE}), at("16:00")) == at("16:40")


def test_who_waits_at_a_later_stop_is_served_meanwhile() -> None:
    plan = goes_on(PLAN, "land", "tax")

    for waiting, last in ((1, "16:40"), (3, "16:20")):
        load = Workload({"tax": waiting}, {1: FREE, 3: FREE})
        assert last_ticket_at(plan, "land", load, at("16:00")) == at(last)


def test_the_queue_of_the_first_stop_gives_the_later_one_time() -> None:
    plan = goes_on(PLAN, "land", "tax")
    load = Workload({"land": 2, "tax": 3}, {1: FREE, 3: FREE})

    assert last_ticket_at(plan, "land", load, at("16:00")) == at("16:20"), "the first stop ends when tax has none left"


@pytest.mark.parametrize("service", ["land", "tax"])
@given(load=loads)
def test_a_ticket_is_given_until_a_moment_that_leaves_time_to_serve_it(service: str, load: Workload) -> None:
    now = at("13:00")
    last = last_ticket_at(PLAN, service, load, now)

    assert last is not None
    assert last + work_before(PLAN, service, load) + minutes(10) == at("17:00")

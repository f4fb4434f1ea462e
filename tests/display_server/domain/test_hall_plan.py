"""A hall as its administrator describes it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from display_server.domain.hall_plan import CounterPlan, Zone
from display_server.domain.numbering import Numbering
from display_server.domain.refusals import NotFound
from display_server.domain.rules import Rules
from tests.display_server.domain.journal import at
from tests.halls import a_hall_plan, a_service, words

PLAN = a_hall_plan()
"""`land` (A) at counters 1 and 2, `tax` (B) at counters 2 and 3."""
LAND, TAX = PLAN.departments


# --- counters and what they take --------------------------------------------------------------------------------------


def test_a_counter_takes_its_own_services_and_those_it_helps_out_with() -> None:
    helper = CounterPlan(1, "east", services=("land",), helps=("tax",))

    assert helper.takes == ("land", "tax")


def test_a_counter_without_preferences_has_one_tier_and_its_help() -> None:
    assert CounterPlan(1, "east", ("land", "tax"), helps=("fees",)).tiers == (("land", "tax"), ("fees",))


def test_what_comes_afterwards_is_not_of_the_first_tier() -> None:
    choosy = CounterPlan(
        1, "east", ("land", "tax", "fees", "police"), helps=("post",), afterwards=(("tax",), ("fees",))
    )

    assert choosy.tiers == (("land", "police"), ("tax",), ("fees",), ("post",))


def test_the_counters_of_a_service_are_those_whose_own_it_is() -> None:
    helper = replace(PLAN.counters[0], helps=("tax",))
    plan = replace(PLAN, counters=(helper, *PLAN.counters[1:]))

    assert [counter.number for counter in plan.counters_for("land")] == [1, 2]
    assert [counter.number for counter in plan.counters_for("tax")] == [2, 3]
    assert plan.counters_taking("tax") == {1, 2, 3}, "if only to help out"
    assert plan.counters_taking("land") == {1, 2}


def test_a_counter_that_was_given_up_takes_nothing() -> None:
    retired = replace(PLAN.counters[0], retired=True)
    plan = replace(PLAN, counters=(retired, *PLAN.counters[1:]))

    assert [counter.number for counter in plan.counters_for("land")] == [2]
    assert plan.counters_taking("land") == {2}
    assert plan.counter(1) is retired, "yesterday's tickets still know it"


def test_a_service_that_no_counter_takes() -> None:
    assert (PLAN.counters_for("fees"), PLAN.counters_taking("fees")) == ((), frozenset())


# --- services ---------------------------------------------------------------------------------------------------------


def test_a_service_is_of_its_department() -> None:
    assert PLAN.service("tax") is TAX.services[0]
    assert PLAN.department_of("tax") is TAX


def test_the_services_on_offer_come_in_the_order_of_the_plan() -> None:
    assert [service.slug for service in PLAN.services] == ["land", "tax"]


def test_a_service_that_was_given_up_is_no_longer_offered_and_still_known() -> None:
    retired = replace(TAX.services[0], retired=True)
    plan = replace(PLAN, departments=(LAND, replace(TAX, services=(retired,))))

    assert [service.slug for service in plan.services] == ["land"]
    assert plan.service("tax") is retired
    assert plan.prefixes == ("A",)


def test_services_may_share_a_prefix() -> None:
    both = replace(LAND, services=(*LAND.services, a_service("survey", "A")))

    assert replace(PLAN, departments=(both, TAX)).prefixes == ("A", "B")


def test_a_prefix_runs_from_one_in_three_digits_unless_the_hall_says_otherwise() -> None:
    plan = replace(PLAN, numbering={"B": Numbering(first=200, digits=4)})

    assert plan.numbering_of("A") == Numbering(first=1, last=None, digits=3)
    assert plan.numbering_of("B") == Numbering(first=200, digits=4)


# --- what a hall never had --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: PLAN.service("fishing"), "This hall has no service fishing."),
        (lambda: PLAN.priority_class("vip"), "This hall has no priority class vip."),
        (lambda: PLAN.zone("north"), "This hall has no zone north."),
        (lambda: PLAN.counter(99), "This hall has no counter 99."),
    ],
)
def test_what_a_hall_never_had_is_named(ask: Callable[[], object], sentence: str) -> None:
    with pytest.raises(NotFound) as refusal:
        ask()

    assert str(refusal.value) == sentence


def test_what_a_hall_has_is_found_by_its_name() -> None:
    assert PLAN.zone("west") == Zone("west", words("West"))
    assert PLAN.priority_class("elderly") is PLAN.priority_classes[0]
    assert PLAN.counter(3) is PLAN.counters[2]


# --- days -------------------------------------------------------------------------------------------------------------


def test_the_halls_clock_and_days_are_its_own_and_not_utcs() -> None:
    late = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

    assert PLAN.local(late).isoformat() == "2026-11-24T01:00:00+07:00"
    assert PLAN.day(late) == date(2026, 11, 24)


def test_a_day_ends_when_the_next_one_begins() -> None:
    midnight = at("00:00") + timedelta(days=1)

    assert PLAN.day_ends(at("08:00")) == midnight
    assert PLAN.day_bounds(date(2026, 11, 23)) == (at("00:00"), midnight)


def test_a_day_may_begin_some_hours_after_midnight() -> None:
    by_night = replace(PLAN, rules=Rules(day_begins=timedelta(hours=4)))

    assert by_night.day(at("03:00")) == date(2026, 11, 22)
    assert by_night.day_ends(at("03:00")) == at("04:00")

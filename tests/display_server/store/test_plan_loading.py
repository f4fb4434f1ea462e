"""Loading a hall's plan, again and again, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotValid
from display_server.store.database import connect
from display_server.store.hall import Halls
from display_server.use_cases import kiosk
from display_server.use_cases.hall import load_plan
from tests.halls import a_hall_plan, a_service, do


def without_tax(plan: HallPlan) -> HallPlan:
    counters = tuple(replace(counter, services=("land",)) for counter in plan.counters)
    return replace(plan, departments=plan.departments[:1], counters=counters)


def test_what_is_read_back_is_what_was_loaded(halls: Halls) -> None:
    load_plan(halls, a_hall_plan())

    with halls["hall"].reading() as reading:
        assert reading.plan == a_hall_plan()


def test_loading_the_same_plan_again_changes_nothing(halls: Halls) -> None:
    load_plan(halls, a_hall_plan())

    assert load_plan(halls, a_hall_plan()) == ()
    with halls["hall"].reading() as reading:
        assert reading.seq == 1


def test_only_what_differs_is_changed(halls: Halls) -> None:
    load_plan(halls, a_hall_plan())
    plan = a_hall_plan()
    slower = replace(plan.departments[0].services[0], expected=timedelta(minutes=15))
    changed = replace(plan, departments=(replace(plan.departments[0], services=(slower,)), plan.departments[1]))

    assert load_plan(halls, changed) == ("service land",)


def test_a_service_that_is_gone_is_retired_and_comes_back(halls: Halls) -> None:
    load_plan(halls, a_hall_plan())
    ticket = do(halls["hall"], kiosk.issue_ticket, kiosk.TicketRequest("tax"))
    load_plan(halls, without_tax(a_hall_plan()))

    with pytest.raises(NotValid, match="no longer offered"):
        do(halls["hall"], kiosk.issue_ticket, kiosk.TicketRequest("tax"))
    with halls["hall"].reading() as reading:
        assert reading.tickets.with_id(ticket.id).number == "B001"
        assert [service.slug for service in reading.plan.services] == ["land"]
    load_plan(halls, a_hall_plan())
    assert do(halls["hall"], kiosk.issue_ticket, kiosk.TicketRequest("tax")).number == "B002"


def test_every_process_sees_a_new_plan_at_once(halls: Halls, database: str) -> None:
    load_plan(halls, a_hall_plan())
    engine = connect(database)
    elsewhere = Halls(engine)
    do(elsewhere["hall"], kiosk.issue_ticket, kiosk.TicketRequest("land"))
    plan = a_hall_plan()
    fishing = replace(plan.departments[0], services=(*plan.departments[0].services, a_service("fishing", "C")))
    load_plan(halls, replace(plan, departments=(fishing, plan.departments[1])))

    assert do(elsewhere["hall"], kiosk.issue_ticket, kiosk.TicketRequest("fishing")).number == "C001"
    engine.dispose()

"""Several halls in one view: of each this moment and its last days; of one's own hall alone, who is of one."""

from dataclasses import replace

from flask import Flask

from display_server.access.principals import Role
from display_server.domain.counter import CounterState
from display_server.statistics.roll_ups import RollUps
from display_server.store.roll_ups import RollUpStore
from display_server.use_cases import counter
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from display_server.views.manager import hall_now
from display_server.web.services import Services
from tests.display_server.api.test_refusals import signed_in
from tests.halls import MovedClock, a_hall_plan, do

HALLS = "/api/v1/halls"


def two_halls_lived_a_day(house: Services, clock: MovedClock) -> None:
    """In the hall one visitor was served yesterday and two wait; in the other one waits."""
    house.halls.load(replace(a_hall_plan(), slug="other"), actor="test")
    hall, other = house.halls["hall"], house.halls["other"]
    do(hall, counter.open_counter, 1, "Lan")
    do(hall, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=12)
    do(hall, counter.call_next, 1)
    do(hall, counter.start, 1)
    do(hall, counter.finish, 1, counter.Outcome())
    clock.advance(days=1)
    for where in (hall, hall, other):
        do(where, issue_ticket, TicketRequest("land"))
    clock.advance(minutes=5)


def test_a_manager_of_all_sees_each_at_this_moment_and_its_last_days(
    app: Flask, house: Services, clock: MovedClock
) -> None:
    two_halls_lived_a_day(house, clock)

    seen = signed_in(app, Role.MANAGER).get(HALLS).get_json()

    hall, other = seen["halls"]
    assert (hall["hall"], hall["waiting"], hall["served"], hall["counters_open"]) == ("hall", 2, 1, 1)
    assert (hall["waits"]["p90"], hall["waits"]["within_target"]) == (12.0, 1.0)
    assert (other["hall"], other["waiting"], other["served"], other["waits"]["count"]) == ("other", 1, 0, 0)
    assert (seen["first_day"], seen["last_day"]) == ("2026-11-17", "2026-11-23")


def test_a_manager_of_one_sees_that_one(app: Flask, house: Services, clock: MovedClock) -> None:
    two_halls_lived_a_day(house, clock)

    seen = signed_in(app, Role.MANAGER, "other").get(HALLS).get_json()

    assert [each["hall"] for each in seen["halls"]] == ["other"]


def test_figures_of_one_department_are_of_that_one(app: Flask, house: Services, clock: MovedClock) -> None:
    two_halls_lived_a_day(house, clock)
    manager = signed_in(app, Role.MANAGER)

    asked = {
        department: manager.get(
            f"{HALLS}/hall/statistics?from=2026-11-20&group_by=weekday_hour&department={department}"
        )
        for department in ("land", "tax")
    }

    land = asked["land"].get_json()
    assert [(row["key"], row["issued"]) for row in land["rows"]] == [("mon 08", 1), ("tue 08", 2)]
    assert land["wait_distribution"][:4] == [0, 0, 1, 0]
    assert asked["tax"].get_json()["rows"] == []


def test_days_can_be_chosen_and_come_to_what_each_hall_itself_tells_of_them(
    app: Flask, house: Services, clock: MovedClock
) -> None:
    two_halls_lived_a_day(house, clock)
    clock.advance(days=40)
    RollUps(RollUpStore(app.extensions["motcua_engine"])).follow(
        house.halls["hall"]
    )  # the other hall's days are not added up: its journal is read
    do(house.halls["hall"], issue_ticket, TicketRequest("land"))
    manager = signed_in(app, Role.MANAGER)
    days = "from=2026-11-01&to=2026-12-31"

    seen = manager.get(f"{HALLS}?{days}").get_json()

    assert (seen["first_day"], seen["last_day"]) == ("2026-11-01", "2026-12-31")
    for hall in seen["halls"]:
        own = manager.get(f"{HALLS}/{hall['hall']}/statistics?{days}").get_json()["total"]
        assert (hall["served"], hall["waits"], hall["ratings"]) == (own["served"], own["waits"], own["ratings"])
    assert [hall["served"] for hall in seen["halls"]] == [1, 0]


def test_this_moment_is_what_the_manager_of_each_sees(app: Flask, house: Services, clock: MovedClock) -> None:
    two_halls_lived_a_day(house, clock)
    do(house.halls["hall"], counter.call_next, 1)
    do(house.halls["other"], counter.open_counter, 2, "Lan")

    seen = signed_in(app, Role.MANAGER).get(HALLS).get_json()["halls"]

    for hall in seen:
        with house.halls[hall["hall"]].reading() as reading:
            now = hall_now(reading)
        began = [each.longest_since for each in now.services if each.longest_since is not None]
        assert (hall["open"], hall["waiting"], hall["served_today"]) == (now.open, now.waiting, now.served)
        assert hall["longest_since"] == (min(began).isoformat().replace("+00:00", "Z") if began else None)
        assert hall["counters"] == len(now.counters)
        assert hall["counters_open"] == sum(each.state is CounterState.OPEN for each in now.counters)
    assert [(hall["waiting"], hall["counters_open"]) for hall in seen] == [(1, 1), (1, 1)]


def test_days_that_are_not_over_are_refused_with_the_last_that_is(
    app: Flask, house: Services, clock: MovedClock
) -> None:
    two_halls_lived_a_day(house, clock)

    refused = signed_in(app, Role.MANAGER).get(f"{HALLS}?from=2026-11-01&to=2026-11-24")

    assert refused.status_code == 422
    assert "23/11/2026" in refused.get_json()["detail"]

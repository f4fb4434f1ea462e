"""What no database could hold or be asked is refused in words, on both databases: it is no failure of the server."""

import pytest
from flask import Flask

from display_server.access.principals import Role
from tests.display_server.api.test_refusals import is_a_problem, signed_in

API, HALL = "/api/v1", "/api/v1/halls/hall"
HUGE = "99999999999999999999"


@pytest.mark.parametrize(
    "address",
    [
        *(f"{API}/tickets/%00", f"{API}/halls/a%00b/catalogue", f"{HALL}/appointments/%00", "/display/%00", "/t/%00"),
        *(f"{HALL}/counters/{HUGE}", f"{HALL}/tickets/{HUGE}/history"),
    ],
)
def test_an_address_that_cannot_be_is_where_nothing_is(app: Flask, address: str) -> None:
    assert signed_in(app, Role.ADMIN).get(address).status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "address", ["appointments?day={}", "statistics?from={0}&to={0}", "why?first=A1&second=A2&day={}"]
)
def test_days_at_the_ends_of_the_calendar_are_refused(app: Flask, address: str, day: str) -> None:
    is_a_problem(signed_in(app, Role.ADMIN).get(f"{HALL}/{address.format(day)}"), 422)


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_so_are_moments(app: Flask, at: str) -> None:
    is_a_problem(signed_in(app, Role.ADMIN).post(f"{HALL}/appointments", json={"service": "land", "at": at}), 422)
    news = {"slips": [{"token": "x", "paper": "printed", "at": at}]}
    is_a_problem(signed_in(app, Role.KIOSK).post(f"{HALL}/tickets/slips", json=news), 422)


def test_so_are_ids_of_more_digits_than_there_are_tickets(app: Flask) -> None:
    officer = signed_in(app, Role.OFFICER)
    officer.post(f"{HALL}/counters/1/open", json={"officer": "Lan"})

    is_a_problem(officer.post(f"{HALL}/counters/1/call", json={"ticket": int(HUGE), "reason": "x"}), 422)
    is_a_problem(officer.post(f"{API}/ratings", json={"counter": int(HUGE), "score": 4}), 422)

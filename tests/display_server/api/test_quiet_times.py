"""Who takes a ticket, and who follows it on a phone, is told when a visit would be quicker."""

import json
import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.contract import QuietTime
from display_server.domain.opening_hours import OpeningHours, Period
from display_server.domain.ticket_layout import TicketLayout
from display_server.domain.weekdays import WEEKDAYS
from display_server.store.hall import Hall
from display_server.use_cases import counter
from display_server.web.services import Services
from tests.display_server.api.test_refusals import signed_in
from tests.display_server.past_mondays import live_three_mondays
from tests.halls import MovedClock, a_hall_plan, do

MORNINGS = OpeningHours(dict.fromkeys(WEEKDAYS, (Period(time(7, 30), time(11, 30)),)))
HALL = "/api/v1/halls/hall"
PRINTS_IT = TicketLayout(blocks=("number", "quiet_time"))
PRINTS_IT_NARROW = TicketLayout(narrow_blocks=("number", "quiet_time"))
PRINTS_IT_NOT = TicketLayout(blocks=("number", "service"))


@pytest.fixture
def kiosk(app: Flask, house: Services, hall: Hall, clock: MovedClock) -> FlaskClient:
    """On a Monday after three like it, at nine; three visitors wait before whoever comes."""
    live_three_mondays(hall, clock)
    clock.advance(hours=2)
    do(hall, counter.open_counter, 1, "lan")
    kiosk = signed_in(app, Role.KIOSK)
    for _ in range(3):
        kiosk.post(f"{HALL}/tickets", json={"service": "land"})
    return kiosk


@pytest.fixture
def hall(house: Services) -> Hall:
    return house.halls["hall"]


def lay_out(house: Services, layout: TicketLayout) -> None:
    house.halls.load(replace(a_hall_plan(), ticket_layout=layout), actor="test")


def given(kiosk: FlaskClient) -> Any:
    kiosk.get(f"{HALL}/catalogue")
    return kiosk.post(f"{HALL}/tickets", json={"service": "land"}).get_json()["ticket"]


@pytest.mark.parametrize("layout", [PRINTS_IT, PRINTS_IT_NARROW])
def test_the_answer_to_the_kiosk_has_the_quieter_hour_for_the_slip(
    house: Services, kiosk: FlaskClient, layout: TicketLayout
) -> None:
    lay_out(house, layout)

    told = QuietTime.model_validate(given(kiosk)["quiet_time"])

    assert (told.minutes, told.days, told.shorter) == (1, 3, 3)
    assert told.begins == datetime.fromisoformat("2026-12-14T14:00:00+07:00")


def test_a_hall_whose_slips_have_no_such_block_is_not_asked_for_its_past(house: Services, kiosk: FlaskClient) -> None:
    lay_out(house, PRINTS_IT_NOT)

    assert given(kiosk)["quiet_time"] is None


def test_who_is_as_quick_now_is_told_nothing(house: Services, hall: Hall, kiosk: FlaskClient) -> None:
    lay_out(house, PRINTS_IT)
    while do(hall, counter.call_next, 1):
        do(hall, counter.start, 1)
        do(hall, counter.finish, 1, counter.Outcome())

    ticket = given(kiosk)

    assert ticket["wait"]["low_minutes"] == 0
    assert ticket["quiet_time"] is None


def test_a_quiet_hour_in_which_the_hall_no_longer_opens_is_not_told(house: Services, kiosk: FlaskClient) -> None:
    lay_out(house, PRINTS_IT)
    assert given(kiosk)["quiet_time"]

    with house.halls["hall"].reading() as reading:
        mornings = replace(reading.plan, opening_hours=MORNINGS)
    house.halls.load(mornings, actor="test")

    assert given(kiosk)["quiet_time"] is None


def test_an_hour_that_has_begun_is_told_for_next_week(house: Services, kiosk: FlaskClient, clock: MovedClock) -> None:
    lay_out(house, PRINTS_IT)
    before = given(kiosk)["quiet_time"]
    clock.advance(hours=5, minutes=30)

    after = given(kiosk)["quiet_time"]

    assert datetime.fromisoformat(after["begins"]) - datetime.fromisoformat(before["begins"]) == timedelta(days=7)


def facts_of_page(app: Flask, token: str) -> Any:
    page = app.test_client().get(f"/t/{token}").get_data(as_text=True)
    return json.loads(re.search(r'id="given"[^>]*>(.*?)</script>', page, re.DOTALL)[1])["facts"]  # type: ignore[index]


def test_the_phones_page_knows_it_from_the_start(app: Flask, kiosk: FlaskClient) -> None:
    facts = facts_of_page(app, given(kiosk)["token"])

    assert QuietTime.model_validate(facts["quiet_time"]).minutes == 1


def test_the_phones_page_of_a_new_hall_promises_no_hour(app: Flask) -> None:
    ticket = given(signed_in(app, Role.KIOSK))

    assert "quiet_time" not in facts_of_page(app, ticket["token"])

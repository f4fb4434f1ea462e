"""The phone says when a visit would be quicker, where that helps: to who waits long, and to who has done."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from display_server.contract import QuietTime, State, WaitRange
from tests.browser import PHONE, Visit
from tests.pages import views
from tests.pages.stand_in import StandIn

TUESDAY_AT_TWO = datetime(2126, 3, 5, 7, 0, tzinfo=UTC)
"""In Đồng Nai, and to come for a while yet."""
LONG, SHORT = WaitRange(low_minutes=40, high_minutes=70), WaitRange(low_minutes=15, high_minutes=40)
DONE: dict[str, Any] = {"state": State.SERVED, "people_ahead": None, "wait": None}
GIVEN_BACK: dict[str, Any] = {**DONE, "state": State.CANCELLED}
MISSED: dict[str, Any] = {**DONE, "state": State.NO_SHOW}


def quiet(begins: datetime = TUESDAY_AT_TWO, minutes: int = 5) -> dict[str, Any]:
    hour = QuietTime(begins=begins, ends=begins + timedelta(hours=1), minutes=minutes, days=8, shorter=7)
    return hour.model_dump(mode="json")


def phone(server: StandIn, visit: Visit, **ticket: Any) -> Page:
    server.show("ticket:t0k3n", views.ticket(**ticket), 1)
    page = visit(f"{server.url}/t/t0k3n", PHONE)
    expect(page.locator(".number")).to_have_text("A045")
    return page


@pytest.mark.parametrize("ticket", [{"wait": LONG}, DONE, GIVEN_BACK, MISSED])
def test_who_waits_long_or_has_done_is_told_when_it_is_quicker(
    server: StandIn, visit: Visit, ticket: dict[str, Any]
) -> None:
    server.quiet_time = quiet()

    told = phone(server, visit, **ticket).locator(".next-time")

    expect(told).to_contain_text("Lần sau nên đến: Thứ Ba 14:00–15:00")
    expect(told).to_contain_text("chờ khoảng 5 phút; 7 trên 8 ngày như vậy chờ ngắn hơn bình thường")


def test_it_is_told_as_soon_as_the_visit_is_over(server: StandIn, visit: Visit) -> None:
    server.quiet_time = quiet()
    page = phone(server, visit, wait=SHORT)
    expect(page.locator("dl")).to_contain_text("15–40 phút")
    expect(page.locator(".next-time")).to_have_count(0)

    server.show("ticket:t0k3n", views.ticket(**DONE), 2)

    expect(page.locator(".next-time")).to_contain_text("14:00–15:00")


@pytest.mark.parametrize(
    ("hour", "ticket"),
    [
        (quiet(minutes=45), {"wait": LONG}),
        (quiet(begins=datetime(2020, 3, 3, 7, 0, tzinfo=UTC)), DONE),
        (None, DONE),
    ],
    ids=["is no quicker", "has passed", "is not known"],
)
def test_an_hour_that_helps_nobody_is_not_told(
    server: StandIn, visit: Visit, hour: dict[str, Any] | None, ticket: dict[str, Any]
) -> None:
    server.quiet_time = hour

    page = phone(server, visit, **ticket)

    expect(page.locator("main[data-state]")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".next-time")).to_have_count(0)

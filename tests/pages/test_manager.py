"""The manager's page and the front door, shown what a test writes."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from display_server import contract
from display_server.contract import ReportNotSent
from tests.browser import Visit
from tests.pages import views
from tests.pages.drawn_chart import bars_of
from tests.pages.stand_in import StandIn


def test_the_moment_and_the_days_stand_side_by_side(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))

    expect(page.locator("[data-total=issued] dd")).to_have_text("412")
    expect(page.locator(".counters li")).to_have_count(48)
    expect(page.locator(".statistics tbody tr")).to_have_count(len(views.SERVICES))
    expect(page.get_by_role("link", name="Tải tệp CSV")).to_have_attribute("href", page_csv(page))


def test_the_chart_draws_what_each_hour_issued_and_how_long_its_visitors_waited(server: StandIn, visit: Visit) -> None:
    hours = views.statistics("hour").rows
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))
    expect(page.locator("canvas")).to_be_visible()

    bars = bars_of(page)

    issued, waited = [hour.issued for hour in hours], [hour.waits.p80 or 0 for hour in hours]
    assert len(bars) == len(hours)
    assert [bar.height for bar in bars] == pytest.approx(on_a_scale(issued, max(bar.height for bar in bars)), abs=2)
    assert [bar.curve for bar in bars] == pytest.approx(on_a_scale(waited, max(bar.curve for bar in bars)), abs=2)


def on_a_scale(figures: Sequence[float], tallest: int) -> list[float]:
    """How high each is drawn, in pixels, where the largest is drawn so high."""
    return [figure * tallest / max(figures) for figure in figures]


def page_csv(page: Page) -> str:
    today = page.locator("[name=from]").input_value()
    return f"/api/v1/halls/{views.HALL}/statistics.csv?from={today}&to={today}&group_by=service"


def test_another_grouping_is_asked_for(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))
    expect(page.locator(".statistics tbody tr")).to_have_count(len(views.SERVICES))

    page.locator("[name=group_by]").select_option("hour")

    expect(page.locator(".statistics tbody tr")).to_have_count(9)


def test_the_front_door_names_every_screen(server: StandIn, visit: Visit) -> None:
    page = visit(server.url, (1440, 900))

    expect(page.locator("h1")).to_have_text("Trung tâm Hành chính công tỉnh Đồng Nai")
    expect(page.locator(f"a[href='/display/{views.HALL}']")).to_be_visible()
    expect(page.locator(".zone li")).to_have_count(48)
    expect(page.locator(f"a[href='/rating/{views.HALL}/48']")).to_be_visible()


def test_each_kiosk_says_in_words_how_it_is(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))
    states = page.locator(".devices .state")

    expect(states.nth(0)).to_have_text("Hoạt động tốt")
    expect(states.nth(1)).to_have_text("Sắp hết giấy")
    expect(states.nth(2)).to_have_text("Hết giấy")
    expect(states.nth(3)).to_have_text(re.compile(r"Mất liên lạc từ \d\d:\d\d"))
    expect(page.locator(".devices small").nth(3)).to_contain_text("7 phiếu chưa gửi về máy chủ")
    expect(page.locator(".devices p")).to_have_text("Hôm nay: 2 phiếu không in được, 1 phiếu không có người lấy.")


def test_who_calls_staff_at_a_kiosk_is_shown_for_as_long_as_the_server_says(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))

    expect(page.locator(".devices .help")).to_have_count(1)
    expect(page.locator(".devices li").nth(0)).to_contain_text(re.compile(r"Cần hỗ trợ từ \d\d:\d\d"))


def test_messages_that_do_not_go_out_are_said_in_words(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))
    expect(page.locator("[data-total=issued] dd")).to_be_visible()
    expect(page.locator("[data-unsent]")).to_have_count(0)

    server.show(f"hall:{views.HALL}", views.hall_now().model_copy(update={"messages_not_sent": 3}), 2)

    expect(page.locator("[data-unsent]")).to_contain_text("3 tin nhắn trước khi gọi số không gửi được")


def test_a_report_that_did_not_go_out_is_told_with_its_reason(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))
    expect(page.locator("[data-report]")).to_have_count(0)

    fault = ReportNotSent(
        report="thang", first_day=date(2026, 11, 1), fault="mail.example.vn refuses the address (550)"
    )
    server.show(f"hall:{views.HALL}", views.hall_now().model_copy(update={"reports_not_sent": (fault,)}), 2)

    expect(page.locator("[data-report]")).to_contain_text("Chưa gửi được báo cáo thang")
    expect(page.locator("[data-report]")).to_contain_text("refuses the address (550)")


def test_the_figures_are_handed_out_in_three_formats(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))

    for ending in ("csv", "xlsx", "pdf"):
        link = page.locator(f"a[download][href^='/api/v1/halls/{views.HALL}/statistics.{ending}?']")
        expect(link).to_have_attribute("href", page_csv(page).replace(".csv", f".{ending}"))


def announcement(number: str, **changes: Any) -> contract.AnnouncementNow:
    plain = contract.AnnouncementNow(
        zone="dau-tu",
        kind="call",
        number=number,
        counter=12,
        captions={"vi": f"Mời công dân có số {number} đến quầy số 12"},
        begins_at=views.now(),
    )
    return plain.model_copy(update=changes)


def test_a_manager_sees_what_the_loudspeakers_say_and_what_waits(server: StandIn, visit: Visit) -> None:
    speaking = announcement("A045", ends_at=views.now() + timedelta(minutes=5), speaker="display 1f")
    over = announcement("A044", ends_at=views.now() - timedelta(minutes=5), speaker="display 1f")
    queue = (over, speaking, announcement("A046"))
    loud = views.hall_now().model_copy(update={"speaks": True, "languages": ("vi", "en"), "announcements": queue})
    server.show(f"hall:{views.HALL}", loud, 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))

    lines = page.locator(".loudspeakers tbody tr")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("Mời công dân có số A045 đến quầy số 12")
    expect(lines.first).to_contain_text("display 1f")
    expect(lines.last).to_contain_text("A046")


def test_a_hall_without_a_voice_shows_no_loudspeakers(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))

    expect(page.locator("[data-total=issued] dd")).to_have_text("412")
    expect(page.locator(".loudspeakers")).to_have_count(0)


def test_an_officer_who_asks_for_help_rings_until_somebody_comes_by_name(server: StandIn, visit: Visit) -> None:
    now = views.hall_now()
    first, *others = now.counters
    rings = first.model_copy(update={"help_wanted_at": views.ago(2), "officer": "Nguyễn Thị Lan"})
    server.show(f"hall:{views.HALL}", now.model_copy(update={"counters": (rings, *others)}), 1)
    page = visit(f"{server.url}/manager/{views.HALL}")
    line = page.locator(f".counter-help [data-counter='{first.number}']")
    expect(line).to_contain_text("gọi hỗ trợ")

    with page.expect_response("**/help/come"):
        line.locator("[data-help=come]").click()

    assert server.asked[-1][0] == f"halls/{views.HALL}/counters/{first.number}/help/come"
    comes = rings.model_copy(update={"helper": "Trưởng phòng Hà"})
    server.show(f"hall:{views.HALL}", now.model_copy(update={"counters": (comes, *others)}), 2)
    expect(line).to_contain_text("Trưởng phòng Hà đang đến")
    with page.expect_response("**/help/end"):
        line.locator("[data-help=end]").click()

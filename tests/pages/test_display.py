"""The hall display, shown views that a test writes."""

import time
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from display_server import contract
from tests.browser import HALL_SCREEN, Visit
from tests.pages import views
from tests.pages.stand_in import StandIn

BOARD = f"board:{views.HALL}"
LARGE_ENOUGH_PX = 152  # digits at 15 metres on a 55-inch screen (domain.md §5)
DIGIT_HEIGHT_EM = 0.74  # of Be Vietnam Pro

A_TURN_OF_THE_FOOTER_MS = 30_000

OLD = tuple(views.call(f"A{number:03}", number % 7 + 1, number) for number in range(20, 8, -1))


@pytest.fixture
def display(server: StandIn, visit: Visit) -> Page:
    server.show(BOARD, views.board(*OLD), 20)
    page = visit(f"{server.url}/display/{views.HALL}", HALL_SCREEN)
    expect(page.locator(".spotlight > .number")).to_have_text("A020")
    return page


def announced(page: Page) -> None:
    """Notes every number that comes into the spotlight while it is announced."""
    page.evaluate(
        """() => {
          window.announced = [];
          const spotlight = document.querySelector(".spotlight");
          new MutationObserver(() => {
            const number = spotlight.querySelector(":scope > .number")?.textContent;
            if (spotlight.matches(".calling") && window.announced.at(-1) !== number) window.announced.push(number);
          }).observe(spotlight, {subtree: true, childList: true, characterData: true, attributes: true});
        }"""
    )


def wait_for_announcements(page: Page, count: int) -> list[str]:
    page.wait_for_function(f"() => window.announced.length >= {count}", timeout=30_000)
    numbers: list[str] = page.evaluate("() => window.announced")
    return numbers


def test_what_was_called_before_it_was_switched_on_is_shown_but_not_announced(display: Page) -> None:
    expect(display.locator(".spotlight")).not_to_have_class("spotlight calling")
    expect(display.locator(".earlier li .number:not(.counter)")).to_have_text(["A019", "A018", "A017", "A016"])


def test_every_call_of_a_burst_is_announced_in_turn(server: StandIn, display: Page) -> None:
    announced(display)
    burst = tuple(views.call(f"B{number:03}", number, 20 + number) for number in (3, 2, 1))

    server.show(BOARD, views.board(*burst, *OLD), 23)

    assert wait_for_announcements(display, 3) == ["B001", "B002", "B003"]


def test_a_call_again_is_announced_once_more(server: StandIn, display: Page) -> None:
    announced(display)

    server.show(BOARD, views.board(views.call("A020", 4, 21, recalled=True), *OLD[1:]), 21)

    assert wait_for_announcements(display, 1) == ["A020"]
    expect(display.locator(".invitation")).to_contain_text("Mời lại số")


def test_cut_off_it_says_so_keeps_what_it_knew_and_announces_what_it_missed(server: StandIn, display: Page) -> None:
    announced(display)
    server.stop()
    expect(display.locator(".cut-off")).to_contain_text("Mất kết nối – màn hình có thể chậm, xin theo dõi quầy")
    expect(display.locator("#screen")).to_have_class("stale")
    expect(display.locator(".spotlight > .number")).to_have_text("A020")

    missed = (views.call("C002", 2, 22), views.call("C001", 1, 21))
    server.show(BOARD, views.board(*missed, *OLD), 22)
    server.start(server.port)

    assert wait_for_announcements(display, 2) == ["C001", "C002"]
    expect(display.locator(".cut-off")).to_have_count(0)


def test_a_hall_that_began_anew_is_shown_without_announcing_its_past(server: StandIn, display: Page) -> None:
    announced(display)
    server.stop()
    server.show(BOARD, views.board(views.call("D001", 3, 2)), 3)
    server.start(server.port)

    expect(display.locator(".spotlight > .number")).to_have_text("D001")
    assert display.evaluate("() => window.announced") == []


def test_the_digits_are_large_enough_for_the_far_end_of_the_hall(display: Page) -> None:
    for number in display.locator("main .number").all():
        size = float(number.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)"))
        assert size * DIGIT_HEIGHT_EM >= LARGE_ENOUGH_PX

    spills = "() => document.querySelector('main').scrollWidth > innerWidth || document.body.scrollHeight > innerHeight"
    assert display.evaluate(spills) is False


def test_it_tells_which_counter_pauses_and_until_when(server: StandIn, display: Page) -> None:
    pause = contract.BoardPause(
        counter=7, zone="dau-tu", reason="Họp", back_at=datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
    )

    server.show(BOARD, views.board(*OLD, paused=(pause,)), 21)

    expect(display.locator(".pausing")).to_contain_text("Quầy 7 tạm nghỉ: Họp", timeout=A_TURN_OF_THE_FOOTER_MS)
    expect(display.locator(".pausing")).to_contain_text("hẹn quay lại lúc 10:15")


def test_the_clock_is_the_servers_in_the_halls_zone(server: StandIn, visit: Visit) -> None:
    server.show(BOARD, views.board(at=datetime(2026, 11, 23, 1, 59, 30, tzinfo=UTC)), 1)
    page = visit(f"{server.url}/display/{views.HALL}", HALL_SCREEN, timezone_id="America/New_York")

    expect(page.locator("header time")).to_have_text("08:59")


def test_a_zones_display_watches_its_zone(server: StandIn, visit: Visit) -> None:
    zone = views.PLAN["zones"][0]
    server.show(f"{BOARD}:dau-tu", views.board(views.call("E007", 2, 1), zone="dau-tu", zone_name=zone["name"]), 1)
    page = visit(f"{server.url}/display/{views.HALL}/dau-tu", HALL_SCREEN)

    expect(page.locator("header .zone")).to_contain_text("Khu 1: Đầu tư")
    expect(page.locator("header .zone")).to_contain_text("Section 1: Investment")
    expect(page.locator(".spotlight > .number")).to_have_text("E007")


def test_an_unknown_zone_is_said_to_be_unknown(server: StandIn, visit: Visit) -> None:
    page = visit(f"{server.url}/display/{views.HALL}/nowhere", HALL_SCREEN)

    expect(page.locator("h1")).to_have_text("Không có trang này")


def test_a_late_view_does_not_undo_a_newer_one(server: StandIn, display: Page) -> None:
    server.show(BOARD, views.board(views.call("B001", 1, 30), *OLD), 30)
    expect(display.locator(".spotlight > .number")).to_have_text("B001")

    server.show(BOARD, views.board(*OLD), 29)
    time.sleep(0.5)

    expect(display.locator(".spotlight > .number")).to_have_text("B001")

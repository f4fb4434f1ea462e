"""The hall display, shown views that a test writes."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from display_server import contract
from tests.browser import HALL_SCREEN, Visit
from tests.pages import views
from tests.pages.stand_in import StandIn

TOTEM = (1080, 1920)
BOARD = f"board:{views.HALL}"
LARGE_ENOUGH_PX = 152  # digits at 15 metres on a 55-inch screen (domain.md §5)
DIGIT_HEIGHT_EM = 0.74  # of Be Vietnam Pro

OLD = tuple(views.call(f"A{number:03}", number % 7 + 1, number) for number in range(20, 8, -1))


@pytest.fixture
def display(server: StandIn, visit: Visit) -> Page:
    server.show(BOARD, views.board(*OLD), 20)
    page = visit(f"{server.url}/display/{views.HALL}", HALL_SCREEN)
    expect(page.locator(".spotlight > .number")).to_have_text("A020")
    return page


def test_what_was_called_before_it_was_switched_on_is_shown_but_not_announced(display: Page) -> None:
    expect(display.locator(".spotlight")).not_to_have_class("spotlight calling")
    expect(display.locator(".earlier li .number:not(.counter)")).to_have_text(
        ["A019", "A018", "A017", "A016", "A015", "A014"]
    )


def test_a_call_again_is_announced_as_one(server: StandIn, display: Page) -> None:
    server.show(BOARD, views.board(views.call("A020", 4, 21, recalled=True), *OLD[1:]), 21)

    expect(display.locator(".spotlight.calling > .number")).to_have_text("A020")
    expect(display.locator(".invitation")).to_contain_text("Mời lại số")


@pytest.mark.parametrize("size", [HALL_SCREEN, TOTEM])
def test_the_digits_are_large_enough_for_the_far_end_of_the_hall(display: Page, size: tuple[int, int]) -> None:
    display.set_viewport_size({"width": size[0], "height": size[1]})
    expect(display.locator("html")).to_have_class("tall" if size == TOTEM else "")
    numbers = display.locator("main .number").all()
    assert len(numbers) == 2 * 7, "seven calls, each with its counter"
    for number in numbers:
        font_px = float(number.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)"))
        assert font_px * DIGIT_HEIGHT_EM >= LARGE_ENOUGH_PX

    spills = "() => document.querySelector('main').scrollWidth > innerWidth || document.body.scrollHeight > innerHeight"
    hidden = """() => {
      const bottom = (what) => [...document.querySelectorAll(what)].at(-1).getBoundingClientRect().bottom;
      return bottom(".earlier li") > bottom(".earlier") + 1 || bottom("footer") > innerHeight + 1;
    }"""
    assert display.evaluate(spills) is False
    assert display.evaluate(hidden) is False


def test_it_tells_which_counter_pauses_and_until_when(server: StandIn, display: Page) -> None:
    pause = contract.BoardPause(
        counter=7, zone="dau-tu", reason="Họp", back_at=datetime(2026, 11, 23, 3, 15, tzinfo=UTC)
    )

    server.show(BOARD, views.board(*OLD, paused=(pause,), services=()), 21)

    expect(display.locator(".pausing")).to_contain_text("Quầy 7 tạm nghỉ: Họp")
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

"""The manager's page and the front door, shown what a test writes."""

from playwright.sync_api import Page, expect

from tests.browser import Visit
from tests.pages import views
from tests.pages.stand_in import StandIn


def test_the_moment_and_the_days_stand_side_by_side(server: StandIn, visit: Visit) -> None:
    server.show(f"hall:{views.HALL}", views.hall_now(), 1)
    page = visit(f"{server.url}/manager/{views.HALL}", (1440, 900))

    expect(page.locator("[data-total=issued] dd")).to_have_text("412")
    expect(page.locator(".counters li")).to_have_count(48)
    expect(page.locator(".statistics tbody tr")).to_have_count(len(views.SERVICES))
    expect(page.locator("canvas")).to_be_visible()
    expect(page.get_by_role("link", name="Tải tệp CSV")).to_have_attribute("href", page_csv(page))


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

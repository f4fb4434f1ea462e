"""The manager gives a counter a service and calls its officer, who sees it at the panel; what counters did all day."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import Visit, sign_in
from tests.journeys.test_everyone import AXE
from tests.running_server import HALL, RunningServer

PASSWORD = "một cửa liên thông"
DESK = (1366, 768)
SIZES = (DESK, (820, 1180), (390, 844))
LANGUAGES = ("vi", "en")
PICTURES = os.environ.get("MOTCUA_PICTURES")
"""A folder, where the pages are to be looked at."""


@pytest.fixture(scope="module")
def server(module_server: RunningServer) -> RunningServer:
    module_server.add_user("minh", "manager", PASSWORD)
    module_server.add_user("lan", "officer", PASSWORD)
    return module_server


def must_be_fit(page: Page, name: str) -> None:
    """At each size, for everybody and within its width."""
    page.evaluate(AXE.read_text())
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
        wrong = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
        too_wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (width, wrong, too_wide) == (width, [], 0)


def the_managers_page(server: RunningServer, visit: Visit) -> Page:
    page = visit(f"{server.url}/manager/{HALL}", DESK)
    sign_in(page, "minh", PASSWORD)
    expect(page.locator(".steering")).to_be_visible()
    return page


def the_panel(server: RunningServer, visit: Visit) -> Page:
    page = visit(f"{server.url}/counter/{HALL}/1", DESK)
    sign_in(page, "lan", PASSWORD)
    expect(page.locator(".queue")).to_be_visible()
    if page.locator("[data-command=open]").count():
        page.keyboard.press("o")
    expect(page.locator("[data-command=pause]")).to_be_visible()
    return page


def test_a_service_is_given_and_an_officer_called_and_answers_by_one_key(server: RunningServer, visit: Visit) -> None:
    panel, page = the_panel(server, visit), the_managers_page(server, visit)
    giving = page.locator("[data-steer=give]")
    giving.locator("select").first.select_option("1")
    giving.get_by_role("button", name="hết hôm nay").click()
    expect(page.locator("[data-given]")).to_contain_text("Quầy 1 tiếp nhận thêm")
    calling = page.locator("[data-steer=call]")
    calling.locator("select").select_option("1")
    calling.get_by_label("Nội dung cán bộ đọc được").fill("Mời chị lên văn phòng")
    calling.get_by_role("button").click()
    expect(page.locator("[data-called='1']")).to_contain_text("Mời chị lên văn phòng")
    expect(panel.locator(".officer-call")).to_contain_text("Mời chị lên văn phòng")
    expect(panel.locator(".queue .given")).to_contain_text("được giao đến 00:00")
    must_be_fit(page, "manager")
    must_be_fit(panel, "panel")

    panel.keyboard.press("i")

    expect(panel.locator(".officer-call")).to_have_count(0)
    expect(page.locator("[data-called]")).to_have_count(0)
    page.locator("[data-given]").get_by_role("button").click()
    expect(page.locator("[data-given]")).to_have_count(0)
    expect(panel.locator(".queue .given")).to_have_count(0)


def test_the_hours_of_the_counters_are_told_where_the_figures_are(server: RunningServer, visit: Visit) -> None:
    the_panel(server, visit)
    page = the_managers_page(server, visit)
    for language in LANGUAGES:
        page.goto(f"{server.url}/manager/{HALL}?lang={language}")
        page.locator("select[name=group_by]").select_option("counter")
        if PICTURES:
            expect(page.locator("tr[data-key='1'] [data-measure=serving]")).to_have_count(1)
            must_be_fit(page, f"days-{language}")
        expect(page.locator("tfoot [data-measure=closed]").first).to_contain_text("%")
        today = page.locator("input[name=to]").input_value()
        page.goto(f"{server.url}/manager/{HALL}/history?lang={language}&from={today}&to={today}&group_by=counter")
        expect(page.locator(".hours tfoot [data-measure=closed]")).to_contain_text("%")
        must_be_fit(page, f"history-{language}")

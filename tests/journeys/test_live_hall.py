"""The manager steers a living hall from the page, at a desk, on a tablet and on a phone."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from display_server.contract import Condition, KioskHealth
from kiosk_app.server.client import HallServer
from tests.browser import Visit, sign_in
from tests.journeys.test_everyone import AXE
from tests.running_server import HALL, RunningServer

PASSWORD = "một cửa liên thông"
WELL = KioskHealth(condition=Condition.WELL, screen="Welcome", version="test")
DESK, TABLET, PHONE = (1440, 900), (820, 1180), (390, 844)


@pytest.fixture(scope="module")
def server(module_server: RunningServer) -> RunningServer:
    module_server.add_user("minh", "manager", PASSWORD)
    return module_server


@pytest.fixture
def kiosk(server: RunningServer) -> Iterator[HallServer]:
    line = HallServer(server.url, server.token("kiosk", "--hall", HALL), HALL)
    yield line
    line.report_health(WELL)
    line.close()


def the_page(server: RunningServer, visit: Visit) -> Page:
    page = visit(f"{server.url}/manager/{HALL}", DESK)
    sign_in(page, "minh", PASSWORD)
    expect(page.locator(".steering")).to_be_visible()
    return page


def look_on(page: Page, size: tuple[int, int]) -> None:
    width, height = size
    page.set_viewport_size({"width": width, "height": height})


def status_of(server: RunningServer, service: str) -> dict[str, object]:
    shown = httpx.get(f"{server.url}/api/v1/halls/{HALL}/status").raise_for_status().json()["services"]
    found: dict[str, object] = next(each for each in shown if each["service"] == service)
    return found


def test_a_kiosk_without_paper_is_looked_after_by_name(server: RunningServer, kiosk: HallServer, visit: Visit) -> None:
    page = the_page(server, visit)
    kiosk.report_health(WELL.model_copy(update={"condition": Condition.OUT_OF_PAPER}))
    alert = page.locator("[data-alert=out_of_paper]")
    expect(alert).to_contain_text("hết giấy", timeout=15_000)
    page.evaluate(AXE.read_text())
    for size in (DESK, TABLET, PHONE):
        look_on(page, size)
        expect(alert).to_be_in_viewport(ratio=1)
        wrong = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
        too_wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (size, wrong, too_wide) == (size, [], 0)

    alert.get_by_role("button", name="Tôi xử lý").click()

    expect(alert).to_contain_text(re.compile(r"minh đang xử lý, từ \d\d:\d\d"))
    kiosk.report_health(WELL)
    expect(alert).to_have_count(0, timeout=15_000)


def test_a_counter_is_opened_at_the_desk_paused_on_a_tablet_and_that_is_undone_on_a_phone(
    server: RunningServer, visit: Visit
) -> None:
    page = the_page(server, visit)
    steering = page.locator("[data-steer=counter]")
    steering.get_by_label("Quầy").select_option("7")
    steering.get_by_label("Cán bộ").fill("Trần Thị Lan")
    steering.get_by_role("button", name="Mở quầy").click()
    done = page.locator(".steering [role=status]")
    expect(done).to_contain_text("Quầy 7 đã mở.")
    look_on(page, TABLET)
    steering.get_by_label("Lý do").fill("họp")
    steering.get_by_role("button", name="Tạm dừng quầy").click()
    expect(done).to_contain_text("Quầy 7 đã tạm dừng.")

    look_on(page, PHONE)
    done.get_by_role("button").click()

    expect(steering.get_by_role("button", name="Tạm dừng quầy")).to_be_visible()
    steering.get_by_role("button", name="Đóng quầy").click()
    expect(done).to_contain_text("Quầy 7 đã đóng.")


def test_a_service_is_stopped_for_today_and_that_is_undone(server: RunningServer, visit: Visit) -> None:
    page = the_page(server, visit)
    steering = page.locator("[data-steer=service]")
    steering.get_by_label("Dịch vụ").select_option("dkdn")
    steering.get_by_label("Lý do").fill("mất điện")

    steering.get_by_role("button", name="Ngừng trong hôm nay").click()

    expect(steering).to_contain_text("Hôm nay ngừng: mất điện")
    assert not status_of(server, "dkdn")["open"]
    page.locator("[data-steer=undo]").click()
    expect(steering.get_by_role("button", name="Ngừng trong hôm nay")).to_be_visible()
    assert status_of(server, "dkdn")["open"]


def test_arrivals_of_the_last_hour_are_shown_as_they_come(server: RunningServer, visit: Visit) -> None:
    page = the_page(server, visit)
    told = page.locator(".last-hour > p").first
    before = int(re.findall(r"\d+", told.inner_text())[0])

    with server.client("admin") as api:
        api.post("tickets", json={"service": "dkdn"}).raise_for_status()

    expect(told).to_contain_text(f"{before + 1} người đến")

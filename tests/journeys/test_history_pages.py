"""A manager looks at past days: notes one of them, keeps the view, orders a file, and follows a call out of order."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK_SCREEN, Visit, sign_in
from tests.running_server import HALL, RunningServer

PASSWORD = "một cửa liên thông"
TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat()
ASKED = f"from={TODAY}&to={TODAY}&group_by=day"


@pytest.fixture(scope="module")
def numbers(module_server: RunningServer) -> list[str]:
    """Of three who came one after the other the last was called first, by its number."""
    for name, role in (("minh", "manager"), ("lan", "officer")):
        module_server.add_user(name, role, PASSWORD)
    api = module_server.client("admin")
    tickets = [posted(api, "tickets", service="dkdn")["ticket"] for _ in range(3)]
    posted(api, "counters/1/open", officer="lan")
    posted(api, "counters/1/call", ticket=tickets[2]["id"], reason="sức khỏe yếu")
    posted(api, "counters/1/start")
    posted(api, "counters/1/finish")
    return [ticket["number"] for ticket in tickets]


def posted(api: httpx.Client, path: str, **body: object) -> Any:
    return api.post(path, json=body).raise_for_status().json()


def opened(visit: Visit, server: RunningServer, path: str, name: str = "minh") -> Page:
    page = visit(f"{server.url}/sign-in", DESK_SCREEN)
    sign_in(page, name, PASSWORD)
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.goto(f"{server.url}{path}")
    return page


def test_a_note_is_written_seen_beside_its_day_and_struck_out(
    module_server: RunningServer, visit: Visit, numbers: list[str]
) -> None:
    page = opened(visit, module_server, f"/manager/{HALL}/history?{ASKED}")
    notes = page.locator(".notes")

    notes.locator("[name=day]").fill(TODAY)
    notes.locator("[name=note]").fill("Mất điện từ 9 đến 11 giờ")
    notes.get_by_role("button", name="Ghi", exact=True).click()

    expect(page.locator(".periods .note")).to_have_text("✎ Mất điện từ 9 đến 11 giờ")
    notes.get_by_role("button", name="Gạch bỏ").click()
    expect(page.locator(".periods .note")).to_have_count(0)


def test_a_view_is_kept_opened_renamed_and_removed(
    module_server: RunningServer, visit: Visit, numbers: list[str]
) -> None:
    page = opened(visit, module_server, f"/manager/{HALL}/history?group_by=hour")
    views = page.locator(".views")
    views.locator("summary").click()

    views.locator("[name=name]").fill("Theo giờ")
    views.get_by_role("button", name="Lưu").click()
    page.goto(f"{module_server.url}/manager/{HALL}/history")
    page.get_by_role("link", name="Theo giờ").click()

    expect(page.locator("[name=group_by]")).to_have_value("hour")
    views.get_by_role("button", name="Đổi tên").click()
    views.locator("[name=name]").fill("Từng giờ")
    views.get_by_role("button", name="Thay đổi").click()
    expect(views.get_by_role("link")).to_have_text("Từng giờ")
    views.get_by_role("button", name="Xóa").click()
    expect(views.get_by_role("link")).to_have_count(0)


def test_a_large_file_is_ordered_and_fetched_on_the_page(
    module_server: RunningServer, visit: Visit, numbers: list[str]
) -> None:
    page = opened(visit, module_server, f"/manager/{HALL}/history?{ASKED}")
    files = page.locator(".files")
    files.locator("summary").click()

    files.locator("[name=kind]").select_option("journal jsonl")
    files.get_by_role("button", name="Đặt tạo tệp").click()
    expect(files.locator("[data-state=done]")).to_have_count(1)
    with page.expect_download() as fetched:
        files.get_by_role("link").click()

    assert numbers[0] in fetched.value.path().read_text()


def test_a_call_out_of_order_leads_to_the_story_of_its_visit(
    module_server: RunningServer, visit: Visit, numbers: list[str]
) -> None:
    page = opened(visit, module_server, f"/manager/{HALL}/fairness")
    row = page.locator(".calls tbody tr")

    expect(row).to_contain_text("sức khỏe yếu")
    expect(row).to_contain_text(numbers[0])
    row.get_by_role("link", name=numbers[2]).click()

    expect(page.locator("h2").first).to_contain_text(numbers[2])
    expect(page.locator(".story li")).to_contain_text(
        ["Cấp số", "Được lan gọi đến quầy 1", "bắt đầu phục vụ", "phục vụ xong"]
    )


def test_an_officer_finds_their_own_days_and_nothing_else(
    module_server: RunningServer, visit: Visit, numbers: list[str]
) -> None:
    page = opened(visit, module_server, f"/manager/{HALL}/history?from={TODAY}&to={TODAY}", "lan")

    expect(page.locator("h1")).to_have_text("Những ngày qua của tôi")
    expect(page.locator(".periods tfoot td").nth(2)).to_have_text("1")
    expect(page.locator("[name=department], .views, .files, .heat, .flow")).to_have_count(0)

"""An administrator, a supervisor and a tablet at their browsers: from the first password to the last sign-out."""

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser import DESK_SCREEN, TABLET, Visit, become_the_screen, sign_in
from tests.running_server import HALL, RunningServer

PASSWORD, OWN = "nine red kites", "tám con thuyền xanh"
HOA = "Nguyễn Thị Hoa"


@pytest.fixture(scope="module")
def server(module_server: RunningServer) -> RunningServer:
    module_server.add_user("root", "admin", PASSWORD)
    return module_server


@pytest.fixture
def first_password(server: RunningServer, visit: Visit) -> str:
    """Of a supervisor whom the administrator has just let in."""
    page = visit(f"{server.url}/admin", DESK_SCREEN)
    sign_in(page, "root", PASSWORD)
    page.locator("#add [name=name]").fill(HOA)
    page.locator("#add [name=role]").select_option("supervisor")
    page.locator("#add fieldset input").first.check()
    page.locator("#add .first").click()
    expect(page.locator(f"tr[data-account='{HOA}']")).to_contain_text("Mật khẩu ban đầu")
    return page.locator(".password code").inner_text()


def test_a_supervisor_from_the_first_password_to_the_second_factor(
    server: RunningServer, visit: Visit, first_password: str
) -> None:
    page = visit(f"{server.url}/manager/{HALL}", DESK_SCREEN)
    sign_in(page, HOA, first_password)
    page.wait_for_url("**/account*")
    page.locator("[name=password]").fill(first_password)
    for field in ("new_password", "again"):
        page.locator(f"[name={field}]").fill(OWN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/manager/{HALL}")
    expect(page.locator(".counters li")).to_have_count(4)  # those of the one department

    page.goto(f"{server.url}/account")
    page.get_by_role("button", name="Cài đặt ứng dụng xác thực").click()
    phone = pyotp.TOTP(page.locator("main code").inner_text())
    page.locator("[name=code]").fill(phone.now())
    page.locator("form:has([name=code]) [name=password]").fill(OWN)
    page.get_by_role("button", name="Dùng ứng dụng này").click()
    expect(page.locator(".codes li")).to_have_count(10)
    recovery_code = page.locator(".codes li").first.inner_text()
    page.get_by_role("button", name="Đăng xuất mọi nơi").click()

    page.wait_for_url("**/sign-in")
    sign_in(page, HOA, OWN)
    page.locator("[name=code]").fill(recovery_code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/manager/{HALL}")


def test_a_revoked_tablet_goes_dark_by_itself(server: RunningServer, visit: Visit) -> None:
    token = server.token("panel", "--hall", HALL, "--counter", "7")
    panel = visit(f"{server.url}/?token={token}", TABLET)
    become_the_screen(panel)
    panel.wait_for_url(f"**/counter/{HALL}/7")
    expect(panel.locator(".bar")).to_be_visible()

    server.revoke("test panel")

    panel.wait_for_url("**/sign-in?next=**")

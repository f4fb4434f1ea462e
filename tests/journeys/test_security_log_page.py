"""An administrator reads who came in, who could not, and who changed what."""

from playwright.sync_api import expect

from tests.browser import DESK_SCREEN, Visit, sign_in
from tests.running_server import RunningServer

PASSWORD = "nine red kites"


def test_an_administrator_finds_whoever_tried_to_come_in(module_server: RunningServer, visit: Visit) -> None:
    module_server.add_user("root", "admin", PASSWORD)
    module_server.add_user("lan", "officer", PASSWORD)
    stranger = visit(f"{module_server.url}/sign-in", DESK_SCREEN)
    sign_in(stranger, "lan", "a wrong password")
    expect(stranger.get_by_role("alert")).to_be_visible()

    page = visit(f"{module_server.url}/admin/log", DESK_SCREEN)
    sign_in(page, "root", PASSWORD)

    failed = page.locator("tr[data-kind=sign_in_failed]")
    expect(failed).to_contain_text("Đăng nhập không thành công")
    expect(failed).to_contain_text("lan")
    expect(failed).to_contain_text("127.0.0.1")
    expect(page.locator("tr[data-kind=plan_changed]")).to_have_count(1)

    page.locator("#search [name=person]").fill("lan")
    page.locator("#search .first").click()

    expect(page.locator("tr[data-kind=plan_changed]")).to_have_count(0)
    expect(page.locator("tr[data-kind]")).to_have_count(2)  # the account, and who tried to use it


def test_an_administrator_sees_how_long_what_names_people_is_kept(module_server: RunningServer, visit: Visit) -> None:
    module_server.add_user("thu", "admin", PASSWORD)
    page = visit(f"{module_server.url}/admin/log", DESK_SCREEN)
    sign_in(page, "thu", PASSWORD)

    kept = page.locator("[data-kept=dong-nai]")

    expect(kept.locator("tbody tr")).to_have_count(7)
    expect(kept.locator("tr[data-class=notes]")).to_contain_text("90 ngày")
    expect(kept.locator("tr[data-class=officers]")).to_contain_text("Người thực hiện")

"""An officer notes the dossiers of a visit by keyboard and scanner alone, corrects one, and the manager finds them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK_SCREEN, Visit, sign_in
from tests.running_server import HALL, RunningServer

PASSWORD = "một cửa liên thông"
FIRST, SECOND, THIRD = "000.00.19.H19-261123-0042", "H19.50.05-261008-0975", "H19.50.05-261008-0976"


@pytest.fixture(scope="module")
def server(module_server: RunningServer) -> RunningServer:
    for name, role in (("lan", "officer"), ("minh", "manager")):
        module_server.add_user(name, role, PASSWORD)
    return module_server


def at_the_counter(server: RunningServer, visit: Visit, language: str = "vi") -> Page:
    """Lan at counter 4, with somebody in service."""
    api = server.client("admin")
    api.post("tickets", json={"service": "dkdn"}).raise_for_status()
    page = visit(f"{server.url}/counter/{HALL}/4?lang={language}", DESK_SCREEN)
    sign_in(page, "lan", PASSWORD)
    page.wait_for_selector("[data-command]")
    if page.locator("[data-command=open]").count():
        page.keyboard.press("o")
    for deed in ("call-next", "start"):
        page.locator(f"[data-command={deed}]").click()
    expect(page.locator("[data-command=finish]")).to_be_enabled()
    return page


def noted(server: RunningServer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.client("admin").get("handled").raise_for_status().json()["dossiers"]
    return found


def in_days(many: int) -> str:
    return f"{datetime.now(UTC).astimezone(ZoneInfo('Asia/Ho_Chi_Minh')) + timedelta(days=many):%Y-%m-%d}"


def test_dossiers_are_scanned_one_after_the_other_and_corrected(server: RunningServer, visit: Visit) -> None:
    page = at_the_counter(server, visit)

    page.keyboard.press("f")
    page.keyboard.press("1")
    expect(page.locator("[data-line='0'] input[name=code]")).to_be_focused()
    page.keyboard.type(FIRST.lower())
    page.keyboard.press("Enter")
    expect(page.locator("[data-line='1'] input[name=code]")).to_be_focused()
    page.keyboard.type(SECOND)
    page.locator("[data-line='1'] [data-field=due_on] input").fill(in_days(7))
    page.locator("[data-line='1'] [data-field=return_by] select").select_option("post")
    page.locator("[data-line='1'] [data-field=received_for] select").select_option("long-thanh")
    page.locator("[data-line='1'] [data-field=fee] input").fill("50.000")
    page.locator("[data-line='1'] [data-field=receipt] input").fill("BL 7")
    page.keyboard.press("Enter")
    expect(page.locator("[data-line='2'] input[name=code]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-command=call-next]")).to_be_visible()

    facts = [(each["code"], each["due_on"], each["fee"], each["receipt"], each["return_by"]) for each in noted(server)]
    assert facts == [(FIRST, None, 0, None, None), (SECOND, in_days(7), 50_000, "BL 7", "post")]
    assert noted(server)[1]["received_for"] == "long-thanh"

    page.goto(f"{server.url}/dossiers/{HALL}?lang=vi")
    page.get_by_role("button", name=f"Sửa {SECOND}").click()
    page.locator("#correction [name=fee]").fill("5000")
    page.locator("#correction [name=reason]").fill("Gõ thừa một số không")
    page.keyboard.press("Enter")
    expect(page.locator(f"tr:has-text('{SECOND}')")).to_contain_text("5.000 đ")
    assert noted(server)[1]["fee"] == 5_000


def test_a_slip_in_a_code_is_said_and_what_was_typed_stays(server: RunningServer, visit: Visit) -> None:
    page = at_the_counter(server, visit, "en")

    page.keyboard.press("f")
    page.keyboard.press("1")
    page.keyboard.type("banana")
    page.locator("[data-finishes]").click()

    expect(page.locator(".message.grave")).to_contain_text("no code of a dossier")
    expect(page.locator("[data-line='0'] input[name=code]")).to_have_value("banana")
    page.locator("[data-line='0'] input[name=code]").fill(THIRD)
    page.locator("[data-finishes]").click()
    expect(page.locator("[data-command=call-next]")).to_be_visible()
    assert noted(server)[-1]["code"] == THIRD


def test_guidance_is_about_no_dossier_and_is_one_key(server: RunningServer, visit: Visit) -> None:
    page = at_the_counter(server, visit)
    before = len(noted(server))

    page.keyboard.press("f")
    page.keyboard.press("5")

    expect(page.locator("[data-command=call-next]")).to_be_visible()
    assert len(noted(server)) == before

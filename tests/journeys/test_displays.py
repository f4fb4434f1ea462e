"""Hall displays in a real browser: let in by a code, told from the manager's page what to show, honest when cut off."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import DESK_SCREEN, HALL_SCREEN, Visit, sign_in
from tests.running_server import HALL, RunningServer

PASSWORD = "một cửa liên thông"
TOTEM = (1080, 1920)


@pytest.fixture(scope="module")
def admin(module_server: RunningServer) -> httpx.Client:
    module_server.add_user("minh", "manager", PASSWORD)
    return module_server.client("admin")


def calls(admin: httpx.Client, counter: int) -> str:
    """Opens the counter where it is closed, and calls somebody who has come for it."""
    admin.post("/tickets", json={"service": "dkdn"}).raise_for_status()
    if admin.get(f"/counters/{counter}").json()["state"] == "closed":
        admin.post(f"/counters/{counter}/open", json={"officer": f"Nguyễn Thị Ánh {counter}"}).raise_for_status()
    number: str = admin.post(f"/counters/{counter}/call-next").raise_for_status().json()["ticket"]["number"]
    return number


@contextmanager
def frozen(server: RunningServer) -> Iterator[None]:
    """Nothing comes any more, and no line is closed: as with a pulled cable."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(server.pid, signal.SIGCONT)


def let_in(module_server: RunningServer, visit: Visit, code: str) -> Page:
    office = visit(f"{module_server.url}/manager/{HALL}", DESK_SCREEN)
    sign_in(office, "minh", PASSWORD)
    office.locator(".letting-in [name=code]").fill(code)
    office.locator(".letting-in [name=name]").fill("Cửa chính")
    office.locator(".letting-in .button").click()
    expect(office.locator(".letting-in [role=status]")).to_have_text("Đã cho Cửa chính vào.")
    return office


def test_a_display_joins_by_its_code_and_shows_what_the_manager_chooses(
    module_server: RunningServer, visit: Visit, admin: httpx.Client
) -> None:
    number = calls(admin, 2)
    screen = visit(f"{module_server.url}/join/display", HALL_SCREEN)
    code = screen.locator(".code").inner_text()
    office = let_in(module_server, visit, code)
    expect(screen.locator(".spotlight .number").first).to_have_text(number)

    choice = office.locator(".displays li", has_text="Cửa chính").locator("select")
    choice.select_option("counter:2")
    expect(screen.locator(".sign .which .number")).to_have_text("2")
    expect(screen.locator(".sign .whom .number")).to_have_text(number)
    expect(screen.locator(".sign footer")).to_contain_text("Nguyễn Thị Ánh")

    choice.select_option("zone:cong-an")
    expect(screen.locator("header .zone strong")).to_have_text("Khu 2: Công an")
    expect(screen.locator(".spotlight")).to_contain_text("Xin chờ đến số của mình")

    choice.select_option("totem")
    expect(screen.locator("html")).to_have_class("tall turned")
    expect(screen.locator(".spotlight .number").first).to_have_text(number)
    admin.post("/counters/2/no-show").raise_for_status()


def test_the_sign_of_a_counter_follows_it(module_server: RunningServer, visit: Visit, admin: httpx.Client) -> None:
    sign = visit(f"{module_server.url}/display/{HALL}/counter/3", HALL_SCREEN)
    expect(sign.locator(".whom")).to_contain_text("Đóng")

    number = calls(admin, 3)
    expect(sign.locator(".whom")).to_contain_text("Mời số")
    expect(sign.locator(".whom .number")).to_have_text(number)
    admin.post("/counters/3/start").raise_for_status()
    expect(sign.locator(".whom")).to_contain_text("Đang phục vụ")
    admin.post("/counters/3/finish", json={}).raise_for_status()
    admin.post("/counters/3/pause", json={"reason": "Họp giao ban"}).raise_for_status()
    expect(sign.locator(".whom")).to_contain_text("Họp giao ban")
    assert httpx.get(f"{module_server.url}/display/{HALL}/counter/77").status_code == 404


def test_six_earlier_calls_the_next_three_and_the_range_stand_beside_the_call(
    module_server: RunningServer, visit: Visit, admin: httpx.Client
) -> None:
    called = []
    for _ in range(7):
        called.append(calls(admin, 4))
        admin.post("/counters/4/no-show").raise_for_status()
    waiting = [admin.post("/tickets", json={"service": "dkdn"}).json()["ticket"]["number"] for _ in range(4)]

    for size in (HALL_SCREEN, TOTEM):
        screen = visit(f"{module_server.url}/display/{HALL}/dau-tu", size)

        expect(screen.locator(".spotlight > .number")).to_have_text(called[-1])
        expect(screen.locator(".earlier li .number:first-child")).to_have_text(called[-2::-1])
        expect(screen.locator(".ready .number")).to_have_text(waiting[:3])
        expect(screen.locator("footer .range").first).to_contain_text("phút")
        assert screen.evaluate(
            "() => document.querySelector('footer').getBoundingClientRect().bottom <= innerHeight + 1"
        )
    for _ in waiting:
        admin.post("/counters/4/call-next").raise_for_status()
        admin.post("/counters/4/no-show").raise_for_status()


def test_a_silent_line_is_told_within_six_seconds_and_mends_itself(module_server: RunningServer, visit: Visit) -> None:
    screen = visit(f"{module_server.url}/display/{HALL}", HALL_SCREEN)
    expect(screen.locator(".spotlight")).to_be_visible()

    with frozen(module_server):
        expect(screen.locator(".cut-off")).to_be_visible(timeout=6_000)

    expect(screen.locator(".cut-off")).to_have_count(0, timeout=3_000)

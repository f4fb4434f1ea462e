"""An officer's panel in each state of a counter: a second window, a reload, a crash of browser or server lose nothing.

And a counter that goes on while the server is really away.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import sign_in
from tests.running_server import HALL, RunningServer

PASSWORD = "nine red kites"
COUNTER = 4
NOTE = "Thiếu bản sao giấy khai sinh"


@dataclass
class Desk:
    """Counter 4 of a running hall, with the officer Lan before it."""

    server: RunningServer
    lan: BrowserContext

    def __post_init__(self) -> None:
        self.api = self.server.client("admin")
        self.service = self.api.get(f"counters/{COUNTER}").json()["services"][0]["service"]

    def does(self, deed: str, **body: Any) -> None:
        self.api.post(f"counters/{COUNTER}/{deed}", json=body).raise_for_status()

    def comes(self) -> str:
        number: str = (
            self.api.post("tickets", json={"service": self.service}).raise_for_status().json()["ticket"]["number"]
        )
        return number

    def window(self, path: str = "") -> Page:
        page = self.lan.new_page()
        page.goto(f"{self.server.url}/counter/{HALL}/{COUNTER}{path}?lang=vi")
        return page

    def start_again(self) -> None:
        """As after a power cut."""
        self.server.kill()
        self.server.start()

    def begin(self) -> None:
        """Closed, and nobody waits: whatever the test before left."""
        state = self.api.get(f"counters/{COUNTER}").json()
        if state["current"]:
            if state["current"]["state"] == "called":
                self.does("start")
            self.does("finish", outcome="guidance")
        for parked in state["parked"]:
            self.does("open", officer="lan")
            self.does("call", ticket=parked["ticket"])
            self.does("start")
            self.does("finish", outcome="guidance")
        self.does("close")


@pytest.fixture(scope="module")
def desk(module_server: RunningServer, chromium: Browser) -> Iterator[Desk]:
    module_server.add_user("lan", "officer", PASSWORD)
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(f"{module_server.url}/sign-in")
    sign_in(page, "lan", PASSWORD)
    page.wait_for_url(lambda address: "/sign-in" not in address)
    page.close()
    yield Desk(module_server, context)
    context.close()


def is_closed(desk: Desk) -> str:
    return "[data-command=open]"


def is_open(desk: Desk) -> str:
    desk.does("open", officer="lan")
    return "[data-command=call-next]"


def is_paused(desk: Desk) -> str:
    is_open(desk)
    desk.does("pause", reason="Họp giao ban")
    return ".waiting:has-text('Họp giao ban')"


def has_called(desk: Desk) -> str:
    is_open(desk)
    desk.comes()
    desk.does("call-next")
    return "[data-command=start]"


def serves(desk: Desk) -> str:
    has_called(desk)
    desk.does("start")
    return "[data-command=finish]"


def serves_with_a_note(desk: Desk) -> str:
    serves(desk)
    desk.does("note", note=NOTE)
    desk.does("dossiers", dossiers=3)
    return f".note:has-text('{NOTE}')"


def has_parked(desk: Desk) -> str:
    serves(desk)
    desk.does("park", reason="Bổ sung giấy tờ")
    return ".parked:has-text('Bổ sung giấy tờ')"


def rings_for_help(desk: Desk) -> str:
    serves(desk)
    desk.does("help")
    return ".help:has-text('Đã gọi hỗ trợ')"


def has_a_wrong_time(desk: Desk) -> str:
    serves(desk)
    desk.does("time-wrong")
    return ".mark-wrong"


STATES: tuple[Callable[[Desk], str], ...] = (
    *(is_closed, is_open, is_paused, has_called, serves, serves_with_a_note, has_parked, rings_for_help),
    has_a_wrong_time,
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_is_lost(desk: Desk, state: Callable[[Desk], str]) -> None:
    desk.begin()
    shows = state(desk)
    first = desk.window()
    expect(first.locator(shows).first).to_be_visible()
    number = first.locator(".visitor .number").all_inner_texts()

    second = desk.window()
    expect(second.locator(shows).first).to_be_visible()
    first.reload()
    expect(first.locator(shows).first).to_be_visible()
    second.close()
    first.close()
    desk.start_again()
    again = desk.window()

    expect(again.locator(shows).first).to_be_visible()
    assert again.locator(".visitor .number").all_inner_texts() == number
    again.close()


def test_what_one_window_does_the_other_shows(desk: Desk) -> None:
    desk.begin()
    has_called(desk)
    first, strip = desk.window(), desk.window("/strip")
    expect(strip.locator("[data-command=start]")).to_be_enabled()

    strip.keyboard.press("s")

    expect(first.locator("[data-command=finish]").first).to_be_visible()
    first.close()
    strip.close()


def test_a_counter_goes_on_while_the_server_is_away_and_the_hall_knows_of_it_afterwards(desk: Desk) -> None:
    desk.begin()
    is_open(desk)
    numbers = [desk.comes() for _ in range(2)]
    page = desk.window()
    expect(page.locator(".queue ol li")).to_have_count(2)
    desk.server.kill()
    page.locator("[data-alone=begin]").click(timeout=5_000)

    page.keyboard.press("n")
    expect(page.locator(".alone .number")).to_have_text(numbers[0])
    page.keyboard.press("f")
    page.keyboard.press("n")
    page.keyboard.press("v")
    desk.server.start()

    expect(page.locator(".handed-in .accepted")).to_have_count(2, timeout=20_000)
    expect(page.locator("[data-command=call-next]")).to_be_enabled()
    shown = desk.api.get(f"counters/{COUNTER}").json()
    assert shown["waiting"] == []
    assert numbers[1] in [each["number"] for each in shown["missed"]]
    assert desk.server.doctor().returncode == 0
    page.close()

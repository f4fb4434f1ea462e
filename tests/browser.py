"""A real Chromium for the pages. Every page must come up without an error of its own script or a blocked resource.

Whatever a page's Content-Security-Policy blocks fails the test that visits it.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

EXECUTABLE = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
expect.set_options(timeout=20_000)  # a machine at work on three other things is no fault of the page

HALL_SCREEN = (1920, 1080)
DESK_SCREEN = (1366, 768)
TABLET = (1280, 800)
PHONE = (390, 844)

Visit = Callable[..., Page]
TELL_WHAT_IS_BLOCKED = """
document.addEventListener("securitypolicyviolation", (blocked) => {
  console.error(`blocked by ${blocked.effectiveDirective}: ${blocked.blockedURI} ${blocked.sample}`);
});
"""
"""The page's own Content-Security-Policy blocks it: an error, like one of its script."""


def sign_in(page: Page, name: str, password: str) -> None:
    """On a page that asks who is there."""
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")


def become_the_screen(page: Page) -> None:
    """On the page to which a screen's link leads."""
    page.locator("form .button.first").click()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """Opens an address in a browser of its own, of a given size and language."""
    contexts = []
    faults: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(f"{message.location.get('url')}: {message.text}")

    def open_page(address: str, size: tuple[int, int] = DESK_SCREEN, locale: str = "vi-VN", **options: Any) -> Page:
        width, height = size
        context = chromium.new_context(viewport={"width": width, "height": height}, locale=locale, **options)
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(TELL_WHAT_IS_BLOCKED)
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(f"{address}: {error}"))
        page.on("console", note)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A server that a test stops breaks its sockets, and Chromium says so as an error of the page.
    assert [fault for fault in faults if "WebSocket connection" not in fault] == []

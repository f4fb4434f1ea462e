"""The README's pictures, taken from the living demonstration: `make screenshots`.

Every picture is of the real thing: the kiosk's window on an X server, the pages in Chromium, the ticket as the virtual
printer draws it from the printer's bytes.
"""

import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from display_server.contract import State
from display_server.domain.hall_plan import HallPlan
from display_server.simulation.demo.people import officer, visitors
from display_server.simulation.demo.show import (
    MANAGER,
    OFFICER,
    YOUR_COUNTER,
    Tokens,
    officers_of,
    prepare,
    running_server,
)
from display_server.simulation.processes import RealTimeRunner
from display_server.simulation.public_api import PublicApi
from display_server.simulation.visitors import Crowd
from kiosk_app.window.palette import Colour
from tests.browser import ARGUMENTS, DESK_SCREEN, EXECUTABLE, HALL_SCREEN, PHONE, TABLET, become_the_screen, sign_in
from tests.databases import free_port
from tests.kiosk_app.kiosk_window import TAKE, card, entry, kiosk_on_screen
from tests.kiosk_pictures import photograph_the_kiosk

PLANNING, FIRST_SERVICE = 0, 0
SPEED = 20


class Camera:
    def __init__(self, browser: Browser, url: str, folder: Path) -> None:
        self._browser, self._url, self._folder = browser, url, folder

    def open(self, path: str, size: tuple[int, int]) -> Page:
        width, height = size
        page = self._browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN").new_page()
        page.goto(f"{self._url}{path}")
        return page

    def shoot(self, page: Page, name: str, settled: float = 800) -> None:
        page.wait_for_timeout(settled)
        page.screenshot(path=self._folder / f"{name}.png")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    photograph_the_kiosk(folder / "kiosk", folder.parent / "kiosk_screens.md")
    with ExitStack() as closing:
        scratch = Path(closing.enter_context(TemporaryDirectory(prefix="motcua-screenshots-")))
        database, port = f"sqlite:///{scratch / 'demo.db'}", free_port()
        url = f"http://127.0.0.1:{port}"
        plan, tokens, ahead = prepare(database, datetime.now(UTC))
        closing.enter_context(running_server(scratch, database, "127.0.0.1", port, url, ahead))
        take_a_ticket_at_the_kiosk(url, tokens, scratch, folder)
        playwright = closing.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, headless=True, args=ARGUMENTS)
        closing.callback(browser.close)
        photograph_the_pages(Camera(browser, url, folder), PublicApi(url, tokens.admin, plan.slug), plan, tokens, ahead)


def take_a_ticket_at_the_kiosk(url: str, tokens: Tokens, scratch: Path, folder: Path) -> None:
    home, paper = scratch / "kiosk", scratch / "paper"
    home.mkdir()
    with kiosk_on_screen(url, tokens.kiosk, f"virtual://{paper}", home) as kiosk:
        kiosk.touch_and_see(*card(PLANNING))
        kiosk.touch_and_see(*entry(FIRST_SERVICE)).convert("RGB").save(folder / "kiosk.png")
        kiosk.touch(*TAKE)
        kiosk.until(lambda: kiosk.shows(Colour.SUCCESS), "no thanks")
    (picture,) = paper.glob("*.png")
    (folder / "ticket.png").write_bytes(picture.read_bytes())


def photograph_the_pages(camera: Camera, api: PublicApi, plan: HallPlan, tokens: Tokens, ahead: timedelta) -> None:
    hall = plan.slug
    display = camera.open(f"/display/{hall}/so-nganh-1", HALL_SCREEN)
    panel = camera.open(f"/counter/{hall}/{YOUR_COUNTER}", DESK_SCREEN)
    sign_in(panel, OFFICER, tokens.officer_password)
    tablet = camera.open(f"/rating/{hall}/{YOUR_COUNTER}?token={tokens.rating}", TABLET)
    become_the_screen(tablet)
    manager = camera.open(f"/manager/{hall}", (1440, 900))
    sign_in(manager, MANAGER, tokens.manager_password)
    runner = live(api, plan, ahead)
    ticket = api.issue("dkdn")
    phone = camera.open(f"/t/{ticket.token}", PHONE)
    phone.wait_for_selector(f"text={ticket.number}")
    camera.shoot(phone, "phone")
    api.open(YOUR_COUNTER, OFFICER)
    api.call_next(YOUR_COUNTER)
    api.act(YOUR_COUNTER, "start", State.CALLED)
    camera.shoot(panel, "panel", settled=2500)
    api.act(YOUR_COUNTER, "finish", State.SERVING)
    camera.shoot(tablet, "rating")
    camera.shoot(manager, "manager", settled=3000)
    display.wait_for_selector(".spotlight.calling", timeout=60_000)
    camera.shoot(display, "display")
    runner.over.set()


def live(api: PublicApi, plan: HallPlan, ahead: timedelta) -> RealTimeRunner:
    runner, crowd = RealTimeRunner(SPEED), Crowd(plan)
    visitors(api, crowd, runner, ahead).start()
    for number, name in officers_of(plan).items():
        officer(api, crowd, runner, number, name).start()
    return runner


if __name__ == "__main__":
    main()

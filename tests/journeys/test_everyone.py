"""Every page, for everyone: axe-core finds nothing in either language, and nothing runs off the side at 200 % zoom."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import become_the_screen, sign_in
from tests.running_server import HALL, RunningServer

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "một cửa liên thông"
LANGUAGES = ("vi", "en")
SETTLED_MS = 200
A_DOSSIER = {"code": "000.00.19.H19-261123-0042", "fee": 50_000, "receipt": "BL 7", "return_by": "post"}


@dataclass(frozen=True)
class View:
    """A page as somebody comes to it."""

    path: str
    signed_in: str | None = None
    """Whose session the browser has."""
    size: tuple[int, int] = (1366, 768)
    scrolls: bool = True
    """Whether it is read by scrolling down, and so must fit at twice the size; a wall's screen is scaled as a whole."""


class TheHall:
    """A hall at work: somebody waits, somebody is called, somebody is served and may rate."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        for name, role in (("lan", "officer"), ("minh", "manager"), ("hoa", "admin")):
            server.add_user(name, role, PASSWORD)
        self.api = server.client("admin")
        tickets = [self._take() for _ in range(5)]
        for counter in (1, 2, 3):
            self._post(f"counters/{counter}/open", officer="lan" if counter == 2 else f"Officer {counter}")
            self._post(f"counters/{counter}/call-next")
        self._post("counters/1/start")
        self._post("counters/1/finish", outcome="received", handled=[A_DOSSIER])
        for deed in ("walk-in", "start"):
            self._post(f"counters/1/{deed}", **({"service": "dkdn"} if deed == "walk-in" else {}))
        returned = {"code": A_DOSSIER["code"], "return_by": "post"}
        self._post("counters/1/finish", outcome="returned", handled=[returned])
        self._post("counters/2/start")
        self._post("counters/2/note", note="Thiếu bản sao giấy khai sinh")
        self._post("counters/2/help")
        self.served, self.serving, self.called, self.waiting, _ = (ticket["token"] for ticket in tickets)
        self.rating = server.token("rating", "--hall", HALL, "--counter", "1")
        self._show_between_calls()

    def _show_between_calls(self) -> None:
        written = BytesIO()
        Image.new("RGB", (640, 360), "#0b4f8a").save(written, "PNG")
        media = self.api.post("media", content=written.getvalue()).raise_for_status().json()["media"]
        for kind, file in (("picture", media), ("notice", None), ("ticker", None)):
            self._post("playlist", kind=kind, media=file, words={"vi": "Lối vào mới", "en": "The new entrance"})

    def serve_another(self) -> None:
        """At counter 1, whose tablet asks about it."""
        self._take()
        for deed in ("call-next", "start", "finish"):
            self._post(f"counters/1/{deed}")

    def _take(self) -> dict[str, Any]:
        ticket: dict[str, Any] = self._post("tickets", service="dkdn")["ticket"]
        return ticket

    def _post(self, path: str, **body: object) -> dict[str, Any]:
        answer: httpx.Response = self.api.post(path, json=body).raise_for_status()
        said: dict[str, Any] = answer.json()
        return said


@pytest.fixture(scope="module")
def hall(module_server: RunningServer) -> TheHall:
    return TheHall(module_server)


@pytest.fixture(scope="module")
def contexts(hall: TheHall, chromium: Browser) -> Iterator[dict[str | None, BrowserContext]]:
    """A browser for nobody, one for each person, and the tablet."""
    found: dict[str | None, BrowserContext] = {None: chromium.new_context()}
    for name in ("lan", "minh", "hoa"):
        found[name] = chromium.new_context()
        page = found[name].new_page()
        page.goto(f"{hall.server.url}/sign-in")
        sign_in(page, name, PASSWORD)
        page.wait_for_url(lambda address: "/sign-in" not in address)
        page.close()
    found["tablet"] = chromium.new_context()
    page = found["tablet"].new_page()
    page.goto(f"{hall.server.url}/?token={hall.rating}")
    become_the_screen(page)
    page.close()
    yield found
    for context in found.values():
        context.close()


VIEWS = {
    "every screen": View("/"),
    "hall display": View(f"/display/{HALL}", size=(1920, 1080), scrolls=False),
    "zone display": View(f"/display/{HALL}/dau-tu", size=(1920, 1080), scrolls=False),
    "display between calls": View(f"/display/{HALL}/cong-an", size=(1920, 1080), scrolls=False),
    "totem": View(f"/display/{HALL}", size=(1080, 1920), scrolls=False),
    "sign of a counter": View(f"/display/{HALL}/counter/2", size=(1920, 1080), scrolls=False),
    "status": View(f"/status/{HALL}"),
    "definitions": View("/definitions"),
    "phone, waiting": View("/t/{waiting}", size=(360, 640)),
    "phone, called": View("/t/{called}", size=(360, 640)),
    "phone, served": View("/t/{served}", size=(360, 640)),
    "proof": View(f"/proof/{HALL}"),
    "a code to be let in by": View("/join/display"),
    "sign-in": View("/sign-in"),
    "nothing here": View("/nowhere"),
    "panel, at work": View(f"/counter/{HALL}/2", "lan"),
    "panel, nobody there": View(f"/counter/{HALL}/4", "lan"),
    "panel, a colleague's": View(f"/counter/{HALL}/3", "lan"),
    "strip, at work": View(f"/counter/{HALL}/2/strip", "lan", (1366, 96)),
    "strip, nobody there": View(f"/counter/{HALL}/4/strip", "lan", (1366, 96)),
    "rating tablet": View(f"/rating/{HALL}/1", "tablet", (1280, 800)),
    "manager": View(f"/manager/{HALL}", "minh"),
    "headline": View(f"/headline/{HALL}", "minh"),
    "post of a day": View(f"/post/{HALL}", "minh"),
    "dossiers of a day": View(f"/dossiers/{HALL}", "minh"),
    "all halls": View("/manager", "minh"),
    "before deciding": View(f"/manager/{HALL}/planning", "minh"),
    "past days": View(f"/manager/{HALL}/history", "minh"),
    "fairness": View(f"/manager/{HALL}/fairness", "minh"),
    "story of a visit": View(f"/manager/{HALL}/visit", "minh"),
    "own past days": View(f"/manager/{HALL}/history", "lan"),
    "promised waits": View(f"/manager/{HALL}/promises", "minh"),
    "own account": View("/account", "minh"),
    "accounts": View("/admin", "hoa"),
    "security log": View("/admin/log", "hoa"),
    "voices": View("/admin/voices", "hoa"),
}


def come_to(view: View, hall: TheHall, contexts: dict[str | None, BrowserContext], language: str) -> Page:
    page = contexts[view.signed_in].new_page()
    read(page, view, hall, language)
    return page


def read(page: Page, view: View, hall: TheHall, language: str) -> None:
    page.set_viewport_size({"width": view.size[0], "height": view.size[1]})
    path = view.path.format(waiting=hall.waiting, called=hall.called, served=hall.served)
    page.goto(f"{hall.server.url}{path}?lang={language}")
    page.wait_for_selector("main")
    page.wait_for_timeout(SETTLED_MS)


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_is_for_everyone(name: str, hall: TheHall, contexts: dict[str | None, BrowserContext]) -> None:
    view = VIEWS[name]
    page = contexts[view.signed_in].new_page()
    for language in LANGUAGES:
        read(page, view, hall, language)

        page.evaluate(AXE.read_text())
        found = _violations(page)

        assert page.locator("html").get_attribute("lang") == language
        assert [_told(fault) for fault in found] == []
        if view.scrolls:
            assert _hangs_over_at_twice_the_size(page, *view.size) <= 0
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["panel, at work", "strip, at work"])
def test_each_question_of_the_panel_is_for_everyone(
    name: str, language: str, hall: TheHall, contexts: dict[str | None, BrowserContext]
) -> None:
    page = come_to(VIEWS[name], hall, contexts, language)
    page.evaluate(AXE.read_text())

    for key in ("m", "d", "t", "k", "w"):
        page.keyboard.press(key)
        expect(page.locator("form.reasons")).to_be_visible()
        assert [_told(fault) for fault in _violations(page)] == []
        page.keyboard.press("Escape")
        expect(page.locator("form.reasons")).to_have_count(0)
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_noting_dossiers_is_for_everyone(
    language: str, hall: TheHall, contexts: dict[str | None, BrowserContext]
) -> None:
    page = come_to(VIEWS["panel, at work"], hall, contexts, language)
    page.evaluate(AXE.read_text())

    page.keyboard.press("f")
    page.keyboard.press("1")
    page.keyboard.type("H19.50.05-261008-0975")
    page.keyboard.press("Enter")

    expect(page.locator("[data-line='1'] input[name=code]")).to_be_focused()
    assert [_told(fault) for fault in _violations(page)] == []
    assert _hangs_over_at_twice_the_size(page, *VIEWS["panel, at work"].size) <= 0
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_correcting_a_dossier_is_for_everyone(
    language: str, hall: TheHall, contexts: dict[str | None, BrowserContext]
) -> None:
    page = come_to(VIEWS["dossiers of a day"], hall, contexts, language)
    page.evaluate(AXE.read_text())

    page.locator("[data-dossier] button").first.click()

    expect(page.locator("#correction input").first).to_be_focused()
    assert [_told(fault) for fault in _violations(page)] == []
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("manner", [None, "large"])
def test_each_step_of_the_rating_is_for_everyone(
    manner: str | None, language: str, hall: TheHall, contexts: dict[str | None, BrowserContext]
) -> None:
    hall.serve_another()
    page = come_to(VIEWS["rating tablet"], hall, contexts, language)
    page.evaluate(AXE.read_text())
    if manner:
        page.locator(f"[data-manner={manner}]").click()

    for step, touch in (
        (".faces", ".answer[data-score='1']"),
        (".reasons", ".reasons button"),
        (".reasons [aria-pressed='true']", ".foot .on"),
        (".indicator", ".indicator button"),
        *([] if manner else [(".indicator [aria-pressed='true']", ".foot .on")]),
    ):
        expect(page.locator(step).first).to_be_visible()
        assert [_told(fault) for fault in _violations(page)] == []
        assert page.evaluate("() => document.documentElement.scrollHeight - innerHeight") <= 0
        assert _hangs_over_at_twice_the_size(page, *VIEWS["rating tablet"].size) <= 0
        page.set_viewport_size({"width": 1280, "height": 800})
        page.locator(touch).first.click()
    while page.locator(".foot .on").count():
        page.locator(".foot .on").click()

    expect(page.locator(".thanks .take-back")).to_be_visible()
    assert [_told(fault) for fault in _violations(page)] == []
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_alone_are_for_everyone(
    language: str, hall: TheHall, contexts: dict[str | None, BrowserContext]
) -> None:
    hall.serve_another()
    page = come_to(VIEWS["rating tablet"], hall, contexts, language)
    page.evaluate(AXE.read_text())
    page.locator("[data-manner=pictures]").click()

    assert [_told(fault) for fault in _violations(page)] == []
    page.locator(".answer").first.click()
    expect(page.locator(".thanks .take-back")).to_be_visible()
    page.close()


def _violations(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
    return found


def _hangs_over_at_twice_the_size(page: Page, width: int, height: int) -> int:
    """WCAG 1.4.10, pixels: read by scrolling down alone. Twice the size is half the width; on phones 320."""
    page.set_viewport_size({"width": max(320, width // 2), "height": height // 2})
    wider: int = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return wider


def _told(fault: dict[str, Any]) -> str:
    nodes = "; ".join(f"{' '.join(node['target'])}: {node['failureSummary']}" for node in fault["nodes"][:4])
    return f"{fault['id']} ({fault['impact']}): {nodes}"

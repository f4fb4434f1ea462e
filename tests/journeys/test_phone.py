"""The citizen's phone on the real server, in a real Chromium: what it loads, says, sounds, and how it is told."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import PHONE, Visit
from tests.databases import SqliteDatabases
from tests.running_server import RunningServer, always_open_hall

MOST_BYTES = 60_000
"""On the first visit, without fonts: those come once the page has shown something."""
SPY = """
window.shaken = [];
navigator.vibrate = (pattern) => { window.shaken.push(pattern); return true; };
window.struck = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.struck += 1; return start.apply(this, when); };
"""


def a_hall_that_sends_messages(folder: Path) -> Path:
    """The reference hall in three languages, the third without a catalogue."""
    file = always_open_hall(folder)
    text = re.sub(r'en = "([^"]*)"', r'en = "\1", fr = "fr: \1"', file.read_text())
    text = text.replace('languages = ["vi", "en"]', 'languages = ["vi", "en", "fr"]')
    file.write_text(text.replace("[hall.rules]\n", "[hall.rules]\nmessages = true\n"))
    return file


@pytest.fixture(scope="module")
def outbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outbox")


@pytest.fixture(scope="module")
def server(
    sqlite_template: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory, outbox: Path
) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("server")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MOTCUA_MESSAGES", f"virtual://{outbox}")
        server = RunningServer(sqlite_template.fresh(folder), a_hall_that_sends_messages(folder), folder).start()
    yield server
    server.stop()


@pytest.fixture
def hall(server: RunningServer) -> Iterator[httpx.Client]:
    """The hall, worked by a program; its counter 1 is closed again afterwards."""
    hall = server.client("admin")
    work(hall, "open")
    yield hall
    current = hall.get("counters/1").raise_for_status().json()["current"]
    if current:
        work(hall, "no-show" if current["state"] == "called" else "finish")
    while work(hall, "call-next").status_code == 200:
        work(hall, "no-show")
    work(hall, "close")


def work(hall: httpx.Client, *commands: str) -> httpx.Response:
    for command in commands:
        answer = hall.post(f"counters/1/{command}", json={}).raise_for_status()
    return answer


def issue(hall: httpx.Client) -> dict[str, Any]:
    ticket: dict[str, Any] = hall.post("tickets", json={"service": "dkdn"}).raise_for_status().json()["ticket"]
    return ticket


def loaded(context: BrowserContext, address: str) -> dict[str, int]:
    """The bytes that came over the line for each address, as the browser itself counts them."""
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    asked: dict[str, str] = {}
    came: dict[str, int] = {}
    line.on("Network.requestWillBeSent", lambda it: asked.update({it["requestId"]: it["request"]["url"]}))
    line.on("Network.loadingFinished", lambda it: came.update({asked[it["requestId"]]: int(it["encodedDataLength"])}))
    page.goto(address)
    expect(page.locator(".ticket .number")).to_be_visible()
    page.wait_for_load_state("networkidle")
    return came


def test_the_first_load_fits_a_slow_line(hall: httpx.Client, chromium: Browser) -> None:
    context = chromium.new_context(locale="vi-VN")

    came = loaded(context, issue(hall)["follow_url"])

    context.close()
    without_fonts = {address: size for address, size in came.items() if not re.search(r"\.woff2$|fonts\.css$", address)}
    assert any("socket.io" in address for address in without_fonts), "it came with all that it lives by"
    assert sum(without_fonts.values()) <= MOST_BYTES, without_fonts


def test_something_is_seen_though_no_socket_ever_stands(hall: httpx.Client, chromium: Browser) -> None:
    ticket = issue(hall)
    context = chromium.new_context(locale="vi-VN")
    context.route("**/socket.io*", lambda route: route.abort())
    page = context.new_page()

    page.goto(ticket["follow_url"])

    expect(page.locator(".ticket .number")).to_have_text(ticket["number"])
    expect(page.locator(".warning")).to_be_visible()
    context.close()


def test_a_call_sounds_shakes_and_stands_in_the_title_and_again_when_called_again(
    hall: httpx.Client, visit: Visit
) -> None:
    ticket = issue(hall)
    page = visit("about:blank", PHONE)
    page.add_init_script(SPY)
    page.goto(ticket["follow_url"])
    page.locator(".sound").click()
    expect(page.locator(".sound")).to_have_count(0)

    work(hall, "call-next")
    expect(page.locator(".call .counter")).to_contain_text("1")
    expect(page).to_have_title(f"{ticket['number']} → 1")
    assert page.evaluate("[window.shaken.length, window.struck]") == [1, 6]

    work(hall, "recall")
    page.wait_for_function("window.shaken.length === 2")
    assert page.evaluate("window.struck") == 12


def test_position_and_times_of_day_move_and_who_is_near_is_asked_to_come(hall: httpx.Client, visit: Visit) -> None:
    tickets = [issue(hall) for _ in range(5)]
    page = visit(tickets[4]["follow_url"], PHONE, timezone_id="America/New_York")
    expect(page.locator(".ahead b")).to_have_text("4")
    expect(page.locator(".nearer")).to_have_count(0)
    before = page.locator("dd small").inner_text()
    assert re.fullmatch(r"khoảng \d\d:\d\d–\d\d:\d\d", before)

    work(hall, "call-next", "no-show")

    expect(page.locator(".ahead b")).to_have_text("3")
    expect(page.locator(".nearer")).to_have_text("Mời ông/bà đến gần quầy.")
    expect(page.locator("dd small")).not_to_have_text(before)


def test_the_hall_s_own_languages_can_be_chosen_and_one_without_a_catalogue_has_its_names(
    hall: httpx.Client, visit: Visit
) -> None:
    page = visit(issue(hall)["follow_url"], PHONE)
    links = page.locator(".languages a")
    expect(links).to_have_text(["Tiếng Việt", "English", "Français"])

    links.nth(2).click()

    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(".ticket .service")).to_contain_text("fr: ")
    expect(page.get_by_text("Your number")).to_be_visible()


def test_a_citizen_leaves_a_number_takes_it_back_leaves_another_and_is_told(
    hall: httpx.Client, visit: Visit, server: RunningServer, outbox: Path
) -> None:
    ticket = issue(hall)
    for _ in range(4):
        issue(hall)
    last = issue(hall)
    page = visit(last["follow_url"], PHONE)
    ask_for_message(page, "12")
    expect(page.locator(".trouble").first).to_contain_text("Đây không phải là số điện thoại")
    ask_for_message(page, "0912 345 678")
    expect(page.locator(".messages")).to_contain_text("Khi còn ít người trước ông/bà")
    page.locator("[data-deed=no-message]").click()
    ask_for_message(page, "lan@example.vn")
    expect(page.locator("[data-deed=no-message]")).to_be_visible()

    for _ in range(2):
        work(hall, "call-next", "no-show")

    expect(page.locator(".messages")).to_contain_text("Đã gửi tin nhắn cho ông/bà", timeout=20_000)
    (file,) = outbox.iterdir()
    message = json.loads(file.read_text())
    assert (message["to"], message["url"]) == ("lan@example.vn", last["follow_url"])
    assert "912345678" not in server.log()
    assert "lan@example" not in server.log()
    assert ticket["number"] not in message["text"]


def ask_for_message(page: Page, to: str) -> None:
    page.locator(".messages input").fill(to)
    page.locator(".messages form button").click()


def test_a_push_shows_a_notice_while_no_page_is_open(
    hall: httpx.Client, server: RunningServer, chromium: Browser
) -> None:
    """The push service is on the internet: here the browser is handed what it would deliver."""
    context = chromium.new_context(permissions=["notifications"])
    page = context.new_page()
    page.goto(issue(hall)["follow_url"])
    line = context.new_cdp_session(page)
    known: list[str] = []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda it: known.extend(r["registrationId"] for r in it["registrations"]),
    )
    line.send("ServiceWorker.enable")
    page.evaluate(
        """async () => {
          await navigator.serviceWorker.register("/push_worker.js", {scope: "/t/"});
          const registration = await navigator.serviceWorker.getRegistration("/t/");
          while (!registration.active) await new Promise((done) => setTimeout(done, 50));
        }"""
    )
    notice = {"title": "A042 – Trung tâm", "body": "Số A042: mời bạn đến quầy 5.", "url": "/t/x", "tag": "motcua"}

    line.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": server.url, "registrationId": known[-1], "data": json.dumps(notice)},
    )

    shown = page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration("/t/");
          for (let look = 0; look < 100; look += 1) {
            const [notice] = await registration.getNotifications();
            if (notice) return [notice.title, notice.body, notice.data];
            await new Promise((done) => setTimeout(done, 50));
          }
        }"""
    )
    context.close()
    assert shown == [notice["title"], notice["body"], notice["url"]]

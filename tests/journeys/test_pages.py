"""The pages on the real server: a hall's work as the people before the screens see it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from display_server.contract import Condition, KioskHealth
from kiosk_app.server.client import HallServer
from tests.browser import DESK_SCREEN, HALL_SCREEN, PHONE, TABLET, Visit, become_the_screen, sign_in
from tests.running_server import HALL, RunningServer

COUNTERS = (1, 2, 3, 4)  # they all take `dkdn`; 5 and 6 are worked by single tests
PASSWORD = "một cửa liên thông"


class Hall:
    """The hall, worked through its API by a program."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self.api = server.client("admin")
        server.add_user("lan", "officer", PASSWORD)
        server.add_user("minh", "manager", PASSWORD)

    def issue(self, service: str = "dkdn") -> dict[str, str]:
        ticket: dict[str, str] = self.api.post("tickets", json={"service": service}).raise_for_status().json()["ticket"]
        return ticket

    def work(self, counter: int, *commands: str) -> httpx.Response:
        for command in commands:
            answer = self.api.post(f"counters/{counter}/{command}", json={}).raise_for_status()
        return answer

    def ratings_of(self, service: str) -> list[int]:
        """How often each score was given for it, the lowest first."""
        first, last = (f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}" for days in (-1, 1))
        query = {"from": first, "to": last, "group_by": "service"}
        rows = self.api.get("statistics", params=query).raise_for_status().json()["rows"]
        (counts,) = (row["ratings"]["counts"] for row in rows if row["key"] == service)
        return list(counts)

    def outcomes_said(self) -> list[str]:
        """How visits ended, as officers have said."""
        first, last = (f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}" for days in (-1, 1))
        query = {"from": first, "to": last, "group_by": "outcome"}
        rows = self.api.get("statistics", params=query).raise_for_status().json()["rows"]
        return [row["key"] for row in rows if row["served"] and row["key"] != "not_said"]

    def clear(self) -> None:
        """Everybody goes home, so that the next test begins with empty counters."""
        for counter in COUNTERS:
            desk = self.api.get(f"counters/{counter}").raise_for_status().json()
            if desk["state"] == "closed":
                self.work(counter, "open")
            if desk["current"]:
                self.work(counter, "no-show" if desk["current"]["state"] == "called" else "finish")
        while (called := self.work(1, "call-next")).status_code != 204:
            assert called.json()["ticket"]
            self.work(1, "no-show")
        for counter in COUNTERS:
            self.work(counter, "close")


@pytest.fixture(scope="module")
def opened_hall(module_server: RunningServer) -> Iterator[Hall]:
    hall = Hall(module_server)
    yield hall
    hall.api.close()


@pytest.fixture
def hall(opened_hall: Hall) -> Hall:
    opened_hall.clear()
    return opened_hall


def open_panel(hall: Hall, visit: Visit, counter: int) -> Page:
    """The officer Lan signs in at a counter's panel, and opens the counter by its key."""
    page = visit(f"{hall.server.url}/counter/{HALL}/{counter}", DESK_SCREEN)
    sign_in(page, "lan", PASSWORD)
    expect(page.locator("[data-command=open]")).to_be_visible()
    page.keyboard.press("o")
    expect(page.locator("[data-command=call-next]")).to_be_enabled()
    return page


def open_manager(hall: Hall, visit: Visit) -> Page:
    """The manager Minh signs in."""
    page = visit(f"{hall.server.url}/manager/{HALL}", (1440, 900))
    sign_in(page, "minh", PASSWORD)
    expect(page.locator("[data-total=waiting] dd")).to_be_visible()
    return page


def announcements(page: Page) -> None:
    """Notes what comes into the spotlight, as `number → counter`."""
    page.evaluate(
        """() => {
          window.announced = [];
          const spotlight = document.querySelector(".spotlight");
          new MutationObserver(() => {
            if (!spotlight.matches(".calling")) return;
            const [number, counter] = [...spotlight.querySelectorAll(".number")].map((it) => it.textContent);
            const call = `${number} → ${counter}`;
            if (!window.announced.includes(call)) window.announced.push(call);
          }).observe(spotlight, {subtree: true, childList: true, characterData: true, attributes: true});
        }"""
    )


def announced(page: Page, calls: int) -> list[str]:
    page.wait_for_function(f"() => window.announced.length >= {calls}", timeout=40_000)
    found: list[str] = page.evaluate("() => window.announced")
    return found


def call(hall: Hall, counter: int) -> str:
    return f"{hall.work(counter, 'open', 'call-next').json()['ticket']['number']} → {counter}"


def test_a_burst_of_calls_and_those_of_a_cut_are_all_announced(hall: Hall, visit: Visit) -> None:
    for _ in range(3):
        hall.issue()
    page = visit(f"{hall.server.url}/display/{HALL}", HALL_SCREEN)
    expect(page.locator(".spotlight")).to_be_visible()
    announcements(page)

    burst = [call(hall, counter) for counter in COUNTERS[:2]]
    assert announced(page, 2) == burst

    hall.server.kill()
    expect(page.locator(".cut-off")).to_contain_text("Mất kết nối – màn hình có thể chậm, xin theo dõi quầy")
    expect(page.locator("#screen")).to_have_class("stale")
    expect(page.locator(".spotlight > .number")).to_have_text(burst[-1].split()[0])

    hall.server.start()
    hall.work(1, "start", "finish")
    missed = call(hall, 1)
    expect(page.locator(".cut-off")).to_have_count(0)
    assert announced(page, 3) == [*burst, missed]


def test_an_officer_serves_by_the_keys_alone_and_survives_a_reload(hall: Hall, visit: Visit) -> None:
    number = hall.issue()["number"]
    page = open_panel(hall, visit, 2)

    page.keyboard.press("n")
    expect(page.locator(".visitor .number")).to_have_text(number)
    expect(page.locator("[data-command=recall]")).to_be_enabled()
    page.keyboard.press("r")
    expect(page.locator(".visitor [data-calls]")).to_have_text("2")
    expect(page.locator("[data-command=start]")).to_be_enabled()
    page.keyboard.press("s")
    expect(page.locator("[data-command=finish]")).to_be_enabled()

    page.reload()
    expect(page.locator(".visitor .number")).to_have_text(number)
    expect(page.locator(".expected")).to_contain_text("thường khoảng 12 phút")
    page.keyboard.press("f")
    page.keyboard.press("4")
    page.keyboard.press("Enter")  # no dossier is noted
    expect(page.locator("[data-command=call-next]")).to_be_enabled()
    assert "returned" in hall.outcomes_said()
    page.keyboard.press("n")
    expect(page.locator(".message")).to_have_text("Không có người chờ.")


def test_one_key_finishes_and_calls_the_next(hall: Hall, visit: Visit) -> None:
    first, second = (hall.issue()["number"] for _ in range(2))
    page = open_panel(hall, visit, 2)
    page.keyboard.press("n")
    expect(page.locator(".visitor .number")).to_have_text(first)
    expect(page.locator("[data-command=start]")).to_be_enabled()
    page.keyboard.press("s")
    expect(page.locator("[data-command=finish-call-next]")).to_be_enabled()

    page.keyboard.press("g")
    page.keyboard.press("1")
    page.keyboard.press("Enter")

    expect(page.locator(".visitor .number")).to_have_text(second)
    assert "received" in hall.outcomes_said()


def test_two_presses_of_next_call_one_visitor(hall: Hall, visit: Visit) -> None:
    hall.issue()
    hall.issue()
    page = open_panel(hall, visit, 3)

    page.locator("[data-command=call-next]").dblclick()
    expect(page.locator("[data-command=start]")).to_be_enabled()

    assert hall.api.get("counters/3").json()["waiting_count"] == 1
    expect(page.locator(".message.grave")).to_have_count(0)


def test_a_visit_is_rated_once_on_the_tablet(hall: Hall, visit: Visit) -> None:
    token = hall.server.token("rating", "--hall", HALL, "--counter", "5")
    tablet = visit(f"{hall.server.url}/rating/{HALL}/5?token={token}", TABLET)
    become_the_screen(tablet)
    expect(tablet.locator(".asleep .counter")).to_contain_text("5")
    assert "token" not in tablet.url
    ticket = hall.issue("kcn-dautu")
    hall.work(5, "open", "call-next", "start", "finish")

    expect(tablet.locator(".asking .visit")).to_contain_text(ticket["number"])
    tablet.locator(".answer[data-score='4']").click()
    with tablet.expect_response(lambda answer: answer.url.endswith("/api/v1/ratings")):
        tablet.get_by_role("button", name="Gửi").click()
    expect(tablet.locator(".thanks")).to_be_visible()

    again = httpx.post(f"{hall.server.url}/api/v1/ratings", json={"ticket": ticket["token"], "score": 1})
    assert again.status_code == 409
    assert hall.ratings_of("kcn-dautu") == [0, 0, 0, 1]


def test_why_somebody_was_not_satisfied_reaches_the_manager(hall: Hall, visit: Visit) -> None:
    token = hall.server.token("rating", "--hall", HALL, "--counter", "4")
    tablet = visit(f"{hall.server.url}/rating/{HALL}/4?token={token}", TABLET)
    become_the_screen(tablet)
    hall.issue()
    hall.work(4, "open", "call-next", "start", "finish")

    tablet.locator(".answer[data-score='1']").click()
    tablet.get_by_role("button", name="Chờ quá lâu").click()
    tablet.get_by_role("button", name="Tiếp tục").click()
    tablet.locator("[data-indicator='7'][data-points='1']").click()
    with tablet.expect_response(lambda answer: answer.url.endswith("/api/v1/ratings")):
        tablet.get_by_role("button", name="Gửi").click()

    page = open_manager(hall, visit)
    expect(page.locator("[data-reason='long-wait'] [data-measure=count]")).to_have_text("1")
    expect(page.locator("[data-indicator='7'] [data-measure=mean]")).to_have_text("1,0")
    expect(page.locator("[data-indicator='7'] [data-measure=count]")).to_have_text("1")


def test_a_citizen_follows_the_ticket_on_the_phone(hall: Hall, visit: Visit) -> None:
    hall.issue()
    ticket = hall.issue()
    page = visit(f"{hall.server.url}/t/{ticket['token']}", PHONE)
    expect(page.locator(".ticket .number")).to_have_text(ticket["number"])
    expect(page.locator(".ahead b")).to_have_text("1")

    hall.work(1, "open", "call-next", "no-show")
    expect(page.locator(".soon")).to_be_visible()
    hall.work(1, "call-next")
    expect(page.locator(".call .counter")).to_contain_text("1")
    hall.work(1, "start", "finish")
    page.locator(".answer[data-score='3']").click()
    page.locator("[data-deed='rate']").click()
    expect(page.locator(".calm")).to_contain_text("Xin cảm ơn!")

    page.reload()
    expect(page.locator(".calm")).to_contain_text("Xin cảm ơn!")


def test_the_manager_sees_the_hall_change(hall: Hall, visit: Visit) -> None:
    page = open_manager(hall, visit)
    expect(page.locator("[data-total=waiting] dd")).to_have_text("0")

    hall.issue()
    ticket = hall.issue()
    expect(page.locator("[data-total=waiting] dd")).to_have_text("2")
    expect(page.locator("table.waiting tbody")).to_contain_text("Đăng ký doanh nghiệp")
    hall.work(4, "open", "call-next")
    expect(page.locator(".counters li.busy")).to_have_count(1)
    hall.work(4, "start", "finish", "call-next")
    expect(page.locator(".counters li.busy")).to_contain_text(ticket["number"])


def test_staff_who_are_called_at_a_kiosk_are_called_on_the_managers_page(hall: Hall, visit: Visit) -> None:
    page = open_manager(hall, visit)
    line = HallServer(hall.server.url, hall.server.token("kiosk", "--hall", HALL), HALL)
    line.report_health(KioskHealth(condition=Condition.WELL, screen="Welcome", version="test"))
    expect(page.locator(".devices li")).to_have_count(1)

    assert line.call_staff("kiosk-by-the-door")

    expect(page.locator(".devices li .help")).to_have_text(re.compile(r"Cần hỗ trợ từ \d\d:\d\d"))
    line.close()


def test_a_kiosk_in_trouble_is_seen_without_scrolling(hall: Hall, visit: Visit) -> None:
    page = open_manager(hall, visit)
    line = HallServer(hall.server.url, hall.server.token("kiosk", "--hall", HALL), HALL)
    well = KioskHealth(condition=Condition.WELL, screen="Welcome", version="test")
    line.report_health(well.model_copy(update={"condition": Condition.OUT_OF_PAPER}))

    told = page.locator(".devices li.out_of_paper")
    expect(told).to_contain_text("Hết giấy")
    expect(told).to_be_in_viewport(ratio=1)
    line.report_health(well)
    expect(told).to_have_count(0)
    line.close()


def test_the_manager_reads_what_people_waited_and_takes_it_along(hall: Hall, visit: Visit) -> None:
    hall.work(6, "open")
    visits = [hall.issue("kcn-laodong") for _ in range(3)]
    for ticket in visits[:2]:
        hall.work(6, "call-next", "start", "finish")
        rating = {"ticket": ticket["token"], "score": 4}
        httpx.post(f"{hall.server.url}/api/v1/ratings", json=rating).raise_for_status()
    page = open_manager(hall, visit)

    row = page.locator("[data-key=kcn-laodong]")
    expect(row.locator("td").nth(0)).to_have_text("3")
    expect(row.locator("[data-measure=count]")).to_have_text("2")
    expect(row.locator("[data-measure=within_target]")).to_have_text("100%")
    expect(row.locator("[data-measure=ratings]")).to_have_text("2")
    expect(page.locator("tfoot [data-measure=left_open]")).to_have_text("0")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp CSV").click()
    assert "Giấy phép lao động cho người nước ngoài" in download.value.path().read_text(encoding="utf-8-sig")


def test_a_panel_is_refused_what_is_not_its_own_in_words(hall: Hall, visit: Visit) -> None:
    token = hall.server.token("panel", "--hall", HALL, "--counter", "1")
    page = visit(f"{hall.server.url}/?token={token}", DESK_SCREEN)
    become_the_screen(page)
    page.goto(f"{hall.server.url}/counter/{HALL}/2")

    expect(page.locator("h1")).to_have_text("Lượt đăng nhập này dành cho quầy 1, không phải quầy 2.")


def test_an_officer_parks_resumes_transfers_and_undoes_by_the_keys(hall: Hall, visit: Visit) -> None:
    ticket = hall.issue()
    number = ticket["number"]
    panel = open_panel(hall, visit, 1)
    panel.keyboard.press("n")
    expect(panel.locator(".visitor .number")).to_have_text(number)
    expect(panel.locator("[data-command=start]")).to_be_enabled()
    panel.keyboard.press("s")
    expect(panel.locator("[data-command=finish]")).to_be_enabled()

    panel.keyboard.press("k")
    panel.keyboard.press("1")
    expect(panel.locator(".parked .number")).to_have_text(number)
    panel.locator("[data-parked]").click()
    expect(panel.locator(".visitor .number")).to_have_text(number)
    expect(panel.locator("[data-command=start]")).to_be_enabled()
    panel.keyboard.press("s")
    expect(panel.locator("[data-command=finish]")).to_be_enabled()

    panel.keyboard.press("t")
    panel.locator("[name=search]").fill("nop ho so")
    expect(panel.locator("[data-asks=transfer] .actions .button")).to_have_count(1)
    panel.locator("[name=search]").fill("ho tich")
    panel.locator("[data-asks=transfer]").get_by_text("Hộ tịch, quốc tịch").click()
    expect(panel.locator("[data-command=call-next]")).to_be_enabled()
    panel.keyboard.press("u")  # at once: the server undoes for ten seconds, and this machine may be slow
    expect(panel.locator(".visitor .number")).to_have_text(number)

    told = hall.api.get(f"tickets/{ticket['id']}/history").raise_for_status().json()["events"]
    assert [each["event"] for each in told[-2:]] == ["TicketTransferred", "ActionUndone"]

    hall.work(26, "open")
    expect(panel.locator("[data-command=transfer]")).to_be_enabled()
    panel.keyboard.press("t")
    panel.locator("[name=search]").fill("1")
    panel.get_by_role("button", name="Đến quầy 1", exact=True).click()
    expect(panel.locator(".message")).to_contain_text("đang ở chính quầy này")
    expect(panel.locator("[data-command=transfer]")).to_be_enabled()
    panel.keyboard.press("t")
    panel.locator("[name=search]").fill("26")
    panel.get_by_role("button", name="Đến quầy 26", exact=True).click()
    expect(panel.locator("[data-command=call-next]")).to_be_enabled()
    assert waiting_for(hall, 26) == [number]
    expect(panel.locator("[data-command=undo]")).to_be_enabled()
    panel.keyboard.press("u")
    expect(panel.locator(".visitor .number")).to_have_text(number)
    assert waiting_for(hall, 26) == []
    hall.work(1, "finish")


def test_a_number_called_before_its_turn_needs_a_reason(hall: Hall, visit: Visit) -> None:
    hall.issue()
    second = hall.issue()
    panel = open_panel(hall, visit, 1)

    panel.locator(".queue li", has_text=second["number"]).locator("button").click()
    panel.locator("[data-asks=call] [name=reason]").fill("Người già, mệt")
    panel.keyboard.press("Enter")

    expect(panel.locator(".visitor .number")).to_have_text(second["number"])
    told = hall.api.get(f"tickets/{second['id']}/history").raise_for_status().json()["events"]
    assert told[-1]["facts"]["reason"] == "Người già, mệt"


def test_a_pause_tells_the_hall_when_the_counter_goes_on(hall: Hall, visit: Visit) -> None:
    panel = open_panel(hall, visit, 2)
    panel.keyboard.press("p")
    panel.get_by_label("15 phút").check()
    panel.keyboard.press("2")
    expect(panel.locator("[data-command=open]")).to_be_visible()

    desk = hall.api.get("counters/2").raise_for_status().json()

    assert desk["pause_reason"] == "Họp"
    minutes_away = (datetime.fromisoformat(desk["back_at"]) - datetime.fromisoformat(desk["at"])).total_seconds() / 60
    assert 13 < minutes_away <= 15
    (pause,) = hall.api.get("board").raise_for_status().json()["view"]["paused"]
    assert (pause["counter"], pause["back_at"]) == (2, desk["back_at"])


def test_an_officer_adds_a_stop_and_drops_it(hall: Hall, visit: Visit) -> None:
    hall.issue()
    panel = open_panel(hall, visit, 1)
    panel.keyboard.press("n")
    expect(panel.locator("[data-command=start]")).to_be_enabled()

    panel.keyboard.press("a")
    panel.locator("[name=search]").fill("ho tich")
    panel.locator("[data-asks=stops]").get_by_text("Hộ tịch, quốc tịch").click()
    expect(panel.locator(".route [data-state=ahead]")).to_contain_text("Hộ tịch, quốc tịch")
    panel.locator(".route .drop").click()

    expect(panel.locator(".route")).to_have_count(0)
    expect(panel.locator("[data-command=no-show]")).to_be_enabled()
    hall.work(1, "no-show")


def waiting_for(hall: Hall, counter: int) -> list[str]:
    return [each["number"] for each in hall.api.get(f"counters/{counter}").raise_for_status().json()["waiting"]]


def test_a_visitor_asks_for_more_time_and_gives_the_number_back_only_when_sure(hall: Hall, visit: Visit) -> None:
    ticket = hall.issue()
    phone = visit(ticket["follow_url"], PHONE)
    phone.locator("[data-deed=postpone]").click()
    expect(phone.get_by_text("Chưa gọi trước")).to_be_visible()
    assert hall.work(1, "open", "call-next").status_code == 204

    phone.locator("[data-deed=give-back]").click()
    phone.get_by_text("Không, tôi giữ số này").click()
    phone.locator("[data-deed=give-back]").click()
    phone.locator("[data-deed=cancel]").click()

    expect(phone.locator("main")).to_have_attribute("data-state", "cancelled")


def test_a_visitor_who_missed_the_call_says_on_the_phone_that_they_are_there(hall: Hall, visit: Visit) -> None:
    ticket = hall.issue()
    phone = visit(ticket["follow_url"], PHONE)
    hall.work(1, "open", "call-next", "no-show")
    expect(phone.locator("main")).to_have_attribute("data-state", "no_show")

    phone.locator("[data-deed=return]").click()

    expect(phone.locator("main")).to_have_attribute("data-state", "waiting")
    assert waiting_for(hall, 1) == [ticket["number"]]


def test_no_page_runs_or_wears_what_is_written_into_it(hall: Hall, chromium: Browser) -> None:
    token = hall.issue()["token"]
    pages = ("/", f"/display/{HALL}", f"/t/{token}", f"/manager/{HALL}", "/sign-in", f"/counter/{HALL}/1", "/nowhere")
    page = chromium.new_page()
    page.add_init_script(
        """
        window.blocked = [];
        document.addEventListener("securitypolicyviolation", (it) => window.blocked.push(it.effectiveDirective));
        """
    )

    for address in (*pages, f"/rating/{HALL}/1"):
        page.goto(hall.server.url + address)
        page.wait_for_timeout(300)
        assert page.evaluate("window.blocked") == [], address
        page.evaluate(
            """() => {
              const put = (name, text) => {
                const it = document.createElement(name);
                it.textContent = text;
                document.body.append(it);
              };
              put("script", "window.wasRun = true");
              put("style", "body { outline: 7px solid }");
              document.body.insertAdjacentHTML("beforeend", `<img src="/static/none" onerror="window.wasRun = true">`);
            }"""
        )
        page.wait_for_function("window.blocked.length >= 3")
        outline = page.evaluate("getComputedStyle(document.body).outlineWidth")
        assert (page.evaluate("Boolean(window.wasRun)"), outline != "7px") == (False, True), address
    page.context.close()

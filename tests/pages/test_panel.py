"""The officer's panel, shown desks that a test writes."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from display_server import contract
from display_server.contract import CounterState
from tests.browser import Visit, sign_in
from tests.pages import views
from tests.pages.stand_in import StandIn

DESK = f"counter:{views.HALL}:12"
COUNTER = f"halls/{views.HALL}/counters/12"
CALL_NEXT: tuple[str, object] = (f"{COUNTER}/call-next", {})
START: tuple[str, object] = (f"{COUNTER}/start", {})


@pytest.fixture
def panel(server: StandIn, visit: Visit) -> Page:
    server.show(DESK, views.desk(), 1)
    page = visit(f"{server.url}/counter/{views.HALL}/12")
    expect(page.locator("[data-command=call-next]")).to_be_visible()
    return page


def test_a_double_press_asks_once(server: StandIn, panel: Page) -> None:
    server.delay = 0.3
    panel.keyboard.press("Space")
    panel.keyboard.press("Space")
    panel.locator("[data-command=call-next]").click(force=True)
    expect(panel.locator(".message")).to_have_text("Không có người chờ.")

    assert server.asked == [CALL_NEXT]


def test_keys_are_letters_while_somebody_types(server: StandIn, panel: Page) -> None:
    panel.keyboard.press("p")
    panel.locator("[name=reason]").fill("")
    panel.locator("[name=reason]").press_sequentially("n v s")
    panel.keyboard.press("Enter")
    expect(panel.locator("[data-command=pause]")).to_be_visible()

    assert server.asked == [(f"{COUNTER}/pause", {"reason": "n v s"})]


def test_a_refusal_is_said_in_words(server: StandIn, panel: Page) -> None:
    server.refuse_with = "Quầy 12 còn giữ số A045."

    panel.keyboard.press("n")

    expect(panel.locator(".message.grave")).to_have_text("Quầy 12 còn giữ số A045.")
    expect(panel.locator("[data-command=call-next]")).to_be_enabled()


def test_who_does_not_come_is_awaited_as_long_as_the_hall_says(server: StandIn, panel: Page) -> None:
    owed = contract.NoShowRule(recalls_missing=1, allowed_at=views.now() + timedelta(minutes=2), automatic_at=None)
    server.show(DESK, views.desk(views.called("B007"), no_show=owed), 2)
    expect(panel.locator("[data-command=no-show]")).to_be_disabled()
    expect(panel.locator(".patience")).to_contain_text("gọi lại 1 lần nữa")

    over = contract.NoShowRule(recalls_missing=0, allowed_at=views.ago(0.1), automatic_at=None)
    server.show(DESK, views.desk(views.called("B007"), no_show=over), 3)

    expect(panel.locator("[data-command=no-show]")).to_be_enabled()
    expect(panel.locator(".patience")).to_have_text("")


def test_the_officer_sees_whether_the_call_is_being_said_or_waits(server: StandIn, panel: Page) -> None:
    said = contract.AnnouncementNow(
        zone="dau-tu", kind="call", number="A045", counter=12, captions={}, begins_at=views.now()
    )
    called = views.called("A045")
    server.show(DESK, views.desk(called, announcement=said), 2)
    expect(panel.locator(".announced")).to_contain_text("sẽ được đọc loa vào khoảng")

    speaking = said.model_copy(update={"ends_at": views.now() + timedelta(minutes=5), "speaker": "display 1f"})
    server.show(DESK, views.desk(called, announcement=speaking), 3)
    expect(panel.locator(".announced")).to_contain_text("đang được đọc loa")

    server.show(DESK, views.desk(called), 4)
    expect(panel.locator(".announced")).to_have_count(0)


def test_a_reload_in_the_middle_of_a_service_shows_the_same_visitor(server: StandIn, panel: Page) -> None:
    server.show(DESK, views.desk(views.serving("B007")), 2)
    expect(panel.locator(".visitor .number")).to_have_text("B007")

    panel.reload()

    expect(panel.locator(".visitor .number")).to_have_text("B007")
    expect(panel.locator(".running")).to_have_text("6:12")
    expect(panel.locator(".visitor dl div:nth-child(2)")).to_have_text("Đã chờ 7 phút")
    expect(panel.locator(".expected")).to_contain_text("thường khoảng 12 phút")


def test_the_waiting_are_listed_with_priority_and_wait(panel: Page) -> None:
    lines = panel.locator(".queue ol li")

    expect(lines).to_have_count(11)
    expect(lines.nth(1)).to_contain_text("A048")
    expect(lines.nth(1)).to_contain_text("Người cao tuổi (từ 60 tuổi)")
    expect(lines.nth(1)).to_contain_text("23 phút")


def test_cut_off_it_says_so_and_recovers(server: StandIn, panel: Page) -> None:
    server.stop()
    expect(panel.locator(".warning")).to_contain_text("Mất kết nối")
    expect(panel.locator("[data-command=call-next]")).to_be_in_viewport(ratio=1)

    server.show(DESK, views.desk(state=CounterState.CLOSED), 1)
    server.start(server.port)

    expect(panel.locator(".warning")).to_have_count(0)
    expect(panel.locator("[data-command=open]")).to_be_visible()


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(server: StandIn, visit: Visit) -> None:
    server.signed_in = False
    server.show(DESK, views.desk(), 1)
    page = visit(f"{server.url}/counter/{views.HALL}/12")
    sign_in(page, "lan", "wrong")
    expect(page.locator(".trouble")).to_have_text("Sai tên hoặc mật khẩu.")

    page.locator("[name=password]").fill("right")
    page.keyboard.press("Enter")

    expect(page.locator("[data-command=call-next]")).to_be_visible()


def test_sign_in_leads_to_no_other_server(server: StandIn, visit: Visit) -> None:
    server.signed_in = False
    page = visit(f"{server.url}/sign-in?next=https://evil.example/counter")
    sign_in(page, "lan", "right")

    page.wait_for_url(f"{server.url}/counter/{views.HALL}/12")


def test_it_speaks_english_where_asked(server: StandIn, visit: Visit) -> None:
    server.show(DESK, views.desk(), 1)
    page = visit(f"{server.url}/counter/{views.HALL}/12?lang=en")

    expect(page.locator("[data-command=call-next]")).to_contain_text("Call the next number")
    expect(page.locator("h1")).to_have_text("Counter 12")


def test_a_double_press_is_one_wish_whatever_the_button_has_become(server: StandIn, panel: Page) -> None:
    """The call is there before the second press: it would start a visitor who is still on the way."""
    panel.keyboard.press("NumpadEnter")
    server.show(DESK, views.desk(views.called()), 2)
    expect(panel.locator("[data-command=start]")).to_be_enabled()
    panel.keyboard.press("NumpadEnter")
    panel.wait_for_timeout(600)
    assert server.asked == [CALL_NEXT]

    with panel.expect_response("**/start"):
        panel.keyboard.press("NumpadEnter")
    server.show(DESK, views.desk(), 3)
    panel.locator("[data-command=call-next]").dispatch_event("click", {"detail": 2})
    with panel.expect_response("**/call-next"):
        panel.locator("[data-command=call-next]").dispatch_event("click", {"detail": 1})

    assert server.asked == [CALL_NEXT, START, CALL_NEXT]


def test_undo_stands_there_whoever_looks(server: StandIn, panel: Page) -> None:
    """A browser that was loaded anew a second after a mis-click must not have forgotten it."""
    server.show(DESK, views.desk(views.called(), undo_until=views.ago(-2)), 2)
    expect(panel.locator("[data-command=undo]")).to_be_enabled()

    panel.reload()

    expect(panel.locator("[data-command=undo]")).to_be_enabled()


def test_whoever_comes_late_waits_again_while_another_is_served(server: StandIn, panel: Page) -> None:
    late = views.waiting(3).model_copy(update={"missed_at": views.ago(4)})
    server.show(DESK, views.desk(views.serving(), missed=(late,)), 2)
    line = panel.locator(".queue .missed li")
    expect(line).to_contain_text(late.number)

    with panel.expect_response("**/return"):
        line.get_by_role("button", name="Đã đến").click()

    assert server.asked[-1] == (f"{COUNTER}/return", {"ticket": late.ticket})

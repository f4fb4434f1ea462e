"""The officer's panel, shown desks that a test writes."""

from datetime import timedelta
from typing import Any

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


# --- a key for each deed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "deed", "body"),
    [
        ("h", "help", {}),
        ("x", "time-wrong", {}),
    ],
)
def test_one_key_does_it(server: StandIn, panel: Page, key: str, deed: str, body: dict[str, object]) -> None:
    server.show(DESK, views.desk(views.serving()), 2)
    expect(panel.locator(f"[data-command='{deed}']")).to_be_enabled()

    with panel.expect_response(f"**/{deed}"):
        panel.keyboard.press(key)

    assert server.asked == [(f"{COUNTER}/{deed}", body)]


def test_a_note_is_written_shown_and_changed(server: StandIn, panel: Page) -> None:
    server.show(DESK, views.desk(views.serving()), 2)
    expect(panel.locator("[data-command=note]")).to_be_visible()
    panel.keyboard.press("m")
    panel.locator("[name=reason]").fill("Thiếu bản sao CCCD")
    panel.keyboard.press("Enter")
    expect(panel.locator("[data-command=note]")).to_be_enabled()
    assert server.asked == [(f"{COUNTER}/note", {"note": "Thiếu bản sao CCCD"})]

    written = contract.DeskNote(text="Thiếu bản sao CCCD", officer="Lan", counter=7, at=views.ago(3))
    server.show(DESK, views.desk(views.serving(), note=written), 3)
    expect(panel.locator(".note")).to_contain_text("Thiếu bản sao CCCD")
    expect(panel.locator(".note")).to_contain_text("Lan, quầy 7")

    panel.keyboard.press("m")

    expect(panel.locator("[name=reason]")).to_have_value("Thiếu bản sao CCCD")


def test_dossiers_are_seen_and_corrected_with_the_pad(server: StandIn, panel: Page) -> None:
    server.show(DESK, views.desk(views.serving(dossiers=2)), 2)
    expect(panel.locator("[data-dossiers]")).to_have_text("2")

    panel.keyboard.press("Numpad5")
    with panel.expect_response("**/dossiers"):
        panel.keyboard.press("Numpad4")

    assert server.asked == [(f"{COUNTER}/dossiers", {"dossiers": 4})]


def test_a_colleagues_parked_visitor_is_taken_with_one_key(server: StandIn, panel: Page) -> None:
    parked = tuple(views.waiting(place).model_copy(update={"counter": 7}) for place in (3, 4))
    server.show(DESK, views.desk(parked=parked), 2)
    expect(panel.locator(".queue .parked")).to_contain_text("quầy 7 tạm giữ")

    with panel.expect_response("**/call"):
        panel.keyboard.press("2")

    assert server.asked == [(f"{COUNTER}/call", {"ticket": parked[1].ticket})]


def test_a_walk_in_may_wait_in_turn(server: StandIn, panel: Page) -> None:
    panel.keyboard.press("q")
    with panel.expect_response("**/walk-in"):
        panel.keyboard.press("Numpad1")

    assert server.asked == [(f"{COUNTER}/walk-in", {"service": views.desk().services[0].service, "queued": True})]


def test_a_visitor_is_sent_to_a_counter_with_the_pad_alone(server: StandIn, panel: Page) -> None:
    server.show(DESK, views.desk(views.serving()), 2)
    expect(panel.locator("[data-command=transfer]")).to_be_enabled()
    panel.keyboard.press("NumpadMultiply")
    expect(panel.locator("[name=search]")).to_be_focused()
    panel.keyboard.type("7")
    expect(panel.locator(".reasons .actions button").first).to_contain_text("Đến quầy 7")

    with panel.expect_response("**/transfer"):
        panel.keyboard.press("NumpadEnter")

    assert server.asked == [(f"{COUNTER}/transfer", {"counter": 7, "position": "by_arrival"})]


def test_undo_says_what_it_takes_back_and_counts_down(server: StandIn, panel: Page) -> None:
    server.show(DESK, views.desk(views.called(), undo_until=views.ago(-0.2), undoes="TicketCalled"), 2)
    undo = panel.locator("[data-command=undo] small")
    expect(undo).to_contain_text("lượt gọi, còn")
    before = int("".join(filter(str.isdigit, undo.inner_text())))

    panel.wait_for_timeout(2_200)

    assert int("".join(filter(str.isdigit, undo.inner_text()))) < before


def test_who_chose_it_calls_the_next_one_by_finishing_also_after_a_reload(server: StandIn, panel: Page) -> None:
    choice: dict[str, Any] = {"call_after_finish": contract.CallAfterFinish.CHOICE}
    server.show(DESK, views.desk(**choice), 2)
    expect(panel.locator("[data-command='']")).to_be_visible()
    panel.keyboard.press("y")
    expect(panel.locator("[data-command='']")).to_have_attribute("aria-pressed", "true")
    panel.reload()
    server.show(DESK, views.desk(views.serving(), **choice), 3)
    expect(panel.locator("[data-command=finish]")).to_be_enabled()

    with panel.expect_response("**/call-next"):
        panel.keyboard.press("f")

    assert server.asked == [(f"{COUNTER}/finish", {}), CALL_NEXT]


def test_a_colleagues_counter_is_taken_over_after_a_question(server: StandIn, panel: Page) -> None:
    server.show(DESK, views.desk(views.serving(), officer="Trần Văn Minh"), 2)
    expect(panel.locator("main button[data-command]")).to_have_count(1)
    panel.keyboard.press("o")
    expect(panel.locator(".reasons")).to_contain_text("Trần Văn Minh vẫn đang ngồi quầy này")
    assert server.asked == []

    with panel.expect_response("**/open"):
        panel.keyboard.press("1")

    assert server.asked == [(f"{COUNTER}/open", {"take_over": True})]


def test_who_sits_elsewhere_is_asked_before_that_counter_is_closed(server: StandIn, panel: Page) -> None:
    server.colleagues = [{"officer": "Nguyễn Thị Lan", "counter": 3, "state": "open"}]
    server.show(DESK, views.desk(state=CounterState.CLOSED, officer=None), 2)
    expect(panel.locator("[data-command=open]")).to_be_enabled()
    panel.keyboard.press("o")
    expect(panel.locator(".reasons")).to_contain_text("đang ngồi quầy 3")

    with panel.expect_response("**/open"):
        panel.keyboard.press("1")

    assert server.asked == [(f"{COUNTER}/open", {"take_over": True})]


def test_a_visit_turns_red_only_beyond_nine_of_ten_of_the_halls_own(server: StandIn, visit: Visit) -> None:
    current = views.serving()
    server.usual = [{"service": current.service, "visits": 90, "usual_minutes": 4.0, "long_minutes": 6.0}]
    server.show(DESK, views.desk(current), 1)
    page = visit(f"{server.url}/counter/{views.HALL}/12")
    expect(page.locator(".running")).to_have_text("6:12")
    expect(page.locator(".running.long")).to_have_count(1)
    expect(page.locator(".expected")).to_contain_text("thường khoảng 4 phút")

    server.usual = [{"service": current.service, "visits": 90, "usual_minutes": 4.0, "long_minutes": 7.0}]
    page.reload()

    expect(page.locator(".running")).to_have_text("6:12")
    expect(page.locator(".running.long")).to_have_count(0)


TELLS_WHAT_IS_NOTIFIED = """
window.notified = [];
window.Notification = class {
  constructor(title, { body }) { window.notified.push(`${title} | ${body}`); }
  addEventListener() {}
};
window.Notification.permission = "granted";
"""


def test_somebody_who_comes_to_an_idle_counter_is_notified_once(server: StandIn, visit: Visit) -> None:
    server.show(DESK, views.desk(queue=0), 1)
    page = visit("about:blank")
    page.add_init_script(TELLS_WHAT_IS_NOTIFIED)
    page.goto(f"{server.url}/counter/{views.HALL}/12")
    expect(page.locator("[data-command=call-next]")).to_be_visible()

    server.show(DESK, views.desk(queue=1), 2)
    expect(page.locator(".queue ol li")).to_have_count(1)
    server.show(DESK, views.desk(queue=2), 3)
    expect(page.locator(".queue ol li")).to_have_count(2)

    assert page.evaluate("window.notified") == ["Quầy 12: có người đang chờ | A047 · Đăng ký doanh nghiệp"]


# --- the strip --------------------------------------------------------------------------------------------------------

STRIP = (1366, 96)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_strip_shows_everything_in_one_row(server: StandIn, visit: Visit, language: str) -> None:
    long_name = dict.fromkeys(("vi", "en"), "Cấp đổi Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản")
    current = views.serving("LĐ1045", service_name=long_name)
    missed = (views.waiting(3).model_copy(update={"missed_at": views.ago(4)}),)
    server.show(DESK, views.desk(current, missed=missed, undo_until=views.ago(-3), undoes="NoteWritten"), 1)

    page = visit(f"{server.url}/counter/{views.HALL}/12/strip?lang={language}", STRIP)

    expect(page.locator(".who .number")).to_have_text("LĐ1045")
    expect(page.locator("[data-command=undo]")).to_be_in_viewport(ratio=1)
    below = page.evaluate("document.documentElement.scrollHeight - innerHeight")
    assert below <= 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_visit_is_served_in_the_strip_with_the_pad_alone(server: StandIn, visit: Visit) -> None:
    server.show(DESK, views.desk(), 1)
    page = visit(f"{server.url}/counter/{views.HALL}/12/strip", STRIP)
    expect(page.locator("[data-command=call-next]")).to_be_enabled()
    with page.expect_response("**/call-next"):
        page.keyboard.press("NumpadEnter")
    server.show(DESK, views.desk(views.called()), 2)
    expect(page.locator("[data-command=start]")).to_be_enabled()
    page.wait_for_timeout(700)
    with page.expect_response("**/start"):
        page.keyboard.press("NumpadEnter")
    server.show(DESK, views.desk(views.serving(), outcome=contract.OutcomeRule.ASKED), 3)
    expect(page.locator("[data-command=finish]").first).to_be_enabled()
    page.wait_for_timeout(700)
    page.keyboard.press("NumpadEnter")
    with page.expect_response("**/finish"):
        page.keyboard.press("Numpad2")

    assert server.asked == [CALL_NEXT, START, (f"{COUNTER}/finish", {"outcome": "supplement"})]


def test_the_strip_installs_as_an_app_of_its_own(server: StandIn, visit: Visit) -> None:
    server.show(DESK, views.desk(), 1)
    page = visit(f"{server.url}/counter/{views.HALL}/12/strip", STRIP)

    manifest = page.request.get(server.url + str(page.locator("link[rel=manifest]").get_attribute("href"))).json()

    assert manifest["start_url"] == f"/counter/{views.HALL}/12/strip"
    assert manifest["display"] == "standalone"


# --- without the server -----------------------------------------------------------------------------------------------


def test_cut_off_it_says_so_within_three_seconds_and_lets_nobody_press(server: StandIn, panel: Page) -> None:
    server.stop()

    expect(panel.locator(".warning")).to_be_visible(timeout=3_500)
    expect(panel.locator("[data-command=call-next]")).to_be_disabled()
    panel.keyboard.press("n")
    server.show(DESK, views.desk(), 1)
    server.start(server.port)
    expect(panel.locator("[data-command=call-next]")).to_be_enabled()

    assert server.asked == []


def test_a_command_that_hangs_when_the_line_goes_is_given_up(server: StandIn, panel: Page) -> None:
    server.delay = 20.0
    with panel.expect_request("**/call-next") as asked:
        panel.keyboard.press("n")
    server.until_asked()
    server.stop()

    expect(panel.locator(".warning")).to_be_visible(timeout=3_500)
    panel.wait_for_timeout(300)

    assert asked.value.failure == "net::ERR_ABORTED"
    server.delay = 0.0
    server.show(DESK, views.desk(), 1)
    server.start(server.port)
    expect(panel.locator("[data-command=call-next]")).to_be_enabled()


def test_a_counter_goes_on_alone_and_hands_in_each_number_once(server: StandIn, panel: Page) -> None:
    first, second = (views.waiting(place) for place in (0, 2))
    server.takes_over = {second.ticket: "Số A049 trong lúc đó đã được quầy 5 gọi."}
    alone: dict[str, Any] = {"go_on_alone": True, "alone": (first.ticket, second.ticket)}
    server.show(DESK, views.desk(**alone), 2)
    expect(panel.locator("[data-command=call-next]")).to_be_enabled()
    server.stop()
    expect(panel.locator("[data-alone=begin]")).to_be_visible(timeout=4_000)

    panel.keyboard.press("z")
    for end in ("f", "v"):
        panel.keyboard.press("n")
        expect(panel.locator(".alone .running")).to_be_visible()
        panel.keyboard.press(end)
    expect(panel.locator(".alone")).to_contain_text("2 số")
    server.show(DESK, views.desk(**alone), 3)
    server.start(server.port)
    expect(panel.locator(".handed-in .accepted")).to_contain_text(first.number)

    expect(panel.locator(".handed-in .refused")).to_contain_text("đã được quầy 5 gọi")
    expect(panel.locator("[data-command=call-next]")).to_be_enabled()
    handed_in = [body for path, body in server.asked if path.endswith("worked-alone")]
    assert [[(each["ticket"], each["came"]) for each in body["visits"]] for body in handed_in] == [
        [(first.ticket, True), (second.ticket, False)]
    ]
    panel.keyboard.press("Escape")
    expect(panel.locator(".handed-in")).to_have_count(0)


def test_a_hall_that_does_not_want_it_lets_no_counter_go_on_alone(server: StandIn, panel: Page) -> None:
    server.show(DESK, views.desk(alone=(views.waiting(0).ticket,)), 2)
    server.stop()

    expect(panel.locator(".warning")).to_be_visible()
    expect(panel.locator("[data-alone]")).to_have_count(0)
    server.start(server.port)

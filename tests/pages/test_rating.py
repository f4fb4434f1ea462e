"""The rating tablet and the phone's question, shown what a test writes."""

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from display_server import contract
from tests.browser import PHONE, TABLET, Visit
from tests.pages import views
from tests.pages.stand_in import StandIn

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

TABLET_TOPIC = f"rating:{views.HALL}:12"


@pytest.fixture
def tablet(server: StandIn, visit: Visit) -> Page:
    server.show(TABLET_TOPIC, views.prompt(), 1)
    page = visit(f"{server.url}/rating/{views.HALL}/12", TABLET)
    expect(page.locator(".asleep .counter")).to_contain_text("12")
    return page


def test_it_wakes_when_its_counter_has_served_and_asks_once(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    expect(tablet.locator(".answer")).to_have_text(["Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng"])

    send_by(tablet, tablet.locator(".answer").first)
    expect(tablet.locator(".thanks")).to_contain_text("Xin cảm ơn!")
    server.show(TABLET_TOPIC, views.prompt(question=True), 3)

    expect(tablet.locator(".asleep")).to_be_visible(timeout=8_000)
    assert server.asked == [("ratings", {"ticket": "t0k3n", "score": 4})]


def test_it_asks_in_english_and_falls_asleep_in_vietnamese(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    tablet.get_by_role("button", name="English").click()
    expect(tablet.locator(".answer").first).to_have_text("Very satisfied")

    tablet.get_by_role("button", name="Skip").click()

    expect(tablet.locator(".asleep .counter")).to_contain_text("Quầy")


ANSWER = ("ratings", {"ticket": "t0k3n", "score": 1})


def send_by(tablet: Page, button: Locator) -> None:
    """Touches what sends the answer, and waits for the server to have it: the thanks come before."""
    with tablet.expect_response(lambda answer: answer.url.endswith("/api/v1/ratings")):
        button.click()


ASKS: dict[str, Any] = {
    "reasons": (
        contract.RatingReason(slug="long-wait", name={"vi": "Chờ quá lâu", "en": "The wait was too long"}),
        contract.RatingReason(slug="attitude", name={"vi": "Thái độ chưa tốt", "en": "The officer was not polite"}),
    ),
    "indicators": ("1", "3", "4", "7"),
}


def test_who_is_not_satisfied_is_asked_why_and_then_what_the_law_asks(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, **ASKS), 2)
    tablet.locator(".answer[data-score='1']").click()
    tablet.get_by_role("button", name="Chờ quá lâu").click()
    tablet.get_by_role("button", name="Thái độ chưa tốt").click()
    tablet.get_by_role("button", name="Tiếp tục").click()

    expect(tablet.locator(".indicator p").last).to_have_text("Thái độ của cán bộ thế nào?")
    tablet.locator("[data-indicator='7'][data-points='0']").click()
    expect(tablet.locator("[data-indicator='7'][data-points='0']")).to_have_attribute("aria-pressed", "true")
    tablet.locator("[data-indicator='1'][data-points='2']").click()
    send_by(tablet, tablet.get_by_role("button", name="Gửi"))

    expect(tablet.locator(".thanks")).to_be_visible()
    assert told_of(server) == {"score": 1, "reasons": ["long-wait", "attitude"], "indicators": {"1": 2, "7": 0}}


def told_of(server: StandIn) -> dict[str, Any]:
    """What the tablet has sent, but for whom and when."""
    ((path, body),) = server.asked
    assert path == "ratings"
    return {key: value for key, value in body.items() if key not in ("ticket", "answered_seconds_ago")}


def test_large_letters_ask_one_question_after_the_other_and_give_twice_the_time(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, **ASKS), 2)
    tablet.locator("[data-manner='large']").click()
    tablet.locator(".answer[data-score='4']").click()

    expect(tablet.locator(".indicator")).to_have_count(1)
    expect(tablet.locator(".foot .on")).to_have_text(re.compile("2[01]|1[89]"))
    for indicator in ("1", "3", "4", "7"):
        tablet.locator(f"[data-indicator='{indicator}'][data-points='2']").click()
        if indicator != "7":
            tablet.locator(".foot .on").click()
    send_by(tablet, tablet.locator(".foot .on"))

    assert told_of(server) == {"score": 4, "indicators": {"1": 2, "3": 2, "4": 2, "7": 2}}


def test_pictures_alone_take_one_touch_and_no_reading(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, **ASKS), 2)
    tablet.locator("[data-manner='pictures']").click()
    expect(tablet.locator(".answer").first).to_have_accessible_name("Rất hài lòng")
    send_by(tablet, tablet.locator(".answer[data-score='1']"))

    expect(tablet.locator(".thanks")).to_be_visible()
    assert told_of(server) == {"score": 1}


def test_a_manner_is_for_one_visitor(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    tablet.locator("[data-manner='large']").click()
    expect(tablet.locator("#screen.large")).to_be_visible()

    tablet.get_by_role("button", name="Bỏ qua").click()

    expect(tablet.locator(".asleep")).to_be_visible()
    expect(tablet.locator("#screen.large")).to_have_count(0)


def test_reading_aloud_asks_the_servers_voice_for_the_question_and_each_face(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    tablet.locator(".visit").click()  # a browser lets a page sound once it was touched
    with tablet.expect_response(lambda answer: "Not+satisfied" in answer.url, timeout=60_000) as last:
        tablet.locator("[data-manner='aloud']").click()

    assert last.value.ok


def test_each_step_goes_on_by_itself_ten_seconds_after_the_last_touch(server: StandIn, chromium: Browser) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, **ASKS), 1)
    with closing(chromium.new_context()) as context:
        tablet = context.new_page()
        tablet.clock.install()
        tablet.goto(f"{server.url}/rating/{views.HALL}/12")
        tablet.locator(".answer[data-score='1']").click()
        expect(tablet.locator(".reasons")).to_be_visible()

        tablet.clock.run_for(8_500)
        expect(tablet.locator(".reasons")).to_be_visible()
        tablet.clock.run_for(2_000)

        expect(tablet.locator(".indicator")).to_have_count(4)


def test_a_comment_is_written_by_touch_with_its_marks(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, comment=True), 2)
    tablet.locator(".answer[data-score='4']").click()
    for key in ("C", "a", "n", "dấu huyền", "Phím cách", "b", "ô", "dấu nặng", "x", "Xóa"):
        tablet.locator(".keyboard").get_by_role("button", name=key, exact=True).click()
    send_by(tablet, tablet.locator(".foot .on"))

    assert told_of(server) == {"score": 4, "comment": "Càn bộ"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_keyboard_is_for_everyone(server: StandIn, visit: Visit, language: str) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, comment=True), 1)
    page = visit(f"{server.url}/rating/{views.HALL}/12?lang={language}", TABLET)
    page.locator(".answer[data-score='4']").click()
    expect(page.locator(".keyboard")).to_be_visible()
    page.evaluate(AXE.read_text())

    found = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations.map(({id}) => id)")
    page.set_viewport_size({"width": 640, "height": 400})  # what a screen of 1280 x 800 shows at 200 %

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_tablet_cannot_be_left(server: StandIn, tablet: Page) -> None:
    address = tablet.url
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    expect(tablet.locator(".answer")).to_have_count(4)

    tablet.evaluate("history.back()")
    menu_opens = tablet.evaluate("dispatchEvent(new MouseEvent('contextmenu', {cancelable: true, bubbles: true}))")

    expect(tablet.locator(".answer")).to_have_count(4)
    assert (tablet.url, menu_opens) == (address, False)
    expect(tablet.locator("a")).to_have_count(0)


def test_the_tablet_is_an_app_that_comes_up_without_the_server(server: StandIn, tablet: Page) -> None:
    manifest = tablet.request.get(server.url + str(tablet.locator("link[rel=manifest]").get_attribute("href"))).json()
    assert (manifest["display"], manifest["start_url"]) == ("fullscreen", f"/rating/{views.HALL}/12")
    tablet.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tablet.reload()  # now through the worker, which keeps what comes
    expect(tablet.locator(".asleep .counter")).to_contain_text("12")

    tablet.context.set_offline(True)
    tablet.reload()

    expect(tablet.locator(".asleep .counter")).to_contain_text("12")
    expect(tablet.locator(".cut-off")).to_contain_text("Mất kết nối", timeout=20_000)
    tablet.context.set_offline(False)


def test_words_are_asked_where_the_hall_wants_them_only(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, comment=True), 2)
    tablet.locator(".answer[data-score='4']").click()
    tablet.get_by_role("textbox").fill("Cán bộ rất nhiệt tình.")
    send_by(tablet, tablet.get_by_role("button", name="Gửi"))

    expect(tablet.locator(".thanks")).to_be_visible()
    assert told_of(server) == {"score": 4, "comment": "Cán bộ rất nhiệt tình."}


def test_a_face_touched_by_mistake_is_chosen_anew(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, **ASKS), 2)
    tablet.locator(".answer[data-score='1']").click()
    tablet.get_by_role("button", name="Quay lại").click()
    tablet.locator(".answer[data-score='4']").click()
    send_by(tablet, tablet.get_by_role("button", name="Gửi"))

    expect(tablet.locator(".thanks")).to_be_visible()
    assert told_of(server) == {"score": 4}


def test_who_goes_away_in_the_middle_has_answered_what_they_touched(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True, **ASKS), 2)
    tablet.locator(".answer[data-score='2']").click()
    expect(tablet.locator(".reasons")).to_be_visible()

    following = views.prompt(question=True, **ASKS)
    assert following.question is not None
    another = following.question.model_copy(update={"number": "A046", "token": "an0ther"})
    with tablet.expect_response(lambda answer: answer.url.endswith("/api/v1/ratings")):
        server.show(TABLET_TOPIC, following.model_copy(update={"question": another}), 3)

    expect(tablet.locator(".asking .number")).to_have_text("A046", timeout=10_000)
    expect(tablet.locator(".faces")).to_be_visible()
    assert told_of(server) == {"score": 2}


def test_an_answer_is_taken_back(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    send_by(tablet, tablet.locator(".answer").last)
    tablet.get_by_role("button", name="Rút lại đánh giá").click()

    expect(tablet.locator(".thanks h1")).to_have_text("Đã rút lại đánh giá.")
    assert server.asked == [ANSWER, ("ratings/withdraw", {"ticket": "t0k3n"})]


def test_an_answer_that_the_server_cannot_take_now_is_kept_over_a_reload_and_sent_once(
    server: StandIn, tablet: Page
) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    server.refuse_with, server.refuse_status = "Máy chủ đang bận.", 503
    send_by(tablet, tablet.locator(".answer").last)
    expect(tablet.locator(".thanks")).to_contain_text("Xin cảm ơn!")

    server.refuse_with = None
    with tablet.expect_response(lambda answer: answer.url.endswith("/api/v1/ratings")):
        tablet.reload()
    expect(tablet.locator(".asleep .counter")).to_contain_text("12")

    server.show(TABLET_TOPIC, views.prompt(), 3)
    tablet.reload()
    expect(tablet.locator(".asleep .counter")).to_contain_text("12")
    assert [(path, body["ticket"], body["score"]) for path, body in server.asked] == [("ratings", "t0k3n", 1)] * 2


def test_an_answer_kept_and_taken_back_is_never_sent_again(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    server.refuse_with, server.refuse_status = "Máy chủ đang bận.", 503
    send_by(tablet, tablet.locator(".answer").last)
    tablet.get_by_role("button", name="Rút lại đánh giá").click()
    expect(tablet.locator(".thanks h1")).to_have_text("Đã rút lại đánh giá.")

    server.refuse_with = None
    tablet.reload()
    expect(tablet.locator("main")).to_be_visible()

    assert server.asked == [ANSWER]


def test_a_visit_that_has_an_answer_already_is_not_asked_about_again(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    server.refuse_with = "Số A045 đã được đánh giá."

    send_by(tablet, tablet.locator(".answer").last)

    expect(tablet.locator(".thanks")).to_contain_text("Xin cảm ơn!")
    assert server.asked == [ANSWER]


def test_the_phone_says_a_refusal_and_sends_the_answer_again_when_it_is_given_again(
    server: StandIn, visit: Visit
) -> None:
    server.show("ticket:t0k3n", views.served(), 1)
    page = visit(f"{server.url}/t/t0k3n", PHONE)
    server.refuse_with, server.refuse_status = "Máy chủ đang bận.", 503
    page.locator(".answer[data-score='1']").click()
    expect(page.locator(".trouble")).to_have_text("Máy chủ đang bận.")

    server.refuse_with = None
    page.locator(".answer[data-score='1']").click()

    expect(page.locator(".calm")).to_contain_text("Xin cảm ơn!")
    assert server.asked == [ANSWER, ANSWER]


def test_the_phone_shows_the_way_from_waiting_to_the_rating(server: StandIn, visit: Visit) -> None:
    server.show("ticket:t0k3n", views.ticket(), 1)
    page = visit(f"{server.url}/t/t0k3n", PHONE)
    expect(page.locator(".ahead")).to_contain_text("7")
    expect(page.locator("main")).to_contain_text("15–25 phút")

    server.show("ticket:t0k3n", views.called(), 2)
    expect(page.locator(".call")).to_contain_text("Mời đến quầy")
    expect(page.locator(".call .counter")).to_contain_text("12")

    server.show("ticket:t0k3n", views.served(), 3)
    page.locator(".answer[data-score='3']").click()
    expect(page.locator(".calm")).to_contain_text("Xin cảm ơn!")
    assert server.asked == [("ratings", {"ticket": "t0k3n", "score": 3})]


def test_the_phone_asks_what_the_hall_wants_to_know_too(server: StandIn, visit: Visit) -> None:
    asks = contract.RatingAsks(reasons=ASKS["reasons"], indicators=ASKS["indicators"], comment=True)
    server.show("ticket:t0k3n", views.served(asks=asks), 1)
    page = visit(f"{server.url}/t/t0k3n", (360, 640))
    page.locator(".answer[data-score='1']").click()
    page.get_by_role("button", name="Chờ quá lâu").click()
    page.locator("[data-indicator='4'][data-points='1']").click()
    page.get_by_role("textbox").fill("Nên có thêm ghế.")
    page.locator("[data-deed='rate']").click()

    expect(page.locator(".calm")).to_contain_text("Xin cảm ơn!")
    assert told_of(server) == {
        **{"score": 1, "reasons": ["long-wait"], "indicators": {"4": 1}},
        "comment": "Nên có thêm ghế.",
    }


def test_a_phone_that_is_put_away_in_the_middle_sends_what_was_touched(server: StandIn, visit: Visit) -> None:
    server.show("ticket:t0k3n", views.served(asks=contract.RatingAsks(reasons=ASKS["reasons"])), 1)
    page = visit(f"{server.url}/t/t0k3n", PHONE)
    page.locator(".answer[data-score='2']").click()
    expect(page.locator(".reasons")).to_be_visible()

    page.goto("about:blank")

    server.until_asked()
    assert told_of(server) == {"score": 2}


def test_a_phone_with_an_unknown_ticket_is_told_so(server: StandIn, visit: Visit) -> None:
    page = visit(f"{server.url}/t/unknown", PHONE)

    expect(page.locator("h1")).to_have_text("Không có màn hình này.")

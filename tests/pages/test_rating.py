"""The rating tablet and the phone's question, shown what a test writes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, TABLET, Visit
from tests.pages import views
from tests.pages.stand_in import StandIn

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

    tablet.locator(".answer").first.click()
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


def test_a_refused_answer_is_said_and_may_be_tried_again(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    server.refuse_with, server.refuse_status = "Máy chủ đang bận.", 503
    tablet.locator(".answer").last.click()
    expect(tablet.locator(".asking .trouble")).to_have_text("Máy chủ đang bận.")

    server.refuse_with = None
    tablet.locator(".answer").last.click()

    expect(tablet.locator(".thanks")).to_contain_text("Xin cảm ơn!")
    assert server.asked == [ANSWER, ANSWER]


def test_a_visit_that_has_an_answer_already_is_not_asked_about_again(server: StandIn, tablet: Page) -> None:
    server.show(TABLET_TOPIC, views.prompt(question=True), 2)
    server.refuse_with = "Số A045 đã được đánh giá."

    tablet.locator(".answer").last.click()

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


def test_a_phone_with_an_unknown_ticket_is_told_so(server: StandIn, visit: Visit) -> None:
    page = visit(f"{server.url}/t/unknown", PHONE)

    expect(page.locator("h1")).to_have_text("Không có màn hình này.")

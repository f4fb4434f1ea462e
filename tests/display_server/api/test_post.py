"""What passes between hall and post on a day: counted, summed up, with bar codes that scanners read."""

import io
from dataclasses import replace
from typing import Any

import pypdf
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.reporting.code128 import modules, picture
from display_server.web.services import Services
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import a_hall_plan

AT = "/api/v1/halls/hall"
CODES = [f"H19.50.05-261123-{nth:04d}" for nth in range(5)]
POSTS, LANDS = 3, 1


@pytest.fixture(autouse=True)
def worked(app: Flask, house: Services) -> None:
    """Counter 3 is the post's: it hands two dossiers in, takes one result along; counter 1 sends another by post."""
    plan = a_hall_plan()
    land, tax = plan.departments
    house.halls.load(replace(plan, departments=(land, replace(tax, post_office=True))), actor="test")
    panel = signed_in(app, Role.PANEL, "hall")
    for counter, officer in ((LANDS, "Lan"), (POSTS, "Bưu tá")):
        panel.post(f"{AT}/counters/{counter}/open", json={"officer": officer})
    fees = {"fee": 10_000, "charge": 5_000, "receipt": "BL 1"}
    finish(app, panel, POSTS, "received", {"code": CODES[0], **fees}, {"code": CODES[1]})
    finish(app, panel, LANDS, "received", {"code": CODES[2]}, {"code": CODES[3], **fees}, {"code": CODES[4]})
    finish(app, panel, POSTS, "returned", {"code": CODES[2]})
    finish(app, panel, LANDS, "returned", {"code": CODES[3], "return_by": "post", "fee": 7_000})
    finish(app, panel, LANDS, "returned", {"code": CODES[4], "return_by": "counter"})


def finish(app: Flask, panel: FlaskClient, counter: int, outcome: str, *handled: dict[str, Any]) -> None:
    service = {LANDS: "land", POSTS: "tax"}[counter]
    signed_in(app, Role.KIOSK).post(f"{AT}/tickets", json={"service": service})
    for deed in ("call-next", "start"):
        panel.post(f"{AT}/counters/{counter}/{deed}", json={})
    done = panel.post(f"{AT}/counters/{counter}/finish", json={"outcome": outcome, "handled": handled})
    assert done.status_code == 200, done.get_data(as_text=True)


def test_results_handed_over_and_dossiers_fetched_are_listed_and_summed_up(app: Flask) -> None:
    told = signed_in(app, Role.OFFICER, "hall").get(f"{AT}/post").get_json()

    over, fetched = told["handed_over"], told["fetched"]
    assert told["day"] == "2026-11-23"
    assert [each["code"] for each in over["items"]] == [CODES[2], CODES[3]]
    assert (over["fees"], over["charges"]) == (7_000, 0)
    assert [each["code"] for each in fetched["items"]] == CODES[:2]
    assert (fetched["fees"], fetched["charges"]) == (10_000, 5_000)


def test_what_leaves_by_the_posts_counter_is_a_result_by_post_in_the_headline_too(app: Flask) -> None:
    headline = signed_in(app, Role.MANAGER).get(f"{AT}/headline").get_json()

    assert (headline["by_post"], headline["returned"]) == (2, 3)


def test_the_bars_say_the_code_to_a_scanner(app: Flask) -> None:
    item = signed_in(app, Role.MANAGER).get(f"{AT}/post").get_json()["handed_over"]["items"][0]

    (read,) = zxingcpp.read_barcodes(picture(CODES[2]))

    assert (read.text, read.format) == (CODES[2], zxingcpp.BarcodeFormat.Code128)
    assert item["bars"] == modules(CODES[2])


def test_the_list_for_paper_has_counts_sums_and_room_to_sign(app: Flask) -> None:
    answer = signed_in(app, Role.MANAGER).get(f"{AT}/post.pdf?day=2026-11-23")

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]
    assert answer.content_type == "application/pdf"
    assert "Kết quả bàn giao cho bưu điện" in pages[0]
    assert CODES[3] in pages[0]
    assert "7.000" in pages[0]
    assert "Hồ sơ bưu điện" in pages[1]
    assert "Bên nhận" in pages[1]


def test_another_day_has_nothing_and_strangers_are_refused(app: Flask) -> None:
    assert signed_in(app, Role.MANAGER).get(f"{AT}/post?day=2026-11-20").get_json()["handed_over"]["items"] == []
    is_a_problem(app.test_client().get(f"{AT}/post"), 401)

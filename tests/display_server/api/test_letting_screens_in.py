"""A browser becomes a screen of the hall: it shows a code, a manager types it, and it is that screen."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_token
from display_server.web.services import Services

HALL = "/api/v1/halls/hall"


@pytest.fixture
def manager(house: Services) -> dict[str, str]:
    """How a manager's program asks."""
    return headers_of(house, Role.MANAGER)


def headers_of(house: Services, role: Role) -> dict[str, str]:
    token = create_token(house.accounts, house.clock, Principal(role, role.value, "hall"))
    return {"Authorization": f"Bearer {token}"}


def asks(browser: FlaskClient, role: str = "display") -> dict[str, str]:
    found: dict[str, str] = browser.post(f"/join/{role}").get_json()
    return found


def test_a_display_is_let_in_by_the_code_on_it_and_shows_what_is_set_for_it(
    app: Flask, manager: dict[str, str]
) -> None:
    browser, office = app.test_client(), app.test_client()
    code = asks(browser)["code"]
    assert asks(browser)["code"] == code, "the same one however often it asks"
    assert browser.get("/api/v1/me").status_code == 401, "it is nobody yet"

    body = {"code": code.lower(), "name": "By the stairs"}
    let_in = office.post(f"{HALL}/devices", json=body, headers=manager)

    assert (let_in.status_code, let_in.get_json()) == (201, {"role": "display", "name": "By the stairs"})
    assert asks(browser) == {"page": "/display/hall"}
    me = browser.get("/api/v1/me").get_json()
    assert (me["role"], me["name"], me["hall"]) == ("display", "By the stairs", "hall")
    assert '"display": "By the stairs"' in browser.get("/display/hall").text.replace("\\u0020", " ")
    displays = office.get(f"{HALL}/board").get_json()["view"]["displays"]
    assert [each["name"] for each in displays] == ["By the stairs"]


def test_a_tablet_is_good_for_its_counter_alone(app: Flask, manager: dict[str, str]) -> None:
    browser = app.test_client()
    code = asks(browser, "rating")["code"]

    unknown = app.test_client().post(
        f"{HALL}/devices", json={"code": code, "name": "T", "counter": 77}, headers=manager
    )
    app.test_client().post(f"{HALL}/devices", json={"code": code, "name": "T", "counter": 2}, headers=manager)

    assert unknown.status_code == 404
    assert asks(browser, "rating") == {"page": "/rating/hall/2"}


def test_a_code_that_nobody_shows_is_refused_in_words(app: Flask, manager: dict[str, str]) -> None:
    answer = app.test_client().post(f"{HALL}/devices", json={"code": "AAAAAA", "name": "X"}, headers=manager)

    assert answer.status_code == 404
    assert "AAAAAA" in answer.get_json()["detail"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DISPLAY, Role.KIOSK, Role.PANEL])
def test_only_managers_let_devices_in(app: Flask, house: Services, role: Role) -> None:
    code = asks(app.test_client())["code"]

    answer = app.test_client().post(
        f"{HALL}/devices", json={"code": code, "name": "X"}, headers=headers_of(house, role)
    )

    assert answer.status_code == 403


def test_another_site_cannot_have_a_browser_become_a_screen(app: Flask, manager: dict[str, str]) -> None:
    browser = app.test_client()
    app.test_client().post(f"{HALL}/devices", json={"code": asks(browser)["code"], "name": "X"}, headers=manager)

    answer = browser.post("/join/display", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert browser.get("/api/v1/me").status_code == 401


def test_nobody_becomes_a_manager_this_way(app: Flask) -> None:
    for role in ("manager", "admin", "kiosk", "officer"):
        assert app.test_client().get(f"/join/{role}").status_code == 404
        assert app.test_client().post(f"/join/{role}").status_code == 404


def test_who_was_let_in_once_and_revoked_asks_with_a_new_token(
    app: Flask, house: Services, manager: dict[str, str]
) -> None:
    browser = app.test_client()
    app.test_client().post(f"{HALL}/devices", json={"code": asks(browser)["code"], "name": "X"}, headers=manager)
    (device,) = [token for token in house.accounts.tokens() if token.name == "X"]
    house.accounts.revoke(device.id or 0, house.clock())

    assert "trouble" in asks(browser)
    assert "code" in asks(browser)

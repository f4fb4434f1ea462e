"""People's accounts: their life at an administrator's hands, and what everybody does with their own."""

from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash

from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account, create_token
from display_server.store.accounts import StoredUser
from display_server.web.services import Services
from tests.halls import MovedClock, a_hall_plan

PASSWORD, ANOTHER = "nine red kites", "eight green boats"
ACCOUNTS, SESSION, ME = "/api/v1/accounts", "/api/v1/session", "/api/v1/me"
FACTOR = "/api/v1/account/second-factor"


@pytest.fixture
def admin(app: Flask, house: Services) -> FlaskClient:
    an_account(house, Role.ADMIN, "Root", hall=None)
    return signed_in(app, "Root")


def an_account(house: Services, role: Role, name: str, hall: str | None = "hall", *, must_change: bool = False) -> int:
    principal = Principal(role, name, hall, is_person=True)
    return create_account(house.accounts, house.clock, principal, PASSWORD, must_change=must_change)


def sign_in(browser: FlaskClient, name: str, password: str = PASSWORD, **more: str) -> Any:
    answer = browser.post(SESSION, json={"name": name, "password": password, **more})
    if answer.status_code == 200:
        browser.environ_base["HTTP_X_CSRF_TOKEN"] = answer.get_json()["csrf"]
    return answer


def signed_in(app: Flask, name: str, password: str = PASSWORD) -> FlaskClient:
    browser = app.test_client()
    assert sign_in(browser, name, password).status_code == 200
    return browser


def with_token(app: Flask, house: Services, role: Role, hall: str | None = None) -> FlaskClient:
    token = create_token(house.accounts, house.clock, Principal(role, "program", hall))
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def fields_of(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.get_data(as_text=True)
    return [error["field"] for error in answer.get_json()["errors"]]


def test_a_new_officer_changes_the_first_password_before_anything_else(app: Flask, admin: FlaskClient) -> None:
    made = admin.post(ACCOUNTS, json={"name": "Lan", "role": "officer", "hall": "hall"})
    assert made.status_code == 201
    first = made.get_json()["password"]
    lan = signed_in(app, "Lan", first)

    refused = lan.post("/api/v1/halls/hall/counters/1/open")
    assert refused.status_code == 403
    assert "/account" in refused.get_json()["detail"]
    assert lan.get(ME).get_json()["must_change_password"]
    changed = lan.post("/api/v1/account/password", json={"password": first, "new_password": ANOTHER})
    lan.environ_base["HTTP_X_CSRF_TOKEN"] = changed.get_json()["csrf"]

    assert lan.post("/api/v1/halls/hall/counters/1/open").status_code == 200
    assert sign_in(app.test_client(), "Lan", first).status_code == 401
    assert sign_in(app.test_client(), "Lan", ANOTHER).status_code == 200


def test_a_changed_password_signs_out_every_other_browser(app: Flask, house: Services) -> None:
    an_account(house, Role.OFFICER, "Lan")
    here, elsewhere = signed_in(app, "Lan"), signed_in(app, "Lan")

    here.post("/api/v1/account/password", json={"password": PASSWORD, "new_password": ANOTHER})

    assert here.get(ME).status_code == 200
    assert elsewhere.get(ME).status_code == 401


@pytest.mark.parametrize(
    ("password", "new_password"),
    [
        ("wrong one", ANOTHER),
        (PASSWORD, "short"),
        (PASSWORD, "password123456"),
        (PASSWORD, "Lan hall Lan hall"),
        (PASSWORD, PASSWORD),
    ],
)
def test_a_poor_password_or_a_wrong_one_changes_nothing(
    app: Flask, house: Services, password: str, new_password: str
) -> None:
    an_account(house, Role.OFFICER, "Lan")
    lan = signed_in(app, "Lan")

    answer = lan.post("/api/v1/account/password", json={"password": password, "new_password": new_password})

    assert fields_of(answer) == ["password"]
    assert sign_in(app.test_client(), "Lan").status_code == 200


def test_a_browser_left_alone_is_no_place_to_guess_the_password(app: Flask, house: Services) -> None:
    an_account(house, Role.OFFICER, "Lan")
    lan = signed_in(app, "Lan")

    statuses = [
        lan.post("/api/v1/account/password", json={"password": f"guess {n}", "new_password": ANOTHER}).status_code
        for n in range(6)
    ]

    assert statuses == [422] * 5 + [429]


def test_an_administrator_disables_enables_and_gives_roles_and_passwords(
    app: Flask, admin: FlaskClient, house: Services
) -> None:
    account = an_account(house, Role.OFFICER, "Lan")
    lan = signed_in(app, "Lan")
    one = f"{ACCOUNTS}/{account}"

    assert admin.post(f"{one}/disable").get_json()["disabled"]
    assert lan.get(ME).status_code == 401
    assert sign_in(app.test_client(), "Lan").status_code == 401
    assert not admin.post(f"{one}/enable").get_json()["disabled"]
    lan = signed_in(app, "Lan")
    assert admin.post(f"{one}/role", json={"role": "manager", "hall": "hall"}).get_json()["role"] == "manager"
    assert lan.get(ME).status_code == 401
    given = admin.post(f"{one}/password").get_json()["password"]
    assert sign_in(app.test_client(), "Lan").status_code == 401
    lan = signed_in(app, "Lan", given)
    assert lan.get(ME).get_json()["must_change_password"]
    assert admin.post(f"{one}/sign-out").status_code == 204
    assert lan.get(ME).status_code == 401

    (listed,) = (each for each in admin.get(ACCOUNTS).get_json()["accounts"] if each["name"] == "Lan")
    assert (listed["role"], listed["disabled"], listed["must_change_password"]) == ("manager", False, True)
    assert "hash" not in str(listed)


def test_nobody_locks_the_own_account_out(admin: FlaskClient, house: Services) -> None:
    own = house.accounts.user("Root")
    assert own is not None

    assert admin.post(f"{ACCOUNTS}/{own.id}/disable").status_code == 409
    assert admin.post(f"{ACCOUNTS}/{own.id}/role", json={"role": "officer", "hall": "hall"}).status_code == 409


def test_an_administrator_of_one_hall_has_to_do_with_its_people_only(app: Flask, house: Services) -> None:
    officer = an_account(house, Role.OFFICER, "Lan")
    root = an_account(house, Role.ADMIN, "Root", hall=None)
    an_account(house, Role.ADMIN, "Local")
    local = signed_in(app, "Local")

    assert [each["name"] for each in local.get(ACCOUNTS).get_json()["accounts"]] == ["Lan", "Local"]
    assert local.post(f"{ACCOUNTS}/{officer}/sign-out").status_code == 204
    for deed in ("disable", "password", "sign-out", "second-factor/remove"):
        assert local.post(f"{ACCOUNTS}/{root}/{deed}").status_code == 403
    assert local.post(ACCOUNTS, json={"name": "Evil", "role": "admin"}).status_code == 403
    assert local.post(f"{ACCOUNTS}/{officer}/role", json={"role": "admin"}).status_code == 403


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.OFFICER, Role.MANAGER])
def test_others_have_nothing_to_do_with_accounts(app: Flask, house: Services, role: Role) -> None:
    an_account(house, role, "Lan")

    assert signed_in(app, "Lan").get(ACCOUNTS).status_code == 403


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"role": "kiosk"}, "role"),
        ({"role": "king"}, "role"),
        ({"role": "supervisor"}, "hall"),
        ({"role": "supervisor", "hall": "hall"}, "departments"),
        ({"role": "supervisor", "hall": "hall", "departments": ["fishing"]}, "departments"),
        ({"role": "officer", "hall": "hall", "departments": ["land"]}, "departments"),
        ({"role": "officer", "hall": "hall", "password": "short"}, "password"),
        ({"role": "officer", "hall": "hall", "name": "a\tb"}, "name"),
    ],
)
def test_an_impossible_account_is_refused_by_its_field(admin: FlaskClient, asked: dict[str, Any], field: str) -> None:
    assert fields_of(admin.post(ACCOUNTS, json={"name": "Minh", **asked})) == [field]


def test_an_old_hash_is_taken_over_at_the_next_sign_in(app: Flask, house: Services) -> None:
    house.accounts.add_user(StoredUser("officer", "hall", "Lan", generate_password_hash("old one")), house.clock())

    assert sign_in(app.test_client(), "Lan", "wrong").status_code == 401
    assert sign_in(app.test_client(), "Lan", "old one").status_code == 200

    stored = house.accounts.user("Lan")
    assert stored is not None
    assert stored.password_hash.startswith("$argon2id$")
    assert sign_in(app.test_client(), "Lan", "old one").status_code == 200


# --- what roles see ---


def test_a_receptionist_serves_at_a_counter_and_sees_no_statistics(app: Flask, house: Services) -> None:
    an_account(house, Role.RECEPTIONIST, "Mai")
    mai = signed_in(app, "Mai")
    number = mai.post("/api/v1/halls/hall/tickets", json={"service": "land"}).get_json()["ticket"]["number"]
    assert mai.post("/api/v1/halls/hall/counters/1/open").get_json()["officer"] == "Mai"
    assert mai.post("/api/v1/halls/hall/counters/1/call-next").get_json()["ticket"]["number"] == number
    for step in ("start", "finish"):
        assert mai.post(f"/api/v1/halls/hall/counters/1/{step}").status_code == 200

    for figures in ("statistics", "statistics.csv", "tickets/1/history"):
        assert mai.get(f"/api/v1/halls/hall/{figures}").status_code == 403


def test_a_receptionist_has_nothing_to_do_at_another_officers_counter(app: Flask, house: Services) -> None:
    an_account(house, Role.RECEPTIONIST, "Mai")
    an_account(house, Role.OFFICER, "Lan")
    signed_in(app, "Lan").post("/api/v1/halls/hall/counters/1/open")

    assert signed_in(app, "Mai").post("/api/v1/halls/hall/counters/1/close").status_code == 409


def test_a_supervisor_sees_and_does_what_is_of_the_own_departments(
    app: Flask, admin: FlaskClient, house: Services
) -> None:
    plan = a_hall_plan()
    departments = {service.slug: plan.department_of(service.slug).slug for service in plan.services}
    mine, others = departments["land"], departments["tax"]
    assert mine != others
    tickets = {
        service: admin.post("/api/v1/halls/hall/tickets", json={"service": service}).get_json()["ticket"]["id"]
        for service in ("land", "tax", "tax")
    }
    made = admin.post(ACCOUNTS, json={"name": "Hoa", "role": "supervisor", "hall": "hall", "departments": [mine]})
    first = made.get_json()["password"]
    hoa = signed_in(app, "Hoa", first)
    changed = hoa.post("/api/v1/account/password", json={"password": first, "new_password": ANOTHER})
    hoa.environ_base["HTTP_X_CSRF_TOKEN"] = changed.get_json()["csrf"]

    report = hoa.get("/api/v1/halls/hall/statistics?group_by=department").get_json()

    assert ([row["key"] for row in report["rows"]], report["total"]["issued"]) == ([mine], 1)
    assert hoa.get(f"/api/v1/halls/hall/tickets/{tickets['land']}/history").status_code == 200
    assert hoa.get(f"/api/v1/halls/hall/tickets/{tickets['tax']}/history").status_code == 403
    own = next(each.number for each in plan.counters if mine in plan.departments_at(each.number))
    foreign = next(each.number for each in plan.counters if mine not in plan.departments_at(each.number))
    assert hoa.post(f"/api/v1/halls/hall/counters/{own}/open").status_code == 200
    assert hoa.post(f"/api/v1/halls/hall/counters/{foreign}/open").status_code == 403


# --- second factors ---


def enrolled(app: Flask, house: Services, clock: MovedClock) -> tuple[pyotp.TOTP, list[str]]:
    """A manager with an authenticator app and recovery codes."""
    an_account(house, Role.MANAGER, "Thu")
    thu = signed_in(app, "Thu")
    offer = thu.post(FACTOR).get_json()
    assert offer["qr"].startswith("data:image/svg+xml;base64,")
    assert pyotp.parse_uri(offer["address"]).secret == offer["secret"]
    phone = pyotp.TOTP(offer["secret"])
    proof = {"secret": offer["secret"], "password": PASSWORD}
    assert fields_of(thu.post(f"{FACTOR}/prove", json={**proof, "code": "000000"})) == ["code"]
    codes = thu.post(f"{FACTOR}/prove", json={**proof, "code": phone.at(clock.now)}).get_json()["codes"]
    clock.advance(seconds=30)
    return phone, codes


def test_the_phones_code_is_asked_for_after_the_password_and_good_once(
    app: Flask, house: Services, clock: MovedClock
) -> None:
    phone, _ = enrolled(app, house, clock)
    browser = app.test_client()

    asked = sign_in(browser, "Thu")
    assert asked.status_code == 401
    assert [error["field"] for error in asked.get_json()["errors"]] == ["code"]
    code = phone.at(clock.now)
    assert sign_in(browser, "Thu", code=code).status_code == 200
    assert sign_in(app.test_client(), "Thu", code=code).status_code == 401
    clock.advance(seconds=30)

    assert sign_in(app.test_client(), "Thu", code=phone.at(clock.now)).status_code == 200
    assert sign_in(app.test_client(), "Thu", "wrong one", code=phone.at(clock.now)).get_json().get("errors") in (
        None,
        [],
    )


def test_a_code_of_yesterday_or_a_minute_ago_is_refused(app: Flask, house: Services, clock: MovedClock) -> None:
    phone, _ = enrolled(app, house, clock)
    code = phone.at(clock.now)

    clock.advance(seconds=90)

    assert sign_in(app.test_client(), "Thu", code=code).status_code == 401


def test_a_recovery_code_stands_in_for_the_phone_once(app: Flask, house: Services, clock: MovedClock) -> None:
    _, codes = enrolled(app, house, clock)
    assert len(set(codes)) == 10
    with app.extensions["motcua_engine"].connect() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM recovery_codes").all())
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)

    assert sign_in(app.test_client(), "Thu", code=codes[3].upper()).status_code == 200

    assert sign_in(app.test_client(), "Thu", code=codes[3]).status_code == 401
    assert sign_in(app.test_client(), "Thu", code=codes[4]).status_code == 200


def test_codes_are_not_guessed_without_end(app: Flask, house: Services, clock: MovedClock) -> None:
    enrolled(app, house, clock)
    browser = app.test_client()

    statuses = [sign_in(browser, "Thu", code=f"{n:06}").status_code for n in range(6)]

    assert statuses == [401] * 5 + [429]


def test_a_lost_phone_is_mended_by_an_administrator(
    app: Flask, admin: FlaskClient, house: Services, clock: MovedClock
) -> None:
    enrolled(app, house, clock)
    stored = house.accounts.user("Thu")
    assert stored is not None

    assert not admin.post(f"{ACCOUNTS}/{stored.id}/second-factor/remove").get_json()["has_second_factor"]

    assert sign_in(app.test_client(), "Thu").status_code == 200


def test_an_officer_needs_no_second_factor(app: Flask, house: Services, clock: MovedClock) -> None:
    an_account(house, Role.OFFICER, "Lan")
    lan = signed_in(app, "Lan")
    secret = lan.post(FACTOR).get_json()["secret"]
    proof = {"secret": secret, "password": PASSWORD, "code": pyotp.TOTP(secret).at(clock.now)}

    assert lan.post(f"{FACTOR}/prove", json=proof).status_code == 409


def test_a_program_has_no_account_of_its_own(app: Flask, house: Services) -> None:
    assert with_token(app, house, Role.MANAGER).get("/api/v1/account").status_code == 403

"""Who came in, who could not, and who changed what others may do: by person and address, and nothing secret."""

from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.failed_sign_ins import A_MINUTE
from display_server.access.principals import Principal, Role
from display_server.access.signing_in import create_account, create_token
from display_server.store.accounts import StoredToken
from display_server.web.services import Services
from tests.halls import MovedClock

PASSWORD, ANOTHER = "nine red kites", "eight green boats"
LOG, ACCOUNTS, SESSION = "/api/v1/security-log", "/api/v1/accounts", "/api/v1/session"
HERE = "127.0.0.1"


@pytest.fixture
def admin(app: Flask, house: Services) -> FlaskClient:
    an_account(house, Role.ADMIN, "Root", hall=None)
    return signed_in(app, "Root")


def an_account(house: Services, role: Role, name: str, hall: str | None = "hall") -> int:
    return create_account(house.accounts, house.clock, Principal(role, name, hall, is_person=True), PASSWORD)


def signed_in(app: Flask, name: str, password: str = PASSWORD, **more: str) -> FlaskClient:
    browser = app.test_client()
    answer = browser.post(SESSION, json={"name": name, "password": password, **more})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    browser.environ_base["HTTP_X_CSRF_TOKEN"] = answer.get_json()["csrf"]
    return browser


def entries(admin: FlaskClient, **query: str | int) -> list[Any]:
    answer = admin.get(LOG, query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: list[Any] = answer.get_json()["entries"]
    return found


def told(admin: FlaskClient, **query: str | int) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(each["kind"], each["by"], each["address"], each["about"]) for each in entries(admin, **query)]


def test_an_accounts_life_is_told_by_who_did_it_and_from_where(app: Flask, admin: FlaskClient) -> None:
    made = admin.post(ACCOUNTS, json={"name": "Lan", "role": "officer", "hall": "hall"}).get_json()
    account, first = made["account"]["id"], made["password"]
    lan = signed_in(app, "Lan", first)
    lan.post("/api/v1/account/password", json={"password": first, "new_password": ANOTHER})
    admin.post(f"{ACCOUNTS}/{account}/role", json={"role": "manager", "hall": "hall"})
    admin.post(f"{ACCOUNTS}/{account}/password")
    admin.post(f"{ACCOUNTS}/{account}/sign-out")
    admin.post(f"{ACCOUNTS}/{account}/disable")
    admin.post(f"{ACCOUNTS}/{account}/enable")

    assert told(admin, person="Lan") == [
        ("account_enabled", "Root", HERE, "Lan"),
        ("account_disabled", "Root", HERE, "Lan"),
        ("signed_out_everywhere", "Root", HERE, "Lan"),
        ("password_given", "Root", HERE, "Lan"),
        ("role_changed", "Root", HERE, "Lan"),
        ("signed_in", "Lan", HERE, None),
        ("password_changed", "Lan", HERE, "Lan"),
        ("signed_in", "Lan", HERE, None),
        ("account_added", "Root", HERE, "Lan"),
    ]
    assert [each["role"] for each in entries(admin, person="Lan") if each["kind"] == "role_changed"] == ["manager"]


def test_a_second_factor_is_told_and_its_secret_is_not(
    app: Flask, house: Services, admin: FlaskClient, clock: MovedClock
) -> None:
    an_account(house, Role.MANAGER, "Thu")
    thu = signed_in(app, "Thu")
    secret = thu.post("/api/v1/account/second-factor").get_json()["secret"]
    code = pyotp.TOTP(secret).at(clock())
    body = {"password": PASSWORD, "secret": secret, "code": code}
    codes = thu.post("/api/v1/account/second-factor/prove", json=body).get_json()["codes"]
    thu.post("/api/v1/account/second-factor/remove", json={"password": PASSWORD})

    kinds = [each[0] for each in told(admin, person="Thu")]
    assert kinds[:2] == ["second_factor_removed", "second_factor_set"]
    with app.extensions["motcua_engine"].connect() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM security_log").all())
    assert not [each for each in (PASSWORD, secret, code, *codes) if each in stored]


def test_a_wrong_password_is_told_with_its_address_and_a_typed_name_that_nobody_has_is_not(
    app: Flask, house: Services, admin: FlaskClient
) -> None:
    an_account(house, Role.OFFICER, "Lan")
    for name in ("Lan", "my secret password"):
        app.test_client().post(
            SESSION, json={"name": name, "password": "wrong"}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
        )

    assert told(admin)[:2] == [
        ("sign_in_failed", None, "192.0.2.7", None),
        ("sign_in_failed", None, "192.0.2.7", "Lan"),
    ]


def test_a_flood_of_wrong_passwords_does_not_fill_the_disk(app: Flask, house: Services, admin: FlaskClient) -> None:
    before = len(entries(admin))

    for n in range(4 * A_MINUTE):
        address = {"REMOTE_ADDR": f"192.0.2.{n}"}
        app.test_client().post(SESSION, json={"name": f"guess {n}", "password": "wrong"}, environ_base=address)

    assert len(entries(admin)) == before + A_MINUTE


def test_tokens_devices_and_plans_are_told_from_the_machine_itself(house: Services, admin: FlaskClient) -> None:
    token = create_token(house.accounts, house.clock, Principal(Role.PANEL, "panel 1", "hall", 1))
    house.accounts.revoke(1, house.clock())

    newest = entries(admin)[:2]
    assert [(each["kind"], each["about"], each["counter"], each["address"]) for each in newest] == [
        ("token_revoked", "panel 1", 1, None),
        ("token_made", "panel 1", 1, None),
    ]
    assert token not in str(newest)
    (loaded,) = [each for each in entries(admin) if each["kind"] == "plan_changed"]
    assert (loaded["by"], loaded["hall"], bool(loaded["changed"])) == ("test", "hall", True)


def test_a_screen_that_is_signed_in_by_its_link_is_told(app: Flask, house: Services, admin: FlaskClient) -> None:
    token = create_token(house.accounts, house.clock, Principal(Role.PANEL, "panel 1", "hall", 1))
    browser = app.test_client()
    browser.get(f"/?token={token}")
    browser.post("/new-screen")

    assert told(admin)[0] == ("signed_in", "panel: panel 1", HERE, None)


def test_an_export_is_told_by_whose_hand_it_was(app: Flask, house: Services, admin: FlaskClient) -> None:
    an_account(house, Role.MANAGER, "Thu")
    thu = signed_in(app, "Thu")

    assert thu.get("/api/v1/halls/hall/statistics.csv").status_code == 200

    kind, by, address, about = told(admin)[0]
    assert (kind, by, address) == ("exported", "Thu", HERE)
    assert about is not None
    assert about.endswith(".csv")


def test_a_refused_change_leaves_no_entry(house: Services, admin: FlaskClient) -> None:
    an_account(house, Role.OFFICER, "Lan")
    before = len(entries(admin))

    assert admin.post(ACCOUNTS, json={"name": "Lan", "role": "officer", "hall": "hall"}).status_code == 409
    assert admin.post(f"{ACCOUNTS}/9999/enable").status_code == 404

    assert len(entries(admin)) == before


def test_it_is_read_a_page_at_a_time_and_by_time(house: Services, admin: FlaskClient, clock: MovedClock) -> None:
    for n in range(150):
        house.accounts.add_token(f"digest {n}", StoredToken("kiosk", "hall", None, "kiosk 1"), clock())
    clock.advance(minutes=20)
    house.accounts.revoke(1, clock())

    first = admin.get(LOG).get_json()
    second = admin.get(LOG, query_string={"before": first["older"]}).get_json()

    ids = [each["id"] for each in (*first["entries"], *second["entries"])]
    assert len(first["entries"]) == 100
    assert ids == list(range(ids[0], 0, -1))
    assert second["older"] is None
    assert [each[0] for each in told(admin, **{"from": clock().isoformat()})] == ["token_revoked"]
    assert len(entries(admin, to=clock().isoformat(), before=102)) == 100


def test_only_an_administrator_reads_it_and_one_of_a_hall_only_of_that_hall(
    app: Flask, house: Services, admin: FlaskClient
) -> None:
    an_account(house, Role.MANAGER, "Thu")
    an_account(house, Role.ADMIN, "Bao", hall="hall")

    assert app.test_client().get(LOG).status_code == 401
    assert signed_in(app, "Thu").get(LOG).status_code == 403
    seen = entries(signed_in(app, "Bao"))
    assert {each["hall"] for each in seen} == {"hall"}
    assert len(seen) < len(entries(admin))


@pytest.mark.parametrize(
    "query", [{"from": "yesterday"}, {"before": "-1"}, {"since": "2026-01-01T00:00:00Z", "x": "1"}]
)
def test_a_question_that_cannot_be_understood_is_refused_in_words(admin: FlaskClient, query: dict[str, str]) -> None:
    answer = admin.get(LOG, query_string=query)

    assert answer.status_code == 422
    assert answer.get_json()["errors"]

"""Who stays signed in at a browser, and for how long. Nothing that the server has ended opens anything any more."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from display_server.access import passwords
from display_server.access.principals import Principal, Role
from display_server.access.sessions import digest_of
from display_server.access.signing_in import create_account, create_token
from display_server.store.accounts import Accounts
from display_server.store.database import connect
from display_server.web.services import Services
from tests.halls import MovedClock

PASSWORD = "nine red kites"
ANOTHER = "eight green boats"
AT_1 = "/api/v1/halls/hall/counters/1"
ME = "/api/v1/me"


@pytest.fixture
def elsewhere(sqlite_database: str) -> Iterator[Accounts]:
    """The accounts as another process has them: the command line, or a second worker."""
    engine = connect(sqlite_database)
    yield Accounts(engine)
    engine.dispose()


def an_account(house: Services, role: Role = Role.OFFICER, name: str = "Lan") -> int:
    return create_account(house.accounts, house.clock, Principal(role, name, "hall", is_person=True), PASSWORD)


def signed_in(app: Flask, name: str = "Lan", password: str = PASSWORD) -> FlaskClient:
    browser = app.test_client()
    answer = browser.post("/api/v1/session", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    browser.environ_base["HTTP_X_CSRF_TOKEN"] = answer.get_json()["csrf"]
    return browser


def is_signed_in(browser: FlaskClient) -> bool:
    status = browser.get(ME).status_code
    assert status in (200, 401)
    return status == 200


def copy_of(browser: FlaskClient, app: Flask) -> FlaskClient:
    """Another browser with the same cookie."""
    thief = app.test_client()
    cookie = browser.get_cookie("motcua")
    assert cookie is not None
    thief.set_cookie("motcua", cookie.value)
    return thief


def statements_of(app: Flask) -> list[str]:
    """What the database is asked from now on."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(app.extensions["motcua_engine"], "before_cursor_execute", note)
    return asked


def a_screen(app: Flask, token: str) -> FlaskClient:
    browser = app.test_client()
    browser.get(f"/?token={token}")
    assert browser.post("/new-screen").status_code == 303
    return browser


def test_a_copied_cookie_does_not_outlive_the_sign_out(app: Flask, house: Services) -> None:
    an_account(house)
    browser = signed_in(app)
    thief = copy_of(browser, app)
    assert is_signed_in(thief)

    browser.delete("/api/v1/session")

    assert not is_signed_in(thief)


def test_the_cookie_says_nothing_and_the_database_cannot_give_it_back(app: Flask, house: Services) -> None:
    an_account(house)
    cookie = signed_in(app).get_cookie("motcua")

    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert len(cookie.value) == 43
    with app.extensions["motcua_engine"].connect() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM sessions").all())
    assert cookie.value not in stored


def test_a_device_that_was_revoked_elsewhere_is_out_within_a_second(
    app: Flask, house: Services, elsewhere: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = MonotonicClock()
    monkeypatch.setattr(house.accounts.sessions._trusted, "_clock", seconds)
    token = create_token(house.accounts, house.clock, Principal(Role.PANEL, "panel 1", "hall", 1))
    panel = a_screen(app, token)
    assert is_signed_in(panel)

    elsewhere.revoke(1, house.clock())
    seconds.now += 1.0

    assert not is_signed_in(panel)
    assert panel.post(f"{AT_1}/open", headers={"X-CSRF-Token": "any"}).status_code == 401


def test_the_process_that_revokes_lets_nobody_in_from_that_moment(app: Flask, house: Services) -> None:
    token = create_token(house.accounts, house.clock, Principal(Role.KIOSK, "kiosk 1", "hall"))
    kiosk = app.test_client()
    kiosk.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    assert kiosk.get(ME).status_code == 200

    house.accounts.revoke(1, house.clock())

    assert kiosk.get(ME).status_code == 401


def test_an_officer_is_signed_out_after_twelve_hours_at_work(app: Flask, house: Services, clock: MovedClock) -> None:
    an_account(house)
    browser = signed_in(app)

    for _ in range(11):
        clock.advance(minutes=60)
        assert is_signed_in(browser)
    clock.advance(minutes=60)

    assert not is_signed_in(browser)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MANAGER, Role.ADMIN])
def test_whoever_sees_most_is_signed_out_after_half_an_hour_of_nothing(
    app: Flask, house: Services, clock: MovedClock, role: Role
) -> None:
    an_account(house, role)
    browser = signed_in(app)

    clock.advance(minutes=29)
    assert is_signed_in(browser)
    clock.advance(minutes=29)
    assert is_signed_in(browser)
    clock.advance(minutes=30)

    assert not is_signed_in(browser)


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(app: Flask, house: Services, clock: MovedClock) -> None:
    an_account(house, Role.MANAGER)
    browser = signed_in(app)

    for _ in range(2):
        clock.advance(minutes=15)
        answer = browser.get("/api/v1/halls/hall/statistics", headers={"X-Unattended": "yes"})

    assert answer.status_code == 401


def test_use_is_noted_once_a_minute_and_asking_costs_no_statement_each(
    app: Flask, house: Services, clock: MovedClock
) -> None:
    an_account(house)
    browser = signed_in(app)
    is_signed_in(browser)
    asked = statements_of(app)

    clock.advance(minutes=2)
    for _ in range(100):
        clock.advance(seconds=0.5)
        assert is_signed_in(browser)

    assert sum(each.startswith("UPDATE") for each in asked) == 1
    assert len(asked) < 20  # one, and one for each second that this machine took


def test_a_token_is_asked_for_once_a_second_and_not_with_each_ticket(app: Flask, house: Services) -> None:
    token = create_token(house.accounts, house.clock, Principal(Role.KIOSK, "kiosk 1", "hall"))
    kiosk = app.test_client()
    kiosk.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    asked = statements_of(app)

    for _ in range(50):
        assert kiosk.post("/api/v1/halls/hall/tickets", json={"service": "tax"}).status_code == 201

    assert sum("FROM tokens" in each for each in asked) < 10


def test_what_is_remembered_of_who_may_come_in_is_bounded(house: Services) -> None:
    tokens = [
        create_token(house.accounts, house.clock, Principal(Role.KIOSK, f"kiosk {number}", "hall"))
        for number in range(30)
    ]
    house.accounts._trusted._most = 10

    for token in tokens:
        house.accounts.token(digest_of(token))
        house.accounts.token(digest_of(f"guessed {token}"))

    assert len(house.accounts._trusted._entries) <= 10


def test_a_change_of_role_or_password_and_disabling_sign_out_everywhere(app: Flask, house: Services) -> None:
    account = an_account(house)
    deeds: tuple[Callable[[], None], ...] = (
        lambda: house.accounts.change_role(account, Role.MANAGER, "hall", [], house.clock()),
        lambda: house.accounts.change_password(account, passwords.hash_of(PASSWORD), house.clock(), must_change=False),
        lambda: house.accounts.sessions.end_of_account(account, house.clock()),
        lambda: house.accounts.disable(account, house.clock()),
    )
    for deed in deeds:
        browsers = [signed_in(app), signed_in(app)]

        deed()

        assert [is_signed_in(browser) for browser in browsers] == [False, False]


def test_a_new_sign_in_at_a_browser_ends_the_one_before(app: Flask, house: Services) -> None:
    an_account(house)
    an_account(house, name="Minh")
    browser = signed_in(app)
    before = copy_of(browser, app)

    browser.post("/api/v1/session", json={"name": "Minh", "password": PASSWORD})

    assert browser.get(ME).get_json()["name"] == "Minh"
    assert not is_signed_in(before)


def test_an_old_signed_cookie_opens_nothing(app: Flask) -> None:
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["who"] = {"role": "admin", "name": "x", "hall": None, "counter": None, "is_person": True}

    assert not is_signed_in(browser)


# --- a browser becomes a screen ---


@pytest.mark.parametrize(
    ("role", "counter", "page"),
    [(Role.PANEL, 1, "/counter/hall/1"), (Role.RATING, 1, "/rating/hall/1"), (Role.DISPLAY, None, "/display/hall")],
)
def test_a_screens_link_asks_first_and_leads_to_its_own_page(
    app: Flask, house: Services, role: Role, counter: int | None, page: str
) -> None:
    token = create_token(house.accounts, house.clock, Principal(role, "screen 1", "hall", counter))
    browser = app.test_client()

    asked = browser.get(f"/manager/hall?token={token}&lang=en")
    assert (asked.status_code, asked.headers["Location"]) == (302, "/new-screen?lang=en")
    consent = browser.get("/new-screen?lang=en")
    assert "screen 1" in consent.text
    assert token not in consent.text
    assert not is_signed_in(browser)
    pressed = browser.post("/new-screen")

    assert (pressed.status_code, pressed.headers["Location"]) == (303, page)
    assert browser.get(ME).get_json()["role"] == role


@pytest.mark.parametrize("role", [Role.KIOSK, Role.OFFICER, Role.MANAGER, Role.ADMIN])
def test_no_link_signs_in_anything_but_a_screen(app: Flask, house: Services, role: Role) -> None:
    token = create_token(house.accounts, house.clock, Principal(role, "program", "hall"))
    browser = app.test_client()

    browser.get(f"/?token={token}")

    assert browser.get("/new-screen").status_code == 403
    assert browser.post("/new-screen").status_code == 403
    assert not is_signed_in(browser)


def test_a_link_makes_no_tablet_of_a_signed_in_manager(app: Flask, house: Services) -> None:
    an_account(house, Role.MANAGER, "Thu")
    token = create_token(house.accounts, house.clock, Principal(Role.RATING, "tablet 1", "hall", 1))
    browser = signed_in(app, "Thu")

    browser.get(f"/?token={token}")
    consent = browser.get("/new-screen?lang=en")

    assert "Thu is signed in here" in consent.text
    assert browser.get(ME).get_json()["name"] == "Thu"


def test_another_site_cannot_press_for_somebody(app: Flask, house: Services) -> None:
    token = create_token(house.accounts, house.clock, Principal(Role.RATING, "tablet 1", "hall", 1))
    browser = app.test_client()
    browser.get(f"/?token={token}")
    cookie = browser.get_cookie("motcua_new_screen", path="/new-screen")

    pressed = browser.post("/new-screen", headers={"Sec-Fetch-Site": "cross-site"})

    assert cookie is not None
    assert cookie.same_site == "Lax"
    assert pressed.status_code == 403
    assert not is_signed_in(browser)


def test_an_odd_address_with_a_token_leads_nowhere_else(app: Flask, house: Services) -> None:
    token = create_token(house.accounts, house.clock, Principal(Role.RATING, "tablet 1", "hall", 1))

    answer = app.test_client().get(f"/%09/evil.example/?token={token}")

    assert answer.headers["Location"] == "/new-screen"


@pytest.mark.parametrize(
    "wanted",
    [
        *("//evil.example", "/.//evil.example", "/\\evil.example", "https://evil.example/", "/%09/evil.example"),
        *(
            "/\t/evil.example",
            "/manager/../t/x",
            "/manager/hall/",
            "/manager/hall?x=1",
            "/manager/hall\n",
            "manager/hall",
        ),
        *("/counter/hall/1/..", "javascript:alert(1)", "/t/token", "/new-screen", "/manager/HALL"),
    ],
)
def test_nobody_is_led_off_the_site_after_the_sign_in(app: Flask, wanted: str) -> None:
    page = app.test_client().get("/sign-in", query_string={"next": wanted})

    assert '"next": null' in page.text


@pytest.mark.parametrize(
    "wanted", ["/manager/hall", "/counter/hall/12", "/admin", "/admin/log", "/account", "/rating/dong-nai/3"]
)
def test_whoever_had_to_sign_in_first_is_led_back(app: Flask, wanted: str) -> None:
    page = app.test_client().get("/sign-in", query_string={"next": wanted})

    assert f'"next": "{wanted}"' in page.text


class MonotonicClock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now

"""Looking a dossier up at the kiosk, over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access.principals import Role
from display_server.app import create_app
from display_server.domain.dossier import Dossier, Progress
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotValid, TooOften
from display_server.limits.rate_limit import RateLimit
from display_server.process.settings import Settings
from display_server.use_cases import dossiers
from display_server.web.services import DOSSIERS_A_MINUTE
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan

READY, ELSEWHERE, LATER = (f"000.00.19.H19-261101-000{number}" for number in (1, 2, 3))
TABLE = f"code,state,counter,date\n{READY},ready,2,\n{ELSEWHERE},ready,99,\n{LATER},not_yet,,2026-12-01\n"
AT = "/api/v1/halls/hall/dossiers"


def plan() -> HallPlan:
    usual = a_hall_plan()
    fields = {name: getattr(usual, name) for name in usual.__dataclass_fields__}
    return HallPlan(**fields | {"dossier_code_pattern": r"\d{3}\.\d{2}\.\d{2}\.H19-\d{6}-\d{4}"})


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "dossiers.csv"
    file.write_text(TABLE)
    return file


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock, table: Path) -> Iterator[Flask]:
    app = create_app(Settings(database_url=sqlite_database, secret_key="test", one_stop=f"file://{table}"), clock)
    app.extensions["motcua"].halls.load(plan(), actor="test")
    yield app
    app.extensions["motcua_engine"].dispose()


@pytest.fixture
def kiosk(app: Flask) -> FlaskClient:
    return signed_in(app, Role.KIOSK)


def test_a_result_that_is_ready_names_its_counter(kiosk: FlaskClient) -> None:
    assert kiosk.get(f"{AT}/{READY}").get_json() == {
        "progress": "ready",
        "counter": 2,
        "not_before": None,
        "words": {
            "vi": "Hồ sơ đã có kết quả. Mời ông/bà nhận kết quả tại quầy số 2.",
            "en": "Your result is ready. Please fetch it at counter 2.",
        },
    }


def test_a_counter_that_is_not_of_this_hall_is_not_named(kiosk: FlaskClient) -> None:
    answer = kiosk.get(f"{AT}/{ELSEWHERE}").get_json()

    assert (answer["progress"], answer["counter"]) == ("ready", None)


def test_a_result_that_is_not_ready_names_the_day(kiosk: FlaskClient) -> None:
    answer = kiosk.get(f"{AT}/{LATER}").get_json()

    assert (answer["progress"], answer["not_before"]) == ("not_yet", "2026-12-01")
    assert "01/12/2026" in answer["words"]["vi"]
    assert "không cần lấy số" in answer["words"]["vi"]


def test_a_dossier_that_nobody_knows_is_answered_in_words(kiosk: FlaskClient) -> None:
    answer = kiosk.get(f"{AT}/000.00.19.H19-261101-9999").get_json()

    assert answer["progress"] == "unknown"
    assert "giấy biên nhận" in answer["words"]["vi"]


def test_what_is_no_code_is_refused(kiosk: FlaskClient) -> None:
    is_a_problem(kiosk.get(f"{AT}/A045"), 422)


def test_only_kiosks_and_officers_may_ask(app: Flask) -> None:
    is_a_problem(app.test_client().get(f"{AT}/{READY}"), 401)
    is_a_problem(signed_in(app, Role.DISPLAY).get(f"{AT}/{READY}"), 403)
    assert signed_in(app, Role.OFFICER).get(f"{AT}/{READY}").status_code == 200


@pytest.mark.parametrize(
    "code", ["..", "a/../b", "%2e%2e", "x..y", ".x", "x?y", "x#y", "x y", "x\\y", "Đ1", "x" * 65, "x%00"]
)
def test_what_could_lead_elsewhere_is_no_code_whatever_the_hall_lets_through(code: str) -> None:
    asked: list[str] = []

    class OneStop:
        def look_up(self, code: str) -> Dossier:
            asked.append(code)
            return Dossier(Progress.READY)

        def close(self) -> None:
            """It holds nothing open."""

    anything = replace(a_hall_plan(), dossier_code_pattern=".*")

    with pytest.raises(NotValid, match="no code of a dossier"):
        dossiers.look_up(anything, OneStop(), code)

    assert asked == []
    assert dossiers.look_up(anything, OneStop(), "H19.12.35-241119-0001") == Dossier(Progress.READY)


def test_codes_cannot_be_tried_out(kiosk: FlaskClient) -> None:
    answers = [kiosk.get(f"{AT}/000.00.19.H19-261101-{number:04}") for number in range(DOSSIERS_A_MINUTE + 1)]

    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert "chờ một phút" in is_a_problem(kiosk.get(f"{AT}/{READY}", headers={"Accept-Language": "vi"}), 429)["detail"]


def test_one_who_waits_a_minute_may_ask_again() -> None:
    now = [100.0]
    pace = RateLimit(2, lambda: now[0])
    pace.ask("one")
    pace.ask("one")
    pace.ask("other")
    with pytest.raises(TooOften):
        pace.ask("one")

    now[0] += 60
    pace.ask("one")


def test_a_system_that_is_silent_is_said_to_be(kiosk: FlaskClient, table: Path) -> None:
    table.unlink()

    problem = is_a_problem(kiosk.get(f"{AT}/{READY}", headers={"Accept-Language": "vi"}), 503)

    assert "quầy hướng dẫn" in problem["detail"]


def test_a_look_up_is_in_no_journal_and_no_log(
    app: Flask, kiosk: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    hall = app.extensions["motcua"].halls["hall"]
    with hall.reading() as reading:
        before = reading.seq
    kiosk.get(f"{AT}/{READY}")

    with hall.reading() as reading:
        assert reading.seq == before
    assert READY not in caplog.text


def test_a_hall_without_a_one_stop_system_says_so(sqlite_database: str, clock: MovedClock) -> None:
    app = create_app(Settings(database_url=sqlite_database, secret_key="test"), clock)
    app.extensions["motcua"].halls.load(plan(), actor="test")

    is_a_problem(signed_in(app, Role.KIOSK).get(f"{AT}/{READY}"), 409)

    app.extensions["motcua_engine"].dispose()

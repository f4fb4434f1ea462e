"""The playlist over HTTP: a manager hands files in and arranges items; displays fetch them, also by pieces."""

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from display_server.access.principals import Role
from display_server.app import create_app
from display_server.process.settings import Settings
from tests.display_server.api.test_refusals import is_a_problem, signed_in
from tests.halls import MovedClock, a_hall_plan

HALL = "/api/v1/halls/hall"
WORDS = {"vi": "Lối vào mới", "en": "The new entrance"}


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock, tmp_path: Path) -> Flask:
    settings = Settings(
        database_url=sqlite_database, secret_key="test", data_dir=tmp_path, media_picture_mb=1, media_total_mb=2
    )
    app = create_app(settings, clock)
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    return app


@pytest.fixture
def manager(app: Flask) -> FlaskClient:
    return signed_in(app, Role.MANAGER)


def a_png(colour: str = "#0b4f8a") -> bytes:
    written = BytesIO()
    Image.new("RGB", (640, 360), colour).save(written, "PNG")
    return written.getvalue()


def handed_in(manager: FlaskClient) -> str:
    answer = manager.post(f"{HALL}/media", data=a_png())
    assert answer.status_code == 201, answer.get_json()
    return str(answer.get_json()["media"])


def arranged(manager: FlaskClient, **options: object) -> int:
    item = {"kind": "notice", "words": WORDS, **options}
    answer = manager.post(f"{HALL}/playlist", json=item)
    assert answer.status_code == 201, answer.get_json()
    return int(answer.get_json()["id"])


def test_a_picture_goes_from_the_managers_file_onto_the_board(manager: FlaskClient, app: Flask) -> None:
    answer = manager.post(f"{HALL}/media", data=a_png()).get_json()
    assert (answer["kind"], answer["width"], answer["height"]) == ("picture", 640, 360)

    arranged(manager, kind="picture", media=answer["media"], seconds=15)

    (item,) = app.test_client().get(f"{HALL}/board").get_json()["view"]["playlist"]
    assert (item["kind"], item["words"], item["media"], item["seconds"]) == ("picture", WORDS, answer["media_url"], 15)


def test_a_file_is_fetched_whole_or_by_pieces_and_never_runs(manager: FlaskClient, app: Flask) -> None:
    address = f"/media/hall/{handed_in(manager)}"
    anybody = app.test_client()

    whole = anybody.get(address, buffered=True)
    piece = anybody.get(address, headers={"Range": "bytes=4-9"}, buffered=True)
    beyond = anybody.get(address, headers={"Range": "bytes=999999-"}, buffered=True)
    again = anybody.get(address, headers={"If-None-Match": whole.headers["ETag"]}, buffered=True)

    assert (whole.status_code, whole.content_type, whole.headers["Accept-Ranges"]) == (200, "image/webp", "bytes")
    assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert (piece.status_code, piece.data) == (206, whole.data[4:10])
    assert piece.headers["Content-Range"] == f"bytes 4-9/{len(whole.data)}"
    assert (beyond.status_code, again.status_code) == (416, 304)


@pytest.mark.parametrize(
    "address",
    [
        f"/media/hall/{'0' * 64}.webp",
        "/media/hall/..%2F..%2Fsecret_key",
        "/media/hall/../secret_key",
        "/media/nowhere/x.webp",
        "/media/hall/secret_key",
    ],
)
def test_there_is_nothing_else_to_fetch(manager: FlaskClient, address: str, tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("a secret")

    assert manager.get(address).status_code == 404


def test_a_refused_file_is_told_in_the_managers_language(manager: FlaskClient) -> None:
    vietnamese = {"Accept-Language": "vi"}

    drawing = is_a_problem(manager.post(f"{HALL}/media", data=b"<svg/>", headers=vietnamese), 422)
    large = is_a_problem(manager.post(f"{HALL}/media", data=a_png() + bytes(1_100_000), headers=vietnamese), 422)
    nothing = is_a_problem(manager.post(f"{HALL}/media", headers=vietnamese), 422)

    assert "lưu thành PNG" in drawing["detail"]
    assert "2 MB" in large["detail"]
    assert "Content-Length" in nothing["detail"]


def test_a_file_is_nothing_for_whoever_is_no_manager(app: Flask) -> None:
    is_a_problem(app.test_client().post(f"{HALL}/media", data=a_png()), 401)
    is_a_problem(signed_in(app, Role.OFFICER).post(f"{HALL}/media", data=a_png()), 403)


def test_a_hall_that_is_full_says_so_and_has_room_again_once_something_is_dropped(
    manager: FlaskClient, tmp_path: Path
) -> None:
    handed_in(manager)
    ((folder),) = (tmp_path / "media").iterdir()
    (folder / "film.mp4").write_bytes(bytes(2 * 1024 * 1024))

    is_a_problem(manager.post(f"{HALL}/media", data=a_png("red")), 409)


def test_items_are_changed_moved_and_dropped(manager: FlaskClient) -> None:
    first, second = arranged(manager), arranged(manager, kind="ticker")

    assert manager.post(f"{HALL}/playlist/{second}/move", json={"position": 0}).status_code == 204
    changed = {"kind": "notice", "words": {"vi": "Nghỉ trưa"}, "begins": "11:30", "ends": "13:30", "days": ["mon"]}
    assert manager.post(f"{HALL}/playlist/{first}", json=changed).get_json()["begins"] == "11:30:00"
    items = manager.get(f"{HALL}/playlist").get_json()["items"]
    assert [item["id"] for item in items] == [second, first]
    assert (items[1]["words"], items[1]["shows_now"]) == ({"vi": "Nghỉ trưa"}, False)

    assert manager.delete(f"{HALL}/playlist/{second}").status_code == 204
    assert [item["id"] for item in manager.get(f"{HALL}/playlist").get_json()["items"]] == [first]
    is_a_problem(manager.delete(f"{HALL}/playlist/{second}"), 404)
    is_a_problem(manager.post(f"{HALL}/playlist/{second}/move", json={"position": 0}), 404)


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins": "07:30+07:00"},
        {"begins": "25:00"},
        {"seconds": 2},
        {"days": ["monday"]},
        {"words": {"vi": ""}},
        {"words": {"vi": "x" * 501}},
        {"media": "../secret_key"},
        {"kind": "page"},
        {"script": "alert(1)"},
        {"zones": ["north"]},
        {"first_day": "2026-12-02", "last_day": "2026-12-01"},
    ],
)
def test_what_is_wrong_with_an_item_is_told(manager: FlaskClient, wrong: dict[str, object]) -> None:
    problem = is_a_problem(manager.post(f"{HALL}/playlist", json={"kind": "notice", "words": WORDS, **wrong}), 422)

    assert problem["errors"]


def test_an_item_needs_a_file_that_is_there(manager: FlaskClient) -> None:
    item = {"kind": "picture", "words": WORDS, "media": f"{'0' * 64}.webp"}

    assert "once more" in is_a_problem(manager.post(f"{HALL}/playlist", json=item), 404)["detail"]


def test_a_file_that_no_item_needs_any_more_is_gone(manager: FlaskClient, tmp_path: Path) -> None:
    name = handed_in(manager)
    item = arranged(manager, kind="picture", media=name)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    os.utime(tmp_path / "media" / "hall" / name, (long_ago, long_ago))

    manager.post(f"{HALL}/playlist/{item}", json={"kind": "picture", "words": WORDS, "media": name, "is_on": False})
    assert manager.get(f"/media/hall/{name}", buffered=True).status_code == 200, "an item that is off keeps its file"
    manager.delete(f"{HALL}/playlist/{item}")

    assert manager.get(f"/media/hall/{name}").status_code == 404


def test_the_managers_page_is_told_of_the_playlist(manager: FlaskClient, app: Flask) -> None:
    arranged(manager)

    house = app.extensions["motcua"]
    from display_server import views

    with house.halls["hall"].reading() as reading:
        assert [entry.words for entry in views.manager.hall_now(reading).playlist] == [WORDS]
        assert views.manager.hall_now(reading, ("land",)).playlist == ()

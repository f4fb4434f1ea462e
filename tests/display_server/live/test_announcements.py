"""What a display is told to say over its socket, and the very sound that it fetches."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_socketio import SocketIOTestClient
from werkzeug.test import TestResponse

from display_server.access import signing_in
from display_server.access.principals import Principal, Role
from display_server.app import create_app
from display_server.domain.voice_plan import VoicePlan
from display_server.process.settings import Settings
from display_server.use_cases import counter, kiosk
from display_server.voice.audio import TARGET_LUFS, loudness, read_wav
from tests.display_server.voice.recorded import a_pack, heard_clips
from tests.halls import MovedClock, a_hall_plan, do


@pytest.fixture
def app(sqlite_database: str, clock: MovedClock, tmp_path: Path) -> Iterator[Flask]:
    settings = Settings(database_url=sqlite_database, secret_key="test", data_dir=tmp_path)
    a_pack(settings.voice_dir / "whistle")
    app = create_app(settings, clock)
    plan = replace(a_hall_plan(), voice=VoicePlan(speaks=True, languages=("vi",), packs=("whistle",)))
    app.extensions["motcua"].halls.load(plan, actor="test")
    for number in (1, 2, 3):
        do(app.extensions["motcua"].halls["hall"], counter.open_counter, number, f"Officer {number}")
    yield app
    app.extensions["motcua"].announcements.close()
    app.extensions["motcua_engine"].dispose()


def called(app: Flask, service: str, at: int) -> None:
    hall = app.extensions["motcua"].halls["hall"]
    do(hall, kiosk.issue_ticket, kiosk.TicketRequest(service))
    do(hall, counter.call_next, at)


def announce(socket: SocketIOTestClient, **asked: object) -> dict[str, Any]:
    answer: dict[str, Any] = socket.emit("announce", {"hall": "hall", "speaker": "left", **asked}, callback=True)
    return answer


def fetched(app: Flask, address: str, **headers: str) -> tuple[TestResponse, bytes]:
    """The answer, and all that it holds."""
    answer = app.test_client().get(address, headers=headers)
    content = answer.data
    answer.close()
    return answer, content


def test_a_call_is_heard_clip_by_clip_as_the_hall_wants_it(app: Flask, socket: SocketIOTestClient) -> None:
    called(app, "tax", 2)

    told = announce(socket)["announcement"]
    sound = read_wav(fetched(app, told["sound"])[1])

    assert (told["number"], told["counter"], told["times"], told["volume"]) == ("B001", 2, 2, 1)
    assert told["captions"]["vi"] == "Mời công dân có số B001 đến quầy số 2"
    assert heard_clips(sound) == ["call-1", "b", "0", "0", "1", "call-2", "2"]
    assert sound.seconds == pytest.approx(told["seconds"], abs=0.01)
    assert loudness(sound.samples) == pytest.approx(TARGET_LUFS, abs=1)


def test_a_sound_may_be_kept_for_ever_and_fetched_in_parts(app: Flask, socket: SocketIOTestClient) -> None:
    called(app, "tax", 2)
    address = announce(socket)["announcement"]["sound"]

    whole, sound = fetched(app, address)
    part, beginning = fetched(app, address, Range="bytes=0-43")

    assert "immutable" in whole.headers["Cache-Control"]
    assert whole.content_type == "audio/wav"
    assert (part.status_code, beginning) == (206, sound[:44])


def test_the_boards_address_leads_to_the_sound_of_a_call(app: Flask, socket: SocketIOTestClient) -> None:
    called(app, "tax", 2)
    board = socket.emit("watch", {"topic": "board:hall"}, callback=True)["view"]
    led, _ = fetched(app, board["calls"][0]["announcement"]["sound"])

    assert led.status_code == 302
    assert led.headers["Location"] == announce(socket)["announcement"]["sound"]


def test_there_is_no_sound_of_what_was_never_said(app: Flask) -> None:
    browser = app.test_client()

    for address in ("/voice/hall/said/99999.wav", f"/voice/hall/{'0' * 32}.wav", "/voice/hall/..%2F..%2Fx.wav"):
        assert browser.get(address).status_code == 404


def test_where_displays_were_let_in_a_stranger_in_the_network_says_nothing(
    app: Flask, socket: SocketIOTestClient
) -> None:
    called(app, "tax", 2)
    assert announce(socket, zone="west")["announcement"]["number"] == "B001", "nobody was let in yet"
    services = app.extensions["motcua"]
    token = signing_in.create_token(services.accounts, services.clock, Principal(Role.DISPLAY, "Door", "hall"))
    paired = app.extensions["socketio"].test_client(app, auth={"token": token})
    services.clock.advance(minutes=1)
    called(app, "tax", 3)

    for zone in ("west", None):
        assert announce(socket, zone=zone).get("announcement") is None
    assert announce(paired, zone="west", speaker="door")["announcement"]["number"] == "B002"
    paired.disconnect()


def test_a_hall_without_a_voice_tells_its_displays_to_ring_their_gong(app: Flask, socket: SocketIOTestClient) -> None:
    app.extensions["motcua"].halls.load(a_hall_plan(), actor="test")
    called(app, "tax", 2)

    assert announce(socket) == {"speaks": False, "announcement": None, "again_in": None}


@pytest.mark.parametrize(
    "asked", [{"speaker": ""}, {"speaker": "<script>"}, {"hall": "nowhere"}, {"zone": "nowhere"}, {"more": 1}]
)
def test_what_is_asked_wrongly_is_refused_in_words(socket: SocketIOTestClient, asked: dict[str, object]) -> None:
    assert "error" in announce(socket, **asked)

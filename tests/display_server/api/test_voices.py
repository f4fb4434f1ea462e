"""An administrator makes a recorded voice clip by clip, and hears what the hall will sound like."""

from typing import Any

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from display_server.access import signing_in
from display_server.access.principals import Principal, Role
from display_server.process.settings import Settings
from display_server.voice.audio import read_wav, wav_bytes
from tests.display_server.voice.recorded import a_pack, heard_clips, tone

VOICE = {"name": "giong-nu", "language": "vi", "speaker": "Nguyễn Thị A", "licence": "CC-BY-4.0"}
Browser = tuple[FlaskClient, dict[str, str]]


@pytest.fixture
def admin(app: Flask) -> Browser:
    house = app.extensions["motcua"]
    token = signing_in.create_token(house.accounts, house.clock, Principal(Role.ADMIN, "root"))
    return app.test_client(), {"Authorization": f"Bearer {token}", "Accept-Language": "en"}


def ask(admin: Browser, method: str, path: str, **given: Any) -> Any:
    client, headers = admin
    answer = client.open(f"/api/v1{path}", method=method, headers=headers, **given)
    found = answer.get_json() if answer.is_json else answer.data
    answer.close()
    return answer.status_code, found


def clips(admin: Browser) -> dict[str, dict[str, Any]]:
    _, found = ask(admin, "GET", "/voices")
    return {clip["clip"]: clip for clip in found["voices"][0]["clips"]}


def test_a_new_voice_lists_everything_that_is_to_be_read(admin: Browser) -> None:
    assert ask(admin, "POST", "/voices", json=VOICE)[0] == 204

    _, found = ask(admin, "GET", "/voices")

    (voice,) = found["voices"]
    assert {name: voice[name] for name in VOICE} == VOICE
    assert clips(admin)["call-1"] == {"clip": "call-1", "text": "Mời công dân có số", "recorded": False, "wrongs": []}
    assert not any(clip["recorded"] for clip in voice["clips"])


def test_a_clip_is_put_in_heard_and_taken_out(admin: Browser) -> None:
    ask(admin, "POST", "/voices", json=VOICE)
    content = wav_bytes(tone(440, seconds=0.4))

    assert ask(admin, "PUT", "/voices/giong-nu/clips/7.wav", data=content)[0] == 204

    assert clips(admin)["7"] == {"clip": "7", "text": "bảy", "recorded": True, "wrongs": []}
    assert ask(admin, "GET", "/voices/giong-nu/clips/7.wav") == (200, content)
    assert ask(admin, "DELETE", "/voices/giong-nu/clips/7.wav")[0] == 204
    assert not clips(admin)["7"]["recorded"]


def test_what_should_be_recorded_again_is_said(admin: Browser) -> None:
    ask(admin, "POST", "/voices", json=VOICE)
    ask(admin, "PUT", "/voices/giong-nu/clips/1.wav", data=wav_bytes(np.clip(tone(440, level=3), -1, 1)))
    ask(admin, "PUT", "/voices/giong-nu/clips/2.wav", data=wav_bytes(tone(440, seconds=6)))

    assert clips(admin)["1"]["wrongs"] == ["clipped"]
    assert clips(admin)["2"]["wrongs"] == ["too long"]


@pytest.mark.parametrize(
    ("path", "content", "status"),
    [
        ("/voices/giong-nu/clips/7.wav", b"no sound", 409),
        ("/voices/giong-nu/clips/Seven.wav", wav_bytes(tone(440)), 404),
        ("/voices/nobody/clips/7.wav", wav_bytes(tone(440)), 404),
        ("/voices/..%2Fvoices/clips/7.wav", wav_bytes(tone(440)), 404),
    ],
)
def test_what_is_no_clip_is_refused_and_nothing_is_written(
    admin: Browser, settings: Settings, path: str, content: bytes, status: int
) -> None:
    ask(admin, "POST", "/voices", json=VOICE)

    assert ask(admin, "PUT", path, data=content)[0] == status

    assert [file.name for file in (settings.voice_dir / "giong-nu").iterdir()] == ["manifest.toml"]


def test_a_voice_is_begun_once(admin: Browser) -> None:
    ask(admin, "POST", "/voices", json=VOICE)

    status, refused = ask(admin, "POST", "/voices", json=VOICE)

    assert (status, refused["detail"]) == (409, "There is a voice giong-nu already.")


def test_a_folder_that_is_no_voice_is_named(admin: Browser, settings: Settings) -> None:
    (settings.voice_dir / "empty").mkdir(parents=True)

    _, found = ask(admin, "GET", "/voices")

    assert found["voices"] == []
    assert "has no manifest.toml" in found["broken"][0]


def test_the_result_is_heard_clip_by_clip_with_who_spoke(admin: Browser, settings: Settings) -> None:
    a_pack(settings.voice_dir / "whistle")
    asked = {"language": "vi", "number": "A042", "counter": 21, "voice": "whistle"}

    _, tried = ask(admin, "POST", "/halls/hall/voice/try", json=asked)

    client, _headers = admin
    answer = client.get(tried["sound"])
    heard = heard_clips(read_wav(answer.data))
    answer.close()
    assert heard == ["call-1", "a", "0", "4", "2", "call-2", "2", "tens", "1-after-tens"]
    assert (tried["voices"], tried["faults"]) == (["whistle"], [])


def test_a_text_is_heard_by_the_voice_that_always_works_and_why_is_said(admin: Browser, settings: Settings) -> None:
    a_pack(settings.voice_dir / "whistle")
    asked = {"language": "vi", "text": "Xin giữ trật tự", "voice": "whistle"}

    _, tried = ask(admin, "POST", "/halls/hall/voice/try", json=asked)

    assert tried["voices"] == ["espeak-ng"]
    assert "has no clip text-" in tried["faults"][0]


@pytest.mark.parametrize("asked", [{"language": "vi"}, {"language": "vi", "number": "A1"}, {"text": "x"}])
def test_a_sentence_that_is_none_is_refused(admin: Browser, asked: dict[str, object]) -> None:
    assert ask(admin, "POST", "/halls/hall/voice/try", json=asked)[0] == 422


# --- what staff have said ---


def test_staff_have_no_text_said_in_a_hall_without_a_voice(admin: Browser) -> None:
    status, refused = ask(
        admin, "POST", "/halls/hall/announcements", json={"kind": "text", "texts": {"vi": "Xin chào"}}
    )

    assert status == 409
    assert refused["detail"] == "This hall has no voice. Write a [voice] table into its hall file."


@pytest.mark.parametrize(
    "asked", [{"kind": "text"}, {"kind": "get_ready"}, {"kind": "closing", "minutes": 5, "number": "A1"}]
)
def test_an_announcement_needs_what_belongs_to_its_kind(admin: Browser, asked: dict[str, object]) -> None:
    assert ask(admin, "POST", "/halls/hall/announcements", json=asked)[0] == 422

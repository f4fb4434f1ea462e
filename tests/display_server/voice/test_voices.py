"""The voices themselves, listened to: the very samples that come out of them."""

import io
import sys
import wave
import zipfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from display_server.domain.announcing import Called, Closing, FreeText, GetReady
from display_server.domain.voice_plan import Accent, VoicePlan
from display_server.voice.audio import (
    RATE,
    TARGET_LUFS,
    Mark,
    Samples,
    Sound,
    energies,
    evened,
    loudness,
    read_wav,
    wav_bytes,
)
from display_server.voice.espeak import EspeakVoice
from display_server.voice.external import CommandVoice
from display_server.voice.making import make
from display_server.voice.manifest import Manifest, write_manifest
from display_server.voice.pack import WrongPack, read_pack
from display_server.voice.recipe import Recipe, Voices
from display_server.voice.sentences import Sentence, sentence
from display_server.voice.voice import CannotSay
from tests.display_server.voice.recorded import WORD_SECONDS, a_pack, heard_clips, tone

EVERY_KIND = (
    Called("A042", 5),
    Called("B107", 104, recalled=True),
    GetReady("K9"),
    Closing(15),
    FreeText({"vi": "Xin giữ trật tự", "en": "Please be quiet"}),
)


def spoken(said: Called | GetReady | Closing | FreeText, language: str = "vi") -> Sentence:
    found = sentence(said, language)
    assert found is not None
    return found


def a_program(folder: Path, does: str) -> str:
    """A voice's program that gets the sentence on its input."""
    script = folder / "voice.py"
    script.write_text(f"import sys\nsentence = sys.stdin.buffer.read().decode()\n{does}\n")
    return f"{sys.executable} {script} {{language}}"


def part(sound: Sound, mark: Mark) -> Samples:
    return sound.samples[round(mark.start * RATE) : round((mark.start + mark.seconds) * RATE)]


# --- espeak-ng ---


@pytest.mark.parametrize("accent", Accent)
@pytest.mark.parametrize("number", ["A042", "K999", "B107"])
def test_espeak_says_every_word_of_a_call_aloud_and_in_its_time(accent: Accent, number: str) -> None:
    call = spoken(Called(number, 115))

    sound = EspeakVoice(accent).speak(call)

    assert [mark.clip for mark in sound.marks] == [word.clip for word in call.words]
    assert all(energy > 1e-4 for energy in energies(sound, sound.marks))
    for mark, word in zip(sound.marks, call.words, strict=True):
        assert 0.12 <= mark.seconds / len(word.text.split()) <= 0.7
    assert all(one.start + one.seconds <= other.start + 0.01 for one, other in pairwise(sound.marks))


def test_espeak_speaks_slower_where_the_hall_wants_it() -> None:
    call = spoken(Called("A042", 5))

    slow, quick = EspeakVoice(words_per_minute=100).speak(call), EspeakVoice(words_per_minute=180).speak(call)

    assert slow.seconds > 1.4 * quick.seconds


def test_the_accents_differ() -> None:
    call = spoken(Called("A042", 5))

    sounds = {EspeakVoice(accent).speak(call).samples.tobytes() for accent in Accent}

    assert len(sounds) == 3


def test_espeak_has_no_voice_for_a_language_that_is_none() -> None:
    with pytest.raises(CannotSay, match="no voice for xx"):
        EspeakVoice().speak(Sentence("xx", spoken(GetReady("A1")).groups))


@pytest.mark.parametrize("said", EVERY_KIND)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_that_is_said_has_the_loudness_of_r128_within_one_unit(said: Called, language: str) -> None:
    made = make(Recipe((spoken(said, language),)))

    assert loudness(made.sound.samples) == pytest.approx(TARGET_LUFS, abs=1)
    assert np.max(np.abs(made.sound.samples)) < 0.95


# --- a recorded pack ---


def test_a_pack_says_a_calls_clips_in_their_order(tmp_path: Path) -> None:
    call = spoken(Called("A042", 21))

    sound = read_pack(a_pack(tmp_path / "whistle")).speak(call)

    assert heard_clips(sound) == ["call-1", "a", "0", "4", "2", "call-2", "2", "tens", "1-after-tens"]
    assert [mark.clip for mark in sound.marks] == heard_clips(sound)


def test_a_zip_is_a_pack_as_well(tmp_path: Path) -> None:
    folder = a_pack(tmp_path / "whistle")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        for file in folder.iterdir():
            packed.write(file, f"whistle/{file.name}")

    sound = read_pack(tmp_path / "packed.zip").speak(spoken(GetReady("A1")))

    assert heard_clips(sound) == ["ready-1", "a", "1", "ready-2"]


def test_clips_are_joined_without_a_click_and_with_a_breath(tmp_path: Path) -> None:
    sound = read_pack(a_pack(tmp_path / "whistle")).speak(spoken(Called("A042", 5)))

    seams = [round(mark.start * RATE) for mark in sound.marks]
    steps = np.abs(np.diff(sound.samples))

    assert all(steps[max(0, seam - 2) : seam + 2].max() < 0.1 for seam in seams)
    before_where_to_go = next(mark for mark in sound.marks if mark.clip == "call-2")
    last_digit = sound.marks[sound.marks.index(before_where_to_go) - 1]
    assert before_where_to_go.start - last_digit.start - last_digit.seconds == pytest.approx(0.25, abs=0.01)


def test_clips_of_different_loudness_come_out_alike(tmp_path: Path) -> None:
    made = make(Recipe((spoken(Called("A042", 21)),), packs=((str(a_pack(tmp_path / "whistle")), "1"),)))

    words = [loudness(part(made.sound, mark)) for mark in made.sound.marks]

    assert max(words) - min(words) < 1
    assert loudness(made.sound.samples) == pytest.approx(TARGET_LUFS, abs=1)


def test_a_whole_group_is_preferred_to_its_words(tmp_path: Path) -> None:
    folder = a_pack(tmp_path / "whistle")
    (folder / "call-number-a042.wav").write_bytes(wav_bytes(tone(250, seconds=1.5)))

    sound = read_pack(folder).speak(spoken(Called("A042", 5)))

    assert [mark.clip for mark in sound.marks] == ["call-number-a042", "call-2", "5"]


def test_a_sentence_with_a_missing_clip_is_said_whole_by_the_next_voice(tmp_path: Path) -> None:
    pack = (str(a_pack(tmp_path / "whistle", without=("4",))), "1")
    with_four, without = spoken(Called("A042", 5)), spoken(Called("A012", 5))

    made = make(Recipe((with_four, without), packs=(pack,)))

    assert made.voices == ("espeak-ng", "whistle")
    assert made.faults == ("whistle: whistle has no clip 4",)


def test_english_is_said_by_another_voice_and_is_no_fault_of_a_vietnamese_pack(tmp_path: Path) -> None:
    call = Called("A042", 5)
    pack = (str(a_pack(tmp_path / "whistle")), "1")

    made = make(Recipe((spoken(call, "vi"), spoken(call, "en")), packs=(pack,)))

    assert made.voices == ("whistle", "espeak-ng")
    assert made.faults == ()


@pytest.mark.parametrize(
    ("manifest", "wrong"),
    [(None, "has no manifest.toml"), ("language = 1", "language"), ("speaker", "manifest.toml"), ("x = 1", "licence")],
)
def test_a_folder_that_is_no_pack_is_refused_in_words(tmp_path: Path, manifest: str | None, wrong: str) -> None:
    if manifest is not None:
        (tmp_path / "manifest.toml").write_text(manifest)

    with pytest.raises(WrongPack, match=wrong):
        read_pack(tmp_path)


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    manifest = Manifest(language="vi", speaker='Nguyễn "Thị" A', licence="CC-BY-4.0", words={"zone-1": "tại \\ Khu"})

    write_manifest(tmp_path, manifest)

    assert read_pack(tmp_path).manifest == manifest


def test_a_clip_recorded_anew_gives_a_call_another_address(tmp_path: Path) -> None:
    voices, plan = Voices(tmp_path), VoicePlan(speaks=True, packs=("whistle",))
    folder = a_pack(tmp_path / "whistle")
    call = Called("A042", 5)
    before = voices.recipe(call, plan, ("vi",)).address

    assert voices.recipe(call, plan, ("vi",)).address == before
    (folder / "a.wav").write_bytes(wav_bytes(tone(500, seconds=0.5)))
    assert voices.recipe(call, plan, ("vi",)).address != before


# --- another program ---


def test_a_program_speaks_what_stands_on_its_input(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    wav = tmp_path / "said.wav"
    wav.write_bytes(wav_bytes(tone(440, seconds=2)))
    does = (
        f"open({str(heard)!r}, 'w').write(sys.argv[1] + ' ' + sentence)\n"
        f"sys.stdout.buffer.write(open({str(wav)!r}, 'rb').read())"
    )

    made = make(Recipe((spoken(Called("A042", 5)),), command=a_program(tmp_path, does), command_languages=("vi",)))

    assert made.voices == ("command",)
    assert made.sound.seconds == pytest.approx(2, abs=0.05)
    assert heard.read_text() == "vi Mời công dân có số a không bốn hai, đến quầy số năm."


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("sys.exit('no model')", "command: the command failed (1): no model"),
        ("print('hello')", "command: the command gave no sound"),
        ("import time; time.sleep(30)", "command: the command took more than 0.5 seconds"),
    ],
)
def test_a_program_that_fails_is_told_of_and_the_next_voice_speaks(tmp_path: Path, does: str, why: str) -> None:
    voice = CommandVoice(a_program(tmp_path, does), ("vi",), timeout=0.5 if "sleep" in does else 20)

    with pytest.raises(CannotSay) as refused:
        voice.speak(spoken(Called("A042", 5)))

    assert f"command: {refused.value}".startswith(why)


def test_where_the_program_fails_the_call_is_heard_all_the_same(tmp_path: Path) -> None:
    failing = a_program(tmp_path, "sys.exit('no model')")

    made = make(Recipe((spoken(Called("A042", 5)),), command=failing, command_languages=("vi",)))

    assert made.voices == ("espeak-ng",)
    assert made.faults == ("command: the command failed (1): no model",)


# --- what is read and evened ---


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_wav_files_of_every_width_and_rate_sound_alike(width: int) -> None:
    pitch, rate = 440.0, 44_100
    samples = 0.5 * np.sin(2 * np.pi * pitch * np.arange(rate) / rate)
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(width)
        file.setframerate(rate)
        both = np.repeat(samples, 2)
        if width == 1:
            file.writeframes((both * 127 + 128).astype(np.uint8).tobytes())
        else:
            whole = (both * (2 ** (8 * width - 1) - 1)).astype("<i4")
            file.writeframes(whole.view(np.uint8).reshape(-1, 4)[:, :width].tobytes())

    sound = read_wav(written.getvalue())

    assert sound.seconds == pytest.approx(1, abs=0.001)
    assert np.sqrt(np.mean(sound.samples**2)) == pytest.approx(0.5 / np.sqrt(2), abs=0.02)


def test_silence_stays_silence() -> None:
    assert evened(np.zeros(RATE)).max() == 0
    assert Sound(evened(np.zeros(0))).seconds == 0


def test_a_word_is_measured_though_it_is_shorter_than_what_r128_measures() -> None:
    short, long = evened(tone(440, seconds=0.1)), evened(tone(440, seconds=3))

    assert loudness(short) == pytest.approx(loudness(long), abs=0.5)
    assert WORD_SECONDS < 0.4

"""Every screen of the gallery read aloud by the real espeak-ng: it has words in both languages, and they are heard."""

import wave
from array import array
from pathlib import Path

import pytest

from hardware.speech.espeak import EspeakVoice
from kiosk_app.flow.keys import ways
from kiosk_app.flow.screens import Screen
from kiosk_app.spoken import named, said
from tests.kiosk_app.gallery import LANGUAGES, screens

PER_PAGE = 12
QUIET = 500
"""Of 32,767: far below any vowel."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_and_each_of_its_ways_has_words(language: str) -> None:
    wordless = [
        (title, spoken)
        for title, screen in screens(language, PER_PAGE)
        for spoken in (*said(screen), *(named(way, screen) for way in ways(screen)))
        if not spoken.text.strip()
    ]

    assert wordless == []
    assert all(said(screen) for _, screen in screens(language, PER_PAGE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_heard(language: str, tmp_path: Path) -> None:
    silent = [
        title for title, screen in screens(language, PER_PAGE) if not _is_heard(screen, tmp_path / f"{title}.wav")
    ]

    assert silent == []


def _is_heard(screen: Screen, file: Path) -> bool:
    voice = EspeakVoice(file)
    voice.say(said(screen))
    voice.wait()
    with wave.open(str(file)) as sound:
        swings = array("h", sound.readframes(sound.getnframes()))
        seconds = sound.getnframes() / sound.getframerate()
    return seconds > 0.5 and max(swings, default=0) > QUIET

"""Every screen of the gallery read aloud by the real espeak-ng: it has words in both languages, and they are heard."""

import wave
from array import array
from pathlib import Path

import pytest

from hardware.speech.espeak import EspeakVoice
from kiosk_app.flow.screens import Screen, TakePaper, Welcome
from kiosk_app.flow.values import Disconnected, PrintFault
from kiosk_app.flow.ways import ways
from kiosk_app.speech.spoken import screen_aloud, way_aloud
from tests.kiosk_app.a_hall import a_ticket
from tests.kiosk_app.gallery import LANGUAGES, screens

PER_PAGE = 12
QUIET = 500
"""Of 32,767: far below any vowel."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_and_each_of_its_ways_has_words(language: str) -> None:
    wordless = [
        (title, spoken)
        for title, screen in screens(language, PER_PAGE)
        for spoken in (*screen_aloud(screen), *(way_aloud(way, screen) for way in ways(screen)))
        if not spoken.text.strip()
    ]

    assert wordless == []
    assert all(screen_aloud(screen) for _, screen in screens(language, PER_PAGE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_heard(language: str, tmp_path: Path) -> None:
    silent = [
        title for title, screen in screens(language, PER_PAGE) if not _is_heard(screen, tmp_path / f"{title}.wav")
    ]

    assert silent == []


def _is_heard(screen: Screen, file: Path) -> bool:
    voice = EspeakVoice(file)
    voice.say(screen_aloud(screen))
    voice.wait()
    with wave.open(str(file)) as sound:
        swings = array("h", sound.readframes(sound.getnframes()))
        seconds = sound.getnframes() / sound.getframerate()
    return seconds > 0.5 and max(swings, default=0) > QUIET


@pytest.mark.parametrize(
    ("greeting", "told"),
    [
        (Welcome(link=Disconnected()), "The kiosk has no connection. Please ask at the information desk."),
        (Welcome(), "Connecting to the hall."),
        (Welcome({"en": "The hall"}, why_closed={}), "The hall is closed now."),
        (
            Welcome({"en": "The hall"}, print_fault=PrintFault.OUT_OF_PAPER, elsewhere={"en": "Kiosk 2"}),
            "You will hear your number, for this kiosk cannot print now. "
            "For a paper ticket, please use the kiosk at: Kiosk 2.",
        ),
    ],
)
def test_who_only_listens_hears_what_the_greeting_shows(greeting: Welcome, told: str) -> None:
    assert told in screen_aloud(greeting)[-1].text


def test_sentences_are_told_apart_by_a_pause() -> None:
    screen = TakePaper("en", a_ticket(number="A045"))

    assert screen_aloud(screen)[0].text.startswith("Please take your ticket. Your number: A 0 4 5. ")

"""What codes lead to is heard in every language, and every way on from it has a name."""

from pathlib import Path

import pytest

from hardware.speech.virtual import VirtualVoice
from kiosk_app.flow.aids import Aid
from kiosk_app.flow.reports import CatalogueCame, CodeScanned
from kiosk_app.flow.screens import Choice, Screen
from kiosk_app.flow.touches import Switch
from kiosk_app.flow.ways import ways
from kiosk_app.speech.narrator import Narrator
from kiosk_app.speech.spoken import screen_aloud, way_aloud
from tests.kiosk_app.a_hall import the_catalogue
from tests.kiosk_app.at_the_kiosk import AtTheKiosk
from tests.kiosk_app.gallery import LANGUAGES, scanned_screens


def scanned(language: str) -> list[Screen]:
    hall = the_catalogue()
    department = hall.departments[0]
    choice = Choice(language, department, hall.zones[0], department.services[0])
    return [screen for _, screen in scanned_screens(language, choice)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_is_said_and_every_way_has_a_name(language: str) -> None:
    for screen in scanned(language):
        (sentences,) = screen_aloud(screen)
        assert (sentences.language, sentences.text.strip() != "") == (language, True)
        assert ways(screen)
        assert all(way_aloud(way, screen).text for way in ways(screen))
        assert screen.policy.patience > 0


def test_the_languages_say_it_in_their_own_words() -> None:
    vietnamese, english = ([screen_aloud(screen)[0].text for screen in scanned(language)] for language in ("vi", "en"))

    assert all(one != other for one, other in zip(vietnamese, english, strict=True))
    assert "Lịch hẹn lúc 12:00" in vietnamese[0]


def test_a_remark_is_heard_once(tmp_path: Path) -> None:
    file, at = tmp_path / "said.txt", AtTheKiosk()
    narrator = Narrator(VirtualVoice(file))
    at.happens(CatalogueCame(the_catalogue()), Switch(Aid.SPEECH))
    narrator.tell(at.kiosk)
    at.happens(CodeScanned("8934563138165"))
    narrator.tell(at.kiosk)
    narrator.tell(at.kiosk)

    assert file.read_text(encoding="utf-8").count("Máy không nhận ra mã này") == 1
    narrator.close()

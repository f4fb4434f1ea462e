"""The kiosk's catalogues: complete in every language, with the same places to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import kiosk_app
from kiosk_app.words import LOCALE, in_language, speak

ROOM = Path(kiosk_app.__file__).parent


def sentences() -> set[str]:
    found = extract_from_dir(ROOM, [("**.py", "python")], keywords={"_": None, "N_": None})
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_has_its_translation_with_the_same_places(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "motcua.po").open("rb") as file:
        catalogue = {str(message.id): str(message.string) for message in read_po(file, locale=language) if message.id}

    assert catalogue.keys() == sentences()
    for sentence, words in catalogue.items():
        assert words, sentence
        assert sorted(re.findall(r"%\(\w+\)s", sentence)) == sorted(re.findall(r"%\(\w+\)s", words))


def test_every_sentence_stands_where_the_catalogues_are_made_from() -> None:
    """One that is handed to `speak(language)` where it stands would be found by no catalogue, and stay English."""
    for file in ROOM.rglob("*.py"):
        assert not re.findall(r"""speak\([^()]*\)\(\s*["']""", file.read_text()), file


def test_vietnamese_is_spoken_where_the_catalogue_is_compiled() -> None:
    assert speak("vi")("Take my number") == "Lấy số thứ tự"


def test_a_language_without_catalogue_falls_back_to_english() -> None:
    assert speak("xx")("Page") == "Page"
    assert in_language({"en": "Justice", "vi": "Tư pháp"}, "xx") == "Justice"
    assert in_language({"vi": "Tư pháp"}, "en") == "Tư pháp"
    assert in_language({}, "en") == ""

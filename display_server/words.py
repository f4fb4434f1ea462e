"""Words for people: the gettext catalogues of the server's screens and refusals, one per language.

English sentences are the keys. Vietnamese is the first language of every screen; a program that asks for no language
is answered in English, the language of the API's documentation. A language is there when its catalogue is.
"""

import gettext
from functools import cache
from pathlib import Path

from werkzeug.datastructures import LanguageAccept

from display_server.contract import Words
from display_server.domain.refusals import N_ as N_

FOLDERS = (Path(__file__).parent / "locale", Path(__file__).parent.parent / "counter_panel" / "locale")
FIRST_LANGUAGES = ("vi", "en")


def _languages() -> tuple[str, ...]:
    found = {file.parts[-3] for folder in FOLDERS for file in folder.glob("*/LC_MESSAGES/motcua.mo")}
    return (*FIRST_LANGUAGES, *sorted(found.difference(FIRST_LANGUAGES)))


LANGUAGES = _languages()
"""The languages that have a catalogue, the screens' first language first."""


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The words of one language; sentences that it lacks stay English."""
    merged = gettext.NullTranslations()
    for folder in FOLDERS:
        merged.add_fallback(gettext.translation("motcua", folder, [language], fallback=True))
    return merged


def say(language: str, sentence: str, /, **facts: object) -> str:
    """One sentence in one language, its `%(named)s` places filled in."""
    text = catalogue(language).gettext(sentence)
    return text % facts if facts else text


def say_in_all(sentence: str, /, **facts: object) -> Words:
    """One sentence in every language."""
    return {language: say(language, sentence, **facts) for language in LANGUAGES}


def language_for(asked: str | None, accepted: LanguageAccept) -> str:
    """The language of an answer: what an address asks for (`?lang=`), else what the browser or program accepts.

    A program that accepts nothing in particular gets English, the language of the documentation it was written by.
    """
    if asked in LANGUAGES:
        return asked
    return (accepted.best_match(LANGUAGES) or LANGUAGES[0]) if accepted else "en"

"""Words for people: the kiosk's gettext catalogues, one per language. English sentences are the keys.

Adding a language needs a catalogue and no code.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

from display_server.contract import WaitRange, Words

LOCALE = Path(__file__).parent / "locale"
FALLBACK = "en"


class Say(Protocol):
    """One sentence in the citizen's language, its `%(named)s` places filled in."""

    def __call__(self, sentence: str, /, **facts: object) -> str:
        """The sentence in the language, with its facts filled in."""


@cache
def speak(language: str) -> Say:
    """Translates into one language; sentences that its catalogue lacks stay English."""
    look_up: Callable[[str], str] = gettext.translation("motcua", LOCALE, [language], fallback=True).gettext

    def say(sentence: str, /, **facts: object) -> str:
        text = look_up(sentence)
        return text % facts if facts else text

    return say


def in_language(words: Words, language: str) -> str:
    """The hall's own words in that language, else in one that they have."""
    return words.get(language) or words.get(FALLBACK) or next(iter(words.values()), "")


def wait_in_words(wait: WaitRange, _: Say) -> str:
    """The expected wait as people say it: "about 10–20 minutes"; one number where both ends are the same."""
    if wait.high_minutes <= 0:
        return _("less than a minute")
    if wait.low_minutes == wait.high_minutes:
        return _("about %(minutes)s min", minutes=wait.high_minutes)
    return _("about %(low)s–%(high)s min", low=wait.low_minutes, high=wait.high_minutes)


def N_(sentence: str) -> str:  # noqa: N802 (gettext's own name for "translate later")
    """Marks a sentence for the catalogues where it is written down before its language is known."""
    return sentence

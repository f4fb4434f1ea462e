"""What is said of a call, a recall, who gets ready, the closing, and a free text: its words in their order. Pure.

A sentence is groups of words. A group ("mời công dân có số A không bốn hai") is what a stronger machine may have
recorded as one clip; else it is put together of its words' clips. The frames are in the catalogues: a further language
is a translation of them.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from display_server.domain.announcing import Called, Closing, FreeText, GetReady, Said
from display_server.voice.numerals import Word, all_words, counted, spelled
from display_server.words import N_, say

CALL = N_("Number %(number)s, please go to counter %(counter)s")
RECALL = N_("Once more: number %(number)s, please go to counter %(counter)s")
GET_READY = N_("Number %(number)s, please get ready")
CLOSING = N_("Ladies and gentlemen, the centre closes in %(minutes)s minutes")
IN_ZONE = N_("in %(zone)s")
FOR_SERVICE = N_("for %(service)s")

FRAMES = {"call": CALL, "recall": RECALL, "ready": GET_READY, "closing": CLOSING}
"""Those whose fixed words are recorded, by the name that begins their clips'."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words that belong together, and what their recording as a whole is called."""

    clip: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in one language."""

    language: str
    groups: tuple[Group, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for group in self.groups for word in group.words)

    @property
    def text(self) -> str:
        """As it is said, with a comma where a speaker takes breath."""
        return ", ".join(group.text.strip(" ,.") for group in self.groups) + "."


def sentence(said: Said, language: str) -> Sentence | None:
    """None where nothing can be said in this language: a free text that was not written in it."""
    match said:
        case Called():
            groups = [*_framed("recall" if said.recalled else "call", said.number, said.counter, language)]
            groups += _names("zone", IN_ZONE, said.zone, language)
            groups += _names("service", FOR_SERVICE, said.service, language)
        case GetReady(number):
            groups = [*_framed("ready", number, None, language)]
        case Closing(minutes):
            groups = [*_framed("closing", None, minutes, language)]
        case FreeText(texts):
            if language not in texts:
                return None
            groups = [_free("text", texts[language])]
        case _:
            assert_never(said)
    return Sentence(language, tuple(groups))


def caption(said: Said, language: str) -> str | None:
    """What a display writes beneath, with figures as they are written."""
    match said:
        case Called(number, counter, recalled):
            return say(language, RECALL if recalled else CALL, number=number, counter=counter)
        case GetReady(number):
            return say(language, GET_READY, number=number)
        case Closing(minutes):
            return say(language, CLOSING, minutes=minutes)
        case FreeText(texts):
            return texts.get(language)


def fixed_words(language: str) -> dict[str, str]:
    """The words of the frames, by their clips."""
    return {word.clip: word.text for name in FRAMES for word in _phrases(name, language) if word is not None}


def words_to_record(language: str) -> dict[str, str]:
    """What a speaker reads for a pack of this language: each clip's name, and what it says."""
    return fixed_words(language) | all_words(language)


_PLACE = re.compile(r"%\((\w+)\)s")


def _phrases(name: str, language: str) -> list[Word | None]:
    """The frame's fixed words; None stands for a place between them."""
    phrases: list[Word | None] = []
    for at, text in enumerate(_PLACE.split(say(language, FRAMES[name]))):
        if at % 2:
            phrases.append(None)
        elif text.strip(" ,.:"):
            phrases.append(Word(f"{name}-{1 + sum(each is not None for each in phrases)}", text.strip(" ,.")))
    return phrases


def _framed(name: str, number: str | None, whole: int | None, language: str) -> list[Group]:
    """A group for each place with the fixed words before it. What follows a ticket's number comes after a breath."""
    places = _PLACE.findall(say(language, FRAMES[name]))
    groups: list[Group] = []
    waiting: list[Word] = []
    for phrase in _phrases(name, language):
        if phrase is not None:
            waiting.append(phrase)
            continue
        place = places.pop(0)
        given = number if place == "number" else whole
        said = spelled(str(given), language) if place == "number" else counted(int(given or 0), language)
        groups.append(Group(f"{name}-{place}-{str(given).lower()}", (*waiting, *said)))
        waiting = []
    if waiting and whole is not None and number is None:
        last = groups.pop()
        return [*groups, Group(last.clip, (*last.words, *waiting))]
    return [*groups, Group(f"{name}-end", tuple(waiting))] if waiting else groups


def _names(kind: str, frame: str, names: Mapping[str, str] | None, language: str) -> Iterable[Group]:
    if names is None:
        return ()
    name = names.get(language) or next(iter(names.values()))
    return (_free(kind, say(language, frame, **{kind: name})),)


def _free(kind: str, text: str) -> Group:
    """A text that is a hall's own: its clip is found by its words."""
    clip = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return Group(clip, (Word(clip, text),))

"""Makes the sound of a recipe: each sentence by the first of its voices that can say it, all at one loudness.

Loads what is large (numpy, scipy, espeak-ng): it runs in a process of its own beside the server.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from display_server.voice.audio import Sound, evened, joined
from display_server.voice.espeak import EspeakVoice
from display_server.voice.external import CommandVoice
from display_server.voice.pack import Pack, WrongPack, read_pack
from display_server.voice.recipe import Recipe
from display_server.voice.sentences import Sentence
from display_server.voice.voice import CannotSay, Voice

BETWEEN_SENTENCES = 0.45


@dataclass(frozen=True, slots=True)
class Made:
    sound: Sound
    voices: tuple[str, ...]
    """Who said each sentence."""
    faults: tuple[str, ...]
    """Why a voice that should have spoken did not."""


def make(recipe: Recipe) -> Made:
    """Raises CannotSay where no voice can say any of it."""
    faults: list[str] = []
    voices = list(_voices(recipe, faults))
    said = [found for each in recipe.sentences if (found := _said(each, voices, faults)) is not None]
    if not said:
        raise CannotSay("; ".join(faults) or "there is nothing to say")
    sound = joined((Sound(evened(each.samples), each.marks), BETWEEN_SENTENCES) for _, each in said)
    return Made(sound, tuple(name for name, _ in said), tuple(faults))


def _voices(recipe: Recipe, faults: list[str]) -> Iterator[Voice]:
    for path, fingerprint in recipe.packs:
        try:
            yield _pack(path, fingerprint)
        except WrongPack as wrong:
            faults.append(str(wrong))
    if recipe.command:
        yield CommandVoice(recipe.command, recipe.command_languages)
    yield EspeakVoice(recipe.accent, recipe.words_per_minute)


@lru_cache(maxsize=4)
def _pack(path: str, _fingerprint: str) -> Pack:
    return read_pack(Path(path))


def _said(sentence: Sentence, voices: Sequence[Voice], faults: list[str]) -> tuple[str, Sound] | None:
    for voice in voices:
        try:
            return voice.name, voice.speak(sentence)
        except CannotSay as reason:
            if not _is_of_other_languages(voice, sentence):
                faults.append(f"{voice.name}: {reason}")
    return None


def _is_of_other_languages(voice: Voice, sentence: Sentence) -> bool:
    """An English sentence is no fault of a Vietnamese pack."""
    match voice:
        case Pack():
            return voice.manifest.language != sentence.language
        case CommandVoice():
            return sentence.language not in voice.languages
        case _:
            return False

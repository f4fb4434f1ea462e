"""The voice that always works: espeak-ng, from a pip wheel, in this process. Made by rules, in a hundred languages.

It sounds like a machine, and says every word that is written. The library has one state: one sentence at a time.
"""

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_short, c_size_t, c_uint, c_void_p
from functools import cache

import espeakng_loader
import numpy as np

from display_server.domain.voice_plan import Accent
from display_server.voice.audio import RATE, Mark, Samples, Sound, joined, trimmed
from display_server.voice.numerals import Word
from display_server.voice.sentences import Group, Sentence
from display_server.voice.voice import CannotSay

ACCENTS = {Accent.NORTH: "vi", Accent.CENTRAL: "vi-vn-x-central", Accent.SOUTH: "vi-vn-x-south"}
WORD_GAP = 2
"""In hundredths of a second, beside the pauses of its own: single digits run into each other without it."""
BREATH_SECONDS = 0.22
"""Between what is called and where to go."""
PITCH, RANGE = 45, 40
"""A little below its usual 50: a deeper voice carries further in a hall of hard walls, and a narrower one is calmer."""

_RETRIEVAL, _NO_EXIT, _UTF8 = 1, 0x8000, 1
_RATE_PARAMETER, _PITCH_PARAMETER, _RANGE_PARAMETER, _GAP_PARAMETER = 1, 3, 4, 7
_WORD_EVENT, _LAST_EVENT = 1, 0


class _Event(Structure):
    _fields_ = (
        ("type", c_int),
        ("unique_identifier", c_uint),
        ("text_position", c_int),
        ("length", c_int),
        ("audio_position", c_int),
        ("sample", c_int),
        ("user_data", c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = CFUNCTYPE(c_int, POINTER(c_short), c_int, POINTER(_Event))


class EspeakVoice:
    def __init__(self, accent: Accent = Accent.NORTH, words_per_minute: int = 140) -> None:
        self.name = "espeak-ng"
        self._accent, self._words_per_minute = accent, words_per_minute

    def speak(self, sentence: Sentence) -> Sound:
        library = _library()
        if library.espeak_SetVoiceByName(self._voice_of(sentence.language).encode()) != 0:
            raise CannotSay(f"espeak-ng has no voice for {sentence.language}")
        library.espeak_SetParameter(_RATE_PARAMETER, self._words_per_minute, 0)
        library.espeak_SetParameter(_PITCH_PARAMETER, PITCH, 0)
        library.espeak_SetParameter(_RANGE_PARAMETER, RANGE, 0)
        library.espeak_SetParameter(_GAP_PARAMETER, WORD_GAP, 0)
        said = joined((_said(library, group), BREATH_SECONDS) for group in sentence.groups)
        if not len(said.samples):
            raise CannotSay("espeak-ng made no sound of it")
        return said

    def _voice_of(self, language: str) -> str:
        return ACCENTS[self._accent] if language == "vi" else language


def _said(library: ctypes.CDLL, group: Group) -> Sound:
    """One group in one breath, with the marks of its words."""
    chunks: list[Samples] = []
    begins: list[tuple[int, int]] = []

    def heard(samples: "ctypes._Pointer[c_short]", count: int, events: "ctypes._Pointer[_Event]") -> int:
        if samples and count:
            chunks.append(np.ctypeslib.as_array(samples, (count,)).astype(np.float64) / 2**15)
        at = 0
        while events[at].type != _LAST_EVENT:
            if events[at].type == _WORD_EVENT:
                begins.append((events[at].text_position - 1, events[at].sample))
            at += 1
        return 0

    text = group.text.encode()
    callback = _Callback(heard)
    library.espeak_SetSynthCallback(callback)
    library.espeak_Synth(text, c_size_t(len(text) + 1), 0, 0, 0, _UTF8, byref(c_uint()), None)
    library.espeak_Synchronize()
    whole = np.concatenate(chunks) if chunks else np.zeros(0)
    loud = np.flatnonzero(np.abs(whole) > 1e-4)
    end = int(loud[-1]) + 1 if len(loud) else 0
    return Sound(whole[:end] if end else trimmed(whole), _marks(group.words, begins, end))


def _marks(words: tuple[Word, ...], begins: list[tuple[int, int]], end: int) -> tuple[Mark, ...]:
    """Where each word begins: espeak tells it of each written word, of which ours may have several."""
    starts, position = [], 0
    for word in words:
        starts.append(next((sample for at, sample in begins if at >= position), end))
        position += len(word.text) + 1
    return tuple(
        Mark(word.clip, start / RATE, (after - start) / RATE)
        for word, start, after in zip(words, starts, [*starts[1:], end], strict=True)
    )


@cache
def _library() -> ctypes.CDLL:
    """The library, ready to speak; raises CannotSay where the wheel does not fit this machine."""
    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise CannotSay(f"espeak-ng cannot be loaded: {error}") from error
    library.espeak_Initialize.argtypes = [c_int, c_int, c_char_p, c_int]
    rate = library.espeak_Initialize(_RETRIEVAL, 0, espeakng_loader.get_data_path().encode(), _NO_EXIT)
    if rate != RATE:
        raise CannotSay(f"espeak-ng cannot be started (it answers {rate})")
    return library

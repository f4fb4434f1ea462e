"""What is wrong with a pack of clips: missing, clipped, too long, too quiet. Speaks nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from display_server.voice.audio import RATE, NoSound, Samples, loudness, peak, read_wav, trimmed
from display_server.voice.pack import Pack
from display_server.voice.sentences import words_to_record

CLIPPED_IN_A_ROW = 4
"""So many samples at full scale one after the other are no peak of a voice but its cut-off top."""
LONGEST_OF_A_WORD, LONGEST_OF_A_LETTER = 0.9, 1.5
TOO_QUIET_LUFS = -40.0
"""From below this, evening it out would bring up the room's noise as well."""


class Wrong(StrEnum):
    """What may be wrong with a clip."""

    MISSING = "missing"
    UNUSABLE = "unusable"
    CLIPPED = "clipped"
    TOO_QUIET = "too quiet"
    TOO_LONG = "too long"


MENDS = {
    Wrong.MISSING: "record it",
    Wrong.UNUSABLE: "save it as a WAV file of plain samples (PCM)",
    Wrong.CLIPPED: "record it again, less loud",
    Wrong.TOO_QUIET: "record it again, nearer to the microphone",
    Wrong.TOO_LONG: "record it again, or cut off what is not said",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, by the clip's name."""

    clip: str
    text: str
    wrong: Wrong
    detail: str = ""

    def __str__(self) -> str:
        return f'{self.clip}.wav ("{self.text}"): is {self.wrong}{self.detail}: {MENDS[self.wrong]}'


def check(pack: Pack) -> Iterator[Finding]:
    """Everything to mend, in the order in which words are recorded."""
    words = words_to_record(pack.manifest.language)
    for clip, text in words.items():
        if clip not in pack.clips:
            yield Finding(clip, text, Wrong.MISSING)
    for clip in sorted(pack.clips):
        text = pack.manifest.words.get(clip) or words.get(clip, "?")
        for wrong, detail in _wrongs(pack.clips[clip], text):
            yield Finding(clip, text, wrong, detail)


def _wrongs(content: bytes, text: str) -> Iterator[tuple[Wrong, str]]:
    try:
        samples = read_wav(content).samples
    except NoSound as error:
        yield Wrong.UNUSABLE, f" ({error})"
        return
    if is_clipped(samples):
        yield Wrong.CLIPPED, ""
    if loudness(samples) < TOO_QUIET_LUFS:
        yield Wrong.TOO_QUIET, ""
    longest = LONGEST_OF_A_LETTER if len(text.split()) == 1 else LONGEST_OF_A_WORD * (len(text.split()) + 1)
    seconds = len(trimmed(samples)) / RATE
    if seconds > longest:
        yield Wrong.TOO_LONG, f" ({seconds:.1f} seconds, where {longest:.1f} are enough)"


def is_clipped(samples: Samples) -> bool:
    """Whether the wave stands at its top for several samples in a row."""
    top = peak(samples)
    if top < 0.98:
        return False
    at_top = np.abs(samples) >= top - 1e-3
    in_a_row = np.convolve(at_top, np.ones(CLIPPED_IN_A_ROW), mode="valid")
    return bool(np.any(in_a_row >= CLIPPED_IN_A_ROW))

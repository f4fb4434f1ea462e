"""What is wrong with a pack of clips: missing, clipped, too long, too quiet. Speaks nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from display_server.voice.audio import RATE, NoSound, Samples, loudness, peak, read_wav, trimmed
from display_server.voice.numerals import all_words
from display_server.voice.pack import Pack
from display_server.voice.sentences import fixed_words

CLIPPED_IN_A_ROW = 4
"""So many samples at full scale one after the other are no peak of a voice but its cut-off top."""
LONGEST_OF_A_WORD, LONGEST_OF_A_LETTER = 0.9, 1.5
TOO_QUIET_LUFS = -40.0
"""From below this, evening it out would bring up the room's noise as well."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, by the clip's name."""

    clip: str
    text: str
    wrong: str

    def __str__(self) -> str:
        return f'{self.clip}.wav ("{self.text}"): {self.wrong}'


def words_to_record(language: str) -> dict[str, str]:
    """What a speaker reads for a pack of this language: each clip's name, and what it says."""
    return fixed_words(language) | all_words(language)


def check(pack: Pack) -> Iterator[Finding]:
    """Everything to mend, in the order in which words are recorded."""
    words = words_to_record(pack.manifest.language)
    for clip, text in words.items():
        if clip not in pack.clips:
            yield Finding(clip, text, "is missing: record it")
    for clip in sorted(pack.clips):
        text = pack.manifest.words.get(clip) or words.get(clip, "?")
        for wrong in _wrongs(pack.clips[clip], text):
            yield Finding(clip, text, wrong)


def _wrongs(content: bytes, text: str) -> Iterator[str]:
    try:
        samples = read_wav(content).samples
    except NoSound as error:
        yield f"cannot be used: {error}"
        return
    if is_clipped(samples):
        yield "is clipped: record it again, less loud"
    if loudness(samples) < TOO_QUIET_LUFS:
        yield "is too quiet: record it again, nearer to the microphone"
    longest = LONGEST_OF_A_LETTER if len(text.split()) == 1 else LONGEST_OF_A_WORD * (len(text.split()) + 1)
    seconds = len(trimmed(samples)) / RATE
    if seconds > longest:
        yield f"is too long: {seconds:.1f} seconds, where {longest:.1f} are enough"


def is_clipped(samples: Samples) -> bool:
    """Whether the wave stands at its top for several samples in a row."""
    top = peak(samples)
    if top < 0.98:
        return False
    at_top = np.abs(samples) >= top - 1e-3
    in_a_row = np.convolve(at_top, np.ones(CLIPPED_IN_A_ROW), mode="valid")
    return bool(np.any(in_a_row >= CLIPPED_IN_A_ROW))

"""Reads aloud by espeak-ng, which Debian has and which needs no network: Vietnamese, English and a hundred more.

One process says everything of a screen, so that breaking off is ending it. The languages are told apart in SSML.
"""

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from hardware.speech.voice import SpeechError, Utterance

PROGRAM = "espeak-ng"
WORDS_PER_MINUTE = 150
"""espeak-ng's usual 175 is too quick for who hears a machine for the first time."""


class EspeakVoice:
    """`into` is a WAV file instead of the loudspeaker, to listen to elsewhere."""

    def __init__(self, into: Path | None = None) -> None:
        """Raises SpeechError where espeak-ng is not installed."""
        program = shutil.which(PROGRAM)
        if program is None:
            raise SpeechError(f"{PROGRAM} is not installed: install Debian's package {PROGRAM}.")
        output = ["-w", str(into)] if into else []
        self._command = [program, "-m", "-s", str(WORDS_PER_MINUTE), "--stdin", *output]
        self._saying: subprocess.Popen[bytes] | None = None

    def say(self, utterances: Sequence[Utterance]) -> None:
        """Says what it has a voice for: of other languages it would spell the letters' numbers in English."""
        self.hush()
        utterances = [each for each in utterances if _has_voice(self._command[0], each.language)]
        self._saying = subprocess.Popen(  # noqa: S603 (the command is ours)
            self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if self._saying.stdin:
            with self._saying.stdin as told:
                told.write(ssml(utterances).encode())

    def hush(self) -> None:
        if self._saying:
            self._saying.terminate()
            self._saying.wait()
            self._saying = None

    def wait(self) -> None:
        """Until everything is said."""
        if self._saying:
            self._saying.wait()

    def close(self) -> None:
        self.hush()


@cache
def _has_voice(program: str, language: str) -> bool:
    """`--voices=km` prints a heading, and a line for each voice of that language."""
    told = subprocess.run(  # noqa: S603 (the command is ours)
        [program, f"--voices={language}"], capture_output=True, text=True, check=False
    )
    return len(told.stdout.splitlines()) > 1


def ssml(utterances: Sequence[Utterance]) -> str:
    """The sentences in W3C's Speech Synthesis Markup Language, each in its own language's voice."""
    said = "".join(
        f"<voice xml:lang={quoteattr(each.language)}>{escape(each.text)}</voice><break time='300ms'/>"
        for each in utterances
    )
    return f"<speak>{said}</speak>"

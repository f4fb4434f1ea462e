"""What speaks a sentence, whatever stands behind it. Knows no files that are kept and no queue."""

from typing import Protocol

from display_server.voice.audio import Sound
from display_server.voice.sentences import Sentence


class CannotSay(Exception):
    """This voice cannot say this sentence: the next one is asked. The text says why."""


class Voice(Protocol):
    @property
    def name(self) -> str:
        """What an administrator reads where it is told who spoke."""

    def speak(self, sentence: Sentence) -> Sound:
        """Raises CannotSay."""

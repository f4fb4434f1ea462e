"""What reads aloud, whatever the program. Knows no screens and nothing of queues."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class SpeechError(Exception):
    """This machine cannot read aloud. The sentence names the mend."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence in one language, by its code: `vi`."""

    language: str
    text: str


class Voice(Protocol):
    def say(self, utterances: Sequence[Utterance]) -> None:
        """Begins to say these one after the other, and breaks off what is being said. Returns at once."""

    def hush(self) -> None:
        """Breaks off."""

    def close(self) -> None:
        """Breaks off for good, and lets go of the loudspeaker."""

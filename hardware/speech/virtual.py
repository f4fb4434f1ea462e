"""A voice that writes what it would say, a line a sentence: for demonstrations, and for scripts that only listen."""

from collections.abc import Sequence
from pathlib import Path

from hardware.speech.voice import Utterance


class VirtualVoice:
    """Each line is a language's code, a tab and the sentence; an empty line begins what was said after a break."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file

    def say(self, utterances: Sequence[Utterance]) -> None:
        lines = [f"{each.language}\t{' '.join(each.text.split())}\n" for each in utterances]
        with self._file.open("a", encoding="utf-8") as said:
            said.write("".join(["\n", *lines]))

    def hush(self) -> None:
        """What was said stays said."""

    def close(self) -> None:
        """The file is closed after each sentence."""

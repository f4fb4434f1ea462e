"""A pack made ahead by a program: every number and every counter of a hall, each as one clip in one breath.

Numbers × counters would be a million sentences; a number and a counter are a clip each, with the breath between them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from display_server.domain.announcing import Called, GetReady, Said
from display_server.voice.audio import evened, trimmed, wav_bytes
from display_server.voice.pack import CLIP
from display_server.voice.sentences import Group, Sentence, sentence
from display_server.voice.voice import Voice


def groups(tickets: Iterable[str], counters: Iterable[int], language: str) -> Iterator[Group]:
    """Each once: the numbers as they are called, recalled and made ready, and the counters."""
    numbers, places = list(tickets), list(counters)
    calls = [(number, places[0]) for number in numbers] + [(numbers[0], counter) for counter in places]
    said = [Called(number, counter, recalled) for number, counter in calls for recalled in (False, True)]
    everything: list[Said] = [*said, *map(GetReady, numbers)]
    sentences = (sentence(each, language) for each in everything)
    found = {group.clip: group for each in sentences if each is not None for group in each.groups}
    yield from found.values()


def make_clip(group: Group, language: str, voice: Voice, folder: Path) -> bool:
    """Whether it was made: what is there stays, so that what was broken off goes on. Raises CannotSay."""
    file = folder / f"{group.clip}{CLIP}"
    if file.exists():
        return False
    said = voice.speak(Sentence(language, (group,)))
    file.write_bytes(wav_bytes(evened(trimmed(said.samples))))
    return True

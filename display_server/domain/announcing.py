"""What a zone's loudspeaker says next, and which display says it. Pure: no clock, no sound.

One announcement at a time in a zone, in the order in which the hall's changes made them. Which display speaks is kept:
another one may only after the last one has had time to, so that one that was switched off is followed by the next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

HEAD_START = timedelta(seconds=1.5)
"""So long the display that spoke last may take to go on, before another one of its kind takes its place."""
JOINING = timedelta(seconds=1)
"""Where every display speaks, one that asks within this time of the first begins with it; a later one stays silent."""
GONG = timedelta(seconds=1.2)
BETWEEN_TIMES = timedelta(seconds=0.8)
USUAL = timedelta(seconds=4.6)
"""How long a call is in one language, until it was made."""


@dataclass(frozen=True, slots=True)
class Called:
    """A visitor is called, or called again, to a counter."""

    number: str
    counter: int
    recalled: bool = False
    zone: Mapping[str, str] | None = None
    """Its names, where the hall has it said."""
    service: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class GetReady:
    number: str


@dataclass(frozen=True, slots=True)
class Closing:
    minutes: int


@dataclass(frozen=True, slots=True)
class FreeText:
    texts: Mapping[str, str]


Said = Called | GetReady | Closing | FreeText


class Kind(StrEnum):
    """What a member of staff may have said, beside the calls."""

    TEXT = "text"
    GET_READY = "get_ready"
    CLOSING = "closing"


class Dropped(StrEnum):
    """Why something was not said."""

    TOO_LATE = "too late"
    NO_VOICE = "no voice"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An announcement that is still to be said. `seq` is the change of the hall that made it."""

    seq: int
    zone: str
    at: datetime
    said: Said


@dataclass(frozen=True, slots=True)
class ZoneVoice:
    """How far a zone's loudspeaker has come."""

    zone: str
    said_seq: int = 0
    speaker: str | None = None
    rank: int = 0
    began_at: datetime | None = None
    ends_at: datetime | None = None

    def is_speaking(self, now: datetime) -> bool:
        return self.began_at is not None and self.ends_at is not None and self.began_at <= now < self.ends_at

    def past(self, seq: int) -> "ZoneVoice":
        """Nothing up to this change is to be said any more; who spoke last stays who speaks."""
        return replace(self, said_seq=max(self.said_seq, seq))

    def began(self, seq: int, by: "Speaker", at: datetime, lasts: timedelta) -> "ZoneVoice":
        return ZoneVoice(self.zone, seq, by.id, by.rank, at, at + lasts)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A display, or a program with a sound card. A higher rank speaks before a lower one."""

    id: str
    rank: int = 0


def wait_before(voice: ZoneVoice, speaker: Speaker, since: datetime, now: datetime) -> timedelta:
    """How long this speaker waits before it says what is to be said since then; nothing where it may at once.

    The one that is speaking asks when it has finished, whatever was reckoned.
    """
    if speaker.id == voice.speaker:
        return timedelta()
    if voice.is_speaking(now) and voice.ends_at is not None:
        return voice.ends_at - now + HEAD_START * (speaker.rank <= voice.rank)
    if voice.speaker is None or speaker.rank > voice.rank:
        return timedelta()
    free_since = max(since, voice.ends_at or since)
    return max(timedelta(), free_since + HEAD_START - now)


def too_late(waiting: Iterable[Waiting], drop_after: timedelta, now: datetime) -> list[Waiting]:
    return [each for each in waiting if now - each.at > drop_after]


def lasts(seconds: float, times: int) -> timedelta:
    """How long an announcement takes, with its gong."""
    return GONG + times * timedelta(seconds=seconds) + (times - 1) * BETWEEN_TIMES


def times_within(took: timedelta, seconds: float) -> int:
    """How often something is said that takes so long as a whole: `lasts` the other way round."""
    return max(1, round((took - GONG + BETWEEN_TIMES) / (timedelta(seconds=seconds) + BETWEEN_TIMES)))


@dataclass(frozen=True, slots=True)
class Planned:
    """When something that waits is expected to be said."""

    waiting: Waiting
    begins_at: datetime


def planned(waiting: Iterable[Waiting], voice: ZoneVoice, languages: int, now: datetime) -> list[Planned]:
    """The zone's queue, each as soon as the one before has been said."""
    at = max(now, voice.ends_at or now)
    queue: list[Planned] = []
    for each in sorted(waiting, key=lambda each: each.seq):
        queue.append(Planned(each, at))
        at += lasts(USUAL.total_seconds() * languages, 1)
    return queue

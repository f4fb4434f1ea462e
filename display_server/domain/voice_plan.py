"""How a hall speaks, as its administrator writes it down: which voices, how often, how loud at what time. Pure."""

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum


class Accent(StrEnum):
    """Of Vietnamese, for the voice that is made by rules."""

    NORTH = "north"
    CENTRAL = "central"
    SOUTH = "south"


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """From one time of the hall's clock to another; past midnight where the second is earlier."""

    start: time
    end: time

    def holds(self, clock: time) -> bool:
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud it is within these times, in per cent."""

    within: TimeOfDay
    percent: int


@dataclass(frozen=True, slots=True)
class VoicePlan:
    """Without a word in the hall file, a hall only rings its gong."""

    speaks: bool = False
    languages: tuple[str, ...] = ()
    """In this order; none: those of the hall."""
    packs: tuple[str, ...] = ()
    """The recorded packs, by their folder's name; a sentence that none has whole is said by the next voice."""
    accent: Accent = Accent.NORTH
    words_per_minute: int = 140
    times: int = 2
    """How often a call is said; once while others wait to be said."""
    says_zone: bool = False
    says_service: bool = False
    drop_after: timedelta = timedelta(seconds=180)
    """A call that could not be said for so long is not said any more: its visitor has seen it, or will be recalled."""
    percent: int = 100
    louder_or_softer: tuple[Loudness, ...] = ()
    quiet: tuple[TimeOfDay, ...] = ()
    """When nothing is said; the displays show it all the same."""
    closing_before: timedelta | None = None
    """How long before the hall closes that is said; never without it."""
    every_display: bool = False
    """Whether all displays of a zone speak at once, instead of one."""

    def percent_at(self, clock: time) -> int:
        """How loud it is at this time of the hall's clock; nothing in quiet hours."""
        if not self.speaks or any(each.holds(clock) for each in self.quiet):
            return 0
        return next((each.percent for each in self.louder_or_softer if each.within.holds(clock)), self.percent)


NO_VOICE = VoicePlan()

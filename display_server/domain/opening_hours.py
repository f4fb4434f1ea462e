"""When a hall is open: local times of the weekdays. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Period:
    """Open from `start` until just before `end`, local times of one day; an `end` of 00:00 is midnight."""

    start: time
    end: time

    def holds(self, moment: time) -> bool:
        return self.start <= moment and (moment < self.end or self.end == time(0))


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The periods of each weekday, by its three-letter name; a day without periods is closed."""

    periods: Mapping[str, tuple[Period, ...]]

    def on(self, local: datetime) -> tuple[Period, ...]:
        return self.periods.get(WEEKDAYS[local.weekday()], ())

    def open_at(self, local: datetime) -> bool:
        """Whether the hall is open at this moment of its own clock."""
        return any(period.holds(local.time()) for period in self.on(local))

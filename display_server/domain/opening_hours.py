"""The periods of each weekday, holiday and special day, as the administrator wrote them. Pure; knows no moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from display_server.domain.holidays import is_holiday
from display_server.domain.weekdays import WEEKDAYS


@dataclass(frozen=True, slots=True)
class Period:
    """Open from `start` until just before `end`, local times; an `end` of 00:00 is midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The periods of each weekday, by its three-letter name; a day without periods is closed."""

    periods: Mapping[str, tuple[Period, ...]]
    holidays_of: str | None = None
    """The country on whose public holidays the hall is closed."""
    special_days: Mapping[date, tuple[Period, ...]] = field(default_factory=dict)
    """The periods of single days, whatever weekday or holiday they are; none for a day off."""

    def on(self, day: date) -> tuple[Period, ...]:
        """The periods of one day."""
        if day in self.special_days:
            return self.special_days[day]
        if self.holidays_of is not None and is_holiday(self.holidays_of, day):
            return ()
        return self.periods.get(WEEKDAYS[day.weekday()], ())


ALWAYS_OPEN = OpeningHours({day: (Period(time(0), time(0)),) for day in WEEKDAYS})
"""For halls that never close, and for trying things out at night."""

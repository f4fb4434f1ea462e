"""When a hall is open: local times of the weekdays, but for holidays and special days. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from display_server.domain.holidays import is_holiday

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


LOOK_AHEAD_DAYS = 30
"""Tết alone closes a hall for more than a week."""


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
    holidays_of: str | None = None
    """The country on whose public holidays the hall is closed."""
    special_days: Mapping[date, tuple[Period, ...]] = field(default_factory=dict)
    """The periods of single days, whatever weekday or holiday they are; none for a day off."""

    def on(self, local: datetime) -> tuple[Period, ...]:
        """The periods of the day that this moment belongs to."""
        day = local.date()
        if day in self.special_days:
            return self.special_days[day]
        if self.holidays_of is not None and is_holiday(self.holidays_of, day):
            return ()
        return self.periods.get(WEEKDAYS[day.weekday()], ())

    def left_of_day(self, local: datetime) -> timedelta:
        """How long the hall is still open on the day of this moment."""
        left = timedelta()
        for period in self.on(local):
            start = datetime.combine(local.date(), period.start, local.tzinfo)
            left += max(timedelta(), ends(period, local) - max(local, start))
        return left

    def closes(self, local: datetime) -> datetime | None:
        """When the last period of this moment's day ends."""
        return max((ends(period, local) for period in self.on(local)), default=None)

    def open_at(self, local: datetime) -> bool:
        """Whether the hall is open at this moment of its own clock."""
        return any(period.holds(local.time()) for period in self.on(local))

    def closed_between(self, since: datetime, until: datetime) -> bool:
        """Whether the hall was closed at any moment between two moments of its own clock."""
        moment = since
        while moment < until:
            period = next((each for each in self.on(moment) if each.holds(moment.time())), None)
            if period is None:
                return True
            moment = ends(period, moment)
        return False

    def next_opening(self, local: datetime) -> datetime | None:
        """When the next period begins after this moment of the hall's own clock; None if no day has one.

        A hall that is open now is told its next period too: tomorrow's first, say, in its last one of today.
        """
        for days in range(LOOK_AHEAD_DAYS):
            day = local + timedelta(days=days)
            for period in sorted(self.on(day), key=lambda period: period.start):
                opening = datetime.combine(day.date(), period.start, local.tzinfo)
                if opening > local:
                    return opening
        return None


def ends(period: Period, on: datetime) -> datetime:
    """When a period ends that begins on the day of this moment."""
    day = on.date() + timedelta(days=1) if period.end == time(0) else on.date()
    return datetime.combine(day, period.end, on.tzinfo)


ALWAYS_OPEN = OpeningHours({day: (Period(time(0), time(0)),) for day in WEEKDAYS})
"""For halls that never close, and for trying things out at night."""

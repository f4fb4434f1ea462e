"""When a hall is open: local times of the weekdays. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

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

    def closed_between(self, since: datetime, until: datetime) -> bool:
        """Whether the hall was closed at any moment between two moments of its own clock."""
        moment = since
        while moment < until:
            period = next((each for each in self.on(moment) if each.holds(moment.time())), None)
            if period is None:
                return True
            moment = _end_of(period, moment)
        return False

    def next_opening(self, local: datetime) -> datetime | None:
        """When the next period begins after this moment of the hall's own clock; None if no day has one.

        A hall that is open now is told its next period too: tomorrow's first, say, in its last one of today.
        """
        for days in range(8):  # today's later periods, the six days after, and this weekday's next early ones
            day = local + timedelta(days=days)
            for period in sorted(self.on(day), key=lambda period: period.start):
                opening = datetime.combine(day.date(), period.start, local.tzinfo)
                if opening > local:
                    return opening
        return None


def _end_of(period: Period, on: datetime) -> datetime:
    day = on.date() + timedelta(days=1) if period.end == time(0) else on.date()
    return datetime.combine(day, period.end, on.tzinfo)


ALWAYS_OPEN = OpeningHours({day: (Period(time(0), time(0)),) for day in WEEKDAYS})
"""For halls that never close, and for trying things out at night."""

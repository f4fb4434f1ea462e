"""When it is quiet: the hours to come in which visitors of a service have waited least on such days. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import fmean

from display_server.domain.calendar import Calendar

HOUR = timedelta(hours=1)
LOOK_AHEAD = timedelta(days=7)
"""An hour that is quiet on Tuesdays is told until the Tuesday to come."""
FEWEST_DAYS = 3
"""An hour that was seen on fewer days says nothing of such days."""
TOLD = 3
"""So many hours are told: whoever has one free hour more seldom than that will come when they can."""


@dataclass(frozen=True, slots=True)
class PastHour:
    """What visitors of one service waited who came in one local hour of one day."""

    day: date
    hour: int
    """By the hall's clock: 14 is from 14:00 until before 15:00."""
    visitors: int
    minutes: float
    """Their waits together."""


@dataclass(frozen=True, slots=True)
class QuietHour:
    """An hour to come, and how sure it is that it will be quiet."""

    begins: datetime
    minutes: float
    """What people have waited in this hour of such a weekday, on average of the days."""
    days: int
    """On how many such days it was seen."""
    shorter: int
    """On how many of them people waited less in it than on the whole of that day."""

    @property
    def ends(self) -> datetime:
        return self.begins + HOUR


@dataclass(frozen=True, slots=True)
class _Habit:
    """One hour of one weekday, over the days that it was seen."""

    waits: tuple[float, ...]
    shorter: int

    @property
    def minutes(self) -> float:
        return fmean(self.waits)


def quiet_hours(past: Iterable[PastHour], calendar: Calendar, now: datetime) -> tuple[QuietHour, ...]:
    """The quietest hours of the coming week in which the hall is open throughout, the shortest wait first.

    Only hours in which people waited less than in that service's usual hour are told at all.
    """
    habits = _habits(past)
    if not habits:
        return ()
    usual = fmean(habit.minutes for habit in habits.values())
    candidates = []
    for begins in _open_hours(calendar, now):
        local = begins.astimezone(calendar.timezone)
        habit = habits.get((calendar.day(begins).weekday(), local.hour))
        if habit is not None and habit.minutes < usual:
            candidates.append(QuietHour(begins, habit.minutes, len(habit.waits), habit.shorter))
    return tuple(sorted(candidates, key=lambda each: (each.minutes, each.begins))[:TOLD])


def _habits(past: Iterable[PastHour]) -> dict[tuple[int, int], _Habit]:
    """By weekday and hour, of those that were seen on enough days."""
    by_day: defaultdict[date, list[PastHour]] = defaultdict(list)
    for each in past:
        if each.visitors:
            by_day[each.day].append(each)
    waits: defaultdict[tuple[int, int], list[tuple[float, bool]]] = defaultdict(list)
    for day, hours in by_day.items():
        of_day = _mean(hours)
        for each in hours:
            waits[day.weekday(), each.hour].append((_mean([each]), _mean([each]) < of_day))
    return {
        when: _Habit(tuple(wait for wait, _ in seen), sum(shorter for _, shorter in seen))
        for when, seen in waits.items()
        if len(seen) >= FEWEST_DAYS
    }


def _mean(hours: Sequence[PastHour]) -> float:
    """Minutes that one visitor waited."""
    return sum(each.minutes for each in hours) / sum(each.visitors for each in hours)


def _open_hours(calendar: Calendar, now: datetime) -> Iterator[datetime]:
    """The beginnings of whole local hours to come in which the hall is open throughout."""
    local = now.astimezone(calendar.timezone)
    begins = datetime.combine(local.date(), time(local.hour), calendar.timezone).astimezone(now.tzinfo) + HOUR
    while begins < now + LOOK_AHEAD:
        if not calendar.closed_between(begins, begins + HOUR):
            yield begins
        begins += HOUR

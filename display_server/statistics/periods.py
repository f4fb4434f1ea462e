"""Which whole months and which single days make up a period. Pure."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Parts:
    """A period, taken apart: every day of it lies in exactly one part."""

    months: tuple[date, ...]
    """The first day of each whole month."""
    runs: tuple[tuple[date, date], ...]
    """The days beside them, as runs with a first and a last each."""


def month_of(day: date) -> date:
    """The first day of this day's month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def parts(first: date, last: date, usable: Collection[date]) -> Parts:
    """The days from `first` to `last`: the `usable` months that lie wholly in it as such, all else day by day."""
    months: list[date] = []
    runs: list[tuple[date, date]] = []
    day = first
    while day <= last:
        until = min(last_of_month(day), last)
        if day in usable and until == last_of_month(day):
            months.append(day)
        elif runs and runs[-1][1] == day - A_DAY:
            runs[-1] = (runs[-1][0], until)
        else:
            runs.append((day, until))
        day = until + A_DAY
    return Parts(tuple(months), tuple(runs))

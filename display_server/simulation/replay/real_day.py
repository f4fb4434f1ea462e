"""A real day of tickets, read from CSV: who came when, when they were called, how many counters were open.

Knows nothing of the hall in which the day will be played again. The columns are those of the contract, as in
`shared/data/warsaw/tickets.csv.gz`.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class RealTicket:
    """One ticket of the real day. Minutes are after local midnight."""

    queue: str
    issued_minute: float
    called_minute: float | None
    open_counters: int


@dataclass(frozen=True, slots=True)
class RealDay:
    office: str
    date: str
    visitors: tuple[RealTicket, ...]
    """In the order in which they came."""


class NoSuchDay(Exception):
    """The file has no such day, or is no ticket file; the message names the mend."""


def read_day(file: Path, office: str | None = None, date: str | None = None, limit: int | None = None) -> RealDay:
    """Reads one office's day; without office or date the busiest one that fits. `limit` keeps the first visitors.

    Raises NoSuchDay.
    """
    try:
        with _opened(file) as lines:
            days = _days(csv.DictReader(lines), office, date)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise NoSuchDay(f"{file} cannot be read: {error}. Name a ticket CSV, plain or .gz.") from error
    if not days:
        raise NoSuchDay(f"{file} has no tickets of {office or 'any office'} on {date or 'any date'}.")
    (office, date), visitors = max(days.items(), key=lambda day: (len(day[1]), day[0]))
    visitors.sort(key=lambda visitor: visitor.issued_minute)
    return RealDay(office, date, tuple(visitors[:limit]))


def load(day: RealDay) -> Counter[str]:
    """Visitors per queue."""
    return Counter(visitor.queue for visitor in day.visitors)


def _opened(file: Path) -> TextIO:
    return gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8")


def _days(
    rows: Iterable[dict[str, str]], office: str | None, date: str | None
) -> dict[tuple[str, str], list[RealTicket]]:
    days: dict[tuple[str, str], list[RealTicket]] = {}
    for key, visitor in _visitors(rows):
        if office in (None, key[0]) and date in (None, key[1]):
            days.setdefault(key, []).append(visitor)
    return days


def _visitors(rows: Iterable[dict[str, str]]) -> Iterator[tuple[tuple[str, str], RealTicket]]:
    for line, row in enumerate(rows, start=2):
        try:
            called = row["called_minute"]
            visitor = RealTicket(
                queue=row["queue"],
                issued_minute=float(row["issued_minute"]),
                called_minute=float(called) if called else None,
                open_counters=int(row["open_counters"]),
            )
            yield (row["office"], row["date"]), visitor
        except KeyError as error:
            raise NoSuchDay(f"Column {error} is missing. The columns are those of data/warsaw/README.md.") from error
        except (TypeError, ValueError) as error:
            raise NoSuchDay(f"Line {line} is no ticket: {error}.") from error

"""Past tickets from a CSV in the columns of the contract: who came when, met how many, was called when.

What is wrong in a file is said with the line and the mend; nothing is skipped in silence.
"""

import csv
import gzip
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TextIO

COLUMNS = ("office", "queue", "date", "ticket", "issued_minute", "called_minute", "people_ahead", "open_counters")
LATEST_MINUTE = 48 * 60
"""A visit may end after midnight, but not a day later."""

Queue = tuple[str, str]
"""Office and queue."""


class NoTicketFile(Exception):
    """The file is no ticket CSV; the message names the mend."""


@dataclass(frozen=True, slots=True)
class PastTicket:
    """One ticket. Minutes are after local midnight."""

    office: str
    queue: str
    day: date
    number: str
    issued: float
    called: float | None
    """None if the ticket never was."""
    ahead: int
    counters: int

    @property
    def of(self) -> Queue:
        return self.office, self.queue


Days = dict[date, list[PastTicket]]
"""Each day's tickets in the order of issue; the days in order."""


def read_tickets(file: Path) -> Days:
    """Raises NoTicketFile."""
    try:
        with _opened(file) as lines:
            tickets = list(_tickets(file, lines))
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error) as error:
        raise NoTicketFile(f"{file} cannot be read: {error}. Name a ticket CSV, plain or .gz.") from error
    if not tickets:
        raise NoTicketFile(f"{file} has no tickets: below the line of columns there must be a line for each.")
    return by_day(tickets)


def by_day(tickets: Iterable[PastTicket]) -> Days:
    days: defaultdict[date, list[PastTicket]] = defaultdict(list)
    for ticket in tickets:
        days[ticket.day].append(ticket)
    # Who met more people in the same minute came later: stamps are coarse, and a file's lines may stand in any order.
    return {day: sorted(days[day], key=lambda ticket: (ticket.issued, ticket.ahead)) for day in sorted(days)}


def _opened(file: Path) -> TextIO:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8-sig", newline="")
    return file.open(encoding="utf-8-sig", newline="")


def _tickets(file: Path, lines: TextIO) -> Iterator[PastTicket]:
    rows = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise NoTicketFile(f"{file} has no column {', '.join(missing)}. The first line names: {','.join(COLUMNS)}.")
    for row in rows:
        try:
            yield _ticket(row)
        except (TypeError, ValueError, AttributeError) as error:
            raise NoTicketFile(f"{file}, line {rows.line_num} is no ticket: {error}. Mend or remove it.") from error


def _ticket(row: dict[str, str]) -> PastTicket:
    issued = _minute(row, "issued_minute")
    called = _minute(row, "called_minute") if row["called_minute"].strip() else None
    if called is not None and called < issued:
        raise ValueError(f"called at minute {called:g}, before it was issued at {issued:g}")
    return PastTicket(
        office=row["office"],
        queue=row["queue"],
        day=date.fromisoformat(row["date"]),
        number=row["ticket"],
        issued=issued,
        called=called,
        ahead=_count(row, "people_ahead"),
        counters=_count(row, "open_counters"),
    )


def _minute(row: dict[str, str], column: str) -> float:
    minute = float(row[column])
    if not (isfinite(minute) and 0 <= minute <= LATEST_MINUTE):
        raise ValueError(f"{column} is {row[column]}, not minutes after midnight")
    return minute


def _count(row: dict[str, str], column: str) -> int:
    count = int(row[column])
    if count < 0:
        raise ValueError(f"{column} is {count}")
    return count

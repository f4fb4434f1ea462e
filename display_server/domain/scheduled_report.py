"""Reports that go out by themselves: which days each tells of, to whom it goes, when it is tried again. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_TRY_AGAIN, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


class Every(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class FileFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class ScheduledReport:
    """One that the hall sends after each of its days, weeks (from Monday) or months."""

    slug: str
    every: Every
    file_format: FileFormat
    group_by: str
    language: str
    to: tuple[str, ...]
    """E-mail addresses, and folders of the server, which begin with a slash."""


def last_period(every: Every, today: date) -> tuple[date, date]:
    """The first and the last of the days that are over, whatever time it is today."""
    match every:
        case Every.DAILY:
            return today - DAY, today - DAY
        case Every.WEEKLY:
            monday = today - timedelta(days=today.weekday())
            return monday - WEEK, monday - DAY
        case Every.MONTHLY:
            last = today.replace(day=1) - DAY
            return last.replace(day=1), last


def is_folder(to: str) -> bool:
    return to.startswith("/")


def try_again_after(tries: int) -> timedelta:
    """After so many tries: a minute, two, four … at most an hour."""
    return min(LONGEST_WAIT, FIRST_TRY_AGAIN * (1 << min(tries - 1, 10)))

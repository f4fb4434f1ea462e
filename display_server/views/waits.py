"""Waits and other durations in minutes, as people are told them."""

from datetime import datetime, timedelta

from display_server.contract import WaitRange
from display_server.domain import estimate


def wait_range(people_ahead: int, pace: estimate.Pace) -> WaitRange | None:
    minutes = estimate.wait_range(people_ahead, pace)
    return WaitRange(low_minutes=minutes[0], high_minutes=minutes[1]) if minutes else None


def call_between(
    wait: WaitRange | None, now: datetime, not_before: datetime | None
) -> tuple[datetime, datetime] | tuple[None, None]:
    return estimate.call_between((wait.low_minutes, wait.high_minutes), now, not_before) if wait else (None, None)


def minutes(duration: timedelta) -> int:
    return round(duration.total_seconds() / 60)


def tenths(duration: timedelta) -> float:
    """Minutes to one decimal."""
    return round(duration.total_seconds() / 60, 1)

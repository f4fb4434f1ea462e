"""Waits and other durations in minutes, as people are told them."""

from datetime import datetime, timedelta

from display_server.contract import WaitRange
from display_server.domain import estimate
from display_server.estimates.scores import Estimate
from display_server.store.reading import Reading


def next_wait(reading: Reading, service: str) -> WaitRange | None:
    """What whoever takes a ticket now is told; None where nothing can be promised."""
    return wait_range(reading.estimates.of(service, reading.queues.lengths.get(service, 0)))


def wait_range(told: Estimate | None) -> WaitRange | None:
    return WaitRange(low_minutes=told.low, high_minutes=told.high) if told else None


def call_between(
    wait: WaitRange | None, now: datetime, not_before: datetime | None
) -> tuple[datetime, datetime] | tuple[None, None]:
    return estimate.call_between((wait.low_minutes, wait.high_minutes), now, not_before) if wait else (None, None)


def minutes(duration: timedelta) -> int:
    return round(duration.total_seconds() / 60)


def tenths(duration: timedelta) -> float:
    """Minutes to one decimal."""
    return round(duration.total_seconds() / 60, 1)

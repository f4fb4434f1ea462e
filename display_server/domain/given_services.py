"""Services that a counter is given for a while by whoever runs the hall: for now, until noon, for today. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from display_server.domain.refusals import NotValid

if TYPE_CHECKING:  # the contract, and so the kiosk, takes `GivenFor` from here, and has no library of holidays
    from display_server.domain.calendar import Calendar

NOON = time(12)
"""Where the hall's hours have no break."""


class GivenFor(StrEnum):
    NOW = "now"
    """Until it is taken back."""
    NOON = "noon"
    """Until the hall's first break of the day; where it has none, until 12:00."""
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class GivenService:
    """A service that a counter takes beside its own."""

    counter: int
    service: str
    until: datetime | None
    """None: until it is taken back."""
    given_by: str

    def lasts(self, now: datetime) -> bool:
        return self.until is None or now < self.until


def ends_at(given_for: GivenFor, calendar: "Calendar", now: datetime) -> datetime | None:
    """When it ends by the clock. Raises NotValid where that is over already."""
    match given_for:
        case GivenFor.NOW:
            return None
        case GivenFor.TODAY:
            return calendar.bounds(calendar.day(now))[1]
        case GivenFor.NOON:
            noon = _noon(calendar, now)
            if noon <= now:
                raise NotValid("given_for", "Noon is over already. Give the service for now, or for today.")
            return noon


def _noon(calendar: "Calendar", now: datetime) -> datetime:
    day = calendar.day(now)
    spans = calendar.spans(day)
    if len(spans) > 1:
        return spans[0][1]
    return datetime.combine(day, NOON, calendar.timezone).astimezone(UTC)


def by_counter(given: Iterable[GivenService], now: datetime) -> dict[int, tuple[str, ...]]:
    """What each counter is given at this moment."""
    found: dict[int, tuple[str, ...]] = {}
    for each in given:
        if each.lasts(now):
            found[each.counter] = (*found.get(each.counter, ()), each.service)
    return found

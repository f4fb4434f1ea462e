"""Past days for tests, written as a reader sees them: who came when, and how long they took."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from display_server.domain.calendar import Span
from display_server.planning.past_day import PastDay, PastStop, PastVisit, Shift

DAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(clock: str) -> datetime:
    return datetime.combine(DAY, time.fromisoformat(clock), ZONE)


def span(text: str) -> Span:
    start, end = text.split("-")
    return at(start), at(end)


class Comers:
    """Visitors in the order of their coming."""

    def __init__(self) -> None:
        self._ids = count()

    def comes(
        self, when: str, service: str = "land", minutes: int = 10, priority_class: str | None = None, gave_up: str = ""
    ) -> PastVisit:
        """Who was called at once in the past, and took so many minutes; or gave up at this time."""
        came = at(when)
        stop = (
            PastStop(service, came, None, None, None, gives_up_at=at(gave_up))
            if gave_up
            else PastStop(service, came, came, came + timedelta(minutes=minutes), 1)
        )
        return PastVisit(next(self._ids), came, priority_class, missed=False, stops=(stop,))


def a_shift(counter: int, *tiers: Sequence[str], there: str = "07:30-17:00", gap: int = 0) -> Shift:
    """A counter whose officer takes `gap` seconds for each call."""
    spans = tuple(map(span, there.split(",")))
    return Shift(counter, tuple(map(tuple, tiers)), spans, (timedelta(seconds=gap),))


def a_day(visits: Sequence[PastVisit], *shifts: Shift, head_start: int = 20, **rules: timedelta) -> PastDay:
    return PastDay(
        DAY, (span("07:30-17:00"),), tuple(visits), shifts, {"elderly": timedelta(minutes=head_start)}, **rules
    )

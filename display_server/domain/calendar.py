"""The days of a hall, and when it is open on them. Pure; knows nothing of who works then.

A day may begin some hours after midnight. What happens until then belongs to the day before: its weekday, its holiday,
its periods. So a hall open from 18:00 to 02:00 has one shift a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from display_server.domain.opening_hours import OpeningHours, Period

LOOK_AHEAD_DAYS = 30
"""Tết alone closes a hall for more than a week."""

DAYS_KEPT_IN_MIND = 100

WHOLE_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]
"""From one UTC instant until just before another."""


@dataclass(frozen=True, slots=True)
class Calendar:
    hours: OpeningHours
    timezone: ZoneInfo
    day_begins: timedelta = timedelta()
    """How long after midnight a day of the hall begins."""
    _known: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The spans of the days that were asked for: every ticket asks for today's."""

    def day(self, instant: datetime) -> date:
        """The hall's local day at this moment, never UTC's."""
        return (instant.astimezone(self.timezone).replace(tzinfo=None) - self.day_begins).date()

    def bounds(self, day: date) -> Span:
        """When a local day begins and when the next one does."""
        return self._at(day, self.day_begins), self._at(day, WHOLE_DAY + self.day_begins)

    def spans(self, day: date) -> tuple[Span, ...]:
        """When the hall is open on a local day, in order; periods that meet at midnight are one."""
        if day not in self._known:
            if len(self._known) >= DAYS_KEPT_IN_MIND:
                self._known.clear()
            self._known[day] = self._spans(day)
        return self._known[day]

    def _spans(self, day: date) -> tuple[Span, ...]:
        joined: list[Span] = []
        for start, end in sorted(span for period in self.hours.on(day) for span in self._parts(day, period)):
            meets = joined and joined[-1][1] == start
            joined.append((joined.pop()[0] if meets else start, end))
        return tuple(joined)

    def is_open(self, instant: datetime) -> bool:
        return any(start <= instant < end for start, end in self.spans(self.day(instant)))

    def closes(self, instant: datetime) -> datetime | None:
        """When the hall closes on the day of this moment; None where it does not open, or stays open into the next."""
        end = max((end for _, end in self.spans(self.day(instant))), default=None)
        return None if end is None or self.is_open(end) else end

    def left_of_day(self, instant: datetime) -> timedelta:
        """How long the hall is still open on the day of this moment."""
        return sum((end - start for start, end in self._rest(instant)), timedelta())

    def after_open_time(self, instant: datetime, spare: timedelta) -> datetime:
        """The moment when the hall will have been open for so long from now on; in the past where that is negative."""
        if spare < timedelta():
            return instant + spare
        moment = instant
        for start, end in self._rest(instant):
            if start + spare <= end:
                return start + spare
            spare -= end - start
            moment = end
        return moment

    def closed_between(self, since: datetime, until: datetime) -> bool:
        """Whether the hall was closed at any moment between these two."""
        moment = since
        while moment < until:
            spans = self.spans(self.day(moment))
            end = next((end for start, end in spans if start <= moment < end), None)
            if end is None:
                return True
            moment = end
        return False

    def lasting(self, instant: datetime) -> tuple[date, ...]:
        """The days whose visits are still going on: today, and yesterday as long as the hall has not closed since.

        In a hall that never closes a visit ends with the day after its own.
        """
        today = self.day(instant)
        turn, _ = self.bounds(today)
        has_closed = self.closed_between(turn - timedelta.resolution, instant)
        return (today,) if has_closed else (today - WHOLE_DAY, today)

    def next_opening(self, instant: datetime) -> datetime | None:
        """When the hall opens next after this moment; None if no day has hours.

        Of a hall that is open now, too, it is the next time: tomorrow morning, if this is its last span of today.
        """
        return self._first_after(instant, self.day(instant))

    def opens_after_day_of(self, instant: datetime) -> datetime | None:
        """When the hall opens next on a later day than this one; None if no day has hours."""
        today = self.day(instant)
        return self._first_after(instant, today + WHOLE_DAY)

    def next_day(self, instant: datetime) -> date:
        """The next local day on which the hall opens; tomorrow if no such day is known."""
        opens = self.opens_after_day_of(instant)
        return self.day(opens) if opens else self.day(instant) + WHOLE_DAY

    def _first_after(self, instant: datetime, first_day: date) -> datetime | None:
        days = (first_day + timedelta(days=nth) for nth in range(LOOK_AHEAD_DAYS))
        return next((start for day in days for start, _ in self.spans(day) if start > instant), None)

    def _rest(self, instant: datetime) -> Iterator[Span]:
        """What is left of the spans of this moment's day."""
        return ((max(start, instant), end) for start, end in self.spans(self.day(instant)) if end > instant)

    def _parts(self, day: date, period: Period) -> Iterator[Span]:
        """A period of the day, cut at the time when days begin: what is earlier by the clock is after midnight."""
        start, end = _since_midnight(period.start), _since_midnight(period.end) or WHOLE_DAY
        if end > self.day_begins:
            yield self._at(day, max(start, self.day_begins)), self._at(day, end)
        if start < self.day_begins:
            yield self._at(day, WHOLE_DAY + start), self._at(day, WHOLE_DAY + min(end, self.day_begins))

    def _at(self, day: date, since_midnight: timedelta) -> datetime:
        local = datetime.combine(day, time(0)) + since_midnight
        return local.replace(tzinfo=self.timezone).astimezone(UTC)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)

"""The quiet hours of a hall's services, from what was waited in the weeks before today."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Integer, bindparam, cast, extract, func, select

from display_server.domain.opening_hours import OpeningHours
from display_server.domain.quiet_hours import PastHour, QuietHour, quiet_hours
from display_server.store.models import TicketRow
from display_server.store.reading import Reading

LOOK_BACK = timedelta(weeks=8)
"""Long enough to have seen each weekday eight times, short enough to forget how it was before the last season."""
_HOUR_SECONDS = 3600


class QuietHours:
    """Of each hall, found once a day: nothing that happens today changes what the days before were like."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[date, dict[str, list[PastHour]]]] = {}
        self._best: dict[tuple[str, str], tuple[datetime, OpeningHours, QuietHour | None]] = {}

    def of(self, reading: Reading) -> dict[str, tuple[QuietHour, ...]]:
        """By service; only of those that have any."""
        past = self._past(reading)
        found = {service: quiet_hours(hours, reading.plan.calendar, reading.now) for service, hours in past.items()}
        return {service: hours for service, hours in found.items() if hours}

    def best(self, reading: Reading, service: str) -> QuietHour | None:
        """The quietest of one service."""
        self.learn(reading)
        return self.best_known(reading, service)

    def learn(self, reading: Reading) -> None:
        """Has the weeks before today ready for `best_known`."""
        self._past(reading)

    def best_known(self, reading: Reading, service: str) -> QuietHour | None:
        """The same without asking the database, for where a visitor waits: None where nothing was learnt today."""
        day, past = self._found.get(reading.plan.slug, (None, {}))
        if day != reading.today:
            return None
        plan, of = reading.plan, (reading.plan.slug, service)
        hour = plan.local(reading.now).replace(minute=0, second=0, microsecond=0)
        if self._best.get(of, ())[:2] != (hour, plan.opening_hours):
            told = quiet_hours(past.get(service, ()), plan.calendar, reading.now)
            self._best[of] = (hour, plan.opening_hours, told[0] if told else None)
        return self._best[of][2]

    def _past(self, reading: Reading) -> dict[str, list[PastHour]]:
        hall, today = reading.plan.slug, reading.today
        kept = self._found.get(hall)
        if kept is None or kept[0] != today:
            kept = self._found[hall] = (today, past_hours(reading, today - LOOK_BACK, today))
        return kept[1]


def past_hours(reading: Reading, first_day: date, until: date) -> dict[str, list[PastHour]]:
    """By service, what was waited in each local hour of these days, the last not included; first stops only."""
    found: defaultdict[tuple[str, date, int], tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for row in reading.ask(_WAITS_BY_HOUR, first_day=first_day, until=until):
        hour = datetime.fromtimestamp(row.hour * _HOUR_SECONDS, UTC).astimezone(reading.plan.timezone).hour
        visitors, minutes = found[row.service, row.day, hour]
        found[row.service, row.day, hour] = (visitors + row.visitors, minutes + row.seconds / 60)
    by_service: defaultdict[str, list[PastHour]] = defaultdict(list)
    for (service, day, hour), (visitors, minutes) in found.items():
        by_service[service].append(PastHour(day, hour, visitors, minutes))
    return dict(by_service)


_ISSUED = extract("epoch", TicketRow.issued_at)
_HOUR = cast(func.floor(_ISSUED / _HOUR_SECONDS), Integer)
_WAITS_BY_HOUR = (
    select(
        TicketRow.service,
        TicketRow.day,
        _HOUR.label("hour"),
        func.count().label("visitors"),
        func.sum(extract("epoch", TicketRow.called_at) - _ISSUED).label("seconds"),
    )
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day >= bindparam("first_day"),
        TicketRow.day < bindparam("until"),
        TicketRow.called_at.is_not(None),
        TicketRow.stop == 1,
    )
    .group_by(TicketRow.service, TicketRow.day, _HOUR)
)

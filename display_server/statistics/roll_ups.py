"""Each past day's visits added up and kept, and each month's: a year's figures without a year of journal.

The roll-ups follow the journal (`RollUps`): a day of which anything was written since (a ticket handed in late,
an undo, a rating) is stale until it is added up anew. Nothing of it is in the way of who issues or calls: visits are
read beside the hall's changes, and one short transaction a day writes what they come to. A question is answered from
the roll-ups of the days that are not stale; the others, and today, are read from the journal itself. So no answer is
older than the hall.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, func, select, union_all

from display_server.contract import DayFlow, DayNote, GroupBy, OwnGroupBy, Statistics
from display_server.statistics.counter_times import as_rows, kept, kept_of_day, of_day
from display_server.statistics.day_flow import quarters
from display_server.statistics.measures import without_figures
from display_server.statistics.periods import Parts, last_of_month, month_of, parts
from display_server.statistics.queries import left_open, visits
from display_server.statistics.report import HOUR_KEYS, LEFT_OPEN_KEYS, report, tabled
from display_server.statistics.rolled_up import (
    DIMENSION_OF,
    FLOW,
    TOTAL,
    WHOLE_HALL,
    RollUp,
    flows_and_days,
    groups_and_total,
    merged,
    rolled_up,
    scopes_of,
)
from display_server.statistics.sums import RELATIVE_ERROR, Sketched, Sums
from display_server.statistics.utilisation import added_hours, grouped_hours
from display_server.statistics.visit import CounterTime, LeftOpen
from display_server.store.hall import Hall, Halls
from display_server.store.journal import AnyRow
from display_server.store.models import JournalRow, RolledPeriodRow, RollUpProgressRow, RollUpRow, TicketRow
from display_server.store.reading import Reading
from display_server.store.roll_ups import Grain, Period, RollUpStore

LOOK_BEHIND = 1000
"""So many changes of today are looked at again, rather than noting every minute how far the journal was looked at."""

BY_DAYS = ("day",)
"""Groups that a month's sums cannot tell; of one officer's they tell no weekdays either."""
LOOKED_INTO = 10
"""So many days the doctor adds up anew: each is a tenth of a second."""


# --- questions --------------------------------------------------------------------------------------------------------


def statistics(hall: Hall, first: date, last: date, group_by: GroupBy, of: frozenset[str] | None = None) -> Statistics:
    """The report of these local days, both included, as the hall is now; `of` these departments only, or of all.

    One day is read from the journal, every figure exact. Of several, percentiles are off by at most `relative_error`.
    """
    with hall.reading() as reading:
        found = _figures(reading, first, last, group_by, of)
        notes = tuple(DayNote(**asdict(note)) for note in reading.day_notes.between(first, last))
        return found.model_copy(update={"notes": notes})


def own_statistics(hall: Hall, first: date, last: date, group_by: OwnGroupBy, officer: str) -> Statistics:
    """The report of what this officer alone called and served on these days.

    Without what was said of it: by so few answers it would be known who gave which.
    """
    with hall.reading() as reading:
        plan = reading.plan
        forgotten = [left for left in left_open(reading, first, last) if left.officer == officer]
        if first == last:
            own = [visit for visit in visits(reading, first, last) if visit.officer == officer]
            found = report(own, plan, first, last, group_by, forgotten)
        else:
            rows = _roll_ups(
                reading, (first, last), {"officer"}, {WHOLE_HALL}, by_days=group_by in (*BY_DAYS, "weekday")
            )
            of_officer = (replace(each, dimension=TOTAL) for each in rows if each.group == officer)
            groups, total = groups_and_total(of_officer, group_by, None)
            _count_left_open(groups, total, group_by, forgotten)
            found = tabled(groups, total, plan, (first, last), group_by, RELATIVE_ERROR)
        notes = tuple(DayNote(**asdict(note)) for note in reading.day_notes.between(first, last))
    silent = [row.model_copy(update={"ratings": without_figures(row.ratings)}) for row in (*found.rows, found.total)]
    return found.model_copy(update={"rows": tuple(silent[:-1]), "total": silent[-1], "notes": notes})


def _count_left_open(
    groups: defaultdict[str, Sums[Sketched]], total: Sums[Sketched], group_by: GroupBy, forgotten: list[LeftOpen]
) -> None:
    total.left_open = len(forgotten)
    if (group_of := LEFT_OPEN_KEYS.get(group_by)) is not None:
        for left in forgotten:
            groups[group_of(left)].left_open += 1


def _figures(reading: Reading, first: date, last: date, group_by: GroupBy, of: frozenset[str] | None) -> Statistics:
    plan, forgotten = reading.plan, _left_open(reading, first, last, of)
    spent = _counter_times(reading, first, last, group_by, of)
    if first == last:
        counted = [visit for visit in visits(reading, first, last) if of is None or visit.department in of]
        return report(counted, plan, first, last, group_by, forgotten, spent)
    groups, total = groups_and_total(_of_report(reading, first, last, group_by, of), group_by, of)
    _count_left_open(groups, total, group_by, forgotten)
    total.hours = added_hours(spent)
    for key, hours in grouped_hours(spent, HOUR_KEYS.get(group_by)).items():
        groups[key].hours = hours
    return tabled(groups, total, plan, (first, last), group_by, RELATIVE_ERROR)


def _left_open(reading: Reading, first: date, last: date, of: frozenset[str] | None) -> list[LeftOpen]:
    """Read anew each time: it is little, and a counter may be of several departments."""
    found = left_open(reading, first, last)
    return [left for left in found if of is None or of & reading.plan.departments_at(left.counter)]


def _counter_times(
    reading: Reading, first: date, last: date, group_by: GroupBy, of: frozenset[str] | None
) -> list[CounterTime]:
    """What was kept of the days; those that are stale or not over are read from the journal."""
    unrolled = _known(reading).unrolled if first != last else {first}
    anew = sorted(day for day in unrolled if first <= day <= last)
    times = [each for day in anew for each in of_day(reading, day)]
    if first != last:
        times += kept(reading, first, last, anew, group_by, by_counter=group_by == "counter" or of is not None)
    return [each for each in times if of is None or of & reading.plan.departments_at(each.spell.counter)]


def day_flow(hall: Hall, first: date, last: date, of: frozenset[str] | None = None) -> DayFlow:
    """The flow through these local days, both included, as a mean day; `of` these departments only, or of all."""
    with hall.reading() as reading:
        rows = _roll_ups(reading, (first, last), {FLOW}, {WHOLE_HALL, *(of or ())}, by_days=False)
        flows, days = flows_and_days(rows, of)
        shown = quarters(flows, days, reading.plan, last)
        return DayFlow(hall=reading.plan.slug, first_day=first, last_day=last, days=days, quarters=shown)


def _of_report(
    reading: Reading, first: date, last: date, group_by: GroupBy, of: frozenset[str] | None
) -> Iterator[RollUp]:
    dimensions = {TOTAL, group_by, DIMENSION_OF.get(group_by, group_by)}
    scopes = scopes_of(reading.plan, group_by, of)
    return _roll_ups(reading, (first, last), dimensions, scopes, by_days=group_by in BY_DAYS)


def _roll_ups(
    reading: Reading, of_days: tuple[date, date], dimensions: Set[str], scopes: Set[str], *, by_days: bool
) -> Iterator[RollUp]:
    """Those kept of months, unless wanted `by_days`, and of days; those of days stale or not over are made now."""
    known, (first, last) = _known(reading), of_days
    unrolled = sorted(day for day in known.unrolled if first <= day <= last)
    taken = parts(first, last, () if by_days else known.months)
    for row in reading.ask(_kept(taken), dimensions=sorted(dimensions), scopes=sorted(scopes)):
        if row.grain == Grain.MONTH or row.first_day not in known.unrolled:
            yield _roll_up(row)
    for day in unrolled:
        yield from rolled_up(day, visits(reading, day, day), reading.plan, reading.now)


@dataclass(frozen=True, slots=True)
class _Known:
    progress: int
    months: frozenset[date]
    """Of which the roll-ups hold."""
    unrolled: frozenset[date]
    """Days that are to be read from the journal: written of since they were added up, or today."""
    stale: frozenset[Period]
    """As was noted."""


def _known(reading: Reading) -> _Known:
    progress = _progress(reading)
    touched = {row.day for row in reading.ask(_TOUCHED, since=progress)} | {reading.today}
    periods = reading.ask(_PERIODS)
    stale = {Period(Grain(row.grain), row.first_day) for row in periods if row.stale}
    unrolled = touched | {period.first_day for period in stale if period.grain is Grain.DAY}
    broken = {month_of(day) for day in unrolled}
    months = {row.first_day for row in periods if row.grain == Grain.MONTH and not row.stale} - broken
    return _Known(progress, frozenset(months), frozenset(unrolled), frozenset(stale))


def _progress(reading: Reading) -> int:
    """Up to which change the journal was looked through."""
    return next((row.seq for row in reading.ask(_PROGRESS)), 0)


def _roll_up(row: AnyRow) -> RollUp:
    return RollUp(row.first_day, row.scope, row.dimension, row.group, row.sums, row.grain == Grain.MONTH)


# --- keeping up -------------------------------------------------------------------------------------------------------


class RollUps:
    """Keeps the roll-ups of a database's halls up with their journals. Any process may; several do no harm."""

    def __init__(self, store: RollUpStore) -> None:
        self._store = store

    def follow(self, hall: Hall) -> list[Period]:
        """Adds up what is due; which days and months that were."""
        due = self.due(hall)
        for period in due:
            self.add_up(hall, period)
        return due

    def due(self, hall: Hall) -> list[Period]:
        """The days and then the months that are over and to be added up; notes how far the journal was looked at."""
        with hall.reading() as reading:
            known, seq, today = _known(reading), reading.seq, reading.today
        days = {Period(Grain.DAY, day) for day in known.unrolled if day < today}
        months = {Period(Grain.MONTH, month_of(day.first_day)) for day in days}
        # Today is noted, too: what has happened until now is not looked at again, and may be the last of the day.
        news = (days | months | {Period(Grain.DAY, today)}) - known.stale
        if (news or seq - known.progress >= LOOK_BEHIND) and not self._store.mark_stale(
            hall.slug, news, known.progress, seq
        ):
            return []  # another process has just done so
        over = {month for month in months | known.stale if last_of_month(month.first_day) < today}
        return [
            *sorted(days, key=lambda day: day.first_day),
            *sorted((month for month in over if month.grain is Grain.MONTH), key=lambda month: month.first_day),
        ]

    def add_up(self, hall: Hall, period: Period) -> None:
        """Adds up a day that is over, or a month whose days are added up."""
        with hall.reading() as reading:
            progress, day = _progress(reading), period.first_day
            times: list[CounterTime] = []
            if period.grain is Grain.DAY:
                found = rolled_up(day, visits(reading, day, day), reading.plan, reading.now)
                times = of_day(reading, day)
            elif day in {month_of(unrolled) for unrolled in _known(reading).unrolled}:
                return
            else:
                rows = reading.ask(_OF_DAYS, first=day, last=last_of_month(day))
                found = merged(day, map(_roll_up, rows))
        self._keep(hall, period, found, times, progress)

    def forget(self, hall: Hall) -> None:
        """Drops what was added up: all of it is due again."""
        self._store.forget(hall.slug)

    def _keep(self, hall: Hall, period: Period, found: list[RollUp], times: list[CounterTime], progress: int) -> None:
        rows = [
            {"scope": each.scope, "dimension": each.dimension, "group": each.group, "sums": each.sums} for each in found
        ]
        self._store.keep(hall.slug, period, rows, as_rows(times), progress)  # else somebody else has, or will anew


def wrong_roll_ups(halls: Halls) -> list[str]:
    """A sentence for each of the last days of each hall that come to something else when they are added up anew."""
    return [
        f"hall {slug}: the figures kept of {day} are not those of its journal. Add them up anew: "
        f"motcua statistics rebuild --hall {slug}"
        for slug in halls.slugs()
        for day in wrong_days(halls[slug], LOOKED_INTO)
    ]


def wrong_days(hall: Hall, days: int) -> list[date]:
    """Which of the last so many days that were added up come to something else when their journal is read again."""
    with hall.reading() as reading:
        known = _known(reading)
        rolled = {row.first_day for row in reading.ask(_PERIODS) if row.grain == Grain.DAY and not row.stale}
        return [day for day in sorted(rolled - known.unrolled)[-days:] if not _is_right(reading, day)]


def _is_right(reading: Reading, day: date) -> bool:
    of_visits = {(row.scope, row.dimension, row.group): row.sums for row in reading.ask(_OF_DAYS, first=day, last=day)}
    anew = rolled_up(day, visits(reading, day, day), reading.plan, reading.now)
    if as_rows(_in_order(kept_of_day(reading, day))) != as_rows(_in_order(of_day(reading, day))):
        return False
    return of_visits == {(each.scope, each.dimension, each.group): _as_kept(each) for each in anew}


def _in_order(times: Iterable[CounterTime]) -> list[CounterTime]:
    return sorted(times, key=lambda each: each.spell)


def _as_kept(each: RollUp) -> object:
    """As JSON gives it back: pairs as lists, keys as texts."""
    return json.loads(json.dumps(each.sums))


# --- statements -------------------------------------------------------------------------------------------------------

_PROGRESS = select(RollUpProgressRow.seq).where(RollUpProgressRow.hall_id == bindparam("hall_id"))
_PERIODS = select(RolledPeriodRow.grain, RolledPeriodRow.first_day, RolledPeriodRow.stale).where(
    RolledPeriodRow.hall_id == bindparam("hall_id")
)
_TOUCHED = (
    select(func.coalesce(TicketRow.day, JournalRow.day).label("day"))
    .select_from(JournalRow)
    .outerjoin(TicketRow, TicketRow.id == JournalRow.ticket_id)
    .where(JournalRow.hall_id == bindparam("hall_id"), JournalRow.seq > bindparam("since"))
    .distinct()
)
_COLUMNS = (
    *(RollUpRow.grain, RollUpRow.first_day, RollUpRow.scope),
    *(RollUpRow.dimension, RollUpRow.group, RollUpRow.sums),
)
_OF_DAYS = select(*_COLUMNS).where(
    RollUpRow.hall_id == bindparam("hall_id"),
    RollUpRow.grain == Grain.DAY.value,
    RollUpRow.first_day.between(bindparam("first"), bindparam("last")),
)


def _kept(taken: Parts) -> CompoundSelect[Any]:
    return of_parts(
        select(*_COLUMNS).where(
            RollUpRow.hall_id == bindparam("hall_id"),
            RollUpRow.scope.in_(bindparam("scopes", expanding=True)),
            RollUpRow.dimension.in_(bindparam("dimensions", expanding=True)),
        ),
        taken,
    )


def of_parts(wanted: Select[Any], taken: Parts) -> CompoundSelect[Any]:
    """The `wanted` roll-ups of a period, each part by a select of its own: only so the index is used to its end."""
    of_days = [
        wanted.where(RollUpRow.grain == Grain.DAY.value, RollUpRow.first_day.between(*run)) for run in taken.runs
    ]
    of_months = wanted.where(RollUpRow.grain == Grain.MONTH.value, RollUpRow.first_day.in_(taken.months))
    return union_all(*of_days, *([of_months] if taken.months else []))

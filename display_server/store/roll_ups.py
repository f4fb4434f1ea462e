"""Keeps what was added up of days and months. Knows not what it means: the statistics do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, delete, insert, or_, select, update

from display_server.store.database import for_writing
from display_server.store.failures import in_words
from display_server.store.models import CounterTimeRow, HallRow, RolledPeriodRow, RollUpProgressRow, RollUpRow

LONGEST_MONTH = timedelta(days=31)
FIRST_OF_ALL = date.min + LONGEST_MONTH


class Grain(StrEnum):
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or a month by its first day."""

    grain: Grain
    first_day: date


class RollUpStore:
    """The roll-ups of all halls of a database. Several processes may write them: what is written late is dropped."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def mark_stale(self, hall: str, periods: Iterable[Period], before: int, seq: int) -> bool:
        """Notes that these are to be made anew, and that the journal was looked through up to `seq`.

        False where another process has noted more than `before` meanwhile.
        """
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin() as transaction:
            hall_id = _id_of(connection, hall)
            if not before:
                connection.execute(_FIRST_PROGRESS, {"hall_id": hall_id, "seq": 0})
            if not connection.execute(_MOVE_ON, {"hall_id_": hall_id, "before": before, "to": seq}).rowcount:
                transaction.rollback()
                return False
            for period in periods:
                _note(connection, hall_id, period, stale=True)
            return True

    def keep(
        self,
        hall: str,
        period: Period,
        rows: Collection[dict[str, Any]],
        counter_times: Collection[dict[str, Any]],
        progress: int,
    ) -> bool:
        """Replaces a period's roll-ups, made while the journal had been looked through up to `progress`.

        `rows` have scope, dimension, group and sums; `counter_times` are of a day alone. False, and nothing is
        kept, where more was noted meanwhile.
        """
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin() as transaction:
            hall_id = _id_of(connection, hall)
            still = {"hall_id_": hall_id, "before": progress, "to": progress}
            if not connection.execute(_MOVE_ON, still).rowcount:
                transaction.rollback()
                return False
            place = {"hall_id": hall_id, "grain": period.grain.value, "first_day": period.first_day}
            connection.execute(_DROP, {f"{name}_": value for name, value in place.items()})
            if rows:
                connection.execute(insert(RollUpRow), [{**place, **row} for row in rows])
            if period.grain is Grain.DAY:
                of_day = {"hall_id": hall_id, "day": period.first_day}
                connection.execute(_DROP_TIMES, {f"{name}_": value for name, value in of_day.items()})
                if counter_times:
                    connection.execute(insert(CounterTimeRow), [{**of_day, **row} for row in counter_times])
            _note(connection, hall_id, period, stale=False)
            return True

    def forget(self, hall: str) -> None:
        """Drops all of a hall, so that it is made anew from the beginning of its journal."""
        with in_words(), for_writing(self._engine.connect()) as connection, connection.begin():
            hall_id = _id_of(connection, hall)
            for table in (RollUpRow, CounterTimeRow, RolledPeriodRow, RollUpProgressRow):
                connection.execute(delete(table).where(table.hall_id == hall_id))


def forget_officers(connection: Connection, hall_id: int, since: date, until: date, name: str | None = None) -> None:
    """Drops what names officers, or this one, of the days after `since` up to `until`; it is made anew without them.

    What another process adds up at this moment, from what it read before, is not kept.
    """
    of_days = and_(RollUpRow.grain == Grain.DAY.value, RollUpRow.first_day > since, RollUpRow.first_day <= until)
    months = RollUpRow.grain == Grain.MONTH.value, RollUpRow.first_day <= until
    of_months = and_(*months, RollUpRow.first_day > since - LONGEST_MONTH) if since > FIRST_OF_ALL else and_(*months)
    named = [RollUpRow.hall_id == hall_id, RollUpRow.dimension == "officer", or_(of_days, of_months)]
    if name is not None:
        named.append(RollUpRow.group == name)
    periods = connection.execute(select(RollUpRow.grain, RollUpRow.first_day).where(*named).distinct()).all()
    connection.execute(delete(RollUpRow).where(*named))
    for period in periods:
        _note(connection, hall_id, Period(Grain(period.grain), period.first_day), stale=True)
    whose = CounterTimeRow.officer == name if name is not None else CounterTimeRow.officer != ""
    _forget_times(connection, hall_id, since, until, whose)


def forget_reasons(connection: Connection, hall_id: int, since: date, until: date) -> None:
    """Drops why counters were paused on these days; it is made anew without."""
    _forget_times(connection, hall_id, since, until, CounterTimeRow.reason != "")


def _forget_times(connection: Connection, hall_id: int, since: date, until: date, named: ColumnElement[bool]) -> None:
    """Drops what is kept of what counters did on the days after `since` up to `until` of which any row is `named`."""
    of_days = (CounterTimeRow.hall_id == hall_id, CounterTimeRow.day > since, CounterTimeRow.day <= until)
    days = list(connection.execute(select(CounterTimeRow.day).where(*of_days, named).distinct()).scalars())
    connection.execute(delete(CounterTimeRow).where(CounterTimeRow.hall_id == hall_id, CounterTimeRow.day.in_(days)))
    for day in days:
        _note(connection, hall_id, Period(Grain.DAY, day), stale=True)
    connection.execute(_LOOK_ONE_BACK, {"hall_id_": hall_id})


def _id_of(connection: Connection, hall: str) -> int:
    found: int = connection.execute(select(HallRow.id).where(HallRow.slug == hall)).scalar_one()
    return found


def _note(connection: Connection, hall_id: int, period: Period, *, stale: bool) -> None:
    place = {"hall_id_": hall_id, "grain_": period.grain.value, "first_day_": period.first_day}
    if not connection.execute(_NOTE, {**place, "is_stale": stale}).rowcount:
        new = {"hall_id": hall_id, "grain": period.grain.value, "first_day": period.first_day, "stale": stale}
        connection.execute(insert(RolledPeriodRow), new)


_FIRST_PROGRESS = insert(RollUpProgressRow).from_select(
    ["hall_id", "seq"],
    select(bindparam("hall_id"), bindparam("seq")).where(
        ~select(RollUpProgressRow.hall_id).where(RollUpProgressRow.hall_id == bindparam("hall_id")).exists()
    ),
)
_MOVE_ON = (
    update(RollUpProgressRow)
    .where(RollUpProgressRow.hall_id == bindparam("hall_id_"), RollUpProgressRow.seq == bindparam("before"))
    .values(seq=bindparam("to"))
)
_LOOK_ONE_BACK = (
    update(RollUpProgressRow)
    .where(RollUpProgressRow.hall_id == bindparam("hall_id_"), RollUpProgressRow.seq > 0)
    .values(seq=RollUpProgressRow.seq - 1)
)
_DROP = delete(RollUpRow).where(
    RollUpRow.hall_id == bindparam("hall_id_"),
    RollUpRow.grain == bindparam("grain_"),
    RollUpRow.first_day == bindparam("first_day_"),
)
_DROP_TIMES = delete(CounterTimeRow).where(
    CounterTimeRow.hall_id == bindparam("hall_id_"), CounterTimeRow.day == bindparam("day_")
)
_NOTE = (
    update(RolledPeriodRow)
    .where(
        RolledPeriodRow.hall_id == bindparam("hall_id_"),
        RolledPeriodRow.grain == bindparam("grain_"),
        RolledPeriodRow.first_day == bindparam("first_day_"),
    )
    .values(stale=bindparam("is_stale"))
)

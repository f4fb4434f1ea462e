"""NumberQueries: what of each prefix is given, and what is leased to kiosks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, bindparam, insert, select, update

from display_server.domain.lease import Lease
from display_server.domain.numbering import Series
from display_server.store.models import NumberLeaseRow, NumberSeriesRow
from display_server.store.queries.moment import Moment, facts_of


@dataclass(frozen=True, slots=True)
class NewLease:
    """A lease before it is stored: it has no id yet."""

    holder: str
    prefix: str
    day: date
    first: int
    last: int
    granted_at: datetime
    expires_at: datetime
    next: int | None = None
    """The first number that is not known to be printed, where it is not the first of all."""
    reclaimed_at: datetime | None = None


class NumberQueries:
    """A hall's numbers."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    def series(self, prefix: str, day: date) -> Series:
        """What of the prefix's numbers is away on this day."""
        known = self.moment.memory.series.get((day, prefix))
        return known if known is not None else self._asked_for(prefix, day)

    def _asked_for(self, prefix: str, day: date) -> Series:
        numbering = self.moment.plan.numbering_of(prefix)
        row = self.moment.first(_SERIES, day=day, prefix=prefix)
        series = Series(numbering, **row._mapping) if row is not None else Series.fresh(numbering)
        self.moment.memory = self.moment.memory.with_series(day, prefix, series)
        return series

    def leases(self, prefix: str, day: date) -> Sequence[Lease]:
        """A day's leases of a prefix, in the order of their numbers."""
        return [Lease(**row._mapping) for row in self.moment.rows(_LEASES, day=day, prefix=prefix)]

    def lease(self, lease: int) -> Lease | None:
        """A lease of any day."""
        row = self.moment.first(_LEASE, id=lease)
        return Lease(**row._mapping) if row is not None else None


_SERIES = select(NumberSeriesRow.last, NumberSeriesRow.leased_from, NumberSeriesRow.leased_to).where(
    NumberSeriesRow.hall_id == bindparam("hall_id"),
    NumberSeriesRow.day == bindparam("day"),
    NumberSeriesRow.prefix == bindparam("prefix"),
)
_ANY_LEASE = select(*(column for column in NumberLeaseRow.__table__.columns if column.name != "hall_id")).where(
    NumberLeaseRow.hall_id == bindparam("hall_id")
)
_LEASE = _ANY_LEASE.where(NumberLeaseRow.id == bindparam("id"))
_LEASES = _ANY_LEASE.where(
    NumberLeaseRow.day == bindparam("day"), NumberLeaseRow.prefix == bindparam("prefix")
).order_by(NumberLeaseRow.first)


def save_series(moment: Moment, prefix: str, day: date, series: Series) -> None:
    """Stores what of the prefix's numbers is away on this day now."""
    place = {"hall": moment.hall_id, "on_day": day, "of_prefix": prefix}
    given = {"new_last": series.last, "new_from": series.leased_from, "new_to": series.leased_to}
    if moment.write(_UPDATE_SERIES, {**place, **given}) == 0:
        row = {"hall_id": moment.hall_id, "day": day, "prefix": prefix, "first": series.numbering.first}
        leased = {"leased_from": series.leased_from, "leased_to": series.leased_to}
        moment.write(_INSERT_SERIES, {**row, "last": series.last, **leased})
    moment.memory = moment.memory.with_series(day, prefix, series)


_INSERT_SERIES = insert(NumberSeriesRow)
_UPDATE_SERIES = (
    update(NumberSeriesRow)
    .where(
        NumberSeriesRow.hall_id == bindparam("hall"),
        NumberSeriesRow.day == bindparam("on_day"),
        NumberSeriesRow.prefix == bindparam("of_prefix"),
    )
    .values(
        last=bindparam("new_last"),
        leased_from=bindparam("new_from", type_=Integer),
        leased_to=bindparam("new_to", type_=Integer),
    )
)


def add_lease(moment: Moment, new: NewLease) -> Lease:
    """Stores a new lease and gives it its id."""
    facts = {**facts_of(new), "next": new.first if new.next is None else new.next}
    return Lease(id=moment.insert(_INSERT_LEASE, {"hall_id": moment.hall_id, **facts}), **facts)


def save_lease(moment: Moment, lease: Lease) -> None:
    """Stores what has become of a lease."""
    moves = {f"new_{name}": getattr(lease, name) for name in _LEASE_MOVES}
    moment.write(_UPDATE_LEASE, {"lease": lease.id, **moves})


_INSERT_LEASE = insert(NumberLeaseRow).returning(NumberLeaseRow.id)
_LEASE_MOVES = ("next", "last", "expires_at", "reclaimed_at")
_UPDATE_LEASE = (
    update(NumberLeaseRow)
    .where(NumberLeaseRow.id == bindparam("lease"))
    .values({name: bindparam(f"new_{name}") for name in _LEASE_MOVES})
)

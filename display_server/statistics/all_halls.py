"""What the visits of some days came to in each of several halls, from what was added up of them."""

from collections import defaultdict
from datetime import date

from sqlalchemy import and_, bindparam, func, select

from display_server.contract import StatisticsRow
from display_server.statistics.periods import parts
from display_server.statistics.report import tabled
from display_server.statistics.roll_ups import of_parts
from display_server.statistics.rolled_up import TOTAL, WHOLE_HALL
from display_server.statistics.sums import RELATIVE_ERROR, Sketched, Sums, merge, nothing
from display_server.store.all_halls import AllHalls, HallId
from display_server.store.models import JournalRow, RolledPeriodRow, RollUpProgressRow, RollUpRow, TicketRow
from display_server.store.roll_ups import Grain


def totals(halls: AllHalls, first: date, last: date) -> dict[HallId, StatisticsRow]:
    """The totals of each hall's report of these local days, both included; percentiles are off by `RELATIVE_ERROR`.

    Without the halls of which a day was written of since it was added up: whoever asks has their journals read.
    """
    days = {"first": first, "last": last}
    behind = {row.hall_id for row in halls.ask(_STALE, **days)} | {row.hall_id for row in halls.ask(_TOUCHED, **days)}
    followed = {row.hall_id for row in halls.ask(_FOLLOWED)} - behind
    months: defaultdict[HallId, set[date]] = defaultdict(set)
    for row in halls.ask(_MONTHS, **days):
        months[row.hall_id].add(row.first_day)
    alike: defaultdict[frozenset[date], list[HallId]] = defaultdict(list)
    for hall in followed:
        alike[frozenset(months[hall])].append(hall)
    sums: dict[HallId, Sums[Sketched]] = {hall: nothing() for hall in followed}
    for usable, of_these in alike.items():
        for row in halls.ask(of_parts(_TOTALS, parts(first, last, usable)), halls=of_these):
            merge(sums[row.hall_id], row.sums)
    return {
        hall: tabled({}, total, halls.halls[hall].plan, (first, last), "month", RELATIVE_ERROR).total
        for hall, total in sums.items()
    }


_FOLLOWED = select(RollUpProgressRow.hall_id).where(
    RollUpProgressRow.hall_id.in_(bindparam("halls", expanding=True)), RollUpProgressRow.seq > 0
)
_OF_HALLS = RolledPeriodRow.hall_id.in_(bindparam("halls", expanding=True))
_IN_PERIOD = RolledPeriodRow.first_day.between(bindparam("first"), bindparam("last"))
_STALE = (
    select(RolledPeriodRow.hall_id)
    .where(_OF_HALLS, _IN_PERIOD, RolledPeriodRow.grain == Grain.DAY.value, RolledPeriodRow.stale)
    .distinct()
)
_MONTHS = select(RolledPeriodRow.hall_id, RolledPeriodRow.first_day).where(
    _OF_HALLS, _IN_PERIOD, RolledPeriodRow.grain == Grain.MONTH.value, ~RolledPeriodRow.stale
)
_TOUCHED = (
    select(JournalRow.hall_id)
    .select_from(RollUpProgressRow)
    .join(JournalRow, and_(JournalRow.hall_id == RollUpProgressRow.hall_id, JournalRow.seq > RollUpProgressRow.seq))
    .outerjoin(TicketRow, TicketRow.id == JournalRow.ticket_id)
    .where(RollUpProgressRow.hall_id.in_(bindparam("halls", expanding=True)))
    .where(func.coalesce(TicketRow.day, JournalRow.day).between(bindparam("first"), bindparam("last")))
    .distinct()
)


_TOTALS = select(RollUpRow.hall_id, RollUpRow.sums).where(
    RollUpRow.hall_id.in_(bindparam("halls", expanding=True)),
    RollUpRow.scope == WHOLE_HALL,
    RollUpRow.dimension == TOTAL,
)

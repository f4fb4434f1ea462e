"""What the visits of some days came to in each of several halls, from what was added up of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from display_server.contract import Measures, RatingMeasures, StatisticsRow
from display_server.statistics.measures import measures, rating_measures
from display_server.statistics.periods import parts
from display_server.statistics.report import reasons_named
from display_server.statistics.roll_ups import of_parts
from display_server.statistics.rolled_up import TOTAL, WHOLE_HALL
from display_server.statistics.sums import Sketched, Sums, merge, nothing
from display_server.store.all_halls import AllHalls, HallId
from display_server.store.models import RolledPeriodRow, RollUpProgressRow, RollUpRow
from display_server.store.roll_ups import Grain


@dataclass(frozen=True, slots=True)
class DaysOfHall:
    """By what several halls are compared, of the total of a hall's report."""

    served: int
    waits: Measures
    ratings: RatingMeasures


def days_of(total: StatisticsRow) -> DaysOfHall:
    return DaysOfHall(total.served, total.waits, total.ratings)


def days_of_halls(halls: AllHalls, first: date, last: date) -> dict[HallId, DaysOfHall]:
    """What these local days, both included, came to in each hall; percentiles are off by `sums.RELATIVE_ERROR`.

    Without the halls of which a day is to be added up anew: whoever asks has their journals read. What was written of a
    day that is over shows some seconds later, once the caretaker has noted it: no journal is looked through here.
    """
    days = {"first": first, "last": last}
    followed = {row.hall_id for row in halls.ask(_FOLLOWED)} - {row.hall_id for row in halls.ask(_STALE, **days)}
    months: defaultdict[HallId, set[date]] = defaultdict(set)
    for row in halls.ask(_MONTHS, **days):
        months[row.hall_id].add(row.first_day)
    alike: defaultdict[frozenset[date], list[HallId]] = defaultdict(list)
    for hall in followed:
        alike[frozenset(months[hall])].append(hall)
    sums: dict[HallId, Sums[Sketched]] = {hall: nothing() for hall in followed}
    for usable, of_these in alike.items():
        for row in halls.ask(of_parts(_TOTALS, parts(first, last, usable)), halls=of_these):
            merge(sums[row.hall_id], row.sums, durations=("waits",))
    return {
        hall: DaysOfHall(
            total.served,
            measures(total.waits, total.judged, total.within),
            rating_measures(total, reasons_named(total, halls.halls[hall].plan)),
        )
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
_TOTALS = select(RollUpRow.hall_id, RollUpRow.sums).where(
    RollUpRow.hall_id.in_(bindparam("halls", expanding=True)),
    RollUpRow.scope == WHOLE_HALL,
    RollUpRow.dimension == TOTAL,
)

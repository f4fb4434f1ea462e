"""Several halls of one database at one moment: one statement for all of them, where one for each would take seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Executable, bindparam, func, select

from display_server.domain.counter import CounterState
from display_server.domain.device import IN_ORDER
from display_server.domain.hall_plan import HallPlan
from display_server.domain.ticket import State
from display_server.store.journal import AnyRow
from display_server.store.models import CounterRow, DeviceRow, TicketRow, TokenRow
from display_server.store.queries.tickets import in_state

HallId = int


@dataclass(frozen=True, slots=True)
class OneOfHalls:
    """A hall, and its own time."""

    slug: str
    plan: HallPlan
    now: datetime

    @property
    def today(self) -> date:
        """The hall's local day."""
        return self.plan.day(self.now)


@dataclass(slots=True)
class NowInHall:
    """What several halls are compared by, as their own managers see it."""

    waiting: int = 0
    longest_since: datetime | None = None
    """Since when the one who waits longest has waited."""
    served_today: int = 0
    counters: int = 0
    counters_open: int = 0
    kiosks_unwell: int = 0
    """Kiosks that are lost, or that cannot print or write down what they issue."""

    def add_waiting(self, count: int, since: datetime) -> None:
        self.waiting += count
        self.longest_since = min(since, self.longest_since or since)


class AllHalls:
    """These halls as they are at one moment."""

    def __init__(self, connection: Connection, halls: Mapping[HallId, OneOfHalls]) -> None:
        self._connection = connection
        self.halls = halls
        """In the order of their slugs."""

    def ask(self, statement: Executable, **facts: object) -> Sequence[AnyRow]:
        """The rows of a statement; `halls` is bound to the ids of these halls."""
        return self._connection.execute(statement, {"halls": list(self.halls), **facts}).all()

    def now(self) -> dict[HallId, NowInHall]:
        """What goes on in each of them."""
        found = {hall: NowInHall() for hall in self.halls}
        lasting = {id_: hall.plan.calendar.lasting(hall.now) for id_, hall in self.halls.items()}
        for row in self.ask(_WAITING, days=sorted({day for days in lasting.values() for day in days})):
            if row.day in lasting[row.hall_id]:
                found[row.hall_id].add_waiting(row.waiting, row.since)
        todays = {id_: hall.today for id_, hall in self.halls.items()}
        for row in self.ask(_SERVED, days=sorted(set(todays.values()))):
            if row.day == todays[row.hall_id]:
                found[row.hall_id].served_today = row.served
        for row in self.ask(_COUNTERS):
            found[row.hall_id].counters += row.counters
            found[row.hall_id].counters_open += row.counters if row.state == CounterState.OPEN else 0
        for row in self.ask(_UNWELL):
            found[row.hall_id].kiosks_unwell = row.unwell
        return found


_OF_DAYS = (
    TicketRow.hall_id.in_(bindparam("halls", expanding=True)),
    TicketRow.day.in_(bindparam("days", expanding=True)),
)
_PLACE = (TicketRow.hall_id, TicketRow.day)
_WAITING = (
    select(*_PLACE, func.count().label("waiting"), func.min(TicketRow.queued_at).label("since"))
    .where(*_OF_DAYS, TicketRow.state == in_state(State.WAITING))
    .group_by(*_PLACE)
)
_SERVED = (
    select(*_PLACE, func.count().label("served"))
    .where(*_OF_DAYS, TicketRow.state == in_state(State.SERVED))
    .group_by(*_PLACE)
)
_COUNTERS = (
    select(CounterRow.hall_id, CounterRow.state, func.count().label("counters"))
    .where(CounterRow.hall_id.in_(bindparam("halls", expanding=True)), CounterRow.retired.is_(False))
    .group_by(CounterRow.hall_id, CounterRow.state)
)
_UNWELL = (
    select(DeviceRow.hall_id, func.count().label("unwell"))
    .join(TokenRow, TokenRow.id == DeviceRow.token_id)
    .where(
        DeviceRow.hall_id.in_(bindparam("halls", expanding=True)),
        TokenRow.revoked_at.is_(None),
        DeviceRow.condition.not_in(IN_ORDER),
    )
    .group_by(DeviceRow.hall_id)
)

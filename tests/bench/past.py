"""A hall with much behind it, quickly: thousands who wait, or a year of served visits that `motcua doctor` finds sound.

Who waits was issued by the use case, many to a commit. The year is one day that was lived through the use cases and
then copied by the database, day after day; only SQLite is copied.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select, update

from display_server.domain.hall_plan import HallPlan
from display_server.domain.outcome import VisitOutcome
from display_server.store.database import for_writing
from display_server.store.hall import Clock, Hall, Halls
from display_server.store.models import Base, HallRow, Instant, JournalRow, NumberSeriesRow, TicketRow
from display_server.use_cases import counter as counters
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.halls import MovedClock, do

AT_ONCE = 1000
VISITS_A_DAY = 1200
BETWEEN = timedelta(seconds=7)
"""Between one event of the lived day and the next: four a visit, so that the day's visits fill its opening hours."""
OPENS = time(7, 30)


def wait_in(hall: Hall, plan: HallPlan, count: int) -> None:
    """So many more wait, for each service in turn."""
    services = islice(cycle(plan.services), count)
    while batch := list(islice(services, AT_ONCE)):
        with hall.change("bench") as change:
            for service in batch:
                issue_ticket(change, TicketRequest(service.slug))


def live_a_year(engine: Engine, plan: HallPlan, visits: int, clock: Clock) -> None:
    """Opens the hall, and so many visits come and go on the days before the clock's."""
    days = visits // VISITS_A_DAY
    first = plan.local(clock()).date() - timedelta(days=days)
    moved = MovedClock(datetime.combine(first, OPENS, plan.timezone).astimezone(UTC))
    halls = Halls(engine, moved)
    halls.load(plan, actor="bench")
    before = halls.seqs()[plan.slug]
    _live_a_day(halls[plan.slug], plan, moved)
    with for_writing(engine.connect()) as connection, connection.begin():
        _copy_the_day(connection, before, halls.seqs()[plan.slug], days - 1)


def _live_a_day(hall: Hall, plan: HallPlan, clock: MovedClock) -> None:
    for counter in plan.counters:
        do(hall, counters.open_counter, counter.number, f"officer {counter.number}")
    for service in islice(cycle(plan.services), VISITS_A_DAY):
        at = plan.counters_for(service.slug)[0].number
        do(hall, issue_ticket, TicketRequest(service.slug))
        for deed in (counters.call_next, counters.start):
            clock.now += BETWEEN
            do(hall, deed, at)
        clock.now += BETWEEN
        do(hall, counters.finish, at, counters.Outcome(VisitOutcome.RECEIVED))
        clock.now += BETWEEN
    for counter in plan.counters:
        do(hall, counters.close_counter, counter.number)


def _copy_the_day(connection: Connection, before: int, after: int, times: int) -> None:
    """The changes after `before` up to `after`, and their tickets, once more on each of the days that follow."""
    tickets = connection.execute(select(func.count()).select_from(TicketRow)).scalar_one()
    day = connection.execute(select(func.max(TicketRow.day))).scalar_one()
    for nth in range(1, times + 1):
        copied = _Copied(day, nth, nth * tickets, nth * (after - before))
        copied.write(connection, TicketRow, TicketRow.id <= tickets)
        copied.write(connection, NumberSeriesRow, NumberSeriesRow.day == day)
        copied.write(connection, JournalRow, JournalRow.seq.between(before + 1, after))
    connection.execute(update(HallRow).values(seq=HallRow.seq + times * (after - before)))


@dataclass(frozen=True, slots=True)
class _Copied:
    """A day's rows as those of a later day."""

    day: date
    days: int
    tickets: int
    """By how much tickets' ids rise."""
    changes: int
    """By how much the hall's `seq` rises."""

    def write(self, connection: Connection, table: type[Base], which: ColumnElement[bool]) -> None:
        columns = table.__table__.columns
        shifted = [self._of(column) for column in columns]
        connection.execute(insert(table).from_select(list(columns), select(*shifted).where(which)))

    def _of(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        match column.name:
            case "id" | "ticket_id":
                return column + self.tickets
            case "seq" | "call_seq":
                return column + self.changes
            case "token":
                return func.replace(column, func.substr(column, 1, 6), f"{self.days:06d}")
            case "facts":
                later = self.day + timedelta(days=self.days)
                return func.replace(column, f"{self.day}T", f"{later}T")
            case "day":
                return func.date(column, f"+{self.days} days")
            case _ if isinstance(column.type, Instant):
                date_of = func.date(func.substr(column, 1, 10), f"+{self.days} days")
                return date_of.concat(func.substr(column, 11))
            case _:
                return column

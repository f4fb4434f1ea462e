"""A hall with much behind it, quickly: thousands who wait, or a year of visits that `motcua doctor` finds sound.

Who waits was issued by the use case, many to a commit. The year is one week that simulated visitors and officers lived
through the use cases, as real days are shaped, and then copied by the database, week after week and hall after hall.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    Text,
    cast,
    func,
    insert,
    literal,
    select,
    type_coerce,
    update,
)

from display_server.domain.hall_plan import HallPlan
from display_server.simulation.demo.past import live_through
from display_server.simulation.visitors import Crowd
from display_server.store.database import for_writing
from display_server.store.hall import Clock, Hall, Halls
from display_server.store.models import Base, HallRow, Instant, JournalRow, NumberSeriesRow, RatingRow, TicketRow
from display_server.use_cases.counter import close_counter
from display_server.use_cases.day import do_what_is_due
from display_server.use_cases.kiosk import TicketRequest, issue_ticket
from tests.halls import MovedClock, do

AT_ONCE = 1000
LOAD = 0.69
"""Of what the reference hall's counters can serve: some 300,000 visits a year."""
WEEK, WORKING_DAYS, WEEKS = timedelta(days=7), 5, 52
MORNING, EVENING = time(7), time(19)
"""Before the reference hall opens, and after the last visit there."""
MARK = 6
"""So many letters of a token tell which copy it is of."""


def wait_in(hall: Hall, plan: HallPlan, count: int) -> None:
    """So many more wait, for each service in turn."""
    services = islice(cycle(plan.services), count)
    while batch := list(islice(services, AT_ONCE)):
        with hall.change("bench") as change:
            for service in batch:
                issue_ticket(change, TicketRequest(service.slug))


def live_a_year(engine: Engine, plan: HallPlan, clock: Clock, load: float) -> int:
    """Opens the hall, and lets it have lived the 52 weeks before the clock's; how many visits that was.

    `load`: of what the counters can serve, on the day's average.
    """
    today = plan.local(clock()).date()
    first = today - timedelta(days=today.weekday()) - WEEKS * WEEK
    before, after = _live_a_week(engine, plan, first, load)
    days = [first + timedelta(days=nth) for nth in range(7)]
    with for_writing(engine.connect()) as connection, connection.begin():
        tickets, ratings = last_id(connection, TicketRow), last_id(connection, RatingRow)
        for nth in range(1, WEEKS):
            copied = Copied(
                engine.dialect.name, days, 7 * nth, nth * tickets, nth * ratings, nth * (after - before), nth
            )
            copied.write(connection, TicketRow, TicketRow.id <= tickets)
            copied.write(connection, NumberSeriesRow, NumberSeriesRow.day.in_(days))
            copied.write(connection, JournalRow, JournalRow.seq.between(before + 1, after))
            copied.write(connection, RatingRow, RatingRow.id <= ratings)
        connection.execute(update(HallRow).values(seq=HallRow.seq + (WEEKS - 1) * (after - before)))
    return WEEKS * tickets


def _live_a_week(engine: Engine, plan: HallPlan, monday: date, load: float) -> tuple[int, int]:
    """Between which numbers of the hall's changes the week from this Monday lies, the first without, the last with."""

    def at(nth: int, hour: time) -> datetime:
        return datetime.combine(monday + timedelta(days=nth), hour, plan.timezone).astimezone(UTC)

    clock = MovedClock(at(0, MORNING))
    halls = Halls(engine, clock)
    halls.load(plan, actor="bench")
    hall, before = halls[plan.slug], halls.seqs()[plan.slug]
    crowd = Crowd(plan, load=load, days_vary=True)
    officers = {counter.number: f"officer {counter.number}" for counter in plan.counters}
    for nth in range(WORKING_DAYS):
        clock.now = at(nth, MORNING)
        do_what_is_due(hall)
        live_through(hall, plan, clock, crowd, officers, at(nth, EVENING))
        for number in officers:
            do(hall, close_counter, number)
    clock.now = at(WORKING_DAYS, MORNING)
    do_what_is_due(hall)
    return before, halls.seqs()[plan.slug]


def last_id(connection: Connection, table: type[TicketRow | RatingRow]) -> int:
    return connection.execute(select(func.max(table.id))).scalar_one() or 0


@dataclass(frozen=True, slots=True)
class Copied:
    """Rows as those of a later week, or of another hall."""

    dialect: str
    dates: Sequence[date] = ()
    """That stand in journalled facts."""
    days: int = 0
    """By how much they are later."""
    tickets: int = 0
    """By how much tickets' ids rise, as those of ratings and the hall's `seq` after it."""
    ratings: int = 0
    changes: int = 0
    number: int = 0
    """Of the copy: it stands in tickets' tokens, which are of one ticket each."""
    hall: int | None = None
    """The other hall's id."""

    def write(self, connection: Connection, table: type[Base], which: ColumnElement[bool]) -> None:
        columns = table.__table__.columns
        copied = [self._of(table, column) for column in columns]
        connection.execute(insert(table).from_select(list(columns), select(*copied).where(which)))

    def _of(self, table: type[Base], column: ColumnElement[Any]) -> ColumnElement[Any]:
        match column.name:
            case "hall_id" if self.hall is not None:
                return literal(self.hall)
            case "id" if table is RatingRow:
                return column + self.ratings
            case "id" | "ticket_id":
                return column + self.tickets
            case "seq" | "call_seq":
                return column + self.changes
            case "token":
                begins = 1 if self.hall is None else MARK + 1
                mark = f"{self.number:0{MARK}d}"
                return func.substr(column, 1, begins - 1).concat(mark).concat(func.substr(column, begins + MARK))
            case _:
                return self._later(column) if self.days else column

    def _later(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        of_sqlite = self.dialect == "sqlite"
        match column.name:
            case "facts":
                text: ColumnElement[Any] = column if of_sqlite else cast(column, Text)
                for day in self.dates:
                    text = func.replace(text, f"{day}T", f"{day + timedelta(days=self.days)}T")
                return text if of_sqlite else cast(text, JSON)
            case "day":
                return func.date(column, f"+{self.days} days") if of_sqlite else column + self.days
            case _ if not isinstance(column.type, Instant):
                return column
            case _ if of_sqlite:
                date_of = func.date(func.substr(column, 1, 10), f"+{self.days} days")
                return date_of.concat(func.substr(column, 11))
            case _:
                return type_coerce(column, DateTime(timezone=True)) + timedelta(days=self.days)

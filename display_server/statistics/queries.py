"""The visits of some days, read from the journal. The only SQL of the statistics; judges and sums up nothing."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, select

from display_server.contract import GroupBy, Statistics
from display_server.domain.events import ServiceFinished, ServiceStarted, TicketCalled, TicketRecalled
from display_server.domain.ticket import State
from display_server.statistics.report import Visit, report
from display_server.store.hall import Hall
from display_server.store.models import JournalRow, RatingRow, TicketRow
from display_server.store.reading import Reading

CALLS = (TicketCalled.__name__, TicketRecalled.__name__)
"""A recall counts as a call: until the last of them the visitor was still awaited (as `called_at` of the ticket)."""


def statistics(hall: Hall, first_day: date, last_day: date, group_by: GroupBy) -> Statistics:
    """The report of these local days, both included, as the hall is now."""
    with hall.reading() as reading:
        return report(visits(reading, first_day, last_day), reading.plan, first_day, last_day, group_by)


def visits(reading: Reading, first_day: date, last_day: date) -> list[Visit]:
    """Every ticket issued on these local days, with its last call, start and finish."""
    return [
        Visit(
            service=row.service,
            department=reading.plan.department_of(row.service).slug,
            state=State(row.state),
            issued_at=row.issued_at,
            called_at=row.called_at,
            started_at=row.started_at,
            finished_at=row.finished_at,
            counter=row.counter,
            officer=row.officer,
            score=row.score,
        )
        for row in reading.ask(_VISITS, first_day=first_day, last_day=last_day)
    ]


_EVENTS = (
    select(
        JournalRow.ticket_id,
        JournalRow.event,
        JournalRow.at,
        JournalRow.counter,
        JournalRow.facts["officer"].as_string().label("officer"),
        func.row_number()
        .over(
            partition_by=(JournalRow.ticket_id, JournalRow.event),
            order_by=(JournalRow.seq.desc(), JournalRow.nth.desc()),
        )
        .label("from_last"),
    )
    .join(TicketRow, TicketRow.id == JournalRow.ticket_id)
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day.between(bindparam("first_day"), bindparam("last_day")),
        JournalRow.event.in_([*CALLS, ServiceStarted.__name__, ServiceFinished.__name__]),
    )
    .subquery("events")
)


def _last(column: ColumnElement[Any], *events: str) -> ColumnElement[Any]:
    return func.max(case((_EVENTS.c.event.in_(events), column)))


_LAST = (
    select(
        _EVENTS.c.ticket_id,
        _last(_EVENTS.c.at, *CALLS).label("called_at"),
        _last(_EVENTS.c.at, ServiceStarted.__name__).label("started_at"),
        _last(_EVENTS.c.at, ServiceFinished.__name__).label("finished_at"),
        _last(_EVENTS.c.counter, TicketCalled.__name__).label("counter"),
        _last(_EVENTS.c.officer, TicketCalled.__name__).label("officer"),
    )
    .where(_EVENTS.c.from_last == 1)
    .group_by(_EVENTS.c.ticket_id)
    .subquery("last")
)
_VISITS = (
    select(
        TicketRow.service,
        TicketRow.state,
        TicketRow.issued_at,
        *(_LAST.c.called_at, _LAST.c.started_at, _LAST.c.finished_at, _LAST.c.counter, _LAST.c.officer),
        RatingRow.score,
    )
    .outerjoin(_LAST, _LAST.c.ticket_id == TicketRow.id)
    .outerjoin(RatingRow, RatingRow.ticket_id == TicketRow.id)
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day.between(bindparam("first_day"), bindparam("last_day")),
    )
    .order_by(TicketRow.id)
)

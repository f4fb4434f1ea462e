"""The visits of some days, read from the journal. The only SQL of the statistics; judges and sums up nothing."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, case, extract, false, func, or_, select

from display_server.domain import events
from display_server.domain.rating_plan import Opinion
from display_server.domain.ticket import State
from display_server.statistics.visit import LeftOpen, Visit
from display_server.store.journal import AnyRow
from display_server.store.models import Instant, JournalRow, RatingRow, TicketRow
from display_server.store.reading import Reading


def tally_of(reading: Reading, departments: frozenset[str]) -> dict[State, int]:
    """Today's tickets for these departments by state; whoever is at a counter, waits or is parked, of whatever day."""
    services = [each.slug for entry in reading.plan.departments if entry.slug in departments for each in entry.services]
    rows = reading.ask(_TALLY_OF_SERVICES, today=reading.today, services=services)
    return {State(row.state): row.tickets for row in rows}


def left_open(reading: Reading, first_day: date, last_day: date) -> list[LeftOpen]:
    """The counters opened on these local days that the clock had to close."""
    since = datetime.combine(first_day, time.min, reading.plan.timezone)
    rows = reading.ask(_COUNTERS_LEFT_OPEN, since=since, first_day=first_day, last_day=last_day)
    return [LeftOpen(row.counter, row.officer, row.day) for row in rows]


def comments(reading: Reading, first_day: date, last_day: date) -> list[tuple[date, str, str]]:
    """Day, service and words of each rating of these local days that has some and was not taken back."""
    rows = reading.ask(_COMMENTS, first_day=first_day, last_day=last_day)
    return [(row.day, row.service, row.comment) for row in rows]


def visits(reading: Reading, first_day: date, last_day: date) -> list[Visit]:
    """Every stop of every ticket issued on these local days, with its last call and its time of service."""
    rows = reading.ask(_STOPS_OF_TICKETS, first_day=first_day, last_day=last_day)
    return [visit for _, stops in groupby(rows, key=lambda row: row.id) for visit in _stops(reading, list(stops))]


def _stops(reading: Reading, rows: list[AnyRow]) -> Iterator[Visit]:
    """The stops of one ticket; the present one may have no events yet."""
    ticket = rows[0]
    queued_at = ticket.issued_at
    for row in rows:
        if row.nth_stop is not None and row.nth_stop < ticket.stop:
            yield _visit(reading, row, row.of_service, queued_at, begins=row.nth_stop == 1, ends=False)
            queued_at = row.ended_at
    last = rows[-1]
    begins = ticket.stop == 1
    if last.nth_stop == ticket.stop:
        yield _visit(reading, last, ticket.service, queued_at, begins=begins, ends=True)
    else:
        yield Visit(
            service=ticket.service,
            department=reading.plan.department_of(ticket.service).slug,
            state=State(ticket.state),
            issued_at=ticket.issued_at,
            day=ticket.day,
            queued_at=ticket.queued_at,
            begins=begins,
            opinion=_opinion(ticket),
            priority_class=ticket.priority_class,
            language=ticket.language,
        )


def _visit(reading: Reading, row: AnyRow, service: str, queued_at: datetime, *, begins: bool, ends: bool) -> Visit:
    is_over = row.ended_at is not None and row.seconds is not None
    return Visit(
        service=service,
        department=reading.plan.department_of(service).slug,
        state=State(row.state),
        issued_at=row.issued_at,
        day=row.day,
        queued_at=queued_at,
        called_at=row.called_at,
        started_at=row.started_at,
        parked=timedelta(seconds=float(row.parked_seconds)) if row.parked_seconds is not None else None,
        left_at=row.left_at if ends else None,
        served=timedelta(seconds=float(row.seconds)) if is_over else None,
        ended_at=row.ended_at,
        counter=row.counter,
        officer=row.officer,
        outcome=row.outcome,
        priority_class=row.priority_class,
        language=row.language,
        opinion=_opinion(row) if ends else None,
        begins=begins,
        ends=ends,
        inaccurate=bool(row.inaccurate),
    )


def _opinion(row: AnyRow) -> Opinion | None:
    if row.score is None:
        return None
    return Opinion(
        *(row.score, tuple(row.reasons), tuple(row.indicators.items())),
        on_tablet=row.source == "tablet",
        seconds_after=row.seconds_after,
    )


T = TypeVar("T")

_TALLY_OF_SERVICES = (
    select(TicketRow.state, func.count().label("tickets"))
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.service.in_(bindparam("services", expanding=True)),
        or_(
            TicketRow.day == bindparam("today"),
            TicketRow.state.in_([State.WAITING, State.CALLED, State.SERVING, State.PARKED]),
        ),
    )
    .group_by(TicketRow.state)
)
_CALL = (events.TicketCalled.__name__, events.TicketRecalled.__name__)
"""A recall counts as a call: until the last of them the visitor was still awaited (as `called_at` of the ticket)."""
_STARTED = events.ServiceStarted.__name__
_ALONE = events.EndedAlone.__name__
_MARKED = events.TimeMarkedInaccurate.__name__
_ENDED = (events.ServiceFinished.__name__, events.TicketTransferred.__name__, _ALONE)
_PARKED = events.TicketParked.__name__
_BREAKS = (_PARKED, events.TicketReturned.__name__)
"""What stops the clock of a service that is not over."""

_UNDONE = (
    select(JournalRow.ticket_id, JournalRow.facts["undone"].as_integer().label("seq"))
    .where(JournalRow.hall_id == bindparam("hall_id"), JournalRow.event == events.ActionUndone.__name__)
    .subquery("undone")
)
_IN_ORDER = (JournalRow.seq, JournalRow.nth)
_MOVES = (
    select(
        JournalRow.ticket_id,
        *(JournalRow.event, JournalRow.at, JournalRow.counter, JournalRow.service, *_IN_ORDER),
        JournalRow.facts["officer"].as_string().label("officer"),
        JournalRow.facts["outcome"].as_string().label("outcome"),
        or_(
            JournalRow.event.in_([_ALONE, _MARKED]), func.coalesce(JournalRow.facts["forgotten"].as_boolean(), false())
        ).label("inaccurate"),
        extract("epoch", JournalRow.at).label("second"),
        func.lead(extract("epoch", JournalRow.at))
        .over(partition_by=(JournalRow.ticket_id, JournalRow.event == _MARKED), order_by=_IN_ORDER)
        .label("next_second"),
        # A stop is one more than the transfers before it; a transfer itself ends the stop it leaves.
        # The mark of an inaccurate time may come later, and names its own.
        func.coalesce(
            JournalRow.facts["stop"].as_integer(),
            1
            + func.coalesce(
                func.sum(case((JournalRow.event == events.TicketTransferred.__name__, 1), else_=0)).over(
                    partition_by=JournalRow.ticket_id, order_by=_IN_ORDER, rows=(None, -1)
                ),
                0,
            ),
        ).label("nth_stop"),
    )
    .join(TicketRow, TicketRow.id == JournalRow.ticket_id)
    .outerjoin(_UNDONE, and_(_UNDONE.c.ticket_id == JournalRow.ticket_id, _UNDONE.c.seq == JournalRow.seq))
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day.between(bindparam("first_day"), bindparam("last_day")),
        JournalRow.event.in_([*_CALL, _STARTED, *_ENDED, *_BREAKS, _MARKED]),
        _UNDONE.c.seq.is_(None),
    )
    .subquery("moves")
)
_EVENTS = select(
    _MOVES,
    func.row_number()
    .over(
        partition_by=(_MOVES.c.ticket_id, _MOVES.c.nth_stop, _MOVES.c.event),
        order_by=(_MOVES.c.seq.desc(), _MOVES.c.nth.desc()),
    )
    .label("from_last"),
).subquery("events")


def _last(column: ColumnElement[Any], *events: str) -> ColumnElement[Any]:
    return func.max(case((and_(_EVENTS.c.event.in_(events), _EVENTS.c.from_last == 1), column)))


_STOPS = (
    select(
        _EVENTS.c.ticket_id,
        _EVENTS.c.nth_stop,
        func.max(_EVENTS.c.service).label("of_service"),
        _last(_EVENTS.c.at, *_CALL).label("called_at"),
        _last(_EVENTS.c.at, *_ENDED).label("ended_at"),
        func.coalesce(_last(_EVENTS.c.counter, events.TicketCalled.__name__), _last(_EVENTS.c.counter, _ALONE)).label(
            "counter"
        ),
        func.coalesce(_last(_EVENTS.c.officer, events.TicketCalled.__name__), _last(_EVENTS.c.officer, _ALONE)).label(
            "officer"
        ),
        _last(_EVENTS.c.outcome, *_ENDED).label("outcome"),
        func.max(case((_EVENTS.c.inaccurate.is_(True), 1), else_=0)).label("inaccurate"),
        _last(_EVENTS.c.at, _STARTED).label("started_at"),
        func.sum(case((_EVENTS.c.event == _STARTED, _EVENTS.c.next_second - _EVENTS.c.second))).label("seconds"),
        func.sum(case((_EVENTS.c.event == _PARKED, _EVENTS.c.next_second - _EVENTS.c.second))).label("parked_seconds"),
    )
    .group_by(_EVENTS.c.ticket_id, _EVENTS.c.nth_stop)
    .subquery("stops")
)
_STOPS_OF_TICKETS = (
    select(
        *(TicketRow.id, TicketRow.service, TicketRow.state, TicketRow.issued_at, TicketRow.stop, TicketRow.queued_at),
        *(TicketRow.day, TicketRow.priority_class, TicketRow.language),
        *(_STOPS.c.nth_stop, _STOPS.c.of_service, _STOPS.c.called_at, _STOPS.c.ended_at),
        *(_STOPS.c.counter, _STOPS.c.officer, _STOPS.c.outcome, _STOPS.c.inaccurate, _STOPS.c.seconds),
        *(_STOPS.c.started_at, _STOPS.c.parked_seconds, TicketRow.ended_at.label("left_at")),
        *(RatingRow.score, RatingRow.reasons, RatingRow.indicators),
        *(RatingRow.source, RatingRow.seconds_after),
    )
    .outerjoin(_STOPS, _STOPS.c.ticket_id == TicketRow.id)
    .outerjoin(RatingRow, and_(RatingRow.ticket_id == TicketRow.id, RatingRow.withdrawn_at.is_(None)))
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day.between(bindparam("first_day"), bindparam("last_day")),
    )
    .order_by(TicketRow.id, _STOPS.c.nth_stop)
)
_COMMENTS = (
    select(TicketRow.day, TicketRow.service, RatingRow.comment)
    .join(RatingRow, RatingRow.ticket_id == TicketRow.id)
    .where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day.between(bindparam("first_day"), bindparam("last_day")),
        RatingRow.comment.is_not(None),
        RatingRow.withdrawn_at.is_(None),
    )
)
_OPENED, _CLOSED = events.CounterOpened.__name__, events.CounterClosed.__name__


def _before(column: ColumnElement[T]) -> ColumnElement[T]:
    """The same of the counter's event before."""
    in_order = (JournalRow.at, JournalRow.seq, JournalRow.nth)
    return func.lag(column, type_=column.type).over(partition_by=JournalRow.counter, order_by=in_order)


_OPENINGS_AND_CLOSINGS = (
    select(
        *(JournalRow.counter, JournalRow.event, JournalRow.facts["forgotten"].as_boolean().label("forgotten")),
        _before(JournalRow.event.expression).label("before"),
        _before(JournalRow.seq.expression).label("opened"),
        _before(JournalRow.day.expression).label("day"),
        _before(JournalRow.facts["officer"].as_string()).label("officer"),
    )
    .where(
        JournalRow.hall_id == bindparam("hall_id"),
        JournalRow.event.in_((_OPENED, _CLOSED)),
        JournalRow.at >= bindparam("since", type_=Instant()),  # and however much later it was that the clock closed
    )
    .subquery("openings_and_closings")
)
_COUNTERS_LEFT_OPEN = (
    select(_OPENINGS_AND_CLOSINGS.c.counter, _OPENINGS_AND_CLOSINGS.c.day, _OPENINGS_AND_CLOSINGS.c.officer)
    .where(
        _OPENINGS_AND_CLOSINGS.c.event == _CLOSED,
        _OPENINGS_AND_CLOSINGS.c.forgotten.is_(True),
        _OPENINGS_AND_CLOSINGS.c.before == _OPENED,
        _OPENINGS_AND_CLOSINGS.c.day.between(bindparam("first_day"), bindparam("last_day")),
    )
    .order_by(_OPENINGS_AND_CLOSINGS.c.opened)
)

"""What the headline counts, asked of the database as sums; no dossier is read one by one."""

from datetime import date
from typing import Any

from sqlalchemy import Date, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from display_server.contract import Headline
from display_server.domain.outcome import VisitOutcome
from display_server.domain.ticket import State
from display_server.statistics.headline import Answers, Counted, Noted, headline
from display_server.store.hall import Hall
from display_server.store.journal import AnyRow
from display_server.store.models import HandledDossierRow as Dossier, RatingRow, TicketRow
from display_server.store.queries.tickets import in_state
from display_server.store.reading import Reading

SATISFIED, DISSATISFIED = 3, 1
"""From this score on somebody is satisfied; with that one they are not."""


def headline_of(hall: Hall, first_day: date, last_day: date) -> Headline:
    """The headline of these local days, both included."""
    with hall.reading() as reading:
        return headline(counted(reading, first_day, last_day), reading.plan, first_day, last_day)


def counted(reading: Reading, first_day: date, last_day: date) -> Counted:
    """All that the headline of these days is made of."""
    days = {"first_day": first_day, "last_day": last_day}
    begins = reading.plan.day_bounds(first_day)[0]
    noted = [_noted(row) for row in reading.ask(_NOTED, **days)]
    (answers,) = reading.ask(_ANSWERS, begins=begins, **days)
    (served,) = reading.ask(_SERVED, **days)
    (dissatisfied,) = reading.ask(_DISSATISFIED_ON_TIME, begins=begins, **days)
    places = {row.received_for: row.dossiers for row in reading.ask(_PLACES, **days)}
    return Counted(
        noted,
        Answers(served.visits, answers.ratings, answers.satisfied or 0),
        dissatisfied.dossiers,
        places,
    )


def _noted(row: AnyRow) -> Noted:
    """PostgreSQL sums whole numbers up as decimals."""
    facts: dict[str, Any] = dict(row._mapping)
    department, outcome = facts.pop("department"), facts.pop("outcome")
    return Noted(department, outcome, **{name: int(value or 0) for name, value in facts.items()})


_FIRST = bindparam("first_day", type_=Date())
_LAST = bindparam("last_day", type_=Date())
_IN_HALL = Dossier.hall_id == bindparam("hall_id")
_THEN = Dossier.day.between(_FIRST, _LAST)
_RETURNED = Dossier.outcome == VisitOutcome.RETURNED.value
_BY_DAY = (
    # In the order of the index, so that nothing is sorted; few rows remain to be summed up.
    select(
        Dossier.department,
        Dossier.outcome,
        func.count().label("dossiers"),
        func.count(Dossier.due_on).label("with_due_day"),
        func.sum(case((and_(_RETURNED, Dossier.day > Dossier.due_on), 1), else_=0)).label("late"),
        func.sum(case((and_(_RETURNED, Dossier.received_on >= _FIRST), 1), else_=0)).label("known_before"),
        func.sum(case((Dossier.return_by == "post", 1), else_=0)).label("by_post"),
        func.sum(Dossier.fee).label("fee"),
        func.sum(Dossier.charge).label("charge"),
    )
    .where(_IN_HALL, _THEN)
    .group_by(Dossier.day, Dossier.department, Dossier.outcome)
    .subquery("by_day")
)
_NOTED = select(
    _BY_DAY.c.department,
    _BY_DAY.c.outcome,
    *(
        func.sum(_BY_DAY.c[name]).label(name)
        for name in ("dossiers", "with_due_day", "late", "known_before", "by_post", "fee", "charge")
    ),
).group_by(_BY_DAY.c.department, _BY_DAY.c.outcome)
_PLACES = (
    select(Dossier.received_for, func.count().label("dossiers"))
    .where(_IN_HALL, _THEN, Dossier.received_for.is_not(None), Dossier.outcome == VisitOutcome.RECEIVED.value)
    .group_by(Dossier.received_for)
)
_SERVED = select(func.count().label("visits")).where(
    TicketRow.hall_id == bindparam("hall_id"),
    TicketRow.day.between(_FIRST, _LAST),
    TicketRow.state == in_state(State.SERVED),
)
_RATED = (
    RatingRow.hall_id == bindparam("hall_id"),
    RatingRow.rated_at >= bindparam("begins", type_=RatingRow.__table__.columns["rated_at"].type),
    RatingRow.withdrawn_at.is_(None),
)
_ANSWERS = (
    select(
        func.count().label("ratings"),
        func.sum(case((RatingRow.score >= SATISFIED, 1), else_=0)).label("satisfied"),
    )
    .join(TicketRow, TicketRow.id == RatingRow.ticket_id)
    .where(*_RATED, TicketRow.day.between(_FIRST, _LAST), TicketRow.state == State.SERVED)
)
_A_DOSSIER = case((Dossier.received_on >= _FIRST, Dossier.received_id), else_=Dossier.id).label("dossier")
"""A result and its receipt are one."""
_DISPLEASED = (
    # Found by their few tickets: were the hall asked for as well, SQLite would look through all its dossiers.
    select(_A_DOSSIER)
    .where(
        Dossier.ticket_id.in_(select(RatingRow.ticket_id).where(*_RATED, RatingRow.score == DISSATISFIED)),
        _THEN,
        Dossier.outcome.in_([VisitOutcome.RECEIVED.value, VisitOutcome.RETURNED.value]),
    )
    .distinct()
    .subquery("displeased")
)
_OTHER = aliased(Dossier)
_OVERDUE = (
    select(_OTHER.id)
    .where(
        or_(_OTHER.id == _DISPLEASED.c.dossier, _OTHER.received_id == _DISPLEASED.c.dossier),
        _OTHER.outcome == VisitOutcome.RETURNED.value,
        _OTHER.day > _OTHER.due_on,
        _OTHER.day.between(_FIRST, _LAST),
    )
    .exists()
)
_DISSATISFIED_ON_TIME = select(func.count().label("dossiers")).select_from(_DISPLEASED).where(~_OVERDUE)

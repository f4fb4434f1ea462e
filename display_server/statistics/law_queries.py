"""What the law's sheets are made of: visits with what their citizens judged, results with their promised days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Date, and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from display_server.domain.outcome import VisitOutcome
from display_server.domain.ticket import State
from display_server.statistics.headline_queries import SATISFIED
from display_server.statistics.law_sheets import POINTS_EACH, Judged, Judgement
from display_server.statistics.queries import visits
from display_server.statistics.visit import Visit
from display_server.store.models import HandledDossierRow as Dossier
from display_server.store.reading import Reading


@dataclass
class Answered:
    """What the visitors of one officer said."""

    ratings: int = 0
    satisfied: int = 0


@dataclass
class Work:
    """What was done and judged on some days: of each officer in each department, and of each department."""

    officers: dict[tuple[str, str], Judgement] = field(default_factory=lambda: defaultdict(Judgement))
    departments: dict[str, Judgement] = field(default_factory=lambda: defaultdict(Judgement))
    answers: dict[tuple[str, str], Answered] = field(default_factory=lambda: defaultdict(Answered))

    def of(self, department: str, officer: str | None) -> Iterable[Judgement]:
        """The judgements that something at this department's counter, by this officer, goes into."""
        yield self.departments[department]
        if officer:
            yield self.officers[department, officer]


def work_of(reading: Reading, first_day: date, last_day: date) -> Work:
    """All of these local days, both included."""
    work = Work()
    for visit in visits(reading, first_day, last_day):
        if visit.state is State.SERVED or not visit.ends:
            _add_visit(work, visit)
    for row in reading.ask(_NOTED, first_day=first_day, last_day=last_day):
        for judgement in work.of(row.department, row.officer):
            judgement.received += int(row.received or 0)
            judgement.returned += int(row.returned or 0)
            judgement.late += int(row.late or 0)
    for row in reading.ask(_ON_TIME, first_day=first_day, last_day=last_day):
        judged = Judged(POINTS_EACH * int(row.early or 0) + int(row.just or 0), row.dossiers)
        for judgement in work.of(row.department, row.officer):
            judgement.add("2", judged)
    return work


def _add_visit(work: Work, visit: Visit) -> None:
    for judgement in work.of(visit.department, visit.officer):
        judgement.visits += 1
        for indicator, points in visit.opinion.indicators if visit.opinion else ():
            judgement.add(indicator, Judged(points, 1))
    if visit.opinion and visit.officer:
        answered = work.answers[visit.department, visit.officer]
        answered.ratings += 1
        answered.satisfied += visit.opinion.score >= SATISFIED


_FIRST, _LAST = bindparam("first_day", type_=Date()), bindparam("last_day", type_=Date())
_RECEIVED, _RETURNED = (Dossier.outcome == each.value for each in (VisitOutcome.RECEIVED, VisitOutcome.RETURNED))
_THEN = (Dossier.hall_id == bindparam("hall_id"), Dossier.day.between(_FIRST, _LAST))
_NOTED = (
    select(
        Dossier.department,
        Dossier.officer,
        func.sum(case((_RECEIVED, 1), else_=0)).label("received"),
        func.sum(case((_RETURNED, 1), else_=0)).label("returned"),
        func.sum(case((and_(_RETURNED, Dossier.day > Dossier.due_on), 1), else_=0)).label("late"),
    )
    .where(*_THEN)
    .group_by(Dossier.department, Dossier.officer)
)
_RECEIPT = aliased(Dossier)
_ON_TIME = (
    # A result is judged with whoever received its dossier; where that is not known here, with its department alone.
    select(
        Dossier.department,
        _RECEIPT.officer,
        func.count().label("dossiers"),
        func.sum(case((Dossier.day < Dossier.due_on, 1), else_=0)).label("early"),
        func.sum(case((Dossier.day == Dossier.due_on, 1), else_=0)).label("just"),
    )
    .outerjoin(_RECEIPT, _RECEIPT.id == Dossier.received_id)
    .where(*_THEN, _RETURNED, Dossier.due_on.is_not(None))
    .group_by(Dossier.department, _RECEIPT.officer)
)

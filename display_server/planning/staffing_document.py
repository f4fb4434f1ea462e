"""Counters by the half hour as a table to pin on a wall, and how it was found. Counts nothing."""

from datetime import date

from display_server.contract import DepartmentStaffing, StaffingPlan
from display_server.domain.hall_plan import HallPlan
from display_server.reporting.document import Cell, Column, Document, Kind, Table
from display_server.statistics.headline import day_of
from display_server.words import N_, say


def staffing_document(needed: StaffingPlan, plan: HallPlan, period: tuple[date, date], language: str) -> Document:
    """One table of all departments, whose figures are the officers to plan, and one for each with what is known."""
    first, last = map(day_of, period)
    return Document(
        title=say(language, N_("Counters needed by the half hour")),
        by=plan.name.get(language) or next(iter(plan.name.values())),
        period=say(language, N_("By the visitors from %(first)s to %(last)s"), first=first, last=last),
        tables=(
            _roster(needed, plan, language),
            *(_of_department(each, plan, language) for each in needed.departments),
        ),
        language=language,
    )


def _roster(needed: StaffingPlan, plan: HallPlan, language: str) -> Table:
    starts = sorted({each.start for found in needed.departments for each in found.half_hours})
    rows = []
    for found in needed.departments:
        planned = {each.start: each.rostered for each in found.half_hours}
        rows.append((_name(plan, found.department, language), *(planned.get(start) for start in starts)))
    return Table(
        name=say(language, N_("Counters")),
        title=say(language, N_("Officers to plan for each department and half hour")),
        columns=(
            Column(say(language, N_("Department")), Kind.TEXT, 34),
            *(Column(start, Kind.COUNT, 7) for start in starts),
        ),
        rows=tuple(rows),
        notes=_notes(needed, language),
    )


def _notes(needed: StaffingPlan, language: str) -> tuple[str, ...]:
    found = (
        N_("Past days are lived again with so many counters: their arrivals, service times, no-shows and lunch hours."),
        N_("Officers who pause are planned for as often as the department's counters were away in opening hours."),
        N_("A half hour is judged together with those beside it; with fewer than ten visitors only the whole day is."),
    )
    target = say(
        language,
        N_("The target: %(share)s %% wait at most %(minutes)s minutes."),
        share=needed.share_percent,
        minutes=needed.within_minutes,
    )
    return (target, *(say(language, sentence) for sentence in found))


def _of_department(needed: DepartmentStaffing, plan: HallPlan, language: str) -> Table:
    name = _name(plan, needed.department, language)
    rows: list[tuple[Cell, ...]] = [
        (each.start, each.arrivals, each.counters, each.rostered, each.were_there, each.within)
        for each in needed.half_hours
    ]
    headings = (
        (N_("From"), Kind.TEXT),
        (N_("Visitors, mean"), Kind.POINTS),
        (N_("Counters needed"), Kind.COUNT),
        (N_("Officers to plan"), Kind.COUNT),
        (N_("Were there, mean"), Kind.POINTS),
        (N_("Within the target"), Kind.SHARE),
    )
    return Table(
        name=name,
        title=name,
        columns=tuple(Column(say(language, heading), kind) for heading, kind in headings),
        rows=tuple(rows),
        total=(say(language, N_("Together")), needed.visitors / needed.days, None, None, None, needed.within),
    )


def _name(plan: HallPlan, slug: str, language: str) -> str:
    department = plan.department(slug)
    return department.name.get(language, slug) if department else slug

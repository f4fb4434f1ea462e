"""The law's sheets and the monthly notice as documents, in one language. Counts nothing."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from display_server.contract import Headline
from display_server.domain.hall_plan import HallPlan
from display_server.reporting.document import Cell, Column, Document, Kind, Table
from display_server.statistics.headline import day_of, percent
from display_server.statistics.law_queries import Work
from display_server.statistics.law_sheets import (
    INDICATORS,
    LEAST,
    OF_AGENCIES,
    OF_OFFICERS,
    Judged,
    Judgement,
    Total,
    grade,
    share_of_task,
    total,
)
from display_server.words import N_, say

CIRCULAR = N_("Circular 01/2018/TT-VPCP, Art. 13-15")
LEFT_OUT = N_(
    "An indicator's score is points ÷ dossiers, to one decimal. One that fewer than %(least)s have judged is left out "
    "(–); the points of the others are converted to all."
)
KNOWN_HERE = N_(
    "Indicators 1, 3, 4 and 7 are as citizens judged them; 2 is from the days on which results were returned (before "
    "the promised day 2 points, on it 1, after it 0). 5, 6, 8 and 9 are not known to the hall: add them by hand."
)


def law_document(work: Work, told: Headline, plan: HallPlan, language: str) -> Document:
    """Officers, agencies and the share that Decision 766/QĐ-TTg wants, of one quarter."""
    title = say(language, N_("Evaluation of one-stop work"))
    tables = (_officers(work, plan, language), _agencies(work, plan, language), _official(told, language))
    return Document(
        title, _name(plan.name, language), _period(told.first_day, told.last_day, language), tables, language
    )


def notice_document(
    work: Work, plan: HallPlan, days: tuple[date, date], department: str | None, language: str
) -> Document:
    """To each agency that sends officers (or to one): what they did in a month, and what citizens said of it."""
    asked = [each for each in plan.departments if department in (None, each.slug) and each.slug in work.departments]
    tables = tuple(_notice(work, each.slug, _name(each.name, language), language) for each in asked)
    title = say(language, N_("Monthly notice to the sending agency"))
    return Document(title, _name(plan.name, language), _period(*days, language), tables, language)


def _officers(work: Work, plan: HallPlan, language: str) -> Table:
    columns = (
        Column(say(language, N_("Officer")), Kind.TEXT, 24),
        Column(say(language, N_("Department")), Kind.TEXT, 28),
        *_columns(OF_OFFICERS, language),
        Column(say(language, N_("Points")), Kind.POINTS, 9),
        Column(say(language, N_("Most that were possible")), Kind.COUNT, 10),
        Column(say(language, N_("Of 10 points")), Kind.POINTS, 9),
        Column(say(language, N_("Share of the task")), Kind.SHARE, 11),
    )
    rows = tuple(
        (officer, _department(plan, department, language), *_scores(judgement, OF_OFFICERS), *_task(judgement))
        for (department, officer), judgement in sorted(work.officers.items())
    )
    name = say(language, N_("Officers"))
    notes = (
        say(language, LEFT_OUT, least=LEAST),
        say(language, KNOWN_HERE),
        say(language, N_("Task: all of it from 5 points on, from 3.5 on 70 to under 100 of a hundred, less below.")),
    )
    return Table(name, f"{name} · {say(language, CIRCULAR)}", columns, rows, notes)


def _agencies(work: Work, plan: HallPlan, language: str) -> Table:
    columns = (
        Column(say(language, N_("Department")), Kind.TEXT, 32),
        *_columns(OF_AGENCIES, language),
        Column(say(language, N_("Points")), Kind.POINTS, 9),
        Column(say(language, N_("Most that were possible")), Kind.COUNT, 10),
        Column(say(language, N_("Of 18 points")), Kind.POINTS, 9),
        Column(say(language, N_("Grade")), Kind.TEXT, 12),
    )
    rows = tuple(
        (
            _name(each.name, language),
            *_scores(work.departments[each.slug], OF_AGENCIES),
            *_graded(work, each.slug, language),
        )
        for each in plan.departments
        if each.slug in work.departments
    )
    name = say(language, N_("Agencies"))
    grades = N_("Of 18 points: 15 and more excellent, 12 good, 9 fair, 6 average, fewer weak.")
    notes = (say(language, LEFT_OUT, least=LEAST), say(language, KNOWN_HERE), say(language, grades))
    return Table(name, f"{name} · {say(language, CIRCULAR)}", columns, rows, notes)


def _columns(indicators: tuple[str, ...], language: str) -> Iterator[Column]:
    for indicator in indicators:
        yield Column(say(language, INDICATORS[indicator]), Kind.POINTS, 11)
        yield Column(say(language, N_("Judged (%(indicator)s)"), indicator=indicator), Kind.COUNT, 8)


def _scores(judgement: Judgement, indicators: tuple[str, ...]) -> Iterator[Cell]:
    for indicator in indicators:
        judged = judgement.indicators.get(indicator, Judged())
        yield _plain(judged.score)
        yield judged.dossiers


def _task(judgement: Judgement) -> tuple[Cell, ...]:
    found = total(judgement, OF_OFFICERS)
    return (*_points(found), _plain(share_of_task(found.converted)) if found else None)


def _graded(work: Work, department: str, language: str) -> tuple[Cell, ...]:
    found = total(work.departments[department], OF_AGENCIES)
    return (*_points(found), say(language, grade(found.converted)) if found else None)


def _points(found: Total | None) -> tuple[Cell, Cell, Cell]:
    return (_plain(found.points), found.of, _plain(found.converted)) if found else (None, None, None)


def _plain(value: Decimal | None) -> float | None:
    return float(value) if value is not None else None


def _official(told: Headline, language: str) -> Table:
    official = told.official
    rows: tuple[tuple[Cell, ...], ...] = (
        (say(language, N_("Dossiers")), official.dossiers),
        (say(language, N_("Overdue")), official.overdue),
        (say(language, N_("Dissatisfied with, and not overdue")), official.dissatisfied),
    )
    columns = (Column(say(language, N_("Figure")), Kind.TEXT, 60), Column(say(language, N_("Number")), Kind.COUNT, 16))
    shown = say(language, N_("Satisfaction by Decision 766/QĐ-TTg"))
    surveyed, interval = told.satisfied, [percent(each, language) for each in (told.satisfied.low, told.satisfied.high)]
    notes = (
        f"{shown}: {percent(official.share, language)}",
        told.definitions["official"][language],
        f"{say(language, N_('Satisfied, of those who answered'))}: {percent(surveyed.share, language)} "
        f"(n = {surveyed.of}; {' – '.join(interval)})",
    )
    return Table("766", shown, columns, rows, notes)


def _notice(work: Work, department: str, name: str, language: str) -> Table:
    columns = (
        Column(say(language, N_("Officer")), Kind.TEXT, 30),
        Column(say(language, N_("Visits served"))),
        Column(say(language, N_("Dossiers received"))),
        Column(say(language, N_("Results returned"))),
        Column(say(language, N_("After the promised day"))),
        Column(say(language, N_("Ratings"))),
        Column(say(language, N_("Satisfied")), Kind.SHARE),
    )
    officers = sorted(officer for of, officer in work.officers if of == department)
    rows = tuple(_noticed(work, department, officer) for officer in officers)
    whole = work.departments[department]
    said = [answered for (of, _), answered in work.answers.items() if of == department]
    ratings, satisfied = sum(each.ratings for each in said), sum(each.satisfied for each in said)
    everybody: tuple[Cell, ...] = (
        *(say(language, N_("Total")), whole.visits, whole.received, whole.returned, whole.late, ratings),
        satisfied / ratings if ratings >= LEAST else None,
    )
    note = say(language, N_("Satisfied: of those who answered; left out where fewer than %(least)s did."), least=LEAST)
    title = say(language, N_("Work at the one-stop centre: %(department)s"), department=name)
    return Table(name, title, columns, rows, (note,), everybody)


def _noticed(work: Work, department: str, officer: str) -> tuple[Cell, ...]:
    done, said = work.officers[department, officer], work.answers.get((department, officer))
    ratings = said.ratings if said else 0
    share = said.satisfied / ratings if said and ratings >= LEAST else None
    return (officer, done.visits, done.received, done.returned, done.late, ratings, share)


def _department(plan: HallPlan, slug: str, language: str) -> str:
    department = plan.department(slug)
    return _name(department.name, language) if department else slug


def _name(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")


def _period(first: date, last: date, language: str) -> str:
    return say(language, N_("From %(first)s to %(last)s"), first=day_of(first), last=day_of(last))

"""Operations that only read: the hall display's board, tickets' histories, why, statistics."""

from datetime import date, timedelta

import gevent
from flask import Response

from display_server import views
from display_server.access.principals import AT_THE_COUNTER, OVERSEES, Role
from display_server.api.operations import Operations
from display_server.api.reports import file_of
from display_server.contract import (
    BoardQuery,
    DayFlow,
    Fairness,
    FlowQuery,
    HallsOverview,
    HallsQuery,
    HallStatus,
    History,
    OwnStatisticsQuery,
    QueueMonitors,
    Statistics,
    StatisticsQuery,
    Topic,
    TopicKind,
    TopicView,
    VisitQuery,
    Why,
    WhyQuery,
)
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import Forbidden, NotFound
from display_server.domain.security_log import Deed, Kind
from display_server.domain.ticket import TicketId
from display_server.reporting.document import Document
from display_server.statistics.all_halls import days_of, days_of_halls
from display_server.statistics.export import table_csv, to_csv
from display_server.statistics.fairness import MOST_LISTED, fairness as fairness_of
from display_server.statistics.fairness_document import calls_table, fairness_document
from display_server.statistics.figures_document import figures_document
from display_server.statistics.roll_ups import day_flow, own_statistics as own_figures, statistics as statistics_of
from display_server.web.asking import asked_by, doer, hall_called
from display_server.web.days import days_asked, past_days_asked
from display_server.web.language import language_of_request
from display_server.web.services import services

operations = Operations()
STATUS_SECONDS = 10
LONGEST_STORIES = timedelta(days=31)
"""What is read visit by visit must not keep a hall at work waiting."""
OVERVIEW_DAYS = timedelta(days=6)
"""Before the last: with it a week, so that every weekday counts once."""


@operations.add("GET", "/halls", roles=(Role.MANAGER,), query=HallsQuery, answer=HallsOverview)
def halls(query: HallsQuery) -> HallsOverview:
    """Every hall that the asker may see: this moment, and what the days asked for came to."""
    own, all_halls = asked_by().hall, services().halls
    with all_halls.reading(all_halls.slugs() if own is None else (own,)) as reading:
        yesterday = min((hall.today for hall in reading.halls.values()), default=date.max) - timedelta(days=1)
        first, last = past_days_asked(yesterday, query.first_day, query.last_day, OVERVIEW_DAYS)
        now, of_days = reading.now(), days_of_halls(reading, first, last)
    for id_, hall in reading.halls.items():
        if id_ not in of_days:
            of_days[id_] = days_of(statistics_of(all_halls[hall.slug], first, last, "month").total)
    found = tuple(views.overview.hall_overview(hall, now[id_], of_days[id_]) for id_, hall in reading.halls.items())
    return HallsOverview(halls=found, first_day=first if found else None, last_day=last if found else None)


@operations.add("GET", "/halls/<hall>/board", roles=None, query=BoardQuery, answer=TopicView, refusals=[404])
def board(hall: str, query: BoardQuery) -> TopicView:
    """What the hall's displays show, of one zone or of all, with its `seq`."""
    with hall_called(hall).reading() as reading:
        topic = Topic(TopicKind.BOARD, hall, query.zone)
        return TopicView(topic=str(topic), seq=reading.seq, view=views.board.board(reading, query.zone))


@operations.add("GET", "/halls/<hall>/status", roles=None, answer=HallStatus, refusals=[404])
def status(hall: str) -> Response:
    """How it is in the hall, for anybody: open, waiting, range and quiet hours, service by service."""
    with hall_called(hall).reading() as reading:
        return _for_anybody(views.status.status(reading, services().quiet_hours.of(reading)).model_dump_json())


@operations.add("GET", "/halls/<hall>/status.ngsi", roles=None, answer=QueueMonitors, refusals=[404])
def queue_monitors(hall: str) -> Response:
    """The hall's queues as FIWARE QueueMonitor entities, in NGSI's plain form."""
    with hall_called(hall).reading() as reading:
        monitors = QueueMonitors(views.status.queue_monitors(reading, language_of_request()))
        return _for_anybody(monitors.model_dump_json(exclude_none=True, by_alias=True))  # the model knows no null


def _for_anybody(answer: str) -> Response:
    """Good for ten seconds, and for the pages of any site: it names nobody."""
    headers = {
        "Cache-Control": f"public, max-age={STATUS_SECONDS}",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(answer, content_type="application/json", headers=headers)


@operations.add("GET", "/halls/<hall>/tickets/<int:ticket_id>/history", roles=OVERSEES, answer=History, refusals=[404])
def history(hall: str, ticket_id: int) -> History:
    """Every event of one ticket."""
    with hall_called(hall).reading() as reading:
        told = views.manager.history(reading, TicketId(ticket_id), services().base_url)
        plan = reading.plan
    return _for_whoever_may(told, plan)


@operations.add("GET", "/halls/<hall>/visits", roles=OVERSEES, query=VisitQuery, answer=History, refusals=[404])
def visit(hall: str, query: VisitQuery) -> History:
    """The story of the visit that had this number on a day, each event in a plain sentence."""
    with hall_called(hall).reading() as reading:
        day = query.day or reading.today
        ticket = reading.tickets.numbered(day, query.number.upper())
        if ticket is None:
            raise NotFound(
                "There is no ticket %(number)s on %(day)s. Look at the number again, or name another day.",
                number=query.number,
                day=f"{day:%d/%m/%Y}",
            )
        told = views.manager.history(reading, ticket.id, services().base_url)
        plan = reading.plan
    return _for_whoever_may(told, plan)


def _for_whoever_may(told: History, plan: HallPlan) -> History:
    """Raises Forbidden where none of its stops is of a supervisor's departments. Who read it is in the security log."""
    services_of = {told.ticket.service, *(stop.service for stop in told.stops)}
    asked_by().must_oversee(plan.department_of(service).slug for service in services_of)
    about = f"{told.ticket.number} {told.ticket.issued_at.astimezone(plan.timezone):%Y-%m-%d}"
    services().accounts.log.add(services().clock(), Deed(Kind.VISIT_READ, doer(), about, plan.slug))
    return told


@operations.add("GET", "/halls/<hall>/why", roles=[*AT_THE_COUNTER], query=WhyQuery, answer=Why, refusals=[404])
def why(hall: str, query: WhyQuery) -> Why:
    """Why one of two numbers of a day was called before the other, in one sentence."""
    with hall_called(hall).reading() as reading:
        return views.manager.why(reading, query.first, query.second, query.day, query.service)


@operations.add(
    "GET",
    "/halls/<hall>/statistics",
    roles=OVERSEES,
    query=StatisticsQuery,
    answer=Statistics,
    refusals=[404],
)
def statistics(hall: str, query: StatisticsQuery) -> Statistics:
    """Waits, service times, no-shows and ratings of some days, by service, counter, hour or what is asked for."""
    return _statistics(hall, query)


@operations.add(
    "GET",
    "/halls/<hall>/statistics/own",
    roles=[Role.OFFICER],
    query=OwnStatisticsQuery,
    answer=Statistics,
    refusals=[404],
)
def own_statistics(hall: str, query: OwnStatisticsQuery) -> Statistics:
    """An officer's own visits, waits and service times of some days, by day, weekday or month; nobody else's."""
    asked, asker = hall_called(hall), asked_by()
    if asker.account is None:
        raise Forbidden("These figures are a person's own: sign in by name, not with a token.")
    first, last = days_asked(asked, query.first_day, query.last_day)
    return own_figures(asked, first, last, query.group_by, asker.name)


@operations.add("GET", "/halls/<hall>/statistics.csv", roles=OVERSEES, query=StatisticsQuery, refusals=[404])
def statistics_csv(hall: str, query: StatisticsQuery) -> Response:
    """The same statistics as a file for a spreadsheet, in the language of whoever asks."""
    asked = _statistics(hall, query)
    name = f"{_file_name(asked)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    services().accounts.log.add(services().clock(), Deed(Kind.EXPORTED, doer(), name, hall))
    return Response(to_csv(asked, language_of_request()), content_type="text/csv; charset=utf-8", headers=headers)


@operations.add("GET", "/halls/<hall>/statistics.xlsx", roles=OVERSEES, query=StatisticsQuery, refusals=[404])
def statistics_xlsx(hall: str, query: StatisticsQuery) -> Response:
    """The same as a workbook: a sheet for each kind of figure, a chart of the waits, the definitions."""
    name, document = _document(hall, query)
    return file_of(hall, f"{name}.xlsx", document)


@operations.add("GET", "/halls/<hall>/statistics.pdf", roles=OVERSEES, query=StatisticsQuery, refusals=[404])
def statistics_pdf(hall: str, query: StatisticsQuery) -> Response:
    """The same statistics on paper: a PDF."""
    name, document = _document(hall, query)
    return file_of(hall, f"{name}.pdf", document)


@operations.add("GET", "/halls/<hall>/flow", roles=OVERSEES, query=FlowQuery, answer=DayFlow, refusals=[404])
def flow(hall: str, query: FlowQuery) -> DayFlow:
    """Who arrived, waited and was served, by quarters of an hour of a day, or of the mean of several."""
    asked = hall_called(hall)
    first, last = days_asked(asked, query.first_day, query.last_day)
    return day_flow(asked, first, last, _departments(query.department))


@operations.add("GET", "/halls/<hall>/fairness", roles=OVERSEES, query=FlowQuery, answer=Fairness, refusals=[404])
def fairness(hall: str, query: FlowQuery) -> Fairness:
    """Waits by priority class, and every call out of order with its reason, of at most 31 days."""
    return _fairness(hall, query)


@operations.add("GET", "/halls/<hall>/fairness.csv", roles=OVERSEES, query=FlowQuery, refusals=[404])
def fairness_csv(hall: str, query: FlowQuery) -> Response:
    """The calls out of order as a file for a spreadsheet, in the language of whoever asks."""
    asked, language = _fairness(hall, query, most=None), language_of_request()
    name = f"{_fairness_file(asked)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    services().accounts.log.add(services().clock(), Deed(Kind.EXPORTED, doer(), name, hall))
    with hall_called(hall).reading() as reading:
        table = calls_table(asked, reading.plan.timezone, language)
    return Response(table_csv(table, language), content_type="text/csv; charset=utf-8", headers=headers)


@operations.add("GET", "/halls/<hall>/fairness.xlsx", roles=OVERSEES, query=FlowQuery, refusals=[404])
def fairness_xlsx(hall: str, query: FlowQuery) -> Response:
    """Fairness as a workbook: waits by class, reasons, calls out of order."""
    asked = _fairness(hall, query, most=None)
    with hall_called(hall).reading() as reading:
        document = fairness_document(asked, reading.plan.name, reading.plan.timezone, language_of_request())
    return file_of(hall, f"{_fairness_file(asked)}.xlsx", document)


def _fairness(slug: str, query: FlowQuery, most: int | None = MOST_LISTED) -> Fairness:
    hall = hall_called(slug)
    first, last = days_asked(hall, query.first_day, query.last_day, LONGEST_STORIES)
    return fairness_of(hall, first, last, _departments(query.department), most=most, pause=lambda: gevent.sleep(0))


def _fairness_file(of: Fairness) -> str:
    return f"{of.hall}-fairness-{of.first_day}-{of.last_day}"


def _document(slug: str, query: StatisticsQuery) -> tuple[str, Document]:
    asked = _statistics(slug, query)
    with hall_called(slug).reading() as reading:
        return _file_name(asked), figures_document(asked, reading.plan.name, language_of_request())


def _file_name(of: Statistics) -> str:
    return f"{of.hall}-{of.first_day}-{of.last_day}-{of.group_by}"


def _statistics(slug: str, query: StatisticsQuery) -> Statistics:
    hall = hall_called(slug)
    first, last = days_asked(hall, query.first_day, query.last_day)
    return statistics_of(hall, first, last, query.group_by, _departments(query.department))


def _departments(asked: str | None) -> frozenset[str] | None:
    """Of which the figures are to be: the one asked for, else all that the asker may see; None for the whole hall."""
    if asked is None:
        return asked_by().limited_to
    asked_by().must_oversee((asked,))
    return frozenset({asked})

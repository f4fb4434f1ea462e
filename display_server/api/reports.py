"""Operations of reports: the headline of some days, the law's sheets, the notice of a month, the post of a day."""

import gevent
from flask import Response, request

from display_server import views
from display_server.access.principals import AT_THE_COUNTER, Role
from display_server.api.openapi import FILES
from display_server.api.operations import Operations
from display_server.contract import DossiersQuery, Headline, HeadlineQuery, LawSheetsQuery, NoticeQuery, PostOfDay
from display_server.domain.refusals import NotFound
from display_server.domain.security_log import Deed, Kind
from display_server.reporting.document import Document
from display_server.statistics.headline import headline as headline_told
from display_server.statistics.headline_queries import counted, headline_of
from display_server.statistics.law_documents import law_document, notice_document
from display_server.statistics.law_queries import work_of
from display_server.statistics.quarters import days_of_month, days_of_quarter
from display_server.web.asking import doer, hall_called
from display_server.web.days import days_asked
from display_server.web.services import services
from display_server.words import LANGUAGES

operations = Operations()


@operations.add(
    "GET", "/halls/<hall>/headline", roles=[Role.MANAGER], query=HeadlineQuery, answer=Headline, refusals=[404]
)
def headline(hall: str, query: HeadlineQuery) -> Headline:
    """Dossiers received and returned, on time, satisfied both ways, fees, post: each figure with its definition."""
    asked = hall_called(hall)
    return headline_of(asked, *days_asked(asked, query.first_day, query.last_day))


@operations.add("GET", "/halls/<hall>/law-sheets.xlsx", roles=[Role.MANAGER], query=LawSheetsQuery, refusals=[404])
def law_sheets_xlsx(hall: str, query: LawSheetsQuery) -> Response:
    """The sheets of Circular 01/2018/TT-VPCP, Art. 13-15, and the share of Decision 766/QĐ-TTg, of a quarter."""
    return file_of(hall, f"{hall}-tt01-{query.quarter}.xlsx", _law_sheets(hall, query))


@operations.add("GET", "/halls/<hall>/law-sheets.pdf", roles=[Role.MANAGER], query=LawSheetsQuery, refusals=[404])
def law_sheets_pdf(hall: str, query: LawSheetsQuery) -> Response:
    """The same for paper."""
    return file_of(hall, f"{hall}-tt01-{query.quarter}.pdf", _law_sheets(hall, query))


@operations.add("GET", "/halls/<hall>/notices.xlsx", roles=[Role.MANAGER], query=NoticeQuery, refusals=[404])
def notices_xlsx(hall: str, query: NoticeQuery) -> Response:
    """What the officers of each agency, or of one, did in a month: the notice to whoever sends them."""
    return file_of(hall, f"{hall}-{query.department or 'notices'}-{query.month}.xlsx", _notices(hall, query))


@operations.add("GET", "/halls/<hall>/notices.pdf", roles=[Role.MANAGER], query=NoticeQuery, refusals=[404])
def notices_pdf(hall: str, query: NoticeQuery) -> Response:
    """The same for paper, a page for each agency."""
    return file_of(hall, f"{hall}-{query.department or 'notices'}-{query.month}.pdf", _notices(hall, query))


@operations.add(
    "GET", "/halls/<hall>/post", roles=AT_THE_COUNTER, query=DossiersQuery, answer=PostOfDay, refusals=[404]
)
def post_of_day(hall: str, query: DossiersQuery) -> PostOfDay:
    """What passed between hall and post on a day, with bar codes: results handed over, dossiers fetched."""
    with hall_called(hall).reading() as reading:
        return views.post.of_day(reading, query.day or reading.today)


@operations.add("GET", "/halls/<hall>/post.pdf", roles=AT_THE_COUNTER, query=DossiersQuery, refusals=[404])
def post_pdf(hall: str, query: DossiersQuery) -> Response:
    """The same for paper, to be signed by both."""
    with hall_called(hall).reading() as reading:
        day = query.day or reading.today
        document = views.post.document(views.post.of_day(reading, day), reading.plan, _language())
    return file_of(hall, f"{hall}-post-{day}.pdf", document)


def _law_sheets(hall: str, query: LawSheetsQuery) -> Document:
    first, last = days_of_quarter(query.quarter)
    with hall_called(hall).reading() as reading:
        told = headline_told(counted(reading, first, last), reading.plan, first, last)
        return law_document(work_of(reading, first, last), told, reading.plan, _language())


def _notices(hall: str, query: NoticeQuery) -> Document:
    days = days_of_month(query.month)
    with hall_called(hall).reading() as reading:
        if query.department is not None and reading.plan.department(query.department) is None:
            raise NotFound("This hall has no department %(department)s.", department=query.department)
        work = work_of(reading, *days)
        return notice_document(work, reading.plan, days, query.department, _language())


def _language() -> str:
    """What the address asks for; else Vietnamese, whatever the browser prefers: these go to authorities."""
    asked = request.args.get("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def file_of(hall: str, name: str, document: Document) -> Response:
    """The document as the file that its name says; who took it is in the security log."""
    services().accounts.log.add(services().clock(), Deed(Kind.EXPORTED, doer(), name, hall))
    as_pdf = name.endswith(".pdf")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(
        _written(document, as_pdf=as_pdf), content_type=FILES[".pdf" if as_pdf else ".xlsx"], headers=headers
    )


def _written(document: Document, *, as_pdf: bool) -> bytes:
    """The libraries that write files are loaded by who asks for one, not by every server at its start."""
    if as_pdf:
        from display_server.reporting.paper import to_pdf as written
    else:
        from display_server.reporting.spreadsheet import to_xlsx as written
    # A thread beside gevent's loop: a second's work on fonts must not keep the hall's calls waiting.
    file: bytes = gevent.get_hub().threadpool.apply(written, (document,))
    return file

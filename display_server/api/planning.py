"""Operations of managers before they decide; each is reckoned in a process beside the server."""

from flask import Response

from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.api.reports import file_of
from display_server.contract import (
    DayForecast,
    ForecastQuery,
    HallFileDraft,
    StaffingPlan,
    StaffingQuery,
    WhatIf,
    WhatIfDraft,
    WhatIfQuery,
)
from display_server.planning.staffing_document import staffing_document
from display_server.web.asking import hall_called
from display_server.web.language import language_of_request
from display_server.web.services import services

operations = Operations()
MANAGERS = (Role.MANAGER,)


@operations.add("GET", "/halls/<hall>/what-if", roles=MANAGERS, query=WhatIfQuery, answer=WhatIf, refusals=[404])
def what_if(hall: str, query: WhatIfQuery) -> WhatIf:
    """Past days lived again with a change: who gains, who loses, by how much."""
    return WhatIf.model_validate(_asked(hall, "what-if", query.model_dump()))


@operations.add(
    "POST", "/halls/<hall>/what-if/draft", roles=MANAGERS, body=WhatIfDraft, answer=HallFileDraft, refusals=[404]
)
def what_if_draft(hall: str, body: WhatIfDraft) -> HallFileDraft:
    """The hall's file with a change that was tried in it."""
    return HallFileDraft.model_validate(_asked(hall, "draft", body.model_dump()))


@operations.add(
    "GET", "/halls/<hall>/staffing", roles=MANAGERS, query=StaffingQuery, answer=StaffingPlan, refusals=[404]
)
def staffing(hall: str, query: StaffingQuery) -> StaffingPlan:
    """Counters needed by the half hour and department for a target of waits."""
    return _staffing(hall, query)


def _staffing(hall: str, query: StaffingQuery) -> StaffingPlan:
    return StaffingPlan.model_validate(_asked(hall, "staffing", query.model_dump()))


@operations.add("GET", "/halls/<hall>/staffing.xlsx", roles=MANAGERS, query=StaffingQuery, refusals=[404])
def staffing_xlsx(hall: str, query: StaffingQuery) -> Response:
    """The counters needed as a workbook to pin on a wall."""
    plan = _staffing(hall, query)
    with hall_called(hall).reading() as reading:
        period = (query.first_day, query.last_day)
        document = staffing_document(plan, reading.plan, period, language_of_request())
    return file_of(hall, f"{hall}-counters-{query.first_day}-{query.last_day}.xlsx", document)


@operations.add(
    "GET", "/halls/<hall>/forecast", roles=MANAGERS, query=ForecastQuery, answer=DayForecast, refusals=[404]
)
def forecast(hall: str, query: ForecastQuery) -> DayForecast:
    """How many visitors a day will bring, by service and half hour, with a range."""
    return DayForecast.model_validate(_asked(hall, "tomorrow", query.model_dump()))


def _asked(hall: str, what: str, asked: dict[str, object]) -> dict[str, object]:
    hall_called(hall)  # in this process: a hall that does not exist is said at once
    return services().planner.ask(hall, what, **asked)

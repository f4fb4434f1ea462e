"""What administrators read of who came in, who could not, and who changed what others may do."""

from display_server import views
from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import SecurityLogPage, SecurityLogQuery
from display_server.views.security_log import A_PAGE
from display_server.web.asking import asked_by
from display_server.web.services import services

operations = Operations()


@operations.add("GET", "/security-log", roles=[Role.ADMIN], query=SecurityLogQuery, answer=SecurityLogPage)
def security_log(query: SecurityLogQuery) -> SecurityLogPage:
    """The security log, the newest entry first; of one hall, for an administrator of that hall."""
    entries = services().accounts.log.page(
        A_PAGE + 1,
        before=query.before,
        since=query.since,
        until=query.until,
        person=query.person,
        hall=asked_by().hall,
    )
    return views.security_log.page(entries)

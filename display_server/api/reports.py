"""Operations of reports: the headline of some days."""

from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import Headline, HeadlineQuery
from display_server.statistics.headline_queries import headline_of
from display_server.web.asking import hall_called
from display_server.web.days import days_asked

operations = Operations()


@operations.add(
    "GET", "/halls/<hall>/headline", roles=[Role.MANAGER], query=HeadlineQuery, answer=Headline, refusals=[404]
)
def headline(hall: str, query: HeadlineQuery) -> Headline:
    """Dossiers received and returned, on time, satisfied both ways, fees, post: each figure with its definition."""
    asked = hall_called(hall)
    return headline_of(asked, *days_asked(asked, query.first_day, query.last_day))

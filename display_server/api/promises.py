"""Operations of promises: what visitors of a day were told of their waits, and what it was worth."""

from datetime import timedelta

from display_server import views
from display_server.access.principals import Role
from display_server.api.operations import Operations
from display_server.contract import PromiseLedger, PromisesQuery
from display_server.web.asking import hall_called

operations = Operations()


@operations.add(
    "GET", "/halls/<hall>/promises", roles=[Role.MANAGER], query=PromisesQuery, answer=PromiseLedger, refusals=[404]
)
def promises(hall: str, query: PromisesQuery) -> PromiseLedger:
    """The ledger of a day: shares kept, early and late, mean error, worst hour and why; and by what waits are told."""
    with hall_called(hall).reading() as reading:
        return views.promises.ledger(reading, query.day or reading.today - timedelta(days=1))

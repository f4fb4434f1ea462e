"""Whether the order of calls was right: a question for the journal."""

from datetime import date

from display_server.domain.refusals import NotFound, NotValid
from display_server.domain.why import Because, Side, why
from display_server.store.reading import Reading


def why_before(
    reading: Reading, first: str, second: str, day: date | None = None, service: str | None = None
) -> tuple[str, Because]:
    """Which of the two numbers of a day (today, where none is named) was called first, and why.

    `service` asks about one stop of visits with several; without it the first calls are compared.
    """
    if first == second:
        raise NotValid("second", "Name two different numbers.")
    if service is not None:
        reading.plan.service(service)
    one, other = _side(reading, first, day, service), _side(reading, second, day, service)
    earlier, because = why(one, other, reading.plan)
    return earlier.ticket.number, because


def _side(reading: Reading, number: str, day: date | None, service: str | None) -> Side:
    ticket = reading.ticket_numbered(day or reading.today, number)
    if ticket is None:
        raise NotFound(
            "There is no ticket %(number)s on %(day)s.", number=number, day=f"{day or reading.today:%d/%m/%Y}"
        )
    return Side(ticket, reading.chapters(ticket.id), service)

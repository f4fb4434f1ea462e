"""Whether the order of calls was right: a question for the journal."""

from datetime import date

from display_server.domain.refusals import NotFound, NotValid
from display_server.domain.ticket import Ticket
from display_server.domain.why import Because, Side, why
from display_server.store.reading import Reading


def why_before(
    reading: Reading, first: str, second: str, day: date | None = None, service: str | None = None
) -> tuple[str, Because]:
    """Which of the two numbers of a day was called first, and why.

    Without a `day` the numbers are today's, or yesterday's as long as its visits go on. `service` asks about one stop
    of visits with several; without it the first calls are compared.
    """
    if first == second:
        raise NotValid("second", "Name two different numbers.")
    if service is not None:
        reading.plan.service(service)
    one, other = (
        Side(each, reading.journal.recorded_events(each.id), service) for each in _both(reading, first, second, day)
    )
    earlier, because = why(one, other, reading.plan)
    return earlier.ticket.number, because


def _both(reading: Reading, first: str, second: str, day: date | None) -> tuple[Ticket, Ticket]:
    """Of one day if they can be, the latest first; else each of the latest day that has it."""
    days = (day,) if day is not None else reading.lasting[::-1]
    found = [tuple(reading.tickets.numbered(each, number) for number in (first, second)) for each in days]
    for one, other in found:
        if one is not None and other is not None:
            return one, other
    one, other = (next(filter(None, column), None) for column in zip(*found, strict=True))
    if one is None or other is None:
        raise NotFound(
            "There is no ticket %(number)s on %(day)s. Look at the number again, or name another day.",
            number=first if one is None else second,
            day=f"{days[0]:%d/%m/%Y}",
        )
    return one, other

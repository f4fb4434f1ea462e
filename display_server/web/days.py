"""Of which days a report is asked."""

from datetime import date, timedelta

from display_server.domain.refusals import NotValid
from display_server.store.hall import Hall

LONGEST_REPORT = timedelta(days=366)


def days_asked(
    hall: Hall, first: date | None, last: date | None, longest: timedelta = LONGEST_REPORT
) -> tuple[date, date]:
    """Local days of the hall, both included: without a last one until today, without a first one a day alone.

    Raises NotValid for days in the wrong order, and for too many.
    """
    with hall.reading() as reading:
        until = last or reading.today
    since = first or until
    if since > until:
        raise NotValid("from", "The first day, %(first)s, is after the last, %(last)s.", first=since, last=until)
    if until - since > longest:
        raise NotValid("from", "At most %(days)s days can be asked for at once.", days=longest.days)
    return since, until

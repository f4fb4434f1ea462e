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
    _must_be_in_order(since, until, longest)
    return since, until


def past_days_asked(yesterday: date, first: date | None, last: date | None, before: timedelta) -> tuple[date, date]:
    """Days that are over, both included: without a last one until yesterday, without a first one `before` the last.

    Raises NotValid for days in the wrong order, for too many, and for today.
    """
    until = last or yesterday
    if until > yesterday:
        raise NotValid("to", "These figures are of days that are over: until %(last)s.", last=f"{yesterday:%d/%m/%Y}")
    since = first or until - before
    _must_be_in_order(since, until, LONGEST_REPORT)
    return since, until


def _must_be_in_order(first: date, last: date, longest: timedelta) -> None:
    if first > last:
        raise NotValid("from", "The first day, %(first)s, is after the last, %(last)s.", first=first, last=last)
    if last - first > longest:
        raise NotValid("from", "At most %(days)s days can be asked for at once.", days=longest.days)

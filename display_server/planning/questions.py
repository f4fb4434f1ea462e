"""The three questions, put to one hall as it is now; the command line and the server ask the same."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from display_server.domain.refusals import N_, NotValid
from display_server.domain.weekdays import WEEKDAYS
from display_server.planning.changes import Change
from display_server.planning.comparison import Comparison, compare
from display_server.planning.reading import arrivals, past_days
from display_server.planning.staffing import Staffing, Target, staffing
from display_server.planning.tomorrow import Forecast, forecast_of
from display_server.store.reading import Reading

MOST_DAYS = 92
PAST_DAYS = 400
"""A year, so that the last Tết is in it, and some weeks."""
NOBODY_CAME = N_("Nobody came on these days. Choose days with visitors.")


def dates_asked(reading: Reading, first: date, last: date, weekdays: Sequence[str] = ()) -> list[date]:
    """Local days that are over, both included; only those of `weekdays`, where some are named. Raises NotValid."""
    if last < first:
        raise NotValid("from", "The first day, %(first)s, is after the last, %(last)s.", first=first, last=last)
    if (last - first).days >= MOST_DAYS:
        raise NotValid("from", "At most %(days)s days can be asked for at once.", days=MOST_DAYS)
    if last >= reading.today:
        raise NotValid("to", "Only days that are over can be lived again. Choose one before today.")
    days = (first + timedelta(days=nth) for nth in range((last - first).days + 1))
    return [day for day in days if not weekdays or WEEKDAYS[day.weekday()] in weekdays]


def what_if(reading: Reading, dates: Iterable[date], changes: Sequence[Change]) -> Comparison:
    """Raises NotFound and NotValid for what this hall does not have, and where nobody came."""
    for change in changes:
        change.must_fit(reading.plan)
    compared = compare(past_days(reading, dates), reading.plan, changes)
    if compared is None:
        raise NotValid("from", NOBODY_CAME)
    return compared


def counters_needed(
    reading: Reading, dates: Iterable[date], departments: Sequence[str], target: Target
) -> list[Staffing]:
    """Of these departments, or of all, each to whom somebody came. Raises NotValid."""
    plan = reading.plan
    for slug in departments:
        if plan.department(slug) is None:
            raise NotValid("department", "This hall has no department %(department)s.", department=slug)
    days = list(past_days(reading, dates))
    if not days:
        raise NotValid("from", NOBODY_CAME)
    slugs = departments or [each.slug for each in plan.departments if not each.retired]
    return [needed for slug in slugs if (needed := staffing(days, plan, slug, target)).visitors]


def forecast(reading: Reading, day: date | None) -> Forecast:
    """Of this day, or the next on which the hall opens, from the days before it that are over. Raises NotValid."""
    calendar = reading.plan.calendar
    asked = day or calendar.next_day(reading.now)
    if not calendar.spans(asked):
        raise NotValid("day", "The hall is closed on this day. Choose another one.")
    past = arrivals(reading, asked - timedelta(days=PAST_DAYS), min(asked, reading.today) - timedelta(days=1))
    found = forecast_of(past, asked, lambda each: bool(calendar.spans(each)))
    if found is None:
        raise NotValid("day", "There are no past days yet to tell it from.")
    return found

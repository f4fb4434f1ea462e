"""What the counters did with the opening hours of days: read from the journal, or from what was kept of it."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, get_args

from sqlalchemy import ColumnElement, CompoundSelect, Executable, bindparam, func, literal, null, or_, select, union

from display_server.contract import GroupBy
from display_server.domain import events
from display_server.domain.counter import CounterState
from display_server.domain.utilisation import Desk, Spell, Spent, counter_times
from display_server.statistics.visit import CounterTime
from display_server.store.journal import AnyRow, from_row
from display_server.store.models import CounterTimeRow, Instant, JournalRow, TicketRow
from display_server.store.reading import Reading

LOOK_BACK = timedelta(days=14)
"""So much longer ago the tickets may be that are in the hall as a day begins: Tết alone closes a hall for more than a
week, and who was forgotten before is ended as it opens."""


def of_day(reading: Reading, day: date) -> list[CounterTime]:
    """What each counter did on this local day, as far as it has come; read from the journal."""
    begins, ends = reading.plan.day_bounds(day)
    ends = min(ends, reading.now)
    if ends <= begins:
        return []
    takes = {each.number: (*each.services, *each.helps) for each in reading.plan.counters if not each.retired}
    story = ((row.seq, from_row(row)) for row in reading.ask(_STORY, day=day, begins=begins, since=day - LOOK_BACK))
    hours = reading.plan.calendar.spans(day)
    goes_on = len(reading.plan.calendar.lasting(begins)) > 1
    found = counter_times(takes, _desks(reading, day), story, (begins, ends), hours, goes_on=goes_on)
    return [CounterTime(day, spell, lasted) for spell, lasted in found.items()]


def _desks(reading: Reading, day: date) -> dict[int, Desk]:
    """How the counters stood as the day began."""
    found: dict[int, Desk] = {}
    for row in reading.ask(_LAST_MOVES, day=day):
        match from_row(row):
            case events.CounterOpened() as opened:
                found[opened.counter] = Desk(CounterState.OPEN, opened.officer)
            case events.CounterPaused() as paused:
                found[paused.counter] = Desk(CounterState.PAUSED, _officer_before(reading, row), paused.reason)
    return found


def _officer_before(reading: Reading, pause: AnyRow) -> str:
    """Who sat at a counter that paused."""
    opened = reading.ask(_OPENED_BEFORE, counter=pause.counter, seq=pause.seq)
    return str(opened[0].officer) if opened else ""


def kept(
    reading: Reading,
    first: date,
    last: date,
    without: Collection[date],
    group_by: GroupBy,
    *,
    by_counter: bool,
) -> list[CounterTime]:
    """The sums of the days that were added up, but for those that are to be read anew.

    Of what `group_by` does not need to be told apart, the sums are of all: a year's rows are added up by the database.
    Where they are not `by_counter`, the counter is 0.
    """
    rows = reading.ask(_kept(group_by, by_counter=by_counter), first=first, last=last, without=sorted(without))
    return [
        CounterTime(
            row.day or first,
            Spell(row.counter, row.officer, Spent(row.spent), row.reason),
            timedelta(microseconds=int(row.lasted)),
        )
        for row in rows
    ]


def kept_of_day(reading: Reading, day: date) -> list[CounterTime]:
    """All that was kept of one day."""
    return [
        CounterTime(
            day,
            Spell(row.counter, row.officer, Spent(row.spent), row.reason),
            timedelta(microseconds=row.microseconds),
        )
        for row in reading.ask(_OF_DAY, day=day)
    ]


def as_rows(times: Iterable[CounterTime]) -> list[dict[str, Any]]:
    """As they are kept, without hall and day."""
    return [
        {
            "counter": each.spell.counter,
            "officer": each.spell.officer,
            "spent": each.spell.spent.value,
            "reason": each.spell.reason,
            "microseconds": each.lasted // timedelta(microseconds=1),
        }
        for each in times
    ]


# --- statements -------------------------------------------------------------------------------------------------------

_OF_HALL = JournalRow.hall_id == bindparam("hall_id")
_TOLD = [
    kind.__name__
    for kind in (*get_args(events.TicketEvent), *get_args(events.CounterEvent))
    if kind
    not in (
        *(events.DossierHandled, events.DossierCorrected, events.VisitRated, events.RatingWithdrawn),
        *(events.PaperReported, events.TicketReminded, events.NoteWritten, events.TimeMarkedInaccurate),
    )
]
"""What moves a counter or a ticket."""
_GIVEN = [kind.__name__ for kind in get_args(events.GivenEvent)]
_MOVES_OF_COUNTERS = [kind.__name__ for kind in get_args(events.CounterEvent)]
_IN_THE_HALL: CompoundSelect[Any] = union(
    select(JournalRow.ticket_id).where(_OF_HALL, JournalRow.day == bindparam("day"), JournalRow.ticket_id.is_not(None)),
    select(TicketRow.id).where(
        TicketRow.hall_id == bindparam("hall_id"),
        TicketRow.day >= bindparam("since"),
        TicketRow.day <= bindparam("day"),
        TicketRow.issued_at < bindparam("begins", type_=Instant()),
        or_(TicketRow.ended_at.is_(None), TicketRow.ended_at >= bindparam("begins", type_=Instant())),
    ),
)
_ROWS = select(*JournalRow.__table__.columns).where(_OF_HALL)
_STORY = _ROWS.where(
    JournalRow.day <= bindparam("day"),
    JournalRow.event.in_([*_TOLD, *_GIVEN]),
    or_(
        JournalRow.ticket_id.in_(_IN_THE_HALL),
        (JournalRow.day == bindparam("day")) & JournalRow.event.in_(_MOVES_OF_COUNTERS),
        JournalRow.event.in_(_GIVEN),  # of earlier days, too: it may last
    ),
).order_by(JournalRow.seq, JournalRow.nth)
_LAST_OF_COUNTERS = (
    select(func.max(JournalRow.seq))
    .where(_OF_HALL, JournalRow.event.in_(_MOVES_OF_COUNTERS), JournalRow.day < bindparam("day"))
    .group_by(JournalRow.counter)
)
_LAST_MOVES = _ROWS.where(JournalRow.event.in_(_MOVES_OF_COUNTERS), JournalRow.seq.in_(_LAST_OF_COUNTERS)).order_by(
    JournalRow.seq, JournalRow.nth
)
_OPENED_BEFORE = (
    select(JournalRow.facts["officer"].as_string().label("officer"))
    .where(
        _OF_HALL,
        JournalRow.event == events.CounterOpened.__name__,
        JournalRow.counter == bindparam("counter"),
        JournalRow.seq < bindparam("seq"),
    )
    .order_by(JournalRow.seq.desc())
    .limit(1)
)


_OF_DAY = select(*CounterTimeRow.__table__.columns).where(
    CounterTimeRow.hall_id == bindparam("hall_id"), CounterTimeRow.day == bindparam("day")
)


def _kept(group_by: GroupBy, *, by_counter: bool) -> Executable:
    by_day, by_officer = group_by in ("day", "weekday", "month"), group_by == "officer"
    spent, reason = CounterTimeRow.spent, CounterTimeRow.reason
    counter: ColumnElement[Any] = CounterTimeRow.counter.expression if by_counter else literal(0)
    officer: ColumnElement[Any] = CounterTimeRow.officer.expression if by_officer else literal("")
    day: ColumnElement[Any] = CounterTimeRow.day.expression if by_day else null()
    told_apart = [each for each, is_told in ((counter, by_counter), (officer, by_officer), (day, by_day)) if is_told]
    return (
        select(
            *(day.label("day"), counter.label("counter"), officer.label("officer")),
            *(spent.label("spent"), reason.label("reason"), func.sum(CounterTimeRow.microseconds).label("lasted")),
        )
        .where(
            CounterTimeRow.hall_id == bindparam("hall_id"),
            CounterTimeRow.day.between(bindparam("first"), bindparam("last")),
            CounterTimeRow.day.not_in(bindparam("without", expanding=True)),
        )
        .group_by(spent, reason, *told_apart)
    )

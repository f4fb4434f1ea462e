"""Past days read from the journal, as `past_day` wants them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time

from sqlalchemy import and_, bindparam, select

from display_server.contract import State
from display_server.domain import events
from display_server.domain.calendar import Span
from display_server.planning.past_day import PastDay, PastStop, PastVisit, joined, shift
from display_server.statistics.queries import visits
from display_server.statistics.visit import Visit
from display_server.store.models import JournalRow, TicketRow
from display_server.store.reading import Reading


def past_days(reading: Reading, days: Iterable[date]) -> Iterator[PastDay]:
    """Those of these local days on which somebody came, one after the other: only one is in memory at a time."""
    return (found for day in days if (found := _past_day(reading, day)) is not None)


def arrivals(reading: Reading, first_day: date, last_day: date) -> dict[date, dict[tuple[str, time], int]]:
    """Visitors of each of these local days on which somebody came, by service and half hour of the hall's clock."""
    days: dict[date, Counter[tuple[str, time]]] = defaultdict(Counter)
    for row in reading.ask(_ISSUED, first_day=first_day, last_day=last_day):
        clock = reading.plan.local(row.issued_at)
        days[row.day][row.service, time(clock.hour, clock.minute // 30 * 30)] += 1
    return {day: dict(came) for day, came in days.items()}


def _past_day(reading: Reading, day: date) -> PastDay | None:
    stops = visits(reading, day, day)
    if not stops:
        return None
    plan, there = reading.plan, _there(reading, day)
    _, ends = plan.day_bounds(day)
    appointments = [row.appointment for row in reading.ask(_APPOINTMENTS, day=day)]
    came = [
        _visit(nth, ticket, appointment, ends)
        for nth, (ticket, appointment) in enumerate(zip(_tickets(stops), appointments, strict=True))
    ]
    return PastDay(
        day=day,
        open=plan.calendar.spans(day),
        visits=tuple(came),
        shifts=tuple(
            shift(number, plan.counter(number).tiers, there.get(number, ()), served)
            for number, served in sorted(_served(came, there).items())
        ),
        head_starts={each.slug: each.head_start for each in plan.priority_classes},
        help_after=plan.rules.help_after,
    )


def _tickets(stops: Iterable[Visit]) -> Iterator[list[Visit]]:
    """The stops of each ticket."""
    ticket: list[Visit] = []
    for stop in stops:
        if stop.begins and ticket:
            yield ticket
            ticket = []
        ticket.append(stop)
    if ticket:
        yield ticket


def _visit(nth: int, stops: Sequence[Visit], appointment: str | None, ends: datetime) -> PastVisit:
    last = stops[-1]
    return PastVisit(
        id=nth,
        ranks_from=datetime.fromisoformat(appointment) if appointment else stops[0].issued_at,
        priority_class=last.priority_class,
        missed=last.state is State.NO_SHOW,
        stops=tuple(_stop(stop, ends) for stop in stops),
    )


def _stop(stop: Visit, ends: datetime) -> PastStop:
    """What the clock or somebody ended on a later day was never finished on this one, which ends at `ends`."""
    queued_at, over_at = stop.queued_at or stop.issued_at, stop.ended_at or stop.left_at
    if stop.called_at is None:
        return PastStop(stop.service, queued_at, None, None, None, gives_up_at=over_at)
    finished = over_at if over_at is not None and over_at <= ends else None
    return PastStop(stop.service, queued_at, stop.called_at, finished, stop.counter)


def _served(came: Iterable[PastVisit], there: Mapping[int, object]) -> dict[int, list[tuple[datetime, PastStop]]]:
    """What each counter called that day, and counters that were there and called nobody."""
    served: dict[int, list[tuple[datetime, PastStop]]] = {number: [] for number in there}
    for visit in came:
        for stop in visit.stops:
            if stop.counter is not None and stop.called_at is not None:
                served.setdefault(stop.counter, []).append((stop.called_at, stop))
    return served


def _there(reading: Reading, day: date) -> dict[int, tuple[Span, ...]]:
    """When each counter was open for calls. Who forgets to sign out is there until the hall closes."""
    _, ends = reading.plan.day_bounds(day)
    since: dict[int, datetime] = {}
    spans: dict[int, list[Span]] = defaultdict(list)
    for row in reading.ask(_COUNTERS_MOVED, day=day):
        if row.counter in since:
            spans[row.counter].append((since.pop(row.counter), row.at))
        if row.event == events.CounterOpened.__name__:
            since[row.counter] = row.at
    for number, start in since.items():
        spans[number].append((start, ends))
    open_hours = reading.plan.calendar.spans(day)
    closes = max((end for _, end in open_hours), default=ends)
    return {
        number: joined([(start, min(end, max(closes, start))) for start, end in each]) for number, each in spans.items()
    }


_COMES = (events.TicketIssued.__name__, events.TicketHandedIn.__name__)
_MOVES = (events.CounterOpened.__name__, events.CounterPaused.__name__, events.CounterClosed.__name__)
_COUNTERS_MOVED = (
    select(JournalRow.counter, JournalRow.event, JournalRow.at)
    .where(
        JournalRow.hall_id == bindparam("hall_id"),
        JournalRow.day == bindparam("day"),
        JournalRow.counter.is_not(None),
        JournalRow.event.in_(_MOVES),
    )
    .order_by(JournalRow.seq, JournalRow.nth)
)
_APPOINTMENTS = (
    select(JournalRow.facts["appointment"].as_string().label("appointment"))
    .select_from(TicketRow)
    .outerjoin(JournalRow, and_(JournalRow.ticket_id == TicketRow.id, JournalRow.event == events.TicketIssued.__name__))
    .where(TicketRow.hall_id == bindparam("hall_id"), TicketRow.day == bindparam("day"))
    .order_by(TicketRow.id)
)
"""A row for each ticket of the day, in the order of their issue."""
_ISSUED = (
    select(TicketRow.day, JournalRow.service, TicketRow.issued_at)
    .join(JournalRow, and_(JournalRow.ticket_id == TicketRow.id, JournalRow.event.in_(_COMES)))
    .where(
        TicketRow.hall_id == bindparam("hall_id"), TicketRow.day.between(bindparam("first_day"), bindparam("last_day"))
    )
)
"""By the journal: a ticket's own service is that of its last stop."""

"""Questions about one hall at one moment. Answers in the domain's values; rows never leave.

The statements are built once: building them anew for each request would cost more than running them.
"""

import json
from collections import Counter as Tally
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Executable, Text, bindparam, cast, func, literal, or_, select, tuple_, union_all

from display_server.domain.appointment import Appointment
from display_server.domain.capacity import Workload, free_in
from display_server.domain.counter import Counter, CounterState
from display_server.domain.device import Condition, Device, Health
from display_server.domain.estimate import Pace
from display_server.domain.events import DayBegun, TicketCalled, TicketHandedIn, TicketIssued
from display_server.domain.hall_plan import HallPlan
from display_server.domain.lease import Lease
from display_server.domain.numbering import Series
from display_server.domain.refusals import NotFound
from display_server.domain.story import Deed, RecordedEvent
from display_server.domain.ticket import AT_A_COUNTER, Paper, State, Ticket, TicketId
from display_server.store.journal import DONE_BY_OTHERS, AnyRow, deed_from_row, recorded_event_from_row
from display_server.store.models import (
    AppointmentRow,
    CounterRow,
    DeviceRow,
    IdempotencyKeyRow,
    Instant,
    JournalRow,
    NumberLeaseRow,
    NumberSeriesRow,
    RatingRow,
    TicketRow,
    TokenRow,
)
from display_server.store.people import People


class Oldest(NamedTuple):
    """The first moments of those who wait for a service; they need not be the same visitor's."""

    issued_at: datetime
    queued_at: datetime


TICKET_COLUMNS = [
    *(TicketRow.id, TicketRow.day, TicketRow.number, TicketRow.service, TicketRow.priority_class, TicketRow.language),
    *(TicketRow.dossiers, TicketRow.token, TicketRow.state, TicketRow.issued_at, TicketRow.rank, TicketRow.counter),
    *(TicketRow.calls, TicketRow.called_at, TicketRow.call_seq, TicketRow.started_at, TicketRow.ended_at),
    *(TicketRow.stop, TicketRow.queued_at, TicketRow.next_stops, TicketRow.for_counter, TicketRow.sent_by),
    *(TicketRow.sent_from, TicketRow.not_before, TicketRow.park_reason, TicketRow.back_at, TicketRow.late_returns),
    TicketRow.paper,
]
HEALTH = TypeAdapter(Health)
PACE_WINDOW = timedelta(hours=1)


def _state(state: State) -> Any:  # noqa: ANN401 (an SQL expression)
    """The state spelled out in the SQL: a partial index is used only where its condition stands word for word."""
    return literal(state.value, literal_execute=True)


_HALL = TicketRow.hall_id == bindparam("hall_id")
_TODAY = TicketRow.day == bindparam("day")
_WAITING = TicketRow.state == _state(State.WAITING)
_AT_A_COUNTER = TicketRow.state.in_([_state(State.CALLED), _state(State.SERVING)])
_IN_ORDER = (TicketRow.rank, TicketRow.id)

_TICKET = select(*TICKET_COLUMNS)
_BY_ID = _TICKET.where(_HALL, TicketRow.id == bindparam("id"))
_BY_TOKEN = _TICKET.where(_HALL, TicketRow.token == bindparam("token"))
_AT_COUNTER = _TICKET.where(_HALL, TicketRow.counter == bindparam("counter"), _AT_A_COUNTER)
_AT_COUNTERS = _TICKET.where(_HALL, _AT_A_COUNTER)
_QUEUE = _TICKET.where(_HALL, _TODAY, TicketRow.service == bindparam("service"), _WAITING).order_by(*_IN_ORDER)
_IN_THE_HALL = (_WAITING, _AT_A_COUNTER, TicketRow.state == _state(State.PARKED))
_CALLABLE = or_(TicketRow.not_before.is_(None), TicketRow.not_before <= bindparam("now", type_=Instant()))
_HEAD = _QUEUE.where(TicketRow.for_counter.is_(None), _CALLABLE).limit(1)
_WAITS_LONG = (
    select(TicketRow.id)
    .where(
        _HALL, _TODAY, TicketRow.service == bindparam("service"), _WAITING, TicketRow.for_counter.is_(None), _CALLABLE
    )
    .where(TicketRow.queued_at < bindparam("before", type_=Instant()))
    .limit(1)
)
_SENT_TO = _TICKET.where(
    *(_HALL, _TODAY, _WAITING, TicketRow.for_counter.is_not(None), TicketRow.for_counter == bindparam("counter"))
).order_by(*_IN_ORDER)
_HEAD_SENT_TO = _SENT_TO.where(_CALLABLE).limit(1)
_ENDS = select(func.min(TicketRow.rank), func.max(TicketRow.rank)).where(
    _HALL, _TODAY, TicketRow.service == bindparam("service"), _WAITING
)
_GO_ON = union_all(*(select(TicketRow.id).where(_HALL, _TODAY, state) for state in _IN_THE_HALL)).limit(1)
_ROUTE = cast(TicketRow.next_stops, Text)
"""The stops to come as the database writes them: PostgreSQL compares no JSON."""
_ROUTES = union_all(
    *(
        select(_ROUTE, func.count()).where(_HALL, _TODAY, state, _ROUTE != "[]").group_by(_ROUTE)
        for state in _IN_THE_HALL
    )
)
_LEFT_WAITING = _TICKET.where(_HALL, TicketRow.day < bindparam("day"), _WAITING).order_by(TicketRow.id)
_LEFT_PARKED = _TICKET.where(_HALL, TicketRow.day < bindparam("day"), TicketRow.state == _state(State.PARKED)).order_by(
    TicketRow.id
)
_PARKED = _TICKET.where(
    _HALL,
    _TODAY,
    TicketRow.service.in_(bindparam("services", expanding=True)),
    TicketRow.state == _state(State.PARKED),
).order_by(TicketRow.id)
_MISSED = (
    _TICKET.where(
        _HALL,
        _TODAY,
        TicketRow.service.in_(bindparam("services", expanding=True)),
        TicketRow.state == _state(State.NO_SHOW),
    )
    .order_by(TicketRow.ended_at.desc(), TicketRow.id.desc())
    .limit(bindparam("limit"))
)
_LAST_DEED_AT = (
    select(*JournalRow.__table__.columns)
    .where(
        JournalRow.hall_id == bindparam("hall_id"),
        JournalRow.day == bindparam("day"),
        JournalRow.counter == bindparam("counter"),
        JournalRow.event.not_in(DONE_BY_OTHERS),
    )
    .order_by(JournalRow.seq.desc(), JournalRow.nth.desc())
    .limit(1)
)
_FIRST_OF_QUEUE = _QUEUE.limit(bindparam("limit"))
_VISITS_GO_ON = (
    select(TicketRow.id)
    .where(_HALL, or_(*(TicketRow.state == _state(each) for each in (State.WAITING, State.PARKED, *AT_A_COUNTER))))
    .limit(1)
)
_COUNTS = select(TicketRow.service, func.count()).where(_HALL, _TODAY, _WAITING).group_by(TicketRow.service)
_OLDEST = (
    select(TicketRow.service, func.min(TicketRow.issued_at), func.min(TicketRow.queued_at))
    .where(_HALL, _TODAY, _WAITING)
    .group_by(TicketRow.service)
)
_AHEAD = select(func.count()).where(
    *(_HALL, _TODAY, TicketRow.service == bindparam("service"), _WAITING),
    tuple_(TicketRow.rank, TicketRow.id) < tuple_(bindparam("rank", type_=Instant()), bindparam("id")),
)
_CALLS = (
    _TICKET.where(_HALL, _TODAY, TicketRow.call_seq.is_not(None))
    .order_by(TicketRow.call_seq.desc())
    .limit(bindparam("limit"))
)
_CALLS_IN = _CALLS.where(TicketRow.counter.in_(bindparam("counters", expanding=True)))
_TALLY = select(TicketRow.state, func.count()).where(_HALL, _TODAY).group_by(TicketRow.state)
_SERVED_AT = select(func.count()).where(
    _HALL, _TODAY, TicketRow.counter == bindparam("counter"), TicketRow.state == State.SERVED
)
_LAST_SERVED_AT = (
    _TICKET.where(_HALL, _TODAY, TicketRow.counter == bindparam("counter"), TicketRow.state == State.SERVED)
    .order_by(TicketRow.call_seq.desc())
    .limit(1)
)
_COUNTER_COLUMNS = [
    *(CounterRow.number, CounterRow.zone, CounterRow.state, CounterRow.officer),
    *(CounterRow.pause_reason, CounterRow.since, CounterRow.back_at),
]
_COUNTERS = (
    select(*_COUNTER_COLUMNS)
    .where(CounterRow.hall_id == bindparam("hall_id"), CounterRow.retired.is_(False))
    .order_by(CounterRow.number)
)
_COUNTER_NUMBERED = _COUNTERS.where(CounterRow.number == bindparam("number"))
_GIVEN_UP = (
    select(*_COUNTER_COLUMNS)
    .where(CounterRow.hall_id == bindparam("hall_id"), CounterRow.retired, CounterRow.state != CounterState.CLOSED)
    .order_by(CounterRow.number)
)
_OPEN = select(CounterRow.number).where(
    CounterRow.hall_id == bindparam("hall_id"), CounterRow.retired.is_(False), CounterRow.state == CounterState.OPEN
)
_PACE = (
    select(JournalRow.service, func.count())
    .where(
        JournalRow.hall_id == bindparam("hall_id"),
        JournalRow.event == TicketCalled.__name__,
        JournalRow.at.between(bindparam("since"), bindparam("until")),
    )
    .group_by(JournalRow.service)
)
_CALLS_SINCE = select(func.count()).where(
    JournalRow.hall_id == bindparam("hall_id"),
    JournalRow.event == TicketCalled.__name__,
    JournalRow.service == bindparam("service"),
    JournalRow.at > bindparam("since"),
)
_DAY_BEGUN = select(JournalRow.seq).where(
    JournalRow.hall_id == bindparam("hall_id"),
    JournalRow.event == DayBegun.__name__,
    JournalRow.at >= bindparam("since"),
    JournalRow.day == bindparam("day"),
)
_TAKEN = (
    JournalRow.hall_id == bindparam("hall_id"),
    JournalRow.event.in_((TicketIssued.__name__, TicketHandedIn.__name__)),
    JournalRow.service == bindparam("service"),
    JournalRow.at >= bindparam("since"),
    TicketRow.id == JournalRow.ticket_id,
    _TODAY,  # a kiosk may hand in today what it printed yesterday
)
"""Today's tickets by the service for which they were taken, wherever they have gone since."""
_ISSUED = select(func.count(JournalRow.seq)).where(
    *_TAKEN,
    JournalRow.facts["instead_of"].as_integer().is_(None),  # that visitor counts already
)
_LAST_ISSUED = select(TicketRow.issued_at).where(*_TAKEN).order_by(TicketRow.issued_at.desc()).limit(1)
_RATED = select(RatingRow.id).where(RatingRow.ticket_id == bindparam("id"))
_REMEMBERED = select(IdempotencyKeyRow.request, IdempotencyKeyRow.ticket_id).where(
    IdempotencyKeyRow.hall_id == bindparam("hall_id"), IdempotencyKeyRow.key == bindparam("key")
)
_SERIES = select(NumberSeriesRow.last, NumberSeriesRow.leased_from, NumberSeriesRow.leased_to).where(
    NumberSeriesRow.hall_id == bindparam("hall_id"),
    NumberSeriesRow.day == bindparam("day"),
    NumberSeriesRow.prefix == bindparam("prefix"),
)
_ANY_APPOINTMENT = select(
    AppointmentRow.code, AppointmentRow.service, AppointmentRow.at, AppointmentRow.ticket_id.label("ticket")
).where(AppointmentRow.hall_id == bindparam("hall_id"))
_APPOINTMENT = _ANY_APPOINTMENT.where(AppointmentRow.code == bindparam("code"))
_APPOINTMENTS = _ANY_APPOINTMENT.where(
    AppointmentRow.at >= bindparam("begins"), AppointmentRow.at < bindparam("ends")
).order_by(AppointmentRow.at, AppointmentRow.code)
_PAPERS = (
    select(TicketRow.paper, func.count()).where(_HALL, _TODAY, TicketRow.paper.is_not(None)).group_by(TicketRow.paper)
)
_DEVICES = (
    select(
        DeviceRow.token_id,
        TokenRow.name,
        DeviceRow.heard_at,
        DeviceRow.condition,
        DeviceRow.health,
        DeviceRow.help_wanted_at,
    )
    .join(TokenRow, TokenRow.id == DeviceRow.token_id)
    .where(DeviceRow.hall_id == bindparam("hall_id"), TokenRow.revoked_at.is_(None))
    .order_by(TokenRow.name, TokenRow.id)
)
_LEASE_COLUMNS = [column for column in NumberLeaseRow.__table__.columns if column.name != "hall_id"]
_LEASE = select(*_LEASE_COLUMNS).where(
    NumberLeaseRow.hall_id == bindparam("hall_id"), NumberLeaseRow.id == bindparam("id")
)
_LEASES = (
    select(*_LEASE_COLUMNS)
    .where(
        NumberLeaseRow.hall_id == bindparam("hall_id"),
        NumberLeaseRow.day == bindparam("day"),
        NumberLeaseRow.prefix == bindparam("prefix"),
    )
    .order_by(NumberLeaseRow.first)
)
_NUMBERED = _TICKET.where(_HALL, _TODAY, TicketRow.number == bindparam("number"))
_TOKEN_IS_TAKEN = select(TicketRow.id).where(TicketRow.token == bindparam("token"))
_SINCE = (
    select(JournalRow)
    .with_only_columns(*JournalRow.__table__.columns)
    .where(JournalRow.hall_id == bindparam("hall_id"), JournalRow.seq > bindparam("seq"))
    .order_by(JournalRow.seq, JournalRow.nth)
)
_STORY = (
    select(*JournalRow.__table__.columns)
    .where(JournalRow.hall_id == bindparam("hall_id"), JournalRow.ticket_id == bindparam("id"))
    .order_by(JournalRow.seq, JournalRow.nth)
)


class Reading:
    """One hall as it is at one moment: `seq` says after which change, `now` when."""

    def __init__(self, connection: Connection, hall_id: int, plan: HallPlan, seq: int, now: datetime) -> None:
        self._connection = connection
        self._hall_id = hall_id
        self.plan = plan
        self.seq = seq
        self.now = now

    @property
    def today(self) -> date:
        """The hall's local day."""
        return self.plan.day(self.now)

    def lasts(self, day: date) -> bool:
        """Whether visits of this local day go on: today's, and yesterday's as long as the hall has not closed since."""
        return day in self.lasting

    @cached_property
    def lasting(self) -> tuple[date, ...]:
        """The days whose visits go on, in order; the last is today."""
        return self.plan.calendar.lasting(self.now)

    @cached_property
    def _days(self) -> tuple[date, ...]:
        """Those of which anybody is still in the hall: few ever ask about two."""
        return tuple(day for day in self.lasting if day == self.today or self._rows(_GO_ON, day=day))

    @property
    def is_open(self) -> bool:
        return self.plan.calendar.is_open(self.now)

    # --- tickets ---

    def ticket(self, ticket: TicketId) -> Ticket:
        """Raises NotFound where this hall has no such ticket."""
        found = self._ticket(_BY_ID, id=ticket)
        if found is None:
            raise NotFound("This hall has no ticket with the id %(ticket)s.", ticket=ticket)
        return found

    def ticket_with_token(self, token: str) -> Ticket:
        """Raises NotFound where this hall has no such ticket."""
        found = self.ticket_holding(token)
        if found is None:
            raise NotFound("No ticket belongs to this address. Scan the code on the ticket again.")
        return found

    def ticket_holding(self, token: str) -> Ticket | None:
        """This hall's ticket with this token, if it knows one."""
        return self._ticket(_BY_TOKEN, token=token)

    def at_counter(self, counter: int) -> Ticket | None:
        """The ticket that the counter holds: called or in service."""
        return self._ticket(_AT_COUNTER, counter=counter)

    def at_counters(self) -> dict[int, Ticket]:
        """The tickets held, by counter number."""
        held = (ticket_from_row(row) for row in self._rows(_AT_COUNTERS))
        return {ticket.counter: ticket for ticket in held if ticket.counter is not None}

    def heads(self, services: Iterable[str]) -> Sequence[Ticket]:
        """The first of each of these queues that has one: an index look-up a queue, however many wait."""
        heads = (self._in_order(_HEAD, service=service, now=self.now)[:1] for service in services)
        return [head for found in heads for head in found]

    def long_waited(self, services: Iterable[str]) -> frozenset[str]:
        """Those of the services whose oldest visitor has waited longer than the hall lets them before others help."""
        help_after = self.plan.rules.help_after
        if help_after is None:
            return frozenset()
        bounds = {"now": self.now, "before": self.now - help_after}
        return frozenset(each for each in services if self._of(self._days, _WAITS_LONG, service=each, **bounds))

    def head_sent_to(self, counter: int) -> Sequence[Ticket]:
        """The first of those who wait for this counter alone, if any."""
        return self._in_order(_HEAD_SENT_TO, counter=counter, now=self.now)[:1]

    def sent_to(self, counter: int) -> Sequence[Ticket]:
        """All who wait for this counter alone."""
        return self._in_order(_SENT_TO, counter=counter)

    def visits_go_on(self) -> bool:
        """Whether anybody waits, is parked or at a counter, of whatever day."""
        return bool(self._rows(_VISITS_GO_ON))

    def left_over(self) -> Sequence[Ticket]:
        """Who still waits, or is parked, from days that are over."""
        return [
            ticket_from_row(row)
            for statement in (_LEFT_WAITING, _LEFT_PARKED)
            for row in self._rows(statement, day=self._days[0])
        ]

    def ends(self, service: str) -> tuple[datetime, datetime] | None:
        """The first and the last rank of those who wait for the service."""
        ends = [rank for row in self._of(self._days, _ENDS, service=service) for rank in row if rank is not None]
        return (min(ends), max(ends)) if ends else None

    def parked(self, services: Collection[str]) -> Sequence[Ticket]:
        """Who is parked at any of these services."""
        return [ticket_from_row(row) for row in self._of(self._days, _PARKED, services=list(services))]

    def missed(self, services: Collection[str], limit: int) -> Sequence[Ticket]:
        """Who did not come to any of these services, the last first."""
        rows = self._of(self.lasting, _MISSED, services=list(services), limit=limit)
        return sorted(map(ticket_from_row, rows), key=_when_it_ended, reverse=True)[:limit]

    def queue(self, service: str) -> Sequence[Ticket]:
        """All who wait for the service, in the order of their calls."""
        return self._in_order(_QUEUE, service=service)

    def waiting_for(self, services: Collection[str], limit: int) -> Sequence[Ticket]:
        """The first who wait for any of these services, in the order of their calls.

        Each queue is read by index to its `limit`-th, so this does not grow with the number waiting.
        """
        queues = (self._of(self._days, _FIRST_OF_QUEUE, service=each, limit=limit) for each in services)
        first = (ticket_from_row(row) for queue in queues for row in queue)
        return sorted(first, key=lambda ticket: (ticket.rank, ticket.id))[:limit]

    @cached_property
    def waiting(self) -> dict[str, int]:
        """How many wait, by service; services without anybody are absent."""
        return _sums(self._of(self._days, _COUNTS))

    @cached_property
    def oldest(self) -> dict[str, Oldest]:
        """Of those who wait, by service."""
        found: dict[str, Oldest] = {}
        for service, issued_at, queued_at in self._of(self._days, _OLDEST):
            known = found.get(service, Oldest(issued_at, queued_at))
            found[service] = Oldest(min(known.issued_at, issued_at), min(known.queued_at, queued_at))
        return found

    def people_ahead(self, ticket: Ticket) -> int:
        """How many who wait for the same service will be called before this ticket."""
        facts = {"service": ticket.service, "rank": ticket.rank, "id": ticket.id}
        return sum(row[0] for row in self._of(self._days, _AHEAD, **facts))

    def latest_calls(self, limit: int, counters: Collection[int] | None = None) -> Sequence[Ticket]:
        """The day's tickets by their latest call, newest first; of these counters only, where given."""
        if counters is None:
            rows = self._of(self._days, _CALLS, limit=limit)
        else:
            rows = self._of(self._days, _CALLS_IN, limit=limit, counters=list(counters))
        return [ticket_from_row(row) for row in sorted(rows, key=lambda row: row.call_seq, reverse=True)[:limit]]

    def tally(self) -> dict[State, int]:
        """Today's tickets by state."""
        return {State(state): count for state, count in _pairs(self._rows(_TALLY, day=self.today))}

    def going_on(self) -> dict[State, int]:
        """The tickets of visits that are not over, by state: whoever is at a counter, however long ago they came."""
        tally = _sums(self._of(self._days, _TALLY))
        queued = {state: tally[state] for state in (State.WAITING, State.PARKED) if state in tally}
        return queued | Tally(ticket.state for ticket in self.at_counters().values())

    def served_at(self, counter: int) -> int:
        """How many visits the counter finished today."""
        return int(self._rows(_SERVED_AT, day=self.today, counter=counter)[0][0])

    def last_served_at(self, counter: int) -> Ticket | None:
        """The visit that the counter finished last, of those of the day."""
        rows = self._of(self.lasting, _LAST_SERVED_AT, counter=counter)
        return ticket_from_row(max(rows, key=lambda row: row.call_seq)) if rows else None

    def is_rated(self, ticket: TicketId) -> bool:
        return bool(self._rows(_RATED, id=ticket))

    def remembered(self, key: str) -> tuple[str, TicketId] | None:
        """What an idempotency key has led to: the digest of its request and the ticket."""
        rows = self._rows(_REMEMBERED, key=key)
        return (rows[0].request, TicketId(rows[0].ticket_id)) if rows else None

    def ticket_numbered(self, day: date, number: str) -> Ticket | None:
        """The ticket with this number on this local day."""
        return self._ticket(_NUMBERED, day=day, number=number)

    def token_is_taken(self, token: str) -> bool:
        """Whether any hall has a ticket with this token."""
        return bool(self._rows(_TOKEN_IS_TAKEN, token=token))

    @cached_property
    def people(self) -> People:
        """Who holds a ticket, without knowing who."""
        return People(self._connection, self._hall_id, self.lasting)

    def appointment(self, code: str) -> Appointment | None:
        rows = self._rows(_APPOINTMENT, code=code)
        return Appointment(**rows[0]._mapping) if rows else None

    def appointments(self, day: date) -> Sequence[Appointment]:
        """Those of one local day of the hall, by time."""
        begins, ends = self.plan.day_bounds(day)
        return [Appointment(**row._mapping) for row in self._rows(_APPOINTMENTS, begins=begins, ends=ends)]

    # --- numbers ---

    def series(self, prefix: str, day: date) -> Series | None:
        """What of the prefix's numbers is away on this day; None before the first is given or leased."""
        numbering = self.plan.numbering_of(prefix)
        rows = self._rows(_SERIES, day=day, prefix=prefix)
        return Series(numbering, **rows[0]._mapping) if rows else None

    def leases(self, prefix: str, day: date) -> Sequence[Lease]:
        """A day's leases of a prefix, in the order of their numbers."""
        return [Lease(**row._mapping) for row in self._rows(_LEASES, day=day, prefix=prefix)]

    def lease(self, lease: int) -> Lease | None:
        """A lease of any day."""
        rows = self._rows(_LEASE, id=lease)
        return Lease(**rows[0]._mapping) if rows else None

    # --- counters ---

    @cached_property
    def counters(self) -> dict[int, Counter]:
        return {row.number: _counter(row) for row in self._rows(_COUNTERS)}

    def counter(self, number: int) -> Counter:
        """Raises NotFound where this hall has no such counter."""
        rows = self._rows(_COUNTER_NUMBERED, number=number)
        if not rows:
            raise NotFound("This hall has no counter %(counter)s.", counter=number)
        return _counter(rows[0])

    def given_up(self) -> Sequence[Counter]:
        """Counters at which somebody worked when the hall's plan gave them up."""
        return [_counter(row) for row in self._rows(_GIVEN_UP)]

    def counters_serving(self, service: str) -> int:
        """How many counters that take this service are open now."""
        return sum(counter.number in self._open_counters for counter in self.plan.counters_for(service))

    @cached_property
    def _open_counters(self) -> frozenset[int]:
        return frozenset(row[0] for row in self._rows(_OPEN))

    @cached_property
    def workload(self) -> Workload:
        """What the counters have before them."""
        parked = self.parked([service.slug for service in self.plan.services])
        visitors = Tally(self.waiting) + Tally(ticket.service for ticket in parked) + self._to_come
        return Workload(visitors, free_in(self.plan, self.counters.values(), self.at_counters(), self.now))

    @property
    def _to_come(self) -> Tally[str]:
        """How many in the hall have each service as a later stop of their visit."""
        routes = _sums(self._of(self._days, _ROUTES))
        to_come = Tally[str]()
        for route, visitors in routes.items():
            for stop in json.loads(route):
                to_come[stop] += visitors
        return to_come

    # --- devices ---

    def devices(self) -> list[Device]:
        """The kiosks that were ever heard of and may still speak, by name."""
        return [_device(row) for row in self._rows(_DEVICES)]

    def papers(self) -> dict[Paper, int]:
        """Today's tickets by what became of their slips."""
        return {Paper(paper): count for paper, count in _pairs(self._rows(_PAPERS, day=self.today))}

    # --- pace and story ---

    def pace(self, service: str) -> Pace:
        """How quickly the queue of this service moves."""
        expected = self.plan.service(service).expected
        return Pace(self.counters_serving(service), expected, self._recent_calls.get(service, 0), PACE_WINDOW)

    @cached_property
    def _recent_calls(self) -> dict[str, int]:
        return dict(_pairs(self._rows(_PACE, since=self.now - PACE_WINDOW, until=self.now)))

    @property
    def day_has_begun(self) -> bool:
        """Whether the journal tells of the beginning of the local day."""
        return bool(self._rows(_DAY_BEGUN, day=self.today, since=self.now - timedelta(days=2)))

    def issued_today(self, service: str) -> int:
        """How many visitors took a ticket of today for the service, wherever they have gone since."""
        begins, _ = self.plan.day_bounds(self.today)
        return int(self._rows(_ISSUED, service=service, since=begins, day=self.today)[0][0])

    def last_issued_at(self, service: str) -> datetime | None:
        """When the last ticket of today for the service was taken, wherever it has gone since."""
        begins, _ = self.plan.day_bounds(self.today)
        rows = self._rows(_LAST_ISSUED, service=service, since=begins, day=self.today)
        return rows[0][0] if rows else None

    def calls_since(self, service: str, since: datetime) -> int:
        """How many visitors of the service were called after this moment."""
        return int(self._rows(_CALLS_SINCE, service=service, since=since)[0][0])

    def journal_since(self, seq: int) -> Sequence[AnyRow]:
        """The journal's rows after this change, for `journal.from_row`."""
        return self._rows(_SINCE, seq=seq)

    def recorded_events(self, ticket: TicketId) -> list[RecordedEvent]:
        """The ticket's story, oldest first."""
        return [recorded_event_from_row(row) for row in self.story(ticket)]

    def last_deed_at(self, counter: int) -> Deed | None:
        """What was done last today at this counter, to a ticket or to the counter itself."""
        rows = self._rows(_LAST_DEED_AT, day=self.today, counter=counter)
        return deed_from_row(rows[0]) if rows else None

    def story(self, ticket: TicketId) -> Sequence[AnyRow]:
        """The journal's rows of one ticket, oldest first."""
        return self._rows(_STORY, id=ticket)

    def ask(self, statement: Executable, **facts: object) -> Sequence[AnyRow]:
        """The rows of a statement that the statistics wrote; `hall_id` is bound to this hall."""
        return self._rows(statement, **facts)

    def _ticket(self, statement: Executable, **facts: object) -> Ticket | None:
        row = self._connection.execute(statement, {"hall_id": self._hall_id, **facts}).first()
        return ticket_from_row(row) if row is not None else None

    def _in_order(self, statement: Executable, **facts: object) -> list[Ticket]:
        """Tickets that wait, in the order of their calls."""
        tickets = [ticket_from_row(row) for row in self._of(self._days, statement, **facts)]
        return sorted(tickets, key=lambda ticket: (ticket.rank, ticket.id))

    def _of(self, days: tuple[date, ...], statement: Executable, **facts: object) -> list[AnyRow]:
        """The rows of these days, one after the other: each has its own stretch of an index."""
        return [row for day in days for row in self._rows(statement, day=day, **facts)]

    def _rows(self, statement: Executable, **facts: object) -> Sequence[AnyRow]:
        return self._connection.execute(statement, {"hall_id": self._hall_id, **facts}).all()


def _when_it_ended(ticket: Ticket) -> tuple[datetime, TicketId]:
    return ticket.ended_at or ticket.issued_at, ticket.id


def ticket_from_row(row: AnyRow) -> Ticket:
    paper = Paper(row.paper) if row.paper is not None else None
    return Ticket(**{**row._mapping, "state": State(row.state), "next_stops": tuple(row.next_stops), "paper": paper})


def _device(row: AnyRow) -> Device:
    return Device(
        id=row.token_id,
        name=row.name,
        heard_at=row.heard_at,
        condition=Condition(row.condition),
        health=HEALTH.validate_python(row.health),
        help_wanted_at=row.help_wanted_at,
    )


def _counter(row: AnyRow) -> Counter:
    return Counter(**{**row._mapping, "state": CounterState(row.state)})


def _pairs(rows: Iterable[AnyRow]) -> Iterable[tuple[str, Any]]:
    return ((row[0], row[1]) for row in rows)


def _sums(rows: Iterable[AnyRow]) -> dict[str, int]:
    sums = Tally[str]()
    for key, count in _pairs(rows):
        sums[key] += count
    return dict(sums)

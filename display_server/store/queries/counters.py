"""CounterQueries: how each stands, whom it has before it, whom it called and served last."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from display_server.domain.counter import Counter, CounterState
from display_server.domain.given_services import GivenService, by_counter
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotFound
from display_server.domain.ticket import State, Ticket
from display_server.store.journal import AnyRow
from display_server.store.models import CounterRow, GivenServiceRow, TicketRow
from display_server.store.queries.moment import Moment
from display_server.store.queries.queues import AT_COUNTERS, QueueQueries
from display_server.store.queries.tickets import OF_DAY, OF_HALL, TICKET, ticket_from_row


class CounterQueries:
    """A hall's counters."""

    def __init__(self, moment: Moment, queues: QueueQueries) -> None:
        self.moment = moment
        self._queues = queues

    @property
    def all(self) -> Mapping[int, Counter]:
        """Those of the hall's plan, by number."""
        known = self.moment.memory.counters
        if known is None:
            known = {row.number: _counter(row) for row in self.moment.rows(_COUNTERS)}
            self.moment.memory = replace(self.moment.memory, counters=known)
        return known

    def numbered(self, number: int) -> Counter:
        """Raises NotFound where this hall has no such counter."""
        counter = self.all.get(number)
        if counter is None:
            raise NotFound("This hall has no counter %(counter)s.", counter=number)
        return counter

    @property
    def given(self) -> Sequence[GivenService]:
        """What counters were given beside their own services; what is over is there until the clock has told so."""
        return given_services(self.moment)

    def given_up(self) -> Sequence[Counter]:
        """CounterQueries at which somebody worked when the hall's plan gave them up."""
        return [_counter(row) for row in self.moment.rows(_GIVEN_UP)]

    def serving(self, service: str) -> int:
        """How many counters that take this service are open now."""
        counters = (self.all.get(each.number) for each in self.moment.plan.counters_for(service))
        return sum(counter is not None and counter.state is CounterState.OPEN for counter in counters)

    # --- whom they have ---

    def ticket_at(self, counter: int) -> Ticket | None:
        """The ticket that the counter holds: called or in service."""
        row = self.moment.first(_AT_COUNTER, counter=counter)
        return ticket_from_row(row) if row is not None else None

    def tickets(self) -> dict[int, Ticket]:
        """The tickets held, by counter number."""
        held = map(ticket_from_row, self.moment.rows(_AT_COUNTERS))
        return {ticket.counter: ticket for ticket in held if ticket.counter is not None}

    def latest_calls(self, limit: int, counters: Collection[int] | None = None) -> Sequence[Ticket]:
        """The day's tickets by their latest call, newest first; of these counters only, where given."""
        if counters is None:
            rows = self.moment.rows_of(self._queues.days, _CALLS, limit=limit)
        else:
            rows = self.moment.rows_of(self._queues.days, _CALLS_IN, limit=limit, counters=list(counters))
        return [ticket_from_row(row) for row in sorted(rows, key=lambda row: row.call_seq, reverse=True)[:limit]]

    def served_at(self, counter: int) -> int:
        """How many visits the counter finished today."""
        return int(self.moment.rows(_SERVED_AT, day=self.moment.today, counter=counter)[0][0])

    def last_served_at(self, counter: int) -> Ticket | None:
        """The visit that the counter finished last, of those of the day; who was served without the server has gone."""
        rows = self.moment.rows_of(self.moment.lasting, _LAST_SERVED_AT, counter=counter)
        return ticket_from_row(max(rows, key=lambda row: row.call_seq)) if rows else None


def given_services(moment: Moment) -> tuple[GivenService, ...]:
    """Every reading needs them, so they are remembered."""
    known = moment.memory.given
    if known is None:
        known = tuple(GivenService(*row) for row in moment.rows(_GIVEN))
        moment.memory = replace(moment.memory, given=known)
    return known


def plan_with_given(moment: Moment) -> HallPlan:
    """The plan by which the hall works at this moment."""
    given = by_counter(given_services(moment), moment.now)
    if not given:
        return moment.plan
    known = moment.memory.works_by
    if known is None or known[0] is not moment.plan or known[1] != given:
        known = (moment.plan, given, moment.plan.with_given(given))
        moment.memory = replace(moment.memory, works_by=known)
    return known[2]


def _counter(row: AnyRow) -> Counter:
    return Counter(**{**row._mapping, "state": CounterState(row.state)})


_OF_COUNTER = TicketRow.counter == bindparam("counter")
_IN_PLAN = (CounterRow.hall_id == bindparam("hall_id"), CounterRow.retired.is_(False))
_COUNTER = select(
    *(CounterRow.number, CounterRow.zone, CounterRow.state, CounterRow.officer),
    *(CounterRow.pause_reason, CounterRow.since, CounterRow.back_at, CounterRow.help_wanted_at, CounterRow.helper),
    *(CounterRow.officer_called_at, CounterRow.officer_called_by, CounterRow.officer_call),
).order_by(CounterRow.number)
_COUNTERS = _COUNTER.where(*_IN_PLAN)
_GIVEN_UP = _COUNTER.where(
    CounterRow.hall_id == bindparam("hall_id"), CounterRow.retired, CounterRow.state != CounterState.CLOSED
)
_AT_COUNTER = TICKET.where(OF_HALL, _OF_COUNTER, AT_COUNTERS)
_AT_COUNTERS = TICKET.where(OF_HALL, AT_COUNTERS)
_CALLS = (
    TICKET.where(OF_HALL, OF_DAY, TicketRow.call_seq.is_not(None))
    .order_by(TicketRow.call_seq.desc())
    .limit(bindparam("limit"))
)
_CALLS_IN = _CALLS.where(TicketRow.counter.in_(bindparam("counters", expanding=True)))
_SERVED = (OF_HALL, OF_DAY, _OF_COUNTER, TicketRow.state == State.SERVED)
_SERVED_AT = select(func.count()).where(*_SERVED)
_LAST_SERVED_AT = TICKET.where(*_SERVED, TicketRow.call_seq.is_not(None)).order_by(TicketRow.call_seq.desc()).limit(1)


def save_counter(moment: Moment, counter: Counter) -> None:
    """Stores a counter's state and officer."""
    moves: dict[str, Any] = {f"new_{name}": getattr(counter, name) for name in _MOVES}
    moment.write(_UPDATE, {"hall": moment.hall_id, "counter": counter.number, **moves})
    moment.memory = moment.memory.after_counter()


def save_given(moment: Moment, given: GivenService) -> None:
    """Stores that a counter takes a service for a while."""
    drop_given(moment, given)
    new = {"counter": given.counter, "service": given.service, "until": given.until, "given_by": given.given_by}
    moment.write(insert(GivenServiceRow), {"hall_id": moment.hall_id, **new})


def drop_given(moment: Moment, given: GivenService) -> None:
    """Stores that a counter does not take a service any more that it was given."""
    of_hall = GivenServiceRow.hall_id == moment.hall_id
    of_counter = GivenServiceRow.counter == given.counter, GivenServiceRow.service == given.service
    moment.write(delete(GivenServiceRow).where(of_hall, *of_counter), {})
    moment.memory = replace(moment.memory, given=None)


_GIVEN = (
    select(GivenServiceRow.counter, GivenServiceRow.service, GivenServiceRow.until, GivenServiceRow.given_by)
    .where(GivenServiceRow.hall_id == bindparam("hall_id"))
    .order_by(GivenServiceRow.counter, GivenServiceRow.service)
)
_MOVES = (
    *("state", "officer", "pause_reason", "since", "back_at", "help_wanted_at", "helper"),
    *("officer_called_at", "officer_called_by", "officer_call"),
)
_UPDATE = (
    update(CounterRow)
    .where(CounterRow.hall_id == bindparam("hall"), CounterRow.number == bindparam("counter"))
    .values({name: bindparam(f"new_{name}") for name in _MOVES})
)

"""Who waits for what, and in which order: always the heads of the queues by index, never the whole waiting list."""

import json
from collections import Counter as Tally, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Executable, Subquery, Text, bindparam, cast, func, or_, select, union_all

from display_server.domain.ticket import AT_A_COUNTER, State, Ticket, TicketId
from display_server.store.hall_memory import Queue
from display_server.store.models import Instant, TicketRow
from display_server.store.queries.moment import Moment, found_once, sums
from display_server.store.queries.tickets import OF_DAY, OF_HALL, TALLY, TICKET, in_state, ticket_from_row

FIRST_FEW = 3
"""Of each queue: so many are asked to get ready."""


class Oldest(NamedTuple):
    """The first moments of those who wait for a service; they need not be the same visitor's."""

    issued_at: datetime
    queued_at: datetime


class QueueQueries:
    """A hall's queues, of today and of earlier days whose visits go on."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    @found_once
    def days(self) -> tuple[date, ...]:
        """Those of which anybody is still in the hall: few ever ask about two."""
        today = self.moment.today
        return tuple(day for day in self.moment.lasting if day == today or not self._was_left(day))

    def _was_left(self, day: date) -> bool:
        """Whether nobody of an earlier day is in the hall any more."""
        memory = self.moment.memory
        if day in memory.left:
            return True
        if self.moment.rows(_GO_ON, day=day):
            return False
        self.moment.memory = replace(memory, left=memory.left.intersection(self.moment.lasting) | {day})
        return True

    # --- the next ones ---

    def heads(self, services: Iterable[str]) -> Sequence[Ticket]:
        """The first of each of these queues that has one: an index look-up a queue, however many wait."""
        places = {f"service_{nth}": service for nth, service in enumerate(services)}
        if not places:
            return []
        first: dict[str, Ticket] = {}
        for head in self._in_order(_firsts(len(places), 1), now=self.moment.now, **places):
            first.setdefault(head.service, head)
        return list(first.values())

    def head_sent_to(self, counter: int) -> Sequence[Ticket]:
        """The first of those who wait for this counter alone, if any."""
        return self._in_order(_HEAD_SENT_TO, counter=counter, now=self.moment.now)[:1]

    def long_waited(self, services: Iterable[str]) -> frozenset[str]:
        """Those of the services whose oldest visitor has waited longer than the hall lets them before others help."""
        help_after = self.moment.plan.rules.help_after
        if help_after is None:
            return frozenset()
        bounds = {"now": self.moment.now, "before": self.moment.now - help_after}
        return frozenset(
            each for each in services if self.moment.rows_of(self.days, _WAITS_LONG, service=each, **bounds)
        )

    # --- whole queues ---

    def of(self, service: str) -> Sequence[Ticket]:
        """All who wait for the service, in the order of their calls."""
        return self._in_order(_QUEUE, service=service)

    def first(self, services: Collection[str], limit: int) -> Sequence[Ticket]:
        """The first who wait for any of these services, in the order of their calls.

        Each queue is read by index to its `limit`-th, so this does not grow with the number waiting.
        """
        queues = (self.moment.rows_of(self.days, _FIRST_OF_QUEUE, service=each, limit=limit) for each in services)
        first = (ticket_from_row(row) for queue in queues for row in queue)
        return sorted(first, key=_by_rank)[:limit]

    @found_once
    def callable(self) -> dict[str, Sequence[Ticket]]:
        """By service with anybody, the first who may be called to any counter, in the order of their calls."""
        places = {f"service_{nth}": service for nth, service in enumerate(self.lengths)}
        if not places:
            return {}
        found: defaultdict[str, list[Ticket]] = defaultdict(list)
        for ticket in self._in_order(_firsts(len(places), FIRST_FEW), now=self.moment.now, **places):
            found[ticket.service].append(ticket)
        return {service: tickets[:FIRST_FEW] for service, tickets in found.items()}

    @found_once
    def all_sent(self) -> dict[int, Sequence[Ticket]]:
        """By counter, who waits for it alone and may be called, in the order of their calls."""
        found: defaultdict[int, list[Ticket]] = defaultdict(list)
        for ticket in self._in_order(_ALL_SENT, now=self.moment.now):
            if ticket.for_counter is not None:
                found[ticket.for_counter].append(ticket)
        return dict(found)

    def sent_to(self, counter: int) -> Sequence[Ticket]:
        """All who wait for this counter alone."""
        return self._in_order(_SENT_TO, counter=counter)

    def sent_to_officer(self, officer: str) -> Sequence[Ticket]:
        """All who wait for this officer by name, wherever that is."""
        return self._in_order(_SENT_TO_OFFICER, officer=officer)

    def parked(self, services: Collection[str]) -> Sequence[Ticket]:
        """Who is parked at any of these services."""
        return [ticket_from_row(row) for row in self.moment.rows_of(self.days, _PARKED, services=list(services))]

    def missed(self, services: Collection[str], limit: int) -> Sequence[Ticket]:
        """Who did not come to any of these services, the last first."""
        rows = self.moment.rows_of(self.moment.lasting, _MISSED, services=list(services), limit=limit)
        return sorted(map(ticket_from_row, rows), key=_when_it_ended, reverse=True)[:limit]

    def left_over(self) -> Sequence[Ticket]:
        """Who still waits, or is parked, from days that are over."""
        return [
            ticket_from_row(row)
            for statement in (_LEFT_WAITING, _LEFT_PARKED)
            for row in self.moment.rows(statement, day=self.days[0])
        ]

    # --- counted ---

    @found_once
    def lengths(self) -> dict[str, int]:
        """How many wait, by service; services without anybody are absent."""
        return sums(self.moment.rows_of(self.days, _COUNTS))

    @found_once
    def oldest(self) -> dict[str, Oldest]:
        """Of those who wait, by service."""
        found: dict[str, Oldest] = {}
        for service, issued_at, queued_at in self.moment.rows_of(self.days, _OLDEST):
            known = found.get(service, Oldest(issued_at, queued_at))
            found[service] = Oldest(min(known.issued_at, issued_at), min(known.queued_at, queued_at))
        return found

    def next_due(self) -> datetime | None:
        """When the next of those who asked not to be called yet may be."""
        rows = self.moment.rows_of(self.days, _NEXT_DUE, now=self.moment.now)
        return min((row.at for row in rows if row.at is not None), default=None)

    def people_ahead(self, ticket: Ticket) -> int:
        """How many who wait for the same service will be called before this ticket."""
        return sum(self._queue(day, ticket.service).ahead_of((ticket.rank, ticket.id)) for day in self.days)

    def _queue(self, day: date, service: str) -> Queue:
        memory = self.moment.memory
        known = memory.queues.get((day, service))
        if known is None:
            known = Queue.of((rank, ticket) for rank, ticket in self.moment.rows(_PLACES, day=day, service=service))
            self.moment.memory = memory.with_queue(day, service, known, self.moment.lasting)
        return known

    def ends(self, service: str) -> tuple[datetime, datetime] | None:
        """The first and the last rank of those who wait for the service."""
        rows = self.moment.rows_of(self.days, _ENDS, service=service)
        ends = [rank for row in rows for rank in row if rank is not None]
        return (min(ends), max(ends)) if ends else None

    def going_on(self) -> dict[State, int]:
        """The tickets of visits that are not over, by state: whoever is at a counter, however long ago they came."""
        tally = sums(self.moment.rows_of(self.days, TALLY))
        queued = {state: tally[state] for state in (State.WAITING, State.PARKED) if state in tally}
        return queued | Tally(State(row[0]) for row in self.moment.rows(_STATES_AT_COUNTERS))

    def visits_go_on(self) -> bool:
        """Whether anybody waits, is parked or at a counter, of whatever day."""
        return self.moment.first(_VISITS_GO_ON) is not None

    def to_come(self) -> Tally[str]:
        """How many in the hall have each service as a later stop of their visit."""
        to_come = Tally[str]()
        for route, visitors in sums(self.moment.rows_of(self.days, _ROUTES)).items():
            for stop in json.loads(route):
                to_come[stop] += visitors
        return to_come

    def _in_order(self, statement: Executable, **facts: object) -> list[Ticket]:
        """TicketQueries that wait, in the order of their calls."""
        return sorted(map(ticket_from_row, self.moment.rows_of(self.days, statement, **facts)), key=_by_rank)


def _by_rank(ticket: Ticket) -> tuple[datetime, TicketId]:
    return ticket.rank, ticket.id


def _when_it_ended(ticket: Ticket) -> tuple[datetime, TicketId]:
    return ticket.ended_at or ticket.issued_at, ticket.id


_OF_SERVICE = TicketRow.service == bindparam("service")
_OF_SERVICES = TicketRow.service.in_(bindparam("services", expanding=True))
_WAITING = TicketRow.state == in_state(State.WAITING)
_IS_PARKED = TicketRow.state == in_state(State.PARKED)
AT_COUNTERS = TicketRow.state.in_([in_state(state) for state in (State.CALLED, State.SERVING)])
_IN_THE_HALL = (_WAITING, AT_COUNTERS, _IS_PARKED)
_BY_RANK = (TicketRow.rank, TicketRow.id)
_CALLABLE = or_(TicketRow.not_before.is_(None), TicketRow.not_before <= bindparam("now", type_=Instant()))
_FOR_ANY_COUNTER = TicketRow.for_counter.is_(None)
_EARLIER = TicketRow.day < bindparam("day")

_QUEUE = TICKET.where(OF_HALL, OF_DAY, _OF_SERVICE, _WAITING).order_by(*_BY_RANK)


@cache
def _firsts(queues: int, limit: int) -> Executable:
    """The first few of so many queues in one statement."""
    return union_all(*(select(_first_of(nth, limit)) for nth in range(queues)))


def _first_of(nth: int, limit: int) -> Subquery:
    queue = TICKET.where(OF_HALL, OF_DAY, TicketRow.service == bindparam(f"service_{nth}"), _WAITING)
    return queue.where(_FOR_ANY_COUNTER, _CALLABLE).order_by(*_BY_RANK).limit(limit).subquery()


_FIRST_OF_QUEUE = _QUEUE.limit(bindparam("limit"))
_WAITS_LONG = (
    select(TicketRow.id)
    .where(OF_HALL, OF_DAY, _OF_SERVICE, _WAITING, _FOR_ANY_COUNTER, _CALLABLE)
    .where(TicketRow.queued_at < bindparam("before", type_=Instant()))
    .limit(1)
)
_SENT_TO = TICKET.where(
    *(OF_HALL, OF_DAY, _WAITING, TicketRow.for_counter.is_not(None), TicketRow.for_counter == bindparam("counter"))
).order_by(*_BY_RANK)
_SENT_TO_OFFICER = TICKET.where(OF_HALL, OF_DAY, _WAITING, TicketRow.for_officer == bindparam("officer"))
_ALL_SENT = TICKET.where(OF_HALL, OF_DAY, _WAITING, TicketRow.for_counter.is_not(None), _CALLABLE)
_HEAD_SENT_TO = _SENT_TO.where(_CALLABLE).limit(1)
_PARKED = TICKET.where(OF_HALL, OF_DAY, _OF_SERVICES, _IS_PARKED).order_by(TicketRow.id)
_MISSED = (
    TICKET.where(OF_HALL, OF_DAY, _OF_SERVICES, TicketRow.state == in_state(State.NO_SHOW))
    .order_by(TicketRow.ended_at.desc(), TicketRow.id.desc())
    .limit(bindparam("limit"))
)
_LEFT_WAITING = TICKET.where(OF_HALL, _EARLIER, _WAITING).order_by(TicketRow.id)
_LEFT_PARKED = TICKET.where(OF_HALL, _EARLIER, _IS_PARKED).order_by(TicketRow.id)
_COUNTS = select(TicketRow.service, func.count()).where(OF_HALL, OF_DAY, _WAITING).group_by(TicketRow.service)
_OLDEST = (
    select(TicketRow.service, func.min(TicketRow.issued_at), func.min(TicketRow.queued_at))
    .where(OF_HALL, OF_DAY, _WAITING)
    .group_by(TicketRow.service)
)
_NEXT_DUE = select(func.min(TicketRow.not_before).label("at")).where(
    OF_HALL, OF_DAY, _WAITING, TicketRow.not_before > bindparam("now", type_=Instant())
)
_PLACES = select(TicketRow.rank, TicketRow.id).where(OF_HALL, OF_DAY, _OF_SERVICE, _WAITING)
_ENDS = select(func.min(TicketRow.rank), func.max(TicketRow.rank)).where(OF_HALL, OF_DAY, _OF_SERVICE, _WAITING)
_GO_ON = union_all(*(select(TicketRow.id).where(OF_HALL, OF_DAY, state) for state in _IN_THE_HALL)).limit(1)
_STATES_AT_COUNTERS = select(TicketRow.state).where(OF_HALL, AT_COUNTERS)
_VISITS_GO_ON = (
    select(TicketRow.id)
    .where(OF_HALL, or_(*(TicketRow.state == in_state(each) for each in (State.WAITING, State.PARKED, *AT_A_COUNTER))))
    .limit(1)
)
_ROUTE = cast(TicketRow.next_stops, Text)
"""The stops to come as the database writes them: PostgreSQL compares no JSON."""
_ROUTES = union_all(
    *(
        select(_ROUTE, func.count()).where(OF_HALL, OF_DAY, state, _ROUTE != "[]").group_by(_ROUTE)
        for state in _IN_THE_HALL
    )
)

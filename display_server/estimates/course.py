"""A hall's day so far, followed event by event: what its next visitor is told, and what those who wait were told.

A value, as the memory of a hall holds it: a change goes on with a copy, so what is rolled back was never followed. Of
each visit it looks at the first stop, as `tickets` of past days do: what a model has learnt is what it sees here.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from display_server.domain.events import (
    Event,
    LatecomerReturned,
    TicketCalled,
    TicketCancelled,
    TicketIssued,
    TicketPostponed,
    TicketReturned,
    TicketTransferred,
)
from display_server.domain.ticket import TicketId
from display_server.estimates.estimator import NOT_MOVED, Estimator, Widening, followed, length_of, told
from display_server.estimates.observed import OfficeDay, QueueDay
from display_server.estimates.scores import Estimate
from display_server.estimates.tickets import PastTicket, Queue

FOLLOWED = (
    *(TicketIssued, TicketCalled, TicketCancelled, TicketPostponed),
    *(TicketTransferred, TicketReturned, LatecomerReturned),
)
"""All other events change nothing here."""
Minute = Callable[[datetime], float]
"""Minutes after the local midnight of the day."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody who still waits was told as they took their ticket, and what has happened to it since."""

    service: str
    at: datetime
    rank: datetime
    people_ahead: int
    counters: int
    estimate: Estimate
    overtaken: int = 0
    """How many came since who are called before."""


@dataclass(frozen=True, slots=True)
class Course:
    """Of one hall."""

    hall: str
    day: date
    estimator: Estimator
    office: OfficeDay
    moved: Mapping[int, Widening] = field(default_factory=dict)
    """How today's ranges are moved by what today's promises were worth, by group of lengths."""
    told: Mapping[TicketId, Told] = field(default_factory=dict)
    last_rank: Mapping[str, datetime] = field(default_factory=dict)
    """By service, the last place in the queue that anybody was told of: who joins behind it overtakes nobody."""

    @classmethod
    def begun(cls, hall: str, day: date, estimator: Estimator) -> "Course":
        return cls(hall, day, estimator, OfficeDay(estimator.history))

    def estimate(self, service: str, minute: float, ahead: int, counters: int) -> Estimate:
        """What somebody with so many ahead is told at this minute of the day."""
        ticket = self._ticket(service, minute, ahead, counters)
        office = self.office if ahead else _with(self.office, ticket.of, waiting={})
        return told(self.estimator.logs(ticket, office).widened(self.moved.get(length_of(ahead), NOT_MOVED)))

    def after(self, event: Event, minute: Minute) -> "Course":
        """The day once this has happened, too."""
        match event:
            case TicketIssued():
                return self._overtaken(event.service, event.rank)._issued(event, minute)
            case TicketCalled(reason=None) if event.ticket in self.told:
                return self._called(event.ticket, minute(event.at))
            case TicketCalled() | TicketCancelled() | TicketPostponed() if event.ticket in self.told:
                return self._left(event.ticket)
            case TicketTransferred():
                return self._overtaken(event.to_service, event.rank)
            case TicketReturned() | LatecomerReturned():
                return self._overtaken(event.service, event.rank)
            case _:
                return self

    def _issued(self, event: TicketIssued, minute: Minute) -> "Course":
        if event.promise is None:
            return self
        promise = event.promise
        ticket = self._ticket(event.service, minute(event.at), promise.people_ahead, promise.counters)
        estimate = Estimate(promise.expected, promise.low, promise.high)
        told = Told(event.service, event.at, event.rank, promise.people_ahead, promise.counters, estimate)
        queue = self.office.queues.get(ticket.of) or QueueDay()
        office = _with(self.office, ticket.of, waiting=dict(queue.waiting), issues=list(queue.issues))
        office.issued(event.ticket, ticket)
        last_rank = {**self.last_rank, event.service: max(event.rank, self.last_rank.get(event.service, event.rank))}
        return replace(self, office=office, told={**self.told, event.ticket: told}, last_rank=last_rank)

    def _called(self, ticket: TicketId, at: float) -> "Course":
        was = self.told[ticket]
        of = (self.hall, was.service)
        queue = self.office.queues[of]
        parts = {"waiting": dict(queue.waiting), "calls": list(queue.calls), "by_length": dict(queue.by_length)}
        office = _with(self.office, of, drift=copy(queue.drift), **parts)
        office.drift = copy(office.drift)
        call = office.called(ticket, queue.waiting[ticket].ticket, at)
        length = length_of(was.people_ahead)
        now = followed(self.moved.get(length, NOT_MOVED), was.estimate, call.wait)
        return replace(self, office=office, moved={**self.moved, length: now}, told=self._without(ticket))

    def _left(self, ticket: TicketId) -> "Course":
        """Given back, postponed or called out of order: its wait says nothing of the queue."""
        of = (self.hall, self.told[ticket].service)
        waiting = {each: who for each, who in self.office.queues[of].waiting.items() if each != ticket}
        office = _with(self.office, of, waiting=waiting)
        return replace(self, office=office, told=self._without(ticket))

    def _overtaken(self, service: str, rank: datetime) -> "Course":
        """Somebody joins the queue at this rank."""
        if rank >= self.last_rank.get(service, rank):
            return self
        passed = {
            ticket: replace(told, overtaken=told.overtaken + 1)
            for ticket, told in self.told.items()
            if told.service == service and told.rank > rank
        }
        return replace(self, told={**self.told, **passed}) if passed else self

    def _without(self, ticket: TicketId) -> dict[TicketId, Told]:
        return {each: told for each, told in self.told.items() if each != ticket}

    def _ticket(self, service: str, minute: float, ahead: int, counters: int) -> PastTicket:
        return PastTicket(self.hall, service, self.day, "", minute, None, ahead, counters)


def _with(office: OfficeDay, of: Queue, **own: object) -> OfficeDay:
    """An office whose queue of this name has these parts to itself; all others it shares, and must not change."""
    queues = defaultdict(QueueDay, office.queues)
    queues[of] = replace(queues[of], **own)  # type: ignore[arg-type]
    return OfficeDay(office.history, queues, office.drift)

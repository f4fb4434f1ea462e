"""Calls by which somebody was called before those who had come earlier, and why each was so. Pure.

Replays the stories of one day's tickets. A call is out of order where a visitor who could have been called there had
taken a ticket earlier than whoever was called, and still waited. Who had asked not to be called yet, or was sent to
another counter or officer, could not.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from display_server.domain import events
from display_server.domain.dispatch import Position
from display_server.domain.story import RecordedEvent, after, as_it_holds, issued, replayed
from display_server.domain.ticket import State, Ticket, TicketId
from display_server.domain.why import moves

Arrival = tuple[datetime, TicketId]
Moved = events.LatecomerReturned | events.TicketTransferred | events.TicketReturned


class OutOfOrder(StrEnum):
    """Why. These words are in answers and files: none is ever renamed."""

    BY_HAND = "by_hand"
    PARKED = "parked"
    LATE = "late"
    SENT_HERE = "sent_here"
    IN_FRONT = "in_front"
    APPOINTMENT = "appointment"
    PUT_BACK = "put_back"
    HEAD_START = "head_start"
    PREFERRED = "preferred"
    HANDED_IN_LATE = "handed_in_late"
    WITHOUT_SERVER = "without_server"
    TAKEN_BACK = "taken_back"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CallOutOfOrder:
    seq: int
    at: datetime
    counter: int
    called: Ticket
    """As it was before the call."""
    passed: Ticket
    """Who of those passed had come first."""
    passed_count: int
    reason: OutOfOrder
    words: str | None = None
    """What the officer wrote, where the call was by hand."""


@dataclass(slots=True)
class DayOfCalls:
    """The tickets of one day as the journal has told of them so far, and the calls out of order among them."""

    day: date
    calls: int = 0
    found: list[CallOutOfOrder] = field(default_factory=list)
    _tickets: dict[TicketId, Ticket] = field(default_factory=dict)
    _stories: defaultdict[TicketId, list[RecordedEvent]] = field(default_factory=lambda: defaultdict(list))
    _waiting: defaultdict[str, list[Arrival]] = field(default_factory=lambda: defaultdict(list))
    """Who waits for each service, by arrival."""
    _called: defaultdict[str, list[tuple[RecordedEvent, Ticket]]] = field(default_factory=lambda: defaultdict(list))

    def hear(self, recorded: RecordedEvent) -> None:
        """The next event of one of the day's tickets."""
        event = recorded.event
        match event:
            case events.TicketIssued() | events.TicketHandedIn():
                self._put(issued(event, self.day))
                self._tell(recorded)
                if isinstance(event, events.TicketHandedIn):
                    self._judge_earlier_calls(event)
                return
            case _ if event.ticket not in self._tickets:
                return  # its story has no beginning here: the audit says so
            case events.TicketCalled():
                self._judge(recorded, event)
            case events.EndedAlone():
                self._judge_alone(recorded, event)
            case events.ActionUndone():
                self._take_back(event.ticket, event.undone)
        self._tell(recorded)
        self._put(self._after(recorded))

    def _tell(self, recorded: RecordedEvent) -> None:
        self._stories[recorded.event.ticket].append(recorded)

    def _after(self, recorded: RecordedEvent) -> Ticket:
        ticket, event = self._tickets[recorded.event.ticket], recorded.event
        if isinstance(event, events.ActionUndone):
            return replayed(ticket, self._stories[ticket.id])
        return after(ticket, event, recorded.seq)

    def _put(self, ticket: Ticket) -> None:
        before = self._tickets.get(ticket.id)
        if before is not None and before.state is State.WAITING:
            there = self._waiting[before.service]
            del there[bisect_left(there, _arrival(before))]
        self._tickets[ticket.id] = ticket
        if ticket.state is State.WAITING:
            insort(self._waiting[ticket.service], _arrival(ticket))

    def _waited_longer(self, than: Ticket, services: Iterable[str]) -> list[Ticket]:
        """Those who wait for these services and had come before this ticket, service by service by arrival."""
        found = ((there, bisect_left(there, _arrival(than))) for each in services if (there := self._waiting[each]))
        return [self._tickets[ticket] for there, many in found for _, ticket in there[:many]]

    # --- judging ---

    def _judge(self, recorded: RecordedEvent, call: events.TicketCalled) -> None:
        self.calls += 1
        called = self._tickets[call.ticket]
        self._called[called.service].append((recorded, called))
        takes = call.takes or (called.service,)
        waited = self._waited_longer(called, {*takes, called.service})
        passed = [each for each in waited if _may_be_called(each, call)]
        if passed:
            first = min(passed, key=_arrival)
            why = self._why(called, first, call)
            words = call.reason if why is OutOfOrder.BY_HAND else None
            self._note(recorded.seq, call.at, call.counter, called, first, len(passed), why, words)

    def _judge_alone(self, recorded: RecordedEvent, ended: events.EndedAlone) -> None:
        """Who still waits as it is handed in had waited when the counter called without the server."""
        called = self._tickets[ended.ticket]
        if called.state is not State.WAITING:
            return
        self.calls += 1
        passed = self._waited_longer(called, [called.service])
        if passed:
            first, why = min(passed, key=_arrival), OutOfOrder.WITHOUT_SERVER
            self._note(recorded.seq, ended.called_at, ended.counter, called, first, len(passed), why)

    def _judge_earlier_calls(self, late: events.TicketHandedIn) -> None:
        """A kiosk gave it without the server, which called others meanwhile."""
        ticket = self._tickets[late.ticket]
        for recorded, called in self._called[ticket.service]:
            call = recorded.event
            if isinstance(call, events.TicketCalled) and call.at > ticket.issued_at and _came_before(ticket, called):
                self._note(
                    *(recorded.seq, call.at, call.counter, called, ticket, 1, OutOfOrder.HANDED_IN_LATE),
                )

    def _note(
        self,
        seq: int,
        at: datetime,
        counter: int,
        called: Ticket,
        passed: Ticket,
        count: int,
        why: OutOfOrder,
        words: str | None = None,
    ) -> None:
        self.found.append(CallOutOfOrder(seq, at, counter, called, passed, count, why, words))

    def _take_back(self, ticket: TicketId, seq: int) -> None:
        """An undone call was one all the same; that it was taken back is why nobody need mind."""
        self.found = [
            replace(each, reason=OutOfOrder.TAKEN_BACK) if each.seq == seq and each.called.id == ticket else each
            for each in self.found
        ]

    def _why(self, called: Ticket, passed: Ticket, call: events.TicketCalled) -> OutOfOrder:
        moved, passed_moved = self._moved(called.id), self._moved(passed.id)
        if call.reason is not None:
            return OutOfOrder.BY_HAND
        if called.state is State.PARKED:
            return OutOfOrder.PARKED
        if called.for_counter == call.counter:
            return OutOfOrder.SENT_HERE
        if isinstance(moved, events.LatecomerReturned) and moved.position == Position.FRONT:
            return OutOfOrder.LATE
        if moved is not None and moved.position == Position.FRONT:
            return OutOfOrder.IN_FRONT
        if passed_moved is not None and passed_moved.position != Position.FRONT:
            return OutOfOrder.PUT_BACK
        if _arrival(called) > _arrival(passed) and called.rank < passed.rank:
            begun = self._stories[called.id][0].event
            has_appointment = isinstance(begun, events.TicketIssued) and begun.appointment is not None
            return OutOfOrder.APPOINTMENT if has_appointment else OutOfOrder.HEAD_START
        return OutOfOrder.PREFERRED if called.service != passed.service else OutOfOrder.OTHER

    def _moved(self, ticket: TicketId) -> Moved | None:
        """What gave it another rank than that of its arrival, last."""
        moved = (event for _, event in reversed(as_it_holds(self._stories[ticket])) if moves(event))
        return next((event for event in moved if isinstance(event, Moved)), None)


def calls_out_of_order(day: date, stories: Iterable[RecordedEvent]) -> DayOfCalls:
    """Of the events of one day's tickets, in the journal's order."""
    found = DayOfCalls(day)
    for recorded in stories:
        found.hear(recorded)
    return found


def _arrival(ticket: Ticket) -> Arrival:
    return ticket.issued_at, ticket.id


def _came_before(one: Ticket, other: Ticket) -> bool:
    return one.id != other.id and _arrival(one) < _arrival(other)


def _may_be_called(ticket: Ticket, call: events.TicketCalled) -> bool:
    """By this counter then."""
    if ticket.not_before is not None and ticket.not_before > call.at:
        return False
    return ticket.for_counter == call.counter or (ticket.for_counter is None and ticket.for_officer is None)

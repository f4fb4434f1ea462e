"""What each counter did with a hall's opening hours: it served, stood idle, was paused, or closed. Pure.

The hall is replayed as it was at each moment: what was undone later had been so until then. Time outside the opening
hours is nobody's, so that of a counter all parts come to the hours of the hall.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from display_server.domain import events
from display_server.domain.calendar import Span
from display_server.domain.counter import CounterState
from display_server.domain.story import after, issued
from display_server.domain.ticket import AT_A_COUNTER, State, Ticket, TicketId


class Spent(StrEnum):
    SERVING = "serving"
    """It has a visitor: from the call until the counter lets go of them."""
    IDLE_WITH_QUEUE = "idle_with_queue"
    """Open, and without a visitor, though somebody waits whom it may call."""
    IDLE_WITHOUT_QUEUE = "idle_without_queue"
    PAUSED = "paused"
    CLOSED = "closed"


class Spell(NamedTuple):
    """What a counter does for a while, and who sits there; nobody where it is closed and has no visitor."""

    counter: int
    officer: str
    spent: Spent
    reason: str = ""
    """Why it is paused."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter as far as it matters here."""

    state: CounterState = CounterState.CLOSED
    officer: str = ""
    reason: str = ""


CLOSED = Desk()
Told = tuple[int, events.Event]
"""An event and the change that it belongs to."""


def counter_times(
    takes: Mapping[int, Sequence[str]],
    desks: Mapping[int, Desk],
    story: Iterable[Told],
    period: Span,
    hours: Sequence[Span],
    *,
    goes_on: bool = False,
) -> Mapping[Spell, timedelta]:
    """How long each counter was at what in these hours of the period.

    `takes`: the services that each may call by the hall's plan. `desks`: how each stood as the period began. `story`:
    the hall's events in order, with all that happened before to the tickets that were in the hall as it began.
    `goes_on`: the hall had not closed since the day before; otherwise nobody is called any more who waited then.
    """
    begins, ends = period
    floor = _Floor(takes, desks, _Clocked(begins, hours))
    told = sorted(story, key=lambda each: each[1].at >= begins)  # stable: each part stays in the journal's order
    before = sum(event.at < begins for _, event in told)
    for seq, event in told[:before]:
        floor.hear(seq, event)
    if not goes_on:
        floor.leave_queues(begins)
    for seq, event in told[before:]:
        floor.hear(seq, event)
    return floor.until(ends)


@dataclass
class _Clocked:
    """Adds up what lies in the hours."""

    begins: datetime
    hours: Sequence[Span]

    def __post_init__(self) -> None:
        self.found: defaultdict[Spell, timedelta] = defaultdict(timedelta)

    def add(self, spell: Spell, since: datetime, until: datetime) -> None:
        since = max(since, self.begins)
        for start, end in self.hours:
            if (lasted := min(until, end) - max(since, start)) > timedelta():
                self.found[spell] += lasted


class _Floor:
    """The hall as its journal has told it so far."""

    def __init__(self, takes: Mapping[int, Sequence[str]], desks: Mapping[int, Desk], clocked: _Clocked) -> None:
        self._takes = dict(takes)
        self._desks = defaultdict(lambda: CLOSED, desks)
        self._clocked = clocked
        self._tickets: dict[TicketId, Ticket] = {}
        self._last: dict[TicketId, tuple[int, Ticket]] = {}
        """By ticket, its last change and how it was before."""
        self._waiting: defaultdict[str | int, set[TicketId]] = defaultdict(set)
        """By service, or by the counter alone that may call them."""
        self._postponed: dict[TicketId, datetime] = {}
        self._held: dict[int, TicketId] = {}
        self._given: dict[tuple[int, str], datetime | None] = {}
        """Services that counters take for a while, and until when by the clock."""
        self._spells = {number: (self._spell(number), clocked.begins) for number in {*self._takes, *desks}}

    def hear(self, seq: int, event: events.Event) -> None:
        self._pass(event.at)
        match event:
            case events.CounterOpened():
                self._sits(event.counter, Desk(CounterState.OPEN, event.officer), event.at)
            case events.CounterPaused():
                desk = Desk(CounterState.PAUSED, self._desks[event.counter].officer, event.reason)
                self._sits(event.counter, desk, event.at)
            case events.CounterClosed():
                self._sits(event.counter, CLOSED, event.at)
            case events.ServicesGiven():
                for service in event.services:
                    self._given[event.counter, service] = event.until
                self._turn(event.counter, event.at)
            case events.ServicesTakenBack():
                for service in event.services:
                    self._given.pop((event.counter, service), None)
                self._turn(event.counter, event.at)
            case events.TicketIssued() | events.TicketHandedIn():
                self._move(issued(event, event.at.date()), event.at)
            case events.ActionUndone():
                if (last := self._last.pop(event.ticket, None)) is not None and last[0] == event.undone:
                    self._move(last[1], event.at)
            case _ if isinstance(event, events.TicketEvent):
                self._go_on(seq, event)

    def leave_queues(self, at: datetime) -> None:
        """A new day begins in a hall that was closed: who still waited is called no more."""
        self._pass(at)
        self._postponed.clear()
        for queue in self._waiting.values():
            queue.clear()
        for number in self._spells:
            self._turn(number, at)

    def until(self, end: datetime) -> Mapping[Spell, timedelta]:
        """All that was until then."""
        self._pass(end)
        for spell, since in self._spells.values():
            self._clocked.add(spell, since, end)
        return self._clocked.found

    def _pass(self, now: datetime) -> None:
        """What the clock does by itself meanwhile: who had put off their call may be called again, what was given for
        a time is over."""
        self._end_given(now)
        for at, ticket in sorted((at, ticket) for ticket, at in self._postponed.items() if at <= now):
            self._move(replace(self._tickets[ticket], not_before=None), at)

    def _end_given(self, now: datetime) -> None:
        """What counters were given for a time that is over meanwhile."""
        for at, place in sorted((at, place) for place, at in self._given.items() if at is not None and at <= now):
            del self._given[place]
            self._turn(place[0], at)

    def _takes_now(self, number: int) -> Iterator[str]:
        yield from self._takes.get(number, ())
        yield from (service for counter, service in self._given if counter == number)

    def _go_on(self, seq: int, event: events.TicketEvent) -> None:
        ticket = self._tickets.get(event.ticket)
        if ticket is None:
            return
        last = self._last.get(ticket.id)
        self._last[ticket.id] = (seq, last[1] if last is not None and last[0] == seq else ticket)
        self._move(after(ticket, event, seq), event.at)

    def _move(self, ticket: Ticket, at: datetime) -> None:
        """Puts the ticket where it belongs now; the counters that it concerns may be at something else from then on."""
        before = self._tickets.get(ticket.id)
        self._tickets[ticket.id] = ticket
        touched = {*self._places(before), *self._places(ticket)}
        self._postponed.pop(ticket.id, None)
        if before is not None:
            self._waiting[_queue_of(before)].discard(ticket.id)
            if before.counter is not None and self._held.get(before.counter) == ticket.id:
                del self._held[before.counter]
        if ticket.state is State.WAITING and ticket.not_before is not None and ticket.not_before > at:
            self._postponed[ticket.id] = ticket.not_before
        elif ticket.state is State.WAITING:
            self._waiting[_queue_of(ticket)].add(ticket.id)
        elif ticket.state in AT_A_COUNTER and ticket.counter is not None:
            self._held[ticket.counter] = ticket.id
        for number in touched:
            self._turn(number, at)

    def _places(self, ticket: Ticket | None) -> Iterator[int]:
        """The counters at which it makes a difference."""
        if ticket is None:
            return
        if ticket.counter is not None:
            yield ticket.counter
        if ticket.state is State.WAITING:
            yield from [ticket.for_counter] if ticket.for_counter is not None else self._takes

    def _sits(self, number: int, desk: Desk, at: datetime) -> None:
        self._desks[number] = desk
        self._turn(number, at)

    def _turn(self, number: int, at: datetime) -> None:
        was, since = self._spells.get(number, (Spell(number, "", Spent.CLOSED), self._clocked.begins))
        spell = self._spell(number)
        if spell != was:
            self._clocked.add(was, since, at)
            self._spells[number] = (spell, at)

    def _spell(self, number: int) -> Spell:
        desk = self._desks[number]
        if number in self._held:
            return Spell(number, desk.officer, Spent.SERVING)
        match desk.state:
            case CounterState.CLOSED:
                return Spell(number, "", Spent.CLOSED)
            case CounterState.PAUSED:
                return Spell(number, desk.officer, Spent.PAUSED, desk.reason)
            case CounterState.OPEN:
                has_queue = self._waiting[number] or any(self._waiting[each] for each in self._takes_now(number))
                spent = Spent.IDLE_WITH_QUEUE if has_queue else Spent.IDLE_WITHOUT_QUEUE
                return Spell(number, desk.officer, spent)


def _queue_of(ticket: Ticket) -> str | int:
    return ticket.for_counter if ticket.for_counter is not None else ticket.service

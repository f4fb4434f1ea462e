"""Replays a hall's journal from its first change and checks every call: was it their turn, and one counter alone? Pure.

Knows nothing of the stored tickets: it judges by the journal alone, change after change.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from display_server.domain import dispatch, events
from display_server.domain.calendar import WHOLE_DAY
from display_server.domain.hall_plan import HallPlan
from display_server.domain.refusals import NotAllowed
from display_server.domain.story import after, issued
from display_server.domain.ticket import AT_A_COUNTER, State, Ticket, TicketId

Rank = tuple[datetime, TicketId]
Queue = tuple[date, str | int]
"""Those of one day who wait for a service, or for one counter alone."""


@dataclass(frozen=True, slots=True)
class LastChange:
    """The last change of a ticket: its number, the counter that made it, and the ticket as it was before."""

    seq: int
    counter: int | None
    before: Ticket


@dataclass
class JournalAudit:
    """The hall as the journal has told it so far. `hear` yields a sentence for everything that must not happen."""

    plan: HallPlan
    planned: int
    """The change that brought this plan. Which services a counter preferred before it is no longer known: an earlier
    call is only checked against the queue that the visitor waited in."""
    _day: date = date.min
    _known: dict[TicketId, Ticket] = field(default_factory=dict)
    _last: dict[TicketId, LastChange] = field(default_factory=dict)
    _queues: defaultdict[Queue, list[Rank]] = field(default_factory=lambda: defaultdict(list))
    _held: dict[int, TicketId] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    _given: dict[tuple[int, str], datetime | None] = field(default_factory=dict)
    """Services that counters take for a while, and until when by the clock."""
    _leased_on: dict[int, date] = field(default_factory=dict)

    def hear(self, seq: int, day: date, event: events.Event) -> Iterator[str]:
        """The next event of the journal: of this change, on this local day."""
        if day != self._day:
            self._begin(day)
        match event:
            case events.CounterOpened():
                self._open.add(event.counter)
            case events.CounterPaused() | events.CounterClosed():
                self._open.discard(event.counter)
            case events.ServicesGiven():
                for service in event.services:
                    self._given[event.counter, service] = event.until
            case events.ServicesTakenBack():
                for service in event.services:
                    self._given.pop((event.counter, service), None)
            case events.NumbersLeased():
                self._leased_on[event.lease] = event.of_day or day
            case events.TicketIssued():
                yield from self._move(issued(event, day))
            case events.TicketHandedIn():
                yield from self._move(issued(event, self._leased_on.get(event.lease, day)))
            case events.TicketCalled():
                yield from self._judge(event, seq, day)
                yield from self._go_on(event, seq, event.counter)
            case (
                events.ServiceStarted()
                | events.ServiceFinished()
                | events.NoShowMarked()
                | events.TicketRecalled()
                | events.StopsChanged()
                | events.NoteWritten()
                | events.DossiersCorrected()
            ):
                yield from self._stands_there(event.ticket, event.counter)
                yield from self._go_on(event, seq, event.counter)
            case events.TicketTransferred() | events.TicketParked() | events.TicketReturned():
                yield from self._stands_there(event.ticket, event.counter)
                yield from self._go_on(event, seq, event.counter)
            case events.LatecomerReturned() | events.TimeMarkedInaccurate() | events.EndedAlone():
                yield from self._go_on(event, seq, event.counter)
            case (
                events.TicketPostponed()
                | events.DirectionDropped()
                | events.DirectionFollowed()
                | events.TicketCancelled()
            ):
                yield from self._go_on(event, seq)
            case events.ActionUndone():
                yield from self._undo(event)
            case (
                events.HallPlanLoaded()
                | events.DayBegun()
                | events.EstimatesLearnt()
                | events.ClockPutRight()
                | events.DeviceChanged()
                | events.HelpWanted()
                | events.OfficerCalled()
                | events.OfficerAnswered()
                | events.CounterHelpWanted()
                | events.CounterHelpComes()
                | events.CounterHelpEnded()
                | events.AlertBegun()
                | events.AlertEnded()
                | events.AlertAcknowledged()
                | events.ServiceStopped()
                | events.ServiceReopened()
                | events.DayNoted()
                | events.DisplayArranged()
                | events.PlaylistChanged()
                | events.AnnouncementAsked()
                | events.AnnouncementBegun()
                | events.AnnouncementDropped()
                | events.PeopleForgotten()
                | events.PersonalDataErased()
                | events.NumbersReclaimed()
            ):
                return  # moves nobody
            case (
                events.AppointmentMade()
                | events.AppointmentCancelled()
                | events.PaperReported()
                | events.DossierHandled()
                | events.DossierCorrected()
                | events.VisitRated()
                | events.RatingWithdrawn()
                | events.TicketReminded()
            ):
                return
            case _:
                assert_never(event)

    def _begin(self, day: date) -> None:
        """Forgets the visits that ended before yesterday: they cannot come back, and a year of them is much memory."""
        self._day = day
        self._known = {
            each: ticket
            for each, ticket in self._known.items()
            if ticket.day >= day - WHOLE_DAY or ticket.state in (State.WAITING, State.PARKED, *AT_A_COUNTER)
        }
        self._last = {each: change for each, change in self._last.items() if each in self._known}
        self._queues = defaultdict(list, {queue: ranks for queue, ranks in self._queues.items() if ranks})

    # --- where tickets go ---

    def _go_on(self, event: events.TicketEvent, seq: int, counter: int | None = None) -> Iterator[str]:
        ticket = self._known.get(event.ticket)
        if ticket is None:
            yield f"it tells of the ticket with id {event.ticket}, of whose issue nothing was told"
            return
        try:
            moved = after(ticket, event, seq)
        except NotAllowed as refusal:
            yield str(refusal)
            return
        last = self._last.get(ticket.id)
        before = last.before if last is not None and last.seq == seq else ticket
        self._last[ticket.id] = LastChange(seq, counter, before)
        yield from self._move(moved)

    def _undo(self, event: events.ActionUndone) -> Iterator[str]:
        last = self._last.get(event.ticket)
        if last is None or (last.seq, last.counter) != (event.undone, event.counter):
            yield f"change {event.undone}, which it takes back, was not the last deed of counter {event.counter} there"
            return
        del self._last[event.ticket]  # an undoing is not undone
        yield from self._move(last.before)

    def _move(self, ticket: Ticket) -> Iterator[str]:
        """Puts the ticket where it belongs now, and takes it from where it was."""
        if (left := self._known.get(ticket.id)) is not None:
            self._leave(left)
        self._known[ticket.id] = ticket
        if ticket.state is State.WAITING:
            insort(self._queues[_queue_of(ticket)], _rank_of(ticket))
        elif ticket.state in AT_A_COUNTER and ticket.counter is not None:
            if ticket.counter in self._held:
                held = self._known[self._held[ticket.counter]]
                yield f"counter {ticket.counter} took ticket {ticket.number} while it held ticket {held.number}"
            self._held[ticket.counter] = ticket.id

    def _leave(self, ticket: Ticket) -> None:
        if ticket.state is State.WAITING:
            ranks = self._queues[_queue_of(ticket)]
            del ranks[bisect_left(ranks, _rank_of(ticket))]
        elif ticket.counter is not None and self._held.get(ticket.counter) == ticket.id:
            del self._held[ticket.counter]

    # --- what must be ---

    def _stands_there(self, ticket: TicketId, counter: int) -> Iterator[str]:
        known = self._known.get(ticket)
        if known is not None and known.state in AT_A_COUNTER and known.counter != counter:
            yield f"ticket {known.number} was at counter {counter}, but counter {known.counter} had called it"

    def _judge(self, call: events.TicketCalled, seq: int, day: date) -> Iterator[str]:
        if call.counter not in self._open:
            yield f"counter {call.counter} called ticket {call.number} while it was not open"
        ticket = self._known.get(call.ticket)
        if ticket is None or not self._waited_before(ticket, seq) or call.reason is not None:
            return  # chosen, for a reason that the journal tells or because they were parked or late
        due = self._next_for(call, ticket, seq, day)
        if due is None:
            yield f"counter {call.counter} called ticket {call.number}, which was not to be called there then"
        elif due.id != ticket.id:
            yield f"counter {call.counter} called ticket {call.number}, but ticket {due.number} ranked before it"

    def _waited_before(self, ticket: Ticket, seq: int) -> bool:
        """Whether it was waiting before this change: a latecomer who is called at once waits only within the change."""
        last = self._last.get(ticket.id)
        before = last.before if last is not None and last.seq == seq else ticket
        return before.state is State.WAITING

    def _next_for(self, call: events.TicketCalled, ticket: Ticket, seq: int, day: date) -> Ticket | None:
        if seq < self.planned:
            return self._head(_queue_of(ticket), call.at)
        days = self._lasting(day, call.at)
        given = [
            service
            for (number, service), until in self._given.items()
            if number == call.counter and (until is None or call.at < until)
        ]
        counter = replace(self.plan.counter(call.counter), given=tuple(given))
        own, *lower = counter.tiers
        first = self._heads((*own, counter.number), days, call.at)
        long_waited = {
            each for tier in lower for each in tier if any(self._waits_long((day, each), call.at) for day in days)
        }
        return dispatch.next_of([first, *(self._heads(tier, days, call.at) for tier in lower)], long_waited)

    def _lasting(self, today: date, now: datetime) -> tuple[date, ...]:
        """The days whose visitors may be called. The calendar is asked only if somebody still waits from yesterday."""
        if any(ranks and day < today for (day, _), ranks in self._queues.items()):
            return self.plan.calendar.lasting(now)
        return (today,)

    def _waits_long(self, queue: Queue, now: datetime) -> bool:
        """Whether the oldest of a queue has waited so long that other counters help."""
        help_after = self.plan.rules.help_after
        waiting = (self._known[ticket] for _, ticket in self._queues[queue])
        return help_after is not None and any(
            now - (each.queued_at or now) > help_after for each in waiting if _may_be_called(each, now)
        )

    def _heads(self, queues: tuple[str | int, ...], days: tuple[date, ...], now: datetime) -> list[Ticket]:
        heads = (self._head((day, each), now) for each in queues for day in days)
        return [head for head in heads if head is not None]

    def _head(self, queue: Queue, now: datetime) -> Ticket | None:
        waiting = (self._known[ticket] for _, ticket in self._queues[queue])
        return next((each for each in waiting if _may_be_called(each, now)), None)


def _queue_of(ticket: Ticket) -> Queue:
    return ticket.day, ticket.service if ticket.for_counter is None else ticket.for_counter


def _may_be_called(ticket: Ticket, now: datetime) -> bool:
    return ticket.not_before is None or ticket.not_before <= now


def _rank_of(ticket: Ticket) -> Rank:
    return ticket.rank, ticket.id

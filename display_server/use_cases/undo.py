"""Taking back an officer's last action, within seconds: a mis-click must not cost a visitor their place."""

from typing import assert_never

from display_server.domain import events
from display_server.domain.counter import CounterState
from display_server.domain.moments import is_within
from display_server.domain.refusals import N_, NotAllowed
from display_server.domain.story import RecordedEvent, replayed
from display_server.domain.ticket import ACTIVE, Ticket
from display_server.store.change import Change


def undo(change: Change, number: int) -> Ticket:
    """Takes back what the counter did last, where that was to a ticket, as a new event: the journal keeps both.

    Raises NotAllowed where that is too long ago, or somebody has gone on with the ticket since.
    """
    last = _last_deed(change, number)
    ticket = change.tickets.with_id(last.event.ticket)
    story = change.journal.recorded_events(ticket.id)
    deeds = [each for each in story if not isinstance(each.event, events.PaperReported | events.TicketReminded)]
    if deeds[-1].seq != last.seq:
        raise NotAllowed(
            "Ticket %(number)s has gone on since: it is %(state)s. That cannot be undone any more.",
            number=ticket.number,
            state=ticket.state,
        )
    before = replayed(ticket, [each for each in story if each.seq != last.seq])
    _must_be_their_only_one(change, ticket, before)
    change.save(before)
    change.drop_dossiers_of(ticket.id, last.seq)
    change.record(
        events.ActionUndone(
            at=change.now,
            ticket=ticket.id,
            service=before.service,
            counter=number,
            undone=last.seq,
            action=type(last.event).__name__,
            left_service=ticket.service,
        )
    )
    return _not_for_a_closed_counter(change, before)


def _last_deed(change: Change, number: int) -> RecordedEvent:
    """The very last: whatever the counter did before it stays done. So the ticket comes back to a counter that has
    neither closed since nor called another."""
    change.counters.numbered(number)
    within = change.plan.rules.undo_within
    last = change.journal.last_deed_at(number)
    if last is not None and is_within(within, last.event.at, change.now):
        if isinstance(last.event, events.CounterEvent):
            raise NotAllowed(_changed_since(last.event), counter=number)
        if last.event.undo is events.Undo.TAKES_BACK:
            return RecordedEvent(last.seq, last.event)
    raise NotAllowed(
        "Counter %(counter)s has done nothing in the last %(seconds)s seconds that can be undone.",
        counter=number,
        seconds=round(within.total_seconds()),
    )


def _changed_since(event: events.CounterEvent) -> str:
    """Why nothing is undone after a deed to the counter itself: the officer means that one, or is another."""
    match event:
        case events.CounterOpened():
            return N_("Counter %(counter)s has opened since. What was done before cannot be undone any more.")
        case events.CounterPaused():
            return N_("Counter %(counter)s has paused since. What was done before cannot be undone any more.")
        case events.CounterClosed():
            return N_("Counter %(counter)s has closed. That cannot be undone any more.")
        case _:
            assert_never(event)


def _not_for_a_closed_counter(change: Change, ticket: Ticket) -> Ticket:
    """Whoever waits again for one counter alone, which has closed meanwhile, may be called by every counter."""
    alone = ticket.for_counter
    counter = change.counters.all.get(alone) if alone is not None else None
    if alone is None or (counter is not None and counter.state is not CounterState.CLOSED):
        return ticket
    change.record(events.DirectionDropped(at=change.now, ticket=ticket.id, service=ticket.service, counter=alone))
    return change.save(ticket.for_every_counter())


def _must_be_their_only_one(change: Change, ticket: Ticket, before: Ticket) -> None:
    """A visit that was over comes back only where its visitor has not taken another ticket since."""
    if ticket.state in ACTIVE or before.state not in ACTIVE:
        return
    mark = change.people.mark_on(ticket.id)
    another = change.people.active_ticket(mark) if mark is not None else None
    if another is not None:
        raise NotAllowed(
            "The visitor of %(number)s has taken ticket %(another)s since. That cannot be undone any more.",
            number=ticket.number,
            another=change.tickets.with_id(another).number,
        )

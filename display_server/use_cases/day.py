"""What the clock does in a hall, without anybody pressing a key: silent no-shows, and the turn of the day."""

from collections.abc import Sequence
from datetime import datetime

from display_server.domain.counter import Counter, CounterState
from display_server.domain.events import DayBegun, NoShowMarked, ServiceFinished, TicketCancelled
from display_server.domain.refusals import NotAllowed
from display_server.domain.ticket import State, Ticket
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.store.reading import Reading
from display_server.use_cases.counter import close, give_up
from display_server.use_cases.devices import lose_silent, silent_devices
from display_server.use_cases.fair_use import forget, is_to_forget
from display_server.use_cases.given import end_given, is_over

CLOCK = "clock"
"""The actor that the journal names."""


def do_what_is_due(hall: Hall) -> None:
    """Looks first, so that nothing is locked while nothing is."""
    with hall.reading() as reading:
        left = silent(reading) or _of_yesterday(reading) or reading.queues.left_over() or _left_open(reading)
        given_up = reading.counters.given_up()
        forgets = is_to_forget(reading)
        turns = not reading.journal.day_has_begun or forgets
        is_due = turns or bool(left or silent_devices(reading)) or is_over(reading)
    if is_due or given_up:
        with hall.change(CLOCK) as change:
            for counter in change.counters.given_up():
                give_up(change, counter)
            end_given(change)
            mark_silent(change)
            close_yesterday(change)
            begin_day(change)
            forget(change)
            lose_silent(change)
    hall.erase_traces(anew=forgets)


def silent(reading: Reading) -> Sequence[Ticket]:
    """The tickets whose visitors have been awaited for too long since their last call."""
    patience = reading.plan.rules.no_show_after
    if patience is None:
        return ()
    return [
        ticket
        for ticket in reading.counters.tickets().values()
        if ticket.state is State.CALLED and ticket.called_at and reading.now - ticket.called_at >= patience
    ]


def mark_silent(change: Change) -> None:
    """Marks who does not come as a no-show, so that a forgotten call does not block its counter."""
    for ticket in silent(change):
        _mark(change, ticket)


def _mark(change: Change, ticket: Ticket) -> None:
    missed = change.save(ticket.mark_no_show(change.now))
    change.record(
        NoShowMarked(at=change.now, ticket=missed.id, service=missed.service, counter=missed.counter or 0, silent=True)
    )


def begin_day(change: Change) -> None:
    """Tells once that it is a new day, so that every screen turns to it though nobody does anything."""
    if not change.journal.day_has_begun:
        change.record(DayBegun(at=change.now))


def close_yesterday(change: Change) -> None:
    """Ends what was left of earlier days: who still waited, services never finished, counters never signed out.

    How long a forgotten service really took nobody knows, so it is marked, and the statistics leave it out and count
    it. What goes on in a hall that has not closed since is not ended: there, who waits at the turn of the day waits on,
    and lapses with the next.
    """
    _end(change, _of_yesterday(change), _left_open(change), change.queues.left_over())


def end_day(change: Change) -> None:
    """Ends everything that goes on in the hall, whatever the hour: visitors who still wait need a new ticket."""
    services = [service.slug for department in change.plan.departments for service in department.services]
    waiting = [ticket.id for service in services for ticket in change.queues.of(service)]
    left = [*waiting, *(ticket.id for ticket in (*change.queues.parked(services), *change.queues.left_over()))]
    open_counters = [each for each in change.counters.all.values() if each.state is not CounterState.CLOSED]
    _end(change, list(change.counters.tickets().values()), open_counters, [])
    _end(change, [], [], [change.tickets.with_id(each) for each in left])  # as they are once their counters have closed


def put_clock_right(hall: Hall, actor: str, *, ending: bool) -> datetime | None:
    """Lets the hall's time go with the clock again; answers where it stood, None where it was right.

    Raises NotAllowed while a visit goes on, unless it is to be ended: at the time at which the hall stands, so that
    every story ends there and none runs backwards.
    """
    try:
        return hall.put_clock_right(actor)
    except NotAllowed:
        if not ending:
            raise
    with hall.change(actor) as change:
        end_day(change)
    return hall.put_clock_right(actor)


def _end(
    change: Change, at_counters: Sequence[Ticket], open_counters: Sequence[Counter], left: Sequence[Ticket]
) -> None:
    for ticket in at_counters:
        counter = ticket.counter or 0
        if ticket.state is State.CALLED:
            _mark(change, ticket)
            continue
        change.save(ticket.finish(change.now))
        change.record(
            ServiceFinished(
                at=change.now,
                ticket=ticket.id,
                service=ticket.service,
                counter=counter,
                outcome=None,
                dossiers=None,
                dossier_codes=(),
                note=None,
                forgotten=True,
            )
        )
    for counter_left in open_counters:
        if change.counters.ticket_at(counter_left.number) is None:
            close(change, counter_left.number, forgotten=True)
    for ticket in left:
        change.save(ticket.cancel(change.now))
        change.record(TicketCancelled(at=change.now, ticket=ticket.id, service=ticket.service, lapsed=True))


def _of_yesterday(reading: Reading) -> Sequence[Ticket]:
    """Tickets of earlier days still at a counter, although the hall was closed since, or a whole day has passed."""
    return [
        ticket
        for ticket in reading.counters.tickets().values()
        if ticket.day < reading.today and _is_forgotten(reading, ticket.started_at or ticket.called_at)
    ]


def _is_forgotten(reading: Reading, began: datetime | None) -> bool:
    """In a hall that never closes, nobody is served from the day before yesterday."""
    return _closed_since(reading, began) or (began is not None and not reading.lasts(reading.plan.day(began)))


def _left_open(reading: Reading) -> Sequence[Counter]:
    return [
        counter
        for counter in reading.counters.all.values()
        if counter.state is not CounterState.CLOSED
        and counter.since is not None
        and reading.plan.day(counter.since) < reading.today
        and _closed_since(reading, counter.since)
    ]


def _closed_since(reading: Reading, moment: datetime | None) -> bool:
    return moment is not None and reading.plan.calendar.closed_between(moment, reading.now)

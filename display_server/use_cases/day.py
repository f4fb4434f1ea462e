"""What the clock does in a hall, without anybody pressing a key."""

from collections.abc import Sequence

from display_server.domain.events import NoShowMarked
from display_server.domain.ticket import State, Ticket
from display_server.store.change import Change
from display_server.store.hall import Hall
from display_server.store.reading import Reading

CLOCK = "clock"
"""The actor that the journal names."""


def keep(hall: Hall) -> None:
    """Does what is due. Looks first, so that nothing is locked while nothing is."""
    with hall.reading() as reading:
        is_due = bool(silent(reading))
    if is_due:
        with hall.change(CLOCK) as change:
            mark_silent(change)


def silent(reading: Reading) -> Sequence[Ticket]:
    """The tickets whose visitors have been awaited for too long since their last call."""
    patience = reading.plan.rules.no_show_after
    if patience is None:
        return ()
    return [
        ticket
        for ticket in reading.at_counters().values()
        if ticket.state is State.CALLED and ticket.called_at and reading.now - ticket.called_at >= patience
    ]


def mark_silent(change: Change) -> None:
    """Marks who does not come as a no-show, so that a forgotten call does not block its counter."""
    for ticket in silent(change):
        missed = change.save(ticket.mark_no_show(change.now))
        change.record(
            NoShowMarked(at=change.now, ticket=missed.id, service=missed.service, counter=missed.counter or 0)
        )

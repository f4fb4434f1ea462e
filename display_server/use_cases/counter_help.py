"""An officer rings for a supervisor: it rings on the manager's page, somebody says that they come, it ends."""

from display_server.domain.events import CounterHelpComes, CounterHelpEnded, CounterHelpWanted
from display_server.store.change import Change


def want_help(change: Change, number: int) -> None:
    """Rings for the officer of the counter. Raises NotAllowed where nobody sits there."""
    counter = change.counters.numbered(number)
    ringing = counter.want_help(change.now)
    if ringing is not counter:
        change.save_counter(ringing)
        change.record(CounterHelpWanted(at=change.now, counter=number, officer=counter.officer))


def come_to_help(change: Change, number: int, helper: str) -> None:
    """Says by name who comes. Raises NotAllowed where no help is wanted, or a colleague goes there already."""
    counter = change.counters.numbered(number)
    helped = counter.be_helped_by(helper)
    if helped != counter:
        change.save_counter(helped)
        change.record(CounterHelpComes(at=change.now, counter=number, officer=helper))


def end_help(change: Change, number: int) -> None:
    """Ends the ringing, whether or not somebody came."""
    counter = change.counters.numbered(number)
    if counter.help_wanted_at is not None:
        change.save_counter(counter.without_help())
        change.record(CounterHelpEnded(at=change.now, counter=number))

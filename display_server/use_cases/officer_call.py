"""Whoever runs the hall calls an officer: it rings on the counter's panel until it is answered or withdrawn."""

from display_server.domain.events import OfficerAnswered, OfficerCalled
from display_server.store.change import Change


def call_officer(change: Change, number: int, text: str, by: str) -> None:
    """Raises NotAllowed where nobody sits there. Who is called already is told the newer text."""
    counter = change.counters.numbered(number)
    called = counter.call_officer(by, text, change.now)
    if called is not counter:
        change.save_counter(called)
        change.record(OfficerCalled(at=change.now, counter=number, officer=counter.officer, note=text))


def answer_call(change: Change, number: int) -> None:
    """The officer has seen it."""
    _end(change, number, answered=True)


def withdraw_call(change: Change, number: int) -> None:
    """The officer need not come any more."""
    _end(change, number, answered=False)


def _end(change: Change, number: int, *, answered: bool) -> None:
    counter = change.counters.numbered(number)
    if counter.officer_called_at is not None:
        change.save_counter(counter.without_call())
        change.record(OfficerAnswered(at=change.now, counter=number, officer=counter.officer, came=answered))

"""The simulated officer: calls, waits for whoever was called, serves or gives up. Knows neither clock nor server."""

from datetime import timedelta
from typing import Protocol

from display_server.domain.outcome import VisitOutcome
from display_server.domain.rating_plan import Opinion
from display_server.simulation.processes import IDLE, Process
from display_server.simulation.visitors import Brought, Visitor

BEFORE_RECALL = timedelta(seconds=50)


class AtCounter(Protocol):
    """A counter under an officer's hands."""

    @property
    def is_serving(self) -> bool:
        """Whether the visitor whom `next_visitor` answered is in service already."""

    def next_visitor(self) -> Visitor | None:
        """Calls the next visitor; None where nobody waits, or where the counter is not this officer's now."""

    def recall(self) -> None: ...

    def start(self) -> None: ...

    def finish(self, outcome: VisitOutcome, brought: Brought | None) -> None: ...

    def mark_no_show(self) -> None: ...

    def rate(self, opinion: Opinion) -> None:
        """What the visitor who was served last answers the tablet."""


def work(counter: AtCounter) -> Process:
    """A day at the counter; it ends with whoever runs it."""
    while True:
        visitor = counter.next_visitor()
        if visitor is None:
            yield IDLE
        elif counter.is_serving:
            yield from serve(counter, visitor)
        else:
            yield from attend(counter, visitor)


def attend(counter: AtCounter, visitor: Visitor) -> Process:
    """From the call to the end of the visit."""
    yield from await_visitor(counter, visitor)
    if visitor.comes:
        yield from serve(counter, visitor)


def await_visitor(counter: AtCounter, visitor: Visitor) -> Process:
    """From the call until the visitor stands there and service begins, or is given up."""
    if visitor.comes:
        yield visitor.walk
        counter.start()
    else:
        yield BEFORE_RECALL
        counter.recall()
        yield BEFORE_RECALL
        counter.mark_no_show()


def serve(counter: AtCounter, visitor: Visitor) -> Process:
    """From the beginning of the service to its end, and what the visitor says of it."""
    yield visitor.stays
    counter.finish(visitor.outcome, visitor.brings)
    if visitor.opinion is not None:
        yield visitor.answers_after
        counter.rate(visitor.opinion)

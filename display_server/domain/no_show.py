"""When a visitor who does not come is a no-show, and where one who comes late waits again. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from display_server.domain.dispatch import Position
from display_server.domain.events import TicketCalled, TicketRecalled
from display_server.domain.rules import Rules
from display_server.domain.story import RecordedEvent, as_it_holds
from display_server.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Patience:
    """What must still happen before a called visitor may be marked as a no-show."""

    recalls_missing: int
    allowed_at: datetime
    """When the next recall counts or, if none is missing, when the mark is allowed."""

    def is_over(self, now: datetime) -> bool:
        return self.recalls_missing == 0 and now >= self.allowed_at


def calls_of(story: Sequence[RecordedEvent]) -> list[datetime]:
    """When the visitor was called and recalled, since the last call from the queue."""
    calls: list[datetime] = []
    for _, event in as_it_holds(story):
        if isinstance(event, TicketCalled):
            calls = [event.at]
        elif isinstance(event, TicketRecalled):
            calls.append(event.at)
    return calls


def patience(calls: Sequence[datetime], rules: Rules) -> Patience:
    """A recall counts if it comes long enough after the last one that counted: pressing faster is just louder."""
    counted, last = 0, calls[0]
    for at in calls[1:]:
        if at - last >= rules.between_recalls:
            counted, last = counted + 1, at
    return Patience(max(0, rules.recalls_before_no_show - counted), last + rules.between_recalls)


def late_position(late: Ticket, now: datetime, called_since: int, rules: Rules) -> Position:
    """Who comes within the grace is called next, once; who comes later, or a second time, waits behind all others.

    `called_since`: how many visitors of the service have been called since the mark.
    """
    in_time = late.ended_at is not None and now - late.ended_at <= rules.grace and bool(rules.grace)
    few_passed = rules.grace_numbers > 0 and called_since <= rules.grace_numbers
    return Position.FRONT if late.late_returns == 0 and (in_time or few_passed) else Position.END

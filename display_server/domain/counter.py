"""A counter: open, paused or closed, and who sits at it. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from display_server.domain.refusals import NotAllowed


class CounterState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Counter:
    number: int
    zone: str
    state: CounterState
    officer: str | None
    pause_reason: str | None
    since: datetime | None
    """When it came into this state."""
    back_at: datetime | None = None
    """When a paused counter means to go on."""

    def open(self, officer: str, now: datetime) -> "Counter":
        """One officer per counter at a time: a colleague's counter must be closed before it is taken over."""
        if self.state is not CounterState.CLOSED and self.officer != officer:
            raise NotAllowed(
                "Counter %(counter)s is held by %(officer)s. They must close it first.",
                counter=self.number,
                officer=self.officer,
            )
        return replace(self, state=CounterState.OPEN, officer=officer, pause_reason=None, back_at=None, since=now)

    def pause(self, reason: str, now: datetime, back_at: datetime | None = None) -> "Counter":
        if self.state is CounterState.CLOSED:
            raise NotAllowed("Counter %(counter)s is closed: there is nothing to pause.", counter=self.number)
        return replace(self, state=CounterState.PAUSED, pause_reason=reason, back_at=back_at, since=now)

    def close(self, now: datetime) -> "Counter":
        closed = replace(self, state=CounterState.CLOSED, officer=None, since=now)
        return replace(closed, pause_reason=None, back_at=None)

    def must_be_theirs(self, officer: str) -> None:
        if self.officer != officer:
            raise NotAllowed(
                "You do not sit at counter %(counter)s. Open it first; if a colleague holds it, they must close it.",
                counter=self.number,
            )

    def must_be_open(self) -> None:
        if self.state is not CounterState.OPEN:
            raise NotAllowed(
                "Counter %(counter)s is %(state)s: open it before calling.", counter=self.number, state=self.state
            )

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

    def open(self, officer: str, now: datetime) -> "Counter":
        """One officer per counter at a time: a colleague's counter must be closed before it is taken over."""
        if self.state is not CounterState.CLOSED and self.officer != officer:
            raise NotAllowed(
                "Counter %(counter)s is held by %(officer)s. They must close it first.",
                counter=self.number,
                officer=self.officer,
            )
        return replace(self, state=CounterState.OPEN, officer=officer, pause_reason=None, since=now)

    def pause(self, reason: str, now: datetime) -> "Counter":
        if self.state is CounterState.CLOSED:
            raise NotAllowed("Counter %(counter)s is closed: there is nothing to pause.", counter=self.number)
        return replace(self, state=CounterState.PAUSED, pause_reason=reason, since=now)

    def close(self, now: datetime) -> "Counter":
        return replace(self, state=CounterState.CLOSED, officer=None, pause_reason=None, since=now)

    def must_be_open(self) -> None:
        if self.state is not CounterState.OPEN:
            raise NotAllowed(
                "Counter %(counter)s is %(state)s: open it before calling.", counter=self.number, state=self.state
            )

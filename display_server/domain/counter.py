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
        return self._become(CounterState.OPEN, now, officer)

    def pause(self, reason: str, now: datetime, back_at: datetime | None = None) -> "Counter":
        if self.state is CounterState.CLOSED:
            raise NotAllowed("Counter %(counter)s is closed: there is nothing to pause.", counter=self.number)
        return self._become(CounterState.PAUSED, now, self.officer, reason, back_at)

    def close(self, now: datetime) -> "Counter":
        return self._become(CounterState.CLOSED, now, officer=None)

    def _become(
        self,
        state: CounterState,
        now: datetime,
        officer: str | None,
        reason: str | None = None,
        back_at: datetime | None = None,
    ) -> "Counter":
        """The very same where it is so already: it stays so since it was."""
        become = replace(self, state=state, officer=officer, pause_reason=reason, back_at=back_at)
        return self if become == self else replace(become, since=now)

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

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
    help_wanted_at: datetime | None = None
    """Since when its officer rings for a supervisor; None where nobody does."""
    helper: str | None = None
    """Who has said that they come."""
    officer_called_at: datetime | None = None
    """Since when whoever runs the hall asks its officer to come or to answer; None where nobody does."""
    officer_called_by: str | None = None
    officer_call: str | None = None
    """What the officer is told."""

    def open(self, officer: str, now: datetime) -> "Counter":
        """One officer per counter at a time: a colleague's counter must be closed before it is taken over."""
        if self.state is not CounterState.CLOSED and self.officer != officer:
            raise NotAllowed(
                "Counter %(counter)s is held by %(officer)s. They must close it first.",
                counter=self.number,
                officer=self.officer,
            )
        return self._become(CounterState.OPEN, now, officer)

    def take_over(self, officer: str, now: datetime) -> "Counter":
        """From a colleague who left it without closing; whoever stands there stays."""
        return self._become(CounterState.OPEN, now, officer)

    def pause(self, reason: str, now: datetime, back_at: datetime | None = None) -> "Counter":
        if self.state is CounterState.CLOSED:
            raise NotAllowed("Counter %(counter)s is closed: there is nothing to pause.", counter=self.number)
        return self._become(CounterState.PAUSED, now, self.officer, reason, back_at)

    def close(self, now: datetime) -> "Counter":
        return self.without_help().without_call()._become(CounterState.CLOSED, now, officer=None)

    def want_help(self, now: datetime) -> "Counter":
        """Rings, once: who rings already has rung since then."""
        if self.state is CounterState.CLOSED:
            raise NotAllowed("Counter %(counter)s is closed: nobody there needs help.", counter=self.number)
        return self if self.help_wanted_at is not None else replace(self, help_wanted_at=now)

    def be_helped_by(self, helper: str) -> "Counter":
        if self.help_wanted_at is None:
            raise NotAllowed("Counter %(counter)s does not ask for help any more.", counter=self.number)
        if self.helper not in (None, helper):
            raise NotAllowed("%(helper)s goes to counter %(counter)s already.", helper=self.helper, counter=self.number)
        return replace(self, helper=helper)

    def without_help(self) -> "Counter":
        return replace(self, help_wanted_at=None, helper=None) if self.help_wanted_at else self

    def call_officer(self, by: str, text: str, now: datetime) -> "Counter":
        """The very same where the officer is told that already."""
        if self.state is CounterState.CLOSED:
            raise NotAllowed("Counter %(counter)s is closed: nobody sits there.", counter=self.number)
        if (self.officer_called_by, self.officer_call) == (by, text):
            return self
        return replace(self, officer_called_at=now, officer_called_by=by, officer_call=text)

    def without_call(self) -> "Counter":
        if self.officer_called_at is None:
            return self
        return replace(self, officer_called_at=None, officer_called_by=None, officer_call=None)

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

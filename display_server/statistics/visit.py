"""What figures need to know of a visit, and what a wait and a service time are. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from display_server.contract import State
from display_server.domain.rating_plan import Opinion
from display_server.domain.utilisation import Spell
from display_server.domain.waits import waited


@dataclass(frozen=True, slots=True)
class Visit:
    """What a report needs to know of one stop of a ticket; most tickets have one."""

    service: str
    department: str
    state: State
    issued_at: datetime
    day: date | None = None
    """The hall's day that its ticket is of; None: that on which it was issued."""
    called_at: datetime | None = None
    """The last call: whoever is called again after missing the first one waited until then."""
    queued_at: datetime | None = None
    """When the wait for this stop began, where that was not the issue."""
    started_at: datetime | None = None
    """The last time that serving began here."""
    parked: timedelta | None = None
    """For how long it was set aside, where it was and that is over."""
    left_at: datetime | None = None
    """When the visit ended, where this is its last stop and it has."""
    served: timedelta | None = None
    """How long serving took; None for who was not served, or is being served."""
    ended_at: datetime | None = None
    counter: int | None = None
    officer: str | None = None
    priority_class: str | None = None
    language: str = ""
    opinion: Opinion | None = None
    """The rating, where there is one that was not taken back."""
    begins: bool = True
    """The visit's first stop: here its ticket is counted as issued."""
    ends: bool = True
    """Its last stop so far: here it is counted as served, missed, cancelled or still in the hall."""
    outcome: str | None = None
    """How the officer said that it ended."""
    inaccurate: bool = False
    """The recorded time of service is not what it took: the officer had not finished it at the close of the day, said
    so, or noted it while the server was away."""

    @property
    def wait(self) -> timedelta | None:
        """From the issue, or from the transfer to a further service, to the last call there; None without a call."""
        return waited(self.queued_at or self.issued_at, self.called_at)

    @property
    def walk(self) -> timedelta | None:
        """From the last call to the start of serving; None where it is inaccurate, nobody came, or was called again."""
        if self.inaccurate or self.called_at is None or self.started_at is None or self.started_at < self.called_at:
            return None
        return self.started_at - self.called_at

    @property
    def in_the_hall(self) -> timedelta | None:
        """The whole visit, from the issue of the ticket to the end of its last stop; None for who was not served."""
        if not self.ends or self.state is not State.SERVED or self.left_at is None or self.inaccurate:
            return None
        return self.left_at - self.issued_at

    @property
    def service_time(self) -> timedelta | None:
        """From start to finish or transfer without what was parked; None where it is not known or not over."""
        return None if self.inaccurate else self.served


@dataclass(frozen=True, slots=True)
class CounterTime:
    """How much of a day's opening hours a counter spent at something."""

    day: date
    spell: Spell
    lasted: timedelta


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A counter that its officer had not signed out at the close of a day."""

    counter: int
    officer: str
    day: date

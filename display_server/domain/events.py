"""What happened in the hall: the typed events of the journal. Pure values, past tense.

Every event names its ticket and counter where it has one. A new kind belongs into `Event`, and type checking then
shows every place that must handle it.
"""

from dataclasses import dataclass
from datetime import datetime

from display_server.domain.ticket import TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlanLoaded:
    at: datetime
    changed: tuple[str, ...]
    """The parts that differ from before, as `service dkdn`, `counter 12`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    at: datetime
    ticket: TicketId
    number: str
    service: str
    priority_class: str | None
    rank: datetime
    dossiers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHandedIn:
    """A kiosk that could not reach the server printed this number at `issued_at`, and tells of it now."""

    at: datetime
    ticket: TicketId
    number: str
    service: str
    priority_class: str | None
    rank: datetime
    dossiers: int
    issued_at: datetime
    told_at: datetime
    """The issue time by the kiosk's own clock; it differs from `issued_at` where it could not be true."""
    lease: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersLeased:
    """Granted, or renewed."""

    at: datetime
    lease: int
    holder: str
    prefix: str
    first: int
    last: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersReclaimed:
    at: datetime
    lease: int
    holder: str
    prefix: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled:
    at: datetime
    ticket: TicketId
    number: str
    service: str
    counter: int
    officer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled:
    at: datetime
    ticket: TicketId
    number: str
    service: str
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted:
    at: datetime
    ticket: TicketId
    service: str
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFinished:
    at: datetime
    ticket: TicketId
    service: str
    counter: int
    outcome: str | None
    dossiers: int | None
    dossier_codes: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowMarked:
    at: datetime
    ticket: TicketId
    service: str
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    at: datetime
    ticket: TicketId
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOpened:
    at: datetime
    counter: int
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPaused:
    at: datetime
    counter: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed:
    at: datetime
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRated:
    """Which ticket was rated, never the score: a rating is confidential and kept apart from the story of a visit."""

    at: datetime
    ticket: TicketId
    service: str
    counter: int


TicketEvent = (
    TicketIssued
    | TicketHandedIn
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | NoShowMarked
    | TicketCancelled
    | VisitRated
)
CounterEvent = CounterOpened | CounterPaused | CounterClosed
LeaseEvent = NumbersLeased | NumbersReclaimed
Event = HallPlanLoaded | TicketEvent | CounterEvent | LeaseEvent

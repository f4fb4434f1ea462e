"""What happened in the hall: the typed events of the journal. Pure values, past tense.

Every event names its ticket and counter where it has one. A new kind belongs into `Event`, and type checking then
shows every place that must handle it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from display_server.domain.device import Condition
from display_server.domain.ticket import Paper, TicketId


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlanLoaded:
    at: datetime
    changed: tuple[str, ...]
    """The parts that differ from before, as `service dkdn`, `counter 12`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBegun:
    """A new local day of the hall: no screen shows yesterday's calls and counts any more."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPutRight:
    """The machine's clock had been ahead, and the hall's time with it; here alone the journal's times go back."""

    at: datetime
    was: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued:
    at: datetime
    ticket: TicketId
    number: str
    service: str
    priority_class: str | None
    rank: datetime
    dossiers: int
    next_stops: tuple[str, ...] = ()
    appointment: datetime | None = None
    """The time of the appointment at which it ranks."""
    device: int | None = None
    """The kiosk that gave it, by its token: two may have one name. None where a person or an older version gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMade:
    at: datetime
    service: str
    code: str
    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled:
    at: datetime
    service: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleForgotten:
    """Marks of people who showed a card on earlier days were thrown away, and the keys that nobody needs any more."""

    at: datetime
    marks: int


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
    next_stops: tuple[str, ...] = ()
    instead_of: TicketId | None = None
    """The ticket that the same visitor would hold, had the kiosk heard of it."""


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
    of_day: date | None = None
    """The local day to which the numbers belong; none where an older version leased today's."""


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
    reason: str | None = None
    """Why out of order; none for a call by rank, or of a parked visitor."""
    takes: tuple[str, ...] = ()
    """The services that the counter took then; none where an older version wrote it."""


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
    forgotten: bool = False
    """Ended at the close of the day because the officer had not: how long it really took is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowMarked:
    at: datetime
    ticket: TicketId
    service: str
    counter: int
    silent: bool = False
    """By the clock, nobody having pressed a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred:
    """This stop is over, and the visitor waits for another: `service` and `counter` are those left."""

    at: datetime
    ticket: TicketId
    service: str
    counter: int
    to_service: str
    to_counter: int | None
    position: str
    rank: datetime
    next_stops: tuple[str, ...] = ()
    """Those that still follow."""
    outcome: str | None = None
    dossiers: int | None = None
    dossier_codes: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketParked:
    at: datetime
    ticket: TicketId
    service: str
    counter: int
    reason: str
    back_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReturned:
    """Back to the queue of its service, from a counter or from where it was parked."""

    at: datetime
    ticket: TicketId
    service: str
    counter: int
    position: str
    rank: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LatecomerReturned:
    """A no-show has come after all and waits again."""

    at: datetime
    ticket: TicketId
    service: str
    position: str
    rank: datetime
    counter: int | None = None
    """Whose officer let them wait again; none where they said it themselves, and in journals of older versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPostponed:
    """The visitor asked not to be called before `until`."""

    at: datetime
    ticket: TicketId
    service: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StopsChanged:
    """The officer added or dropped stops that follow."""

    at: datetime
    ticket: TicketId
    service: str
    counter: int
    next_stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionDropped:
    """The counter it was sent to has closed: every counter of the service may call it."""

    at: datetime
    ticket: TicketId
    service: str
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionUndone:
    """The last thing that happened to the ticket, the change numbered `undone`, is as if it had not been.

    Nothing is deleted: both stand in the journal. `service` is where the ticket is again, `left_service` where it was.
    """

    at: datetime
    ticket: TicketId
    service: str
    counter: int
    undone: int
    action: str
    left_service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled:
    at: datetime
    ticket: TicketId
    service: str
    lapsed: bool = False
    """Nobody cancelled it: it still waited at the close of the day."""


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
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed:
    at: datetime
    counter: int
    forgotten: bool = False
    """The officer had not signed out at the close of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRated:
    """Which ticket was rated, never the score: a rating is confidential and kept apart from the story of a visit."""

    at: datetime
    ticket: TicketId
    service: str
    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReported:
    """The kiosk told what became of the ticket's slip, by its own clock at `told_at`."""

    at: datetime
    ticket: TicketId
    service: str
    paper: Paper
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChanged:
    """A kiosk is in another condition than before, or has not been heard of for too long."""

    at: datetime
    device: str
    condition: Condition
    was: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted:
    """Somebody before a kiosk called staff."""

    at: datetime
    device: str


TicketEvent = (
    TicketIssued
    | TicketHandedIn
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | ServiceFinished
    | TicketTransferred
    | TicketParked
    | TicketReturned
    | TicketPostponed
    | StopsChanged
    | DirectionDropped
    | ActionUndone
    | NoShowMarked
    | LatecomerReturned
    | TicketCancelled
    | VisitRated
    | PaperReported
)
CounterEvent = CounterOpened | CounterPaused | CounterClosed
LeaseEvent = NumbersLeased | NumbersReclaimed
HallEvent = (
    HallPlanLoaded
    | DayBegun
    | ClockPutRight
    | AppointmentMade
    | AppointmentCancelled
    | PeopleForgotten
    | DeviceChanged
    | HelpWanted
)
Event = HallEvent | TicketEvent | CounterEvent | LeaseEvent

"""What happened in the hall: the typed events of the journal, and what follows from each. Pure values, past tense.

Beside every event stands what of the hall it touches, so that every screen that shows it is told; and, where it is of a
ticket or a counter, what undoing makes of it. A new kind belongs into `Event`: type checking then shows what it leaves
open, and every place that must handle it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import ClassVar

from display_server.domain.alerts import AlertKind
from display_server.domain.announcing import Dropped, Kind
from display_server.domain.device import Condition
from display_server.domain.display_plan import Layout
from display_server.domain.playlist import ItemKind, PlaylistDeed
from display_server.domain.promise import Promise
from display_server.domain.ticket import Paper, TicketId


@dataclass(frozen=True, slots=True)
class Touches:
    """The parts of the hall that look different afterwards. The manager's page is told of every event."""

    services: tuple[str, ...] = ()
    """Their queues."""
    counters: tuple[int, ...] = ()
    all_services_of: tuple[int, ...] = ()
    """The counters that came or went: it concerns whoever waits for anything that they take."""
    tickets: tuple[TicketId, ...] = ()
    slips: tuple[TicketId, ...] = ()
    """The tickets of which only the paper has news; the counter that holds one shows it."""
    everything: bool = False


class Undo(Enum):
    """What an officer's undoing makes of an event that it finds as the last one at their counter."""

    TAKES_BACK = auto()
    STOPS_AT = auto()
    """It stays, and so does what the officer did before it."""
    LOOKS_PAST = auto()
    """It is no deed of the officer there, and keeps nothing from being taken back."""


PERSONAL_FACTS = ("officer", "note", "reason", "dossier_codes", "receipt", "holder", "device", "code")
"""Facts that name people or may lead to them: in the journal's chain they are salted hashes, and so can be erased."""


# --- what many events have in common ---


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownEverywhere:
    touches: ClassVar = Touches(everything=True)

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _ShownToManagers:
    touches: ClassVar = Touches()

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfTicket:
    at: datetime
    ticket: TicketId
    service: str

    @property
    def touches(self) -> Touches:
        return Touches(services=(self.service,), tickets=(self.ticket,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _AtCounter(_OfTicket):
    counter: int

    @property
    def touches(self) -> Touches:
        return Touches(services=(self.service,), counters=(self.counter,), tickets=(self.ticket,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfCounter:
    at: datetime
    counter: int

    @property
    def touches(self) -> Touches:
        return Touches(counters=(self.counter,), all_services_of=(self.counter,))


def _moved(event: _AtCounter, to: str) -> Touches:
    return Touches(services=(event.service, to), counters=(event.counter,), tickets=(event.ticket,))


# --- the events ---


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPlanLoaded(_ShownEverywhere):
    changed: tuple[str, ...]
    """The parts that differ from before, as `service dkdn`, `counter 12`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBegun(_ShownEverywhere):
    """A new local day of the hall: no screen shows yesterday's calls and counts any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPutRight(_ShownEverywhere):
    """The machine's clock had been ahead, and the hall's time with it; here alone the journal's times go back."""

    was: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketIssued(_OfTicket):
    undo: ClassVar = Undo.LOOKS_PAST

    number: str
    priority_class: str | None
    rank: datetime
    dossiers: int
    next_stops: tuple[str, ...] = ()
    appointment: datetime | None = None
    """The time of the appointment at which it ranks."""
    device: int | None = None
    """The kiosk that gave it, by its token: two may have one name. None where a person or an older version gave it."""
    promise: Promise | None = None
    """The wait that its holder was told; none where nobody could say, and where an older version wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatesLearnt(_ShownEverywhere):
    """From now on waits are told by what past days taught: by this version of the hall's estimator."""

    version: int
    learnt_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMade(_ShownToManagers):
    service: str
    code: str
    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled(_ShownToManagers):
    service: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleForgotten(_ShownToManagers):
    """The marks of people who showed a card on earlier days were deleted, and the keys that made them."""

    marks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataErased(_ShownToManagers):
    """What named people was erased; all else of those entries stays."""

    asked_for: bool
    """On somebody's request by law; else because the days for which the hall keeps it were over."""
    erased: Mapping[str, int]
    """How many entries of each class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketHandedIn(_OfTicket):
    """A kiosk that could not reach the server printed this number at `issued_at`, and tells of it now."""

    undo: ClassVar = Undo.LOOKS_PAST

    number: str
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
class NumbersLeased(_ShownToManagers):
    """Granted, or renewed."""

    lease: int
    holder: str
    prefix: str
    first: int
    last: int
    expires_at: datetime
    of_day: date | None = None
    """The local day to which the numbers belong; none where an older version leased today's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersReclaimed(_ShownToManagers):
    lease: int
    holder: str
    prefix: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled(_AtCounter):
    undo: ClassVar = Undo.TAKES_BACK

    number: str
    officer: str | None
    reason: str | None = None
    """Why out of order; none for a call by rank, or of a parked visitor."""
    takes: tuple[str, ...] = ()
    """The services that the counter took then; none where an older version wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecalled(_AtCounter):
    undo: ClassVar = Undo.TAKES_BACK

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStarted(_AtCounter):
    undo: ClassVar = Undo.TAKES_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFinished(_AtCounter):
    outcome: str | None
    dossiers: int | None
    dossier_codes: tuple[str, ...]
    note: str | None
    forgotten: bool = False
    """Ended at the close of the day because the officer had not: how long it really took is not known."""

    @property
    def undo(self) -> Undo:
        return Undo.STOPS_AT if self.forgotten else Undo.TAKES_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShowMarked(_AtCounter):
    silent: bool = False
    """By the clock, nobody having pressed a key."""

    @property
    def undo(self) -> Undo:
        return Undo.STOPS_AT if self.silent else Undo.TAKES_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketTransferred(_AtCounter):
    """This stop is over, and the visitor waits for another: `service` and `counter` are those left."""

    undo: ClassVar = Undo.TAKES_BACK

    to_service: str
    to_counter: int | None
    officer: str | None = None
    """To whom by name: the visitor follows them to another counter."""
    position: str
    rank: datetime
    next_stops: tuple[str, ...] = ()
    """Those that still follow."""
    outcome: str | None = None
    dossiers: int | None = None
    dossier_codes: tuple[str, ...] = ()
    note: str | None = None

    @property
    def touches(self) -> Touches:
        return _moved(self, self.to_service)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketParked(_AtCounter):
    undo: ClassVar = Undo.TAKES_BACK

    reason: str
    back_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReturned(_AtCounter):
    """Back to the queue of its service, from a counter or from where it was parked."""

    undo: ClassVar = Undo.TAKES_BACK

    position: str
    rank: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LatecomerReturned(_OfTicket):
    """A no-show has come after all and waits again."""

    undo: ClassVar = Undo.TAKES_BACK

    position: str
    rank: datetime
    counter: int | None = None
    """Whose officer let them wait again; none where they said it themselves, and in journals of older versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPostponed(_OfTicket):
    """The visitor asked not to be called before `until`."""

    undo: ClassVar = Undo.LOOKS_PAST

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StopsChanged(_AtCounter):
    """The officer added or dropped stops that follow."""

    undo: ClassVar = Undo.TAKES_BACK

    next_stops: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionDropped(_OfTicket):
    """The counter it was sent to has closed: every counter of the service may call it."""

    undo: ClassVar = Undo.LOOKS_PAST

    counter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionFollowed(_OfTicket):
    """The officer to whom it was sent by name sits at this counter now: it waits for that one alone."""

    undo: ClassVar = Undo.LOOKS_PAST

    counter: int

    @property
    def touches(self) -> Touches:
        return Touches(services=(self.service,), counters=(self.counter,), tickets=(self.ticket,))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(_AtCounter):
    """What officers are to know of this visit; it replaces the note before, and an empty one takes it away."""

    undo: ClassVar = Undo.TAKES_BACK

    officer: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossiersCorrected(_AtCounter):
    """The officer counted them: so many, where the visitor had declared `was`."""

    undo: ClassVar = Undo.TAKES_BACK

    dossiers: int
    was: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMarkedInaccurate(_AtCounter):
    """The officer says that the recorded time of this stop is not what it took: it is kept out of the figures."""

    undo: ClassVar = Undo.TAKES_BACK

    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedAlone(_AtCounter):
    """Handed in by a counter that had gone on while the server was away: its officer called and ended this visit.

    The times are those that the officer noted: they are in no figure.
    """

    undo: ClassVar = Undo.STOPS_AT

    number: str
    officer: str | None
    came: bool
    called_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionUndone(_AtCounter):
    """The last thing that happened to the ticket, the change numbered `undone`, is as if it had not been.

    Nothing is deleted: both stand in the journal. `service` is where the ticket is again, `left_service` where it was.
    """

    undo: ClassVar = Undo.STOPS_AT

    undone: int
    action: str
    left_service: str

    @property
    def touches(self) -> Touches:
        return _moved(self, self.left_service)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCancelled(_OfTicket):
    undo: ClassVar = Undo.LOOKS_PAST

    lapsed: bool = False
    """Nobody cancelled it: it still waited at the close of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOpened(_OfCounter):
    undo: ClassVar = Undo.STOPS_AT

    officer: str
    taken_over: bool = False
    """From a colleague who still sat there, whose visitor stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPaused(_OfCounter):
    undo: ClassVar = Undo.STOPS_AT

    reason: str
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterClosed(_OfCounter):
    undo: ClassVar = Undo.STOPS_AT

    forgotten: bool = False
    """The officer had not signed out at the close of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfDossier(_AtCounter):
    """What is known of one dossier of a visit, in the change that ended the visit or its stop, or later."""

    undo: ClassVar = Undo.LOOKS_PAST

    handled: int
    """Which of the hall's handled dossiers it is."""
    outcome: str
    department: str
    dossier_codes: tuple[str, ...] = ()
    due_on: date | None = None
    fee: int = 0
    charge: int = 0
    receipt: str | None = None
    return_by: str | None = None
    received_for: str | None = None

    @property
    def touches(self) -> Touches:
        return Touches(tickets=(self.ticket,))


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierHandled(_OfDossier):
    """The officer has noted it at the end of the visit. Undoing the end undoes this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCorrected(_OfDossier):
    """What was noted was wrong, and is so from now on; before, it was as the event before tells."""

    reason: str
    struck: bool = False
    """There was no such dossier: it counts nowhere any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRated(_AtCounter):
    """Which ticket was rated, never the score: a rating is confidential and kept apart from the story of a visit."""

    undo: ClassVar = Undo.LOOKS_PAST


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingWithdrawn(_AtCounter):
    """Its citizen took the rating back: it is not deleted, but counts no more."""

    undo: ClassVar = Undo.LOOKS_PAST


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperReported(_OfTicket):
    """The kiosk told what became of the ticket's slip, by its own clock at `told_at`."""

    undo: ClassVar = Undo.LOOKS_PAST

    paper: Paper
    told_at: datetime

    @property
    def touches(self) -> Touches:
        return Touches(tickets=(self.ticket,), slips=(self.ticket,))


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketReminded(_OfTicket):
    """The holder was sent a message that the call is near, or that it has come. Where to, the journal never knows."""

    undo: ClassVar = Undo.LOOKS_PAST

    people_ahead: int
    way: str

    @property
    def touches(self) -> Touches:
        return Touches(tickets=(self.ticket,))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChanged(_ShownToManagers):
    """A kiosk is in another condition than before, or has not been heard of for too long."""

    device: str
    condition: Condition
    was: Condition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWanted(_ShownToManagers):
    """Somebody before a kiosk called staff."""

    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfCounterHelp:
    at: datetime
    counter: int

    @property
    def touches(self) -> Touches:
        return Touches(counters=(self.counter,))


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterHelpWanted(_OfCounterHelp):
    """The officer rings for a supervisor."""

    officer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterHelpComes(_OfCounterHelp):
    """Somebody who oversees the hall, named as `officer`, has said that they come."""

    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterHelpEnded(_OfCounterHelp):
    """No help is needed there any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerCalled(_OfCounterHelp):
    """Whoever runs the hall asks the officer who sits there to come or to answer, with a short text."""

    officer: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAnswered(_OfCounterHelp):
    officer: str | None
    came: bool
    """False where the call was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesGiven(_ShownEverywhere):
    """The counter takes these beside its own, as if they were its own."""

    counter: int
    services: tuple[str, ...]
    until: datetime | None
    """When that ends by the clock; None: when it is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesTakenBack(_ShownEverywhere):
    counter: int
    services: tuple[str, ...]
    by_clock: bool
    """The time was over for which they were given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAlert(_ShownToManagers):
    kind: AlertKind
    place: str = ""
    """A service, or a counter's number."""
    device: str | None = None
    """The kiosk, display or tablet, where it is one's."""
    since: datetime | None = None
    """Since when it had been so; None of older entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertBegun(_OfAlert):
    """Somebody should look at this; or it has happened once more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEnded(_OfAlert):
    """It is so no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAcknowledged(_OfAlert):
    """Whoever made this change has seen it: it is quiet as long as it lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStopped(_ShownEverywhere):
    """No more tickets are given for it today."""

    service: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReopened(_ShownEverywhere):
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNoted(_ShownToManagers):
    """What is to be known of a day by whoever looks at its figures, in the place of what was noted before; an empty one
    strikes that out."""

    of_day: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayArranged(_ShownEverywhere):
    """A manager has had a hall display show something else."""

    display: str
    layout: Layout
    zone: str | None = None
    counter: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaylistChanged(_ShownEverywhere):
    """A manager has changed what displays show between calls: an item was added, changed, moved or dropped."""

    item: int
    kind: ItemKind
    what: PlaylistDeed


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementAsked(_ShownEverywhere):
    """Something is to be said beside the calls: in one zone, or in all."""

    kind: Kind
    zone: str | None = None
    number: str | None = None
    """Who is to get ready."""
    minutes: int | None = None
    """Until the hall closes."""
    texts: tuple[tuple[str, str], ...] = ()
    """A free text, by its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAnnouncement:
    """`announced` is the change of the hall that made it: the call, or the asking. No deed of an officer's."""

    at: datetime
    zone: str
    announced: int
    number: str | None
    at_counter: int | None

    @property
    def touches(self) -> Touches:
        return Touches(counters=(self.at_counter,) if self.at_counter is not None else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementBegun(_OfAnnouncement):
    """A display, or the program with the hall's sound card, began to say it."""

    speaker: str
    seconds: float
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementDropped(_OfAnnouncement):
    """It was not said, and will not be."""

    reason: Dropped


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
    | DirectionFollowed
    | NoteWritten
    | DossiersCorrected
    | TimeMarkedInaccurate
    | EndedAlone
    | ActionUndone
    | NoShowMarked
    | LatecomerReturned
    | TicketCancelled
    | DossierHandled
    | DossierCorrected
    | VisitRated
    | RatingWithdrawn
    | PaperReported
    | TicketReminded
)
CounterEvent = CounterOpened | CounterPaused | CounterClosed
LeaseEvent = NumbersLeased | NumbersReclaimed
CounterHelpEvent = CounterHelpWanted | CounterHelpComes | CounterHelpEnded
"""They name a counter, but move nothing there, and keep nothing from being taken back."""
OfficerCallEvent = OfficerCalled | OfficerAnswered
GivenEvent = ServicesGiven | ServicesTakenBack
"""As those of help: deeds of whoever runs the hall, none of the officer's."""
AlertEvent = AlertBegun | AlertEnded | AlertAcknowledged
HallEvent = (
    HallPlanLoaded
    | DayBegun
    | EstimatesLearnt
    | ClockPutRight
    | AppointmentMade
    | AppointmentCancelled
    | PeopleForgotten
    | PersonalDataErased
    | DeviceChanged
    | HelpWanted
    | CounterHelpEvent
    | OfficerCallEvent
    | GivenEvent
    | AlertEvent
    | ServiceStopped
    | ServiceReopened
    | DayNoted
    | DisplayArranged
    | PlaylistChanged
    | AnnouncementAsked
    | AnnouncementBegun
    | AnnouncementDropped
)
Event = HallEvent | TicketEvent | CounterEvent | LeaseEvent

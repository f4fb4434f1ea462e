"""A counter as its officer sees it, and what the officer does there."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from display_server.contract.announcements import AnnouncementNow
from display_server.contract.common import NO_NUL, WHOLE, Id, LongText, Message, Moment, Request, ShortText, Words
from display_server.contract.dossiers import DossierAsking, HandledEntry
from display_server.contract.kiosk import PriorityClassEntry
from display_server.contract.tickets import Ticket
from display_server.domain.counter import CounterState
from display_server.domain.dispatch import Position
from display_server.domain.handled import MOST_AT_ONCE
from display_server.domain.outcome import OutcomeRule, VisitOutcome
from display_server.domain.panel_rules import CallAfterFinish


class WaitingEntry(Message):
    """A waiting visitor as a counter sees them."""

    ticket: int
    number: str
    service: str
    priority_class: str | None
    issued_at: datetime
    rank: datetime
    for_counter: int | None = None
    for_officer: str | None = None
    """Whom it was sent to by name: it follows them to another counter."""
    counter: int | None = None
    """The counter that parked it."""
    park_reason: str | None = None
    back_at: datetime | None = None
    postponed_until: datetime | None = None
    missed_at: datetime | None = None
    """When a no-show was given up."""
    queued_at: datetime | None = None
    """When the wait for this stop began."""


class DeskService(Message):
    service: str
    name: Words
    waiting: int
    expected_minutes: int
    helps: bool = False
    """Another counter's service, with which this one helps out."""
    given: bool = False
    """Whether the counter takes it for a while, by whoever runs the hall."""
    given_until: datetime | None = None
    """When that ends by the clock; None where it lasts until it is taken back."""


class DeskNote(Message):
    """What an officer wrote of the visitor, for whoever serves them next."""

    text: str
    officer: str | None
    counter: int
    at: datetime


class LastVisit(Message):
    """The visit that the counter was done with last; its time may still be said to be wrong."""

    ticket: int
    number: str
    inaccurate: bool


class CounterHelp(Message):
    """The officer rings for a supervisor."""

    wanted_at: datetime
    helper: str | None
    """Who has said that they come."""


class OfficerCall(Message):
    """Whoever runs the hall asks the officer to come or to answer."""

    at: datetime
    by: str
    text: str


class NoShowRule(Message):
    """What is still owed to the called visitor before they may be marked as a no-show."""

    recalls_missing: int
    allowed_at: datetime
    """When the next recall counts or, with none missing, when the mark is allowed."""
    automatic_at: datetime | None
    """When the clock marks them unless they come or are recalled."""


class Desk(Message):
    """A counter as its officer sees it: the topic `counter:HALL:N`, and `GET /halls/{hall}/counters/{n}`."""

    hall: str
    hall_name: Words
    timezone: str
    counter: int
    zone: str
    zone_name: Words
    state: CounterState
    officer: str | None
    pause_reason: str | None
    current: Ticket | None
    services: tuple[DeskService, ...]
    priority_classes: tuple[PriorityClassEntry, ...]
    waiting_count: int
    waiting: tuple[WaitingEntry, ...]
    """The next 30 by rank."""
    parked: tuple[WaitingEntry, ...]
    served_today: int
    at: datetime
    back_at: datetime | None = None
    """When a paused counter means to go on."""
    no_show: NoShowRule | None = None
    """None while nobody is called."""
    outcome: OutcomeRule = OutcomeRule.NOT_ASKED
    """Whether the officer is asked how a visit ended."""
    dossiers: DossierAsking | None = None
    """None where the hall asks nothing of dossiers, or nobody is there."""
    undo_until: datetime | None = None
    """Until when the officer may take back what was done last here; None where that never could be."""
    announcement: AnnouncementNow | None = None
    """Whether the call is being said or waits to be; None once it was said."""
    missed: tuple[WaitingEntry, ...] = ()
    """The last six who did not come, the newest first: `return` with their `ticket` lets whoever comes after all wait
    again, at the place that the hall's grace gives."""
    note: DeskNote | None = None
    """Of the counter's visitor."""
    inaccurate: bool = False
    """Whether the time of the counter's visitor is kept out of the figures."""
    last: LastVisit | None = None
    help: CounterHelp | None = None
    """None while nobody rings."""
    officer_call: OfficerCall | None = None
    """None while nobody asks for the officer."""
    call_after_finish: CallAfterFinish = CallAfterFinish.NEVER
    """Whether finishing calls the next one; `choice` leaves it to the officer."""
    go_on_alone: bool = False
    """Whether the counter may go on with `alone` while the server cannot be reached."""
    alone: tuple[int, ...] = ()
    """Of `waiting`, the tickets that this counter calls if all counters go on without the server: no two the same."""
    undoes: str | None = None
    """The event that `undo` takes back, as the journal names it."""


class OpenCounter(Request):
    officer: ShortText | None = None
    """The officer's name, where a program speaks for officers, or whoever oversees them opens a counter for one; an
    officer who has signed in is always themselves. Each sits at one counter at a time; only a program that names nobody
    opens several, in its own name."""
    take_over: bool = False
    """The officer was asked: closes the counter at which they sit, and takes this one from a colleague who has left
    it open. Without it, either is refused."""


class PauseCounter(Request):
    reason: ShortText
    back_at: Moment | None = None
    """When the counter means to go on."""


class CallChosen(Request):
    """Calls this visitor: out of order, with a reason; or a parked one, or a latecomer, without."""

    ticket: Id
    reason: ShortText | None = None


class ParkTicket(Request):
    reason: ShortText
    back_at: Moment | None = None
    """When the visitor means to be back."""


class ReturnTicket(Request):
    """Lets the counter's ticket wait again, or the parked one or latecomer named here."""

    ticket: Id | None = None
    position: Position = Position.BY_ARRIVAL


class TransferTicket(Request):
    """To a service, to one counter, to an officer by name, or back to the officer who sent the visitor here."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"properties": {"service": {"type": "string"}, "back": {"const": False}}, "required": ["service"]},
                {"properties": {"counter": {"type": "integer"}, "back": {"const": False}}, "required": ["counter"]},
                {"properties": {"officer": {"type": "string"}, "back": {"const": False}}, "required": ["officer"]},
                {
                    "properties": {
                        "service": {"type": "null"},
                        "counter": {"type": "null"},
                        "officer": {"type": "null"},
                        "back": {"const": True},
                    },
                    "required": ["back"],
                },
            ],
            "not": {
                "properties": {"counter": {"type": "integer"}, "officer": {"type": "string"}},
                "required": ["counter", "officer"],
            },
        }
    )

    service: ShortText | None = None
    counter: Id | None = None
    officer: ShortText | None = None
    """Whoever sits at a counter now; the visitor follows them to the counter that they open next."""
    back: bool = False
    position: Position = Position.BY_ARRIVAL

    @model_validator(mode="after")
    def names_one_destination(self) -> "TransferTicket":
        if self.back == any(named is not None for named in (self.service, self.counter, self.officer)):
            raise ValueError("name a service, a counter or an officer; or say back")
        if self.counter is not None and self.officer is not None:
            raise ValueError("name a counter or an officer, not both")
        return self


class PlanStops(Request):
    next_stops: Annotated[tuple[ShortText, ...], Field(max_length=10)]
    """The services that follow this one, in this order; none ends the visit here."""


class WalkIn(Request):
    """Somebody stands at the counter without a ticket."""

    service: ShortText
    priority_class: ShortText | None = None
    language: ShortText | None = None
    dossiers: Annotated[int, Field(ge=1, le=99), WHOLE] = 1
    queued: bool = False
    """They wait by their arrival like everybody, though the counter be free."""


class WriteNote(Request):
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500, pattern=NO_NUL)]
    """In place of the one before; nothing takes it away."""


class CorrectDossiers(Request):
    dossiers: Annotated[int, Field(ge=1, le=99), WHOLE]


class MarkTimeInaccurate(Request):
    """The recorded time is not what the visit took."""

    ticket: Id | None = None
    """The counter's visitor or whoever it was done with last; the one or else the other where none is named."""


class Colleague(Message):
    """An officer at a counter now."""

    officer: str
    counter: int
    state: CounterState


class Colleagues(Message):
    """Who sits where, by counter."""

    officers: tuple[Colleague, ...]


class UsualTime(Message):
    """How long a service takes here, by what the hall has recorded: the P50 and P90 of the statistics."""

    service: str
    visits: int
    usual_minutes: float
    long_minutes: float
    """Nine of ten took no longer."""


class UsualTimes(Message):
    """Of the services that the counter takes and that were served often enough to tell."""

    services: tuple[UsualTime, ...]


_SECONDS_AGO = Annotated[int, Field(ge=0, le=24 * 60 * 60), WHOLE]


class VisitAlone(Request):
    """A number that the officer called by voice while the server was away."""

    ticket: Id
    came: bool = True
    """Served; else nobody came."""
    called_seconds_ago: _SECONDS_AGO
    ended_seconds_ago: _SECONDS_AGO


class HandInAlone(Request):
    """What was done without the server. It may be handed in again: each number counts once."""

    visits: Annotated[tuple[VisitAlone, ...], Field(min_length=1, max_length=100)]


class VisitTakenOver(Message):
    ticket: int
    number: str
    outcome: Literal["accepted", "already", "refused"]
    detail: str | None = None
    """Why it is refused, in words."""


class HandedInAlone(Message):
    visits: tuple[VisitTakenOver, ...]


class FinishTicket(Request):
    outcome: VisitOutcome | None = None
    """How the visit ended; must be said where the hall demands it."""
    dossiers: Annotated[int, Field(ge=0, le=99), WHOLE] | None = None
    dossier_codes: tuple[ShortText, ...] = ()
    note: LongText | None = None
    handled: Annotated[tuple[HandledEntry, ...], Field(max_length=MOST_AT_ONCE)] = ()
    """What is said of each dossier; the hall's file says whether it must be."""

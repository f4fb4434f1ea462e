"""A counter as its officer sees it, and what the officer does there."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from display_server.contract.announcements import AnnouncementNow
from display_server.contract.common import WHOLE, Id, LongText, Message, Moment, Request, ShortText, Words
from display_server.contract.dossiers import DossierAsking, HandledEntry
from display_server.contract.kiosk import PriorityClassEntry
from display_server.contract.tickets import Ticket
from display_server.domain.counter import CounterState
from display_server.domain.dispatch import Position
from display_server.domain.handled import MOST_AT_ONCE
from display_server.domain.outcome import OutcomeRule, VisitOutcome


class WaitingEntry(Message):
    """A waiting visitor as a counter sees them."""

    ticket: int
    number: str
    service: str
    priority_class: str | None
    issued_at: datetime
    rank: datetime
    for_counter: int | None = None
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


class OpenCounter(Request):
    officer: ShortText | None = None
    """The officer's name, where a program speaks for officers; a signed-in person is always themselves. Either sits at
    one counter at a time; only a program that names nobody opens several, in its own name."""


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
    """To a service, to one counter, or back to the officer who sent the visitor here."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                {"properties": {"service": {"type": "string"}, "back": {"const": False}}, "required": ["service"]},
                {"properties": {"counter": {"type": "integer"}, "back": {"const": False}}, "required": ["counter"]},
                {
                    "properties": {
                        "service": {"type": "null"},
                        "counter": {"type": "null"},
                        "back": {"const": True},
                    },
                    "required": ["back"],
                },
            ]
        }
    )

    service: ShortText | None = None
    counter: Id | None = None
    back: bool = False
    position: Position = Position.BY_ARRIVAL

    @model_validator(mode="after")
    def names_one_destination(self) -> "TransferTicket":
        if self.back == (self.service is not None or self.counter is not None):
            raise ValueError("name a service, a counter or both; or say back")
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


class FinishTicket(Request):
    outcome: VisitOutcome | None = None
    """How the visit ended; must be said where the hall demands it."""
    dossiers: Annotated[int, Field(ge=0, le=99), WHOLE] | None = None
    dossier_codes: tuple[ShortText, ...] = ()
    note: LongText | None = None
    handled: Annotated[tuple[HandledEntry, ...], Field(max_length=MOST_AT_ONCE)] = ()
    """What is said of each dossier; the hall's file says whether it must be."""

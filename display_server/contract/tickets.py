"""A visitor's ticket and what its holder does with it: for phones, tablets and whoever asks what became of one."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from display_server.contract.common import (
    NO_NUL,
    SAYS_SOMETHING,
    WHOLE,
    Day,
    Id,
    LongText,
    Message,
    Moment,
    QuietTime,
    Request,
    ShortText,
    WaitRange,
    Words,
)
from display_server.domain.rating_plan import LONGEST_COMMENT, MOST_POINTS
from display_server.domain.reminder import MessageState
from display_server.domain.ticket import Paper, State


class Ticket(Message):
    """A visitor's number and way through the hall. Also the view of the topic `ticket:TOKEN`."""

    id: int
    number: str
    hall: str
    hall_name: Words
    timezone: str
    """The hall's: a phone shows the hall's times, wherever it is."""
    service: str
    service_name: Words
    department: str
    department_name: Words
    zone: str
    zone_name: Words
    priority_class: str | None
    priority_class_name: Words | None
    language: str
    state: State
    issued_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    counter: int | None
    calls: int
    people_ahead: int | None
    """Waiting visitors who will be called before this one; None once it has been called."""
    counters_serving: int
    """Open counters that take the service; 0 once called."""
    wait: WaitRange | None
    """None once called, and while no counter serves the service and nothing can be promised."""
    call_from: datetime | None = None
    """Between this and `call_until` it will be called, as times of day are told; None where `wait` is."""
    call_until: datetime | None = None
    longer_because: Words | None = None
    """Why its holder waits longer than they were told as they took it, in one sentence; None where they will not."""
    near: bool = False
    """Whether so few are ahead that its holder should come near."""
    message: MessageState | None = None
    """Of the message before the call that its holder wants, if they want one; `near` is none of its states."""
    push: bool = False
    """Whether its holder's browser is told while the page is closed."""
    rated: bool
    token: str
    """Whoever holds it may cancel, postpone and rate: empty in what a counter's officer and a manager are answered."""
    follow_url: str
    stop: int = 1
    """Which service of the visit this is; a visit goes through several under one number."""
    queued_at: datetime | None = None
    """When the wait for this stop began."""
    waited_minutes: float | None = None
    """For this stop, until its last call, as the statistics count it; None before."""
    next_stops: tuple["NextStop", ...] = ()
    route: tuple["RouteStop", ...] = ()
    """The whole way of a visit with several stops, in order; empty where there is but one."""
    for_counter: int | None = None
    """The only counter that may call it."""
    sent_by: int | None = None
    """The counter that sent the visitor here; sent back, they go to its officer of then, wherever that one sits now."""
    postponed_until: datetime | None = None
    park_reason: str | None = None
    back_at: datetime | None = None
    """When a parked visitor means to be back."""
    dossiers: int = 1
    """How many dossiers the holder declared."""
    paper: Paper | None = None
    """What became of its slip, where a kiosk has told."""
    asks: "RatingAsks | None" = None
    """What its holder is asked beyond the four faces; None unless the visit may be rated now."""
    proof: str | None = None
    """Its place in the journal's chain, for `/proof/HALL/CODE`: in the answer to whoever takes it, for the paper."""
    quiet_time: QuietTime | None = None
    """When a visit for the same would be quicker: in the answer to whoever takes it, for the paper, and on its page."""


class NextStop(Message):
    service: str
    name: Words


class StopState(StrEnum):
    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"


class RouteStop(Message):
    """One stop of a visit with several, and where it is."""

    service: str
    name: Words
    state: StopState
    zone_name: Words
    counters: str
    """As signs say them: `5–8, 12`; the one that called, once it is known."""


class TicketAnswer(Message):
    ticket: Ticket


class CheckpointShown(Message):
    """How far the journal's chain had come, signed with Ed25519 (RFC 8032); all in hexadecimal."""

    seq: int
    link: str
    at: datetime
    key: str
    signature: str
    message: str
    """The text whose UTF-8 bytes are signed."""


class Proof(Message):
    """A ticket's place in the journal's chain: `link` is the SHA-256 of `before`, a line feed and `entry`."""

    hall: str
    hall_name: Words
    timezone: str
    number: str
    service_name: Words
    issued_at: datetime
    seq: int
    before: str
    entry: str
    link: str
    after: str | None
    """The next link, once there is one."""
    checkpoint: CheckpointShown | None
    """The first that was signed since; every one holds all links before it."""
    order: Words
    """Who was called before it though they came later, and why: one sentence."""


class Appointment(Message):
    """A promised time; its code goes into `IssueTicket.appointment` when the visitor comes."""

    code: str
    service: str
    at: datetime
    ticket: int | None = None
    """The id of the ticket that its holder took on coming."""


class Appointments(Message):
    """Those of one local day, by time."""

    appointments: tuple[Appointment, ...]


class RatingQuestion(Message):
    """The visit a rating tablet asks about."""

    number: str
    token: str
    """For `Rate.ticket`: it rates this visit and does nothing else."""
    service_name: Words
    finished_at: datetime
    expires_at: datetime
    officer: str | None = None
    """Who served it."""


class RatingReason(Message):
    """Why a visitor may not be satisfied, as the hall words it; its slug goes into `Rate.reasons`."""

    slug: str
    name: Words


class RatingAsks(Message):
    """What a hall asks beyond the four faces."""

    reasons: tuple[RatingReason, ...] = ()
    indicators: tuple[str, ...] = ()
    comment: bool = False


class RatingPrompt(Message):
    """What a rating tablet shows: the topic `rating:HALL:N`. It sleeps while there is no question."""

    hall: str
    hall_name: Words
    languages: tuple[str, ...]
    counter: int
    officer: str | None
    question: RatingQuestion | None
    at: datetime
    reasons: tuple[RatingReason, ...] = ()
    """Asked after the scores 1 and 2."""
    indicators: tuple[str, ...] = ()
    """Those of Circular 01/2018/TT-VPCP that the hall asks, by their numbers in it."""
    comment: bool = False
    """Whether it asks for words of their own."""


class JournalEntry(Message):
    seq: int
    at: datetime
    event: str
    actor: str
    counter: int | None
    facts: dict[str, Any]
    words: Words = Field(default_factory=dict)
    """The same in one plain sentence."""
    undone: bool = False
    """It was taken back: what came of it holds no more."""


class Stop(Message):
    """One service of a visit: its own wait, and its own time of service."""

    service: str
    name: Words
    counter: int | None
    queued_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
    wait_minutes: float | None
    service_minutes: float
    inaccurate: bool = False
    """The officer said that the time is wrong, or noted it without the server: it is in no figure."""


class History(Message):
    ticket: Ticket
    events: tuple[JournalEntry, ...]
    stops: tuple[Stop, ...] = ()
    total_minutes: float | None = None
    """From the issue to the end of the visit."""


class VisitQuery(Request):
    number: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=12, pattern=SAYS_SOMETHING)
    ]
    """As it stands on the slip."""
    day: Day | None = None
    """The local day of the ticket; today's without it."""


class Why(Message):
    """Which of two numbers was called first, or would be, and why, in one sentence."""

    first: str
    second: str
    earlier: str
    because: Words


class Rated(Message):
    ticket: int
    score: int


class WhyQuery(Request):
    """Two numbers of a day; `service` is the stop in question, where visits have several.

    Without a day: today's numbers, or yesterday's as long as its visits go on.
    """

    first: ShortText
    second: ShortText
    day: Day | None = None
    service: ShortText | None = None


class IssueTicket(Request):
    service: ShortText
    priority_class: ShortText | None = None
    language: ShortText | None = None
    dossiers: Annotated[int, Field(ge=1, le=99), WHOLE] = 1
    appointment: ShortText | None = None
    card_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{9,12}$")] | None = Field(default=None, repr=False)
    """Of the ID card that the visitor shows, where the catalogue's `id_card` says that the hall asks for it. Only a
    mark of it is kept, and only for the day."""


class MakeAppointment(Request):
    service: ShortText
    at: Moment


class AppointmentsQuery(Request):
    """A local day of the hall, today where none is named."""

    day: Day | None = None


class PostponeTicket(Request):
    minutes: Annotated[int, Field(ge=1, le=60), WHOLE]


class WantMessage(Request):
    """Where a message goes when few are ahead: a phone number (`0912 345 678`, `+84912345678`) or an e-mail address.

    Kept until it is sent and no longer than the day.
    """

    to: Annotated[str, StringConstraints(min_length=1, max_length=100), NO_NUL] = Field(repr=False)


class PushKeys(Request):
    p256dh: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{80,100}=*$")]
    auth: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,30}=*$")]


class WantPush(Request):
    """What the browser's `PushManager.subscribe` gave (Web Push, RFC 8030 and 8291)."""

    endpoint: Annotated[str, StringConstraints(max_length=1000, pattern=r"^https?://[\x21-\x7e]+$")] = Field(repr=False)
    keys: PushKeys = Field(repr=False)


class Rate(Request):
    """One rating: of the ticket with this token, or of the last visit served at this counter.

    `ticket`: the token of the paper and the phone, or what the tablet was given with its question. Reasons are of the
    hall's list; indicators 1, 3, 4 and 7 of Circular 01/2018/TT-VPCP; what the hall does not ask is refused.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"properties": {"ticket": {"type": "string"}, "counter": {"type": "null"}}, "required": ["ticket"]},
                {
                    "properties": {
                        "ticket": {"type": "null"},
                        "counter": {"type": "integer"},
                        "answered_seconds_ago": {"const": 0},
                    },
                    "required": ["counter"],
                },
            ],
            "anyOf": [{"properties": {"score": {"maximum": 2}}}, {"properties": {"reasons": {"maxItems": 0}}}],
        }
    )

    ticket: ShortText | None = None
    hall: ShortText | None = None
    counter: Id | None = None
    score: Annotated[int, Field(ge=1, le=4), WHOLE]
    reasons: Annotated[tuple[ShortText, ...], Field(max_length=10, json_schema_extra={"uniqueItems": True})] = ()
    indicators: dict[Literal["1", "3", "4", "7"], Annotated[int, Field(ge=0, le=MOST_POINTS), WHOLE]] = Field(
        default_factory=dict
    )
    comment: Annotated[LongText, Field(max_length=LONGEST_COMMENT)] | None = None
    answered_seconds_ago: Annotated[int, Field(ge=0, le=24 * 60 * 60), WHOLE] = 0
    """Of an answer about a ticket that its device kept while the server was away."""

    @model_validator(mode="after")
    def names_one_visit(self) -> "Rate":
        if (self.ticket is None) == (self.counter is None):
            raise ValueError("name either the ticket or the counter")
        if self.counter is not None and self.answered_seconds_ago:
            raise ValueError("what a counter served last is rated at once, and not some seconds ago")
        return self


class WithdrawRating(Request):
    """Takes the rating of this ticket back, by the same token that gave it."""

    ticket: ShortText


class RatingWithdrawn(Message):
    ticket: int

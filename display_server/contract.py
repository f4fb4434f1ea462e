"""What travels to other programs: views, requests, answers and topics. No Flask, no SQL, no rules.

Every model is frozen. Instants are aware datetimes (UTC inside, ISO 8601 with
offset on the wire); words for people come as `Words`, one text per language code, so that a screen changes its
language without asking the server again.
"""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from display_server.domain.counter import CounterState as CounterState
from display_server.domain.device import Condition as Condition
from display_server.domain.dispatch import Position as Position
from display_server.domain.dossier import Progress as Progress
from display_server.domain.ticket import Paper as Paper
from display_server.domain.ticket import State as State
from display_server.domain.ticket_layout import BLOCKS, NEEDED

Words = dict[str, str]
"""A text per language code: `{"vi": "Đăng ký kinh doanh", "en": "Business registration"}`."""

TICKET_BLOCKS, NEEDED_BLOCK = BLOCKS, NEEDED
"""What stands on tickets, and what must."""

NO_NUL = r"^[^\x00]*$"
"""PostgreSQL cannot keep the character NUL, and nobody writes it."""

Id = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""What the database can hold."""
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2900, 1, 1))]
Moment = Annotated[AwareDatetime, Field(ge=datetime(1900, 1, 1, tzinfo=UTC), le=datetime(2900, 1, 1, tzinfo=UTC))]
"""Far from the ends of the calendar, where no time can be reckoned with any more; a lost clock says 1970."""

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=NO_NUL)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=NO_NUL)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]


class Message(BaseModel):
    """What the server says. Fields may be added: a program that is older than the server passes them over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


NETWORK_SERVICE = "_motcua._tcp.local."
"""What a server is called in the hall's network (DNS-SD), so that a kiosk finds it."""


class Request(Message):
    """What the server is asked. A field that it does not know is a mistake, and is said to be one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- answers and views ------------------------------------------------------------------------------------------------


class WaitRange(Message):
    """The promise made to a citizen: the call is expected between these two whole minutes from now."""

    low_minutes: int
    high_minutes: int


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
    rated: bool
    token: str
    follow_url: str
    stop: int = 1
    """Which service of the visit this is; a visit goes through several under one number."""
    queued_at: datetime | None = None
    """When the wait for this stop began."""
    waited_minutes: float | None = None
    """For this stop, until its last call, as the statistics count it; None before."""
    next_stops: tuple["NextStop", ...] = ()
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


class NextStop(Message):
    service: str
    name: Words


class TicketAnswer(Message):
    ticket: Ticket


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


class Pairing(Message):
    """What a new device shows: `motcua device approve CODE` lets it in, until the code expires."""

    code: str
    expires_at: datetime


class NumberLease(Message):
    """Numbers that this kiosk alone may print until `expires_at`, while it cannot reach the server."""

    id: int
    prefix: str
    day: date
    numbers: tuple[str, ...]
    """Those left, as they are printed, to be used in this order."""
    begins_at: datetime | None = None
    """From when they may be printed; at once, where nothing is said."""
    expires_at: datetime


class NumberLeases(Message):
    leases: tuple[NumberLease, ...]
    next_day: tuple[NumberLease, ...] = ()
    """Of the next day on which the hall opens, for a kiosk that is still cut off then."""
    follow_url: str
    """Where the holder of a printed ticket follows it: `{token}` stands for the ticket's token."""
    at: datetime


class HandedInTicket(Message):
    """What became of one ticket: `accepted`; `already` handed in before; or `refused`, with why."""

    number: str
    outcome: Literal["accepted", "already", "refused"]
    ticket: Ticket | None
    why: str | None


class HandedIn(Message):
    """One answer per ticket, in the order in which they were handed in."""

    tickets: tuple[HandedInTicket, ...]


class PriorityClassEntry(Message):
    slug: str
    name: Words
    head_start_minutes: int
    from_age: int | None = None
    """The age in years that alone gives this class: whoever shows an ID card need not ask for it."""


class NotNow(StrEnum):
    """Why a service gives no ticket: the hall is closed, today's tickets are given, or it is done online only."""

    CLOSED = "closed"
    FULL = "full"
    ONLINE = "online"


class Online(Message):
    """Where a service can be done without coming; `only`: nowhere else."""

    address: str
    only: bool


class ServiceEntry(Message):
    slug: str
    name: Words
    prefix: str
    open: bool
    why_closed: Words | None
    people_ahead: int
    counters_serving: int
    wait: WaitRange | None
    last_ticket_at: datetime | None = None
    """Until when tickets are given today, as it looks now; or, where no more are, when the last one was.

    None where nothing ends them before the hall closes, and where none was given.
    """
    not_now: NotNow | None = None
    keywords: tuple[str, ...] = ()
    """What citizens call it, beside its name."""
    papers: tuple[Words, ...] = ()
    """What to bring."""
    online: Online | None = None


class DepartmentEntry(Message):
    slug: str
    name: Words
    zone: str
    services: tuple[ServiceEntry, ...]


class ZoneEntry(Message):
    slug: str
    name: Words


class KioskLook(Message):
    """The centre's look on its kiosks: colours as `#RRGGBB`, a PNG in base64, and the dim hours of the hall's clock."""

    primary: str | None = None
    accent: str | None = None
    logo: str | None = None
    dims_at: time | None = None
    bright_at: time | None = None


class OpenHours(Message):
    """The hall is open from `begins` until just before `ends`."""

    begins: datetime
    ends: datetime


class Catalogue(Message):
    """What a kiosk offers: departments, their services, and whether each can be chosen now."""

    hall: str
    name: Words
    timezone: str
    languages: tuple[str, ...]
    hotline: str | None
    at: datetime
    seq: int
    open: bool
    why_closed: Words | None
    zones: tuple[ZoneEntry, ...]
    priority_classes: tuple[PriorityClassEntry, ...]
    departments: tuple[DepartmentEntry, ...]
    id_card: Literal["not_asked", "welcome", "required"] = "not_asked"
    """Whether the kiosk asks for an ID card, and whether it gives tickets without one."""
    look: KioskLook = KioskLook()
    ticket_layout: str | None = None
    """The version of the hall's layout of tickets, to be fetched where it is another than the kiosk has."""
    hours: tuple[OpenHours, ...] = ()
    """When the hall is open today and tomorrow: for a kiosk that has to know it without the server."""


class BoardCall(Message):
    """One line of a hall display. `seq` is that of the latest call or recall: a display announces what is newer than
    the last `seq` it announced, so that neither a burst nor a gap loses a call."""

    number: str
    counter: int
    zone: str
    called_at: datetime
    seq: int
    recalled: bool


class BoardService(Message):
    service: str
    name: Words
    prefix: str
    waiting: int
    wait: WaitRange | None


class BoardPause(Message):
    """A counter that calls nobody for a while."""

    counter: int
    zone: str
    reason: str
    back_at: datetime | None


class BoardCounter(Message):
    """What stands at a counter now: for the LED display above it."""

    counter: int
    state: CounterState
    number: str | None
    """Of the visitor called or in service."""
    calling: bool
    """The visitor has been called and not come yet."""
    calls: int


class Board(Message):
    """Everything a hall display shows: the last 20 calls, newest first, and what waits for each service."""

    hall: str
    hall_name: Words
    zone: str | None
    zone_name: Words | None
    timezone: str
    languages: tuple[str, ...]
    at: datetime
    open: bool
    calls: tuple[BoardCall, ...]
    services: tuple[BoardService, ...]
    notice: Words | None
    paused: tuple[BoardPause, ...] = ()
    counters: tuple[BoardCounter, ...] = ()


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
    undo_until: datetime | None = None
    """Until when the officer may take back what was done last here; None where that never could be."""
    missed: tuple[WaitingEntry, ...] = ()
    """The last six who did not come, the newest first: `return` with their `ticket` lets whoever comes after all wait
    again, at the place that the hall's grace gives."""


class RatingQuestion(Message):
    """The visit a rating tablet asks about."""

    number: str
    token: str
    service_name: Words
    finished_at: datetime
    expires_at: datetime


class RatingPrompt(Message):
    """What a rating tablet shows: the topic `rating:HALL:N`. It sleeps while there is no question."""

    hall: str
    hall_name: Words
    languages: tuple[str, ...]
    counter: int
    officer: str | None
    question: RatingQuestion | None
    at: datetime


class CounterNow(Message):
    number: int
    zone: str
    state: CounterState
    officer: str | None
    pause_reason: str | None
    serving: str | None
    """The number held by the counter, called or in service."""
    since: datetime | None
    back_at: datetime | None = None


class ServiceNow(Message):
    service: str
    name: Words
    department_name: Words
    waiting: int
    oldest_issued_at: datetime | None
    counters_serving: int
    target_wait_minutes: int
    wait: WaitRange | None
    longest_since: datetime | None = None
    """Since when the one who waits longest for it has waited: since the transfer, for whoever was sent here."""


class DeviceNow(Message):
    """A kiosk as it was heard of last."""

    name: str
    place: Words | None
    condition: Condition
    heard_at: datetime
    tickets_left: int | None
    not_handed_in: int
    last_print_at: datetime | None
    screen: str
    version: str
    help_wanted_at: datetime | None = None
    """When somebody before it called staff; a screen shows that until `help_until`."""
    help_until: datetime | None = None


class HallNow(Message):
    """The hall at this moment, for managers: the topic `hall:HALL`."""

    hall: str
    hall_name: Words
    timezone: str
    at: datetime
    open: bool
    issued: int
    waiting: int
    called: int
    serving: int
    parked: int
    served: int
    no_shows: int
    cancelled: int
    counters: tuple[CounterNow, ...]
    services: tuple[ServiceNow, ...]
    devices: tuple[DeviceNow, ...] = ()
    not_printed: int = 0
    """Today's tickets whose slips did not come out, and have not come out since."""
    not_collected: int = 0
    """Today's tickets whose slips nobody took."""


class Measures(Message):
    """A distribution of durations in minutes; None where there is nothing to measure."""

    count: int
    mean: float | None
    p50: float | None
    p80: float | None
    p90: float | None
    max: float | None
    within_target: float | None
    """Share, 0..1, within the service's target wait; None where no target applies."""


class RatingMeasures(Message):
    count: int
    mean: float | None
    """1..4"""
    counts: tuple[int, int, int, int]
    """How often each score was given: very dissatisfied first, very satisfied last."""
    response_rate: float | None
    """Ratings ÷ served visits, 0..1."""


class StatisticsRow(Message):
    key: str
    name: Words
    issued: int
    served: int
    no_shows: int
    cancelled: int
    waiting: int
    waits: Measures
    service_times: Measures
    ratings: RatingMeasures
    inaccurate: int = 0
    """Services that were forgotten to be finished: left out of `service_times`."""
    left_open: int | None = None
    """Counters that nobody had signed out at the close of the day; None where the groups are not of counters."""


GroupBy = Literal["service", "department", "counter", "officer", "hour", "weekday", "day"]


class Statistics(Message):
    hall: str
    first_day: date
    last_day: date
    group_by: GroupBy
    rows: tuple[StatisticsRow, ...]
    total: StatisticsRow
    definitions: Words


class JournalEntry(Message):
    seq: int
    at: datetime
    event: str
    actor: str
    counter: int | None
    facts: dict[str, Any]


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


class History(Message):
    ticket: Ticket
    events: tuple[JournalEntry, ...]
    stops: tuple[Stop, ...] = ()
    total_minutes: float | None = None
    """From the issue to the end of the visit."""


class Why(Message):
    """Which of two numbers was called first, or would be, and why, in one sentence."""

    first: str
    second: str
    earlier: str
    because: Words


class Rated(Message):
    ticket: int
    score: int


class FieldError(Message):
    field: str
    message: str


class Problem(Message):
    """An error in words, RFC 9457 `application/problem+json`."""

    type: str = "about:blank"
    status: int
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()


class Me(Message):
    """Who a token or a browser's session belongs to. `csrf` goes into `X-CSRF-Token` of a session's commands."""

    role: str
    name: str
    hall: str | None
    counter: int | None
    csrf: str | None


# --- requests ---------------------------------------------------------------------------------------------------------


class SignIn(Request):
    name: ShortText
    password: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class AskToPair(Request):
    """A new device asks to be let in. It makes its own bearer token, and tells no more of it than its digest.

    Once its code is approved, `GET /me` answers to the token with the role and the hall.
    """

    role: Literal["kiosk", "display", "panel", "rating"]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 of the token, in hexadecimal; the token has at least 256 random bits."""


class BoardQuery(Request):
    zone: ShortText | None = None


class StatisticsQuery(Request):
    """Local days of the hall, both included: without `to` until today, without `from` one day."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="to")] = None
    group_by: GroupBy = "service"


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
    dossiers: Annotated[int, Field(ge=1, le=99)] = 1
    appointment: ShortText | None = None
    card_number: Annotated[str, StringConstraints(pattern=r"^[0-9]{9,12}$")] | None = Field(default=None, repr=False)
    """Of the ID card that the visitor shows, where the catalogue's `id_card` says that the hall asks for it. Only a
    mark of it is kept, and only for the day."""


Kiosk = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{8,100}$")]
"""A name that a kiosk makes up once, at random, and keeps: two kiosks must never share one."""


class MakeAppointment(Request):
    service: ShortText
    at: Moment


class AppointmentsQuery(Request):
    """A local day of the hall, today where none is named."""

    day: Day | None = None


class LeaseNumbers(Request):
    """Asks for numbers to print while the server cannot be reached; hand in first what was printed before.

    What is left of leases of this kiosk that have expired goes to others with this request.
    """

    kiosk: Kiosk
    size: Annotated[int, Field(ge=1, le=5000)] = 50
    """About how many numbers of each prefix."""
    prefixes: Annotated[tuple[ShortText, ...], Field(max_length=200)] = ()
    """All that the hall offers, where none is named."""


class PrintedTicket(Request):
    """A ticket that a kiosk printed from a lease."""

    lease: Id
    number: ShortText
    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,32}$")]
    """Made by the kiosk from at least 128 random bits; it stands in the ticket's QR code."""
    issued_at: Moment
    service: ShortText
    priority_class: ShortText | None = None
    language: ShortText | None = None
    dossiers: Annotated[int, Field(ge=1, le=99)] = 1
    key: ShortText | None = None
    """The Idempotency-Key of the request that got no answer before this number was printed instead."""


class HandInTickets(Request):
    kiosk: Kiosk
    tickets: Annotated[tuple[PrintedTicket, ...], Field(max_length=100)]


class WantHelp(Request):
    """Somebody at this kiosk asks for staff."""

    kiosk: Kiosk


class SlipNews(Request):
    """What became of a ticket's paper, and when by the kiosk's clock."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=NO_NUL)]
    paper: Paper
    at: Moment


class ReportSlips(Request):
    """May be sent again: what is known already stays as it is."""

    slips: Annotated[tuple[SlipNews, ...], Field(max_length=200)]


class SlipsNoted(Message):
    unknown: tuple[str, ...]
    """The tokens of tickets that the server does not know (yet): hand them in and tell again."""


class KioskHealth(Request):
    """How a kiosk is; it tells so every 15 seconds."""

    condition: Condition
    tickets_left: Annotated[int, Field(ge=0)] | None = None
    not_handed_in: Annotated[int, Field(ge=0)] = 0
    last_print_at: Moment | None = None
    screen: ShortText
    version: ShortText

    @model_validator(mode="after")
    def speaks_itself(self) -> "KioskHealth":
        if self.condition is Condition.LOST:
            raise ValueError("a kiosk that speaks is not lost")
        return self


class OtherKiosk(Message):
    """A kiosk that prints."""

    name: str
    place: Words | None


class KioskAdvice(Message):
    elsewhere: OtherKiosk | None
    """Where a citizen gets paper who gets none here; None where no kiosk prints."""


class DossierAnswer(Message):
    """Whether the result of a dossier can be fetched; nothing of whose it is."""

    progress: Progress
    counter: int | None
    """Of this hall, where the result is handed out."""
    not_before: date | None
    """The day for which it is promised."""
    words: Words
    """The same as a sentence."""


class TicketLayout(Message):
    """How this hall's kiosks lay their tickets out, and how long they hold them out. `version` differs when it does."""

    version: str
    blocks: tuple[str, ...]
    narrow_blocks: tuple[str, ...]
    texts: dict[str, Words]
    logo: str | None
    """A PNG file in base64."""
    collect_seconds: int


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


class PostponeTicket(Request):
    minutes: Annotated[int, Field(ge=1, le=60)]


class FinishTicket(Request):
    outcome: ShortText | None = None
    dossiers: Annotated[int, Field(ge=0, le=99)] | None = None
    dossier_codes: tuple[ShortText, ...] = ()
    note: LongText | None = None


class Rate(Request):
    """One rating: of the ticket with this token, or of the last visit served at this counter."""

    ticket: ShortText | None = None
    hall: ShortText | None = None
    counter: Id | None = None
    score: Annotated[int, Field(ge=1, le=4)]
    reasons: Annotated[tuple[ShortText, ...], Field(max_length=10)] = ()
    indicators: dict[str, Annotated[int, Field(ge=0, le=2)]] = {}
    comment: LongText | None = None

    @model_validator(mode="after")
    def names_one_visit(self) -> "Rate":
        if (self.ticket is None) == (self.counter is None):
            raise ValueError("name either the ticket or the counter")
        return self


# --- topics -----------------------------------------------------------------------------------------------------------


class TopicKind(StrEnum):
    BOARD = "board"
    COUNTER = "counter"
    RATING = "rating"
    HALL = "hall"
    TICKET = "ticket"


class Topic(NamedTuple):
    """What a screen watches. Written `kind:scope[:part]`; `scope` is the hall, or for tickets the token."""

    kind: TopicKind
    scope: str
    part: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Topic":
        """Reads a topic's written form.

        Raises ValueError where no such topic can exist.
        """
        kind, _, rest = text.partition(":")
        scope, _, part = rest.partition(":")
        topic = cls(TopicKind(kind), scope, part or None)
        if not scope or str(topic) != text:
            raise ValueError(f"not a topic: {text!r}")
        if topic.kind in (TopicKind.COUNTER, TopicKind.RATING):
            if part.isdecimal():
                return topic
            raise ValueError(f"name the counter's number: {text!r}")
        if part and topic.kind is not TopicKind.BOARD:
            raise ValueError(f"this topic has no parts: {text!r}")
        return topic

    def __str__(self) -> str:
        return ":".join((self.kind, self.scope, *((self.part,) if self.part else ())))


View = Board | Desk | RatingPrompt | HallNow | Ticket


class TopicView(Message):
    """The answer to `watch`, and every `view` after it."""

    topic: str
    seq: int
    view: View

"""The hall for those who answer for it: this moment, and figures of days."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from display_server.contract.announcements import AnnouncementNow
from display_server.contract.board import BoardDisplay
from display_server.contract.common import DaysQuery, Message, Request, ShortText, WaitRange, Words
from display_server.contract.playlist import PlaylistEntry
from display_server.domain.alerts import AlertKind
from display_server.domain.counter import CounterState
from display_server.domain.device import Condition
from display_server.domain.given_services import GivenFor


class GivenNow(Message):
    """A service that a counter takes for a while."""

    service: str
    name: Words
    until: datetime | None
    """None: until it is taken back."""
    given_by: str


ServiceSlug = Annotated[str, Field(min_length=1, max_length=63)]


class GiveServices(Request):
    """Has a counter take services beside its own for a while."""

    services: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=63)], ...], Field(min_length=1, max_length=50)
    ]
    given_for: GivenFor
    """now: until taken back; noon: until the hall's break, or 12:00; today: until the day ends."""


class TakeBackServices(Request):
    """What a counter was given; what it was not is left alone."""

    services: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=63)], ...], Field(min_length=1, max_length=50)
    ]


class CallOfficer(Request):
    """Rings at a counter's panel."""

    text: Annotated[ShortText, Field(max_length=120)]
    """What the officer is told: where to come, whom to answer."""


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
    help_wanted_at: datetime | None = None
    """Since when its officer rings for a supervisor."""
    helper: str | None = None
    """Who has said that they come."""
    takes: tuple[str, ...] = ()
    """The services that it calls now, its own and those that it is given or helps out with."""
    given: tuple[GivenNow, ...] = ()
    """Those that it takes for a while beside its own."""
    officer_called_at: datetime | None = None
    """Since when its officer is asked to come or to answer, and has not answered yet."""
    officer_called_by: str | None = None
    officer_call: str | None = None


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
    stopped: str | None = None
    """Why it gives no more tickets today, where somebody has stopped it."""


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


class AlertNow(Message):
    """Something that somebody should look at."""

    kind: AlertKind
    place: str
    """A service, a counter's number, a kiosk's name; empty for what is of the whole hall."""
    since: datetime
    words: Words
    grave: bool
    acknowledged_by: str | None = None
    """Who has said that they look after it."""
    acknowledged_at: datetime | None = None


class FiveMinutes(Message):
    """Who came and who was called in the five minutes from `at` on."""

    at: datetime
    arrived: int
    called: int


class AcknowledgeAlert(Request):
    """Says that whoever asks looks after an alert: it is quiet as long as it lasts."""

    kind: AlertKind
    place: Annotated[str, Field(max_length=200)] = ""


class StopService(Request):
    """Gives no more tickets for the service today."""

    reason: ShortText
    """Kiosks, the status page and phones tell it to whoever asks."""


class ReportNotSent(Message):
    """A report that the hall's file asks for and that did not go out; it is tried again."""

    report: str
    first_day: date
    fault: str


class AlertNotSent(Message):
    """Somebody whom the hall's file names was not told of an alert; it is tried again."""

    to: str
    """An e-mail address, or the host that is posted to."""
    at: datetime
    fault: str


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
    displays: tuple[BoardDisplay, ...] = ()
    playlist: tuple[PlaylistEntry, ...] = ()
    """What displays show between calls, as it was arranged."""
    languages: tuple[str, ...] = ()
    """In which a text may be said."""
    speaks: bool = False
    """Whether the hall has a voice, and this page is of the whole hall."""
    announcements: tuple[AnnouncementNow, ...] = ()
    """What the loudspeakers say now and what waits for them, zone by zone."""
    not_printed: int = 0
    """Today's tickets whose slips did not come out, and have not come out since."""
    messages_not_sent: int = 0
    """Today's messages before a call that did not go out, or do not get out however often it is tried."""
    one_stop_failing_since: datetime | None = None
    """Since when the one-stop system cannot be told of dossiers; it is tried again and again."""
    one_stop_fault: str | None = None
    one_stop_refused: int = 0
    """Today's news of dossiers that it does not take."""
    reports_not_sent: tuple[ReportNotSent, ...] = ()
    not_collected: int = 0
    """Today's tickets whose slips nobody took."""
    alerts: tuple[AlertNow, ...] = ()
    """Those that nobody has seen first, the grave before what can wait, the newest first."""
    alerts_not_sent: tuple[AlertNotSent, ...] = ()
    last_hour: tuple[FiveMinutes, ...] = ()
    """Arrivals and calls, the oldest first; the last five minutes go on."""


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


NOTHING_MEASURED = Measures(count=0, mean=None, p50=None, p80=None, p90=None, max=None, within_target=None)


class ReasonMeasure(Message):
    """How often a reason was given for not being satisfied."""

    slug: str
    name: Words
    count: int


class IndicatorMeasure(Message):
    """An indicator of Circular 01/2018/TT-VPCP, as those judged it who answered."""

    indicator: str
    """Its number in Article 13."""
    name: Words
    count: int
    mean: float | None
    """0..2; None where nobody answered."""


class RatingMeasures(Message):
    count: int
    mean: float | None
    """1..4"""
    counts: tuple[int, int, int, int]
    """How often each score was given: very dissatisfied first, very satisfied last."""
    response_rate: float | None
    """Ratings ÷ served visits, 0..1."""
    satisfied: float | None = None
    """Share of the answers that were "satisfied" or "very satisfied", 0..1; None without an answer."""
    reasons: tuple[ReasonMeasure, ...] = ()
    """Those that the hall asks or once asked, in its order; of a rating with several, each counts."""
    indicators: tuple[IndicatorMeasure, ...] = ()
    withheld: bool = False
    """Of an officer or counter with fewer than ten answers, or of one by which such could be found out: `count` and
    `response_rate` alone are told, the other figures are empty."""
    comparable: bool = True
    """False of an officer or counter with fewer than thirty answers: by chance alone they differ too much."""


class TimeSpent(Message):
    minutes: float
    share: float | None
    """Of the opening hours, 0..1; None where there were none."""


class PausedFor(Message):
    """What was paused for one reason."""

    reason: str
    """As the officers gave it; empty where it is kept no more."""
    minutes: float
    share: float


NO_TIME = TimeSpent(minutes=0.0, share=None)


class Utilisation(Message):
    """What counters did with the opening hours; of officers, with those in which they sat at a counter."""

    minutes: float
    """The opening hours, of each counter."""
    serving: TimeSpent
    """With a visitor, from the call until the counter let go of them."""
    idle_with_queue: TimeSpent
    """Open and without a visitor, though somebody waited whom the counter could have called."""
    idle_without_queue: TimeSpent
    paused: TimeSpent
    closed: TimeSpent
    pauses: tuple[PausedFor, ...] = ()
    """By reason, the longest first."""


NOTHING_SPENT = Utilisation(
    minutes=0.0,
    serving=NO_TIME,
    idle_with_queue=NO_TIME,
    idle_without_queue=NO_TIME,
    paused=NO_TIME,
    closed=NO_TIME,
)


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
    walks: Measures = NOTHING_MEASURED
    """From the last call to the start of serving."""
    parked: Measures = NOTHING_MEASURED
    visits: Measures = NOTHING_MEASURED
    """Whole ones, from the issue to the end, of those who were served."""
    inaccurate: int = 0
    """Services that were forgotten to be finished: left out of `service_times`."""
    left_open: int | None = None
    """Counters that nobody had signed out at the close of the day; None where the groups are not of counters."""
    utilisation: Utilisation | None = None
    """None where the groups are not of counters, officers or days."""


GroupBy = Literal[
    "service",
    "department",
    "counter",
    "officer",
    "hour",
    "quarter",
    "weekday",
    "weekday_hour",
    "day",
    "month",
    "priority_class",
    "outcome",
    "language",
]


OwnGroupBy = Literal["day", "weekday", "month"]


class DayNote(Message):
    """What is to be known of a day by whoever looks at its figures."""

    day: date
    note: str
    by: str | None
    """Who wrote it; None where the name is not kept any more."""
    at: datetime


class Statistics(Message):
    hall: str
    first_day: date
    last_day: date
    group_by: GroupBy
    rows: tuple[StatisticsRow, ...]
    total: StatisticsRow
    wait_distribution: tuple[int, ...] = ()
    """How many waits of the total took up to 5, 10, … minutes; the last: how many took longer than all of these."""
    relative_error: float = 0.0
    """Of the percentiles: 0 where every visit was looked at; more where the sums of days were merged."""
    definitions: Words
    notes: tuple[DayNote, ...] = ()
    """To these days."""


class FlowQuarter(Message):
    """A quarter of an hour of a day, or of the mean of several."""

    at: str
    """Its beginning by the hall's clock, as 08:15."""
    arrived: float
    waiting: float
    """Who waited at its end."""
    served: float


class DayFlow(Message):
    """Who arrived, waited and was served through a day, or through the mean of several."""

    hall: str
    first_day: date
    last_day: date
    days: int
    """On which anybody came: what the mean is of."""
    quarters: tuple[FlowQuarter, ...]


class HallOverview(Message):
    """One of several halls: this moment, and what the last days came to."""

    hall: str
    name: Words
    at: datetime
    open: bool
    waiting: int
    longest_since: datetime | None
    """Since when the one who waits longest has waited."""
    counters_open: int
    counters: int
    kiosks_unwell: int
    """Kiosks that are lost, or that cannot print or write down what they issue."""
    served_today: int
    waits: Measures
    """Of the days from `first_day` to `last_day`, as all figures after it; percentiles are off by 0.5 % at most."""
    ratings: RatingMeasures
    served: int


class HallsOverview(Message):
    """Every hall that the asker may see, by name."""

    halls: tuple[HallOverview, ...]
    first_day: date | None
    """Of the figures of days; None where there is no hall."""
    last_day: date | None


class HallsQuery(DaysQuery):
    """Local days that are over, both included: without `to` until yesterday, without `from` a week."""


class FlowQuery(DaysQuery):
    """Local days of the hall, both included: without `to` until today, without `from` one day."""

    department: Annotated[str | None, Field(max_length=63)] = None
    """Of this department alone."""


class OwnStatisticsQuery(DaysQuery):
    """Local days of the hall, both included: without `to` until today, without `from` one day."""

    group_by: OwnGroupBy = "day"


class StatisticsQuery(DaysQuery):
    """Local days of the hall, both included: without `to` until today, without `from` one day."""

    group_by: GroupBy = "service"
    department: Annotated[str | None, Field(max_length=63)] = None
    """Of this department alone."""

"""What a hall display shows."""

from datetime import datetime

from display_server.contract.announcements import BoardAnnouncement
from display_server.contract.common import Id, Message, Request, ShortText, WaitRange, Words
from display_server.domain.counter import CounterState
from display_server.domain.display_plan import Direction, Layout
from display_server.domain.playlist import ItemKind


class BoardCall(Message):
    """One line of a hall display. `seq` is that of the latest call or recall: a display announces what is newer than
    the last `seq` it announced, so that neither a burst nor a gap loses a call."""

    number: str
    counter: int
    zone: str
    called_at: datetime
    seq: int
    recalled: bool
    announcement: BoardAnnouncement | None = None
    """How it is said; None where the hall has no voice, and once the visitor has come."""


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
    """What stands at a counter now: for the sign above it, LEDs or a screen."""

    counter: int
    zone: str = ""
    departments: tuple[Words, ...] = ()
    """What it is for."""
    officer: str | None = None
    """Who sits there, where the hall publishes it."""
    state: CounterState
    number: str | None
    """Of the visitor called or in service."""
    calling: bool
    """The visitor has been called and not come yet."""
    calls: int


class BoardReady(Message):
    """Who should get ready in a zone: the next few, by the order in which its open counters would call them."""

    zone: str
    numbers: tuple[str, ...]


class BoardDisplay(Message):
    """What a display shows, by its name, and where counters are from it."""

    name: str
    layout: Layout
    zone: str | None
    counter: int | None
    arrows: dict[Direction, tuple[int, ...]]


class BoardSpan(Message):
    """From `begins` until just before `ends`."""

    begins: datetime
    ends: datetime


class BoardItem(Message):
    """What displays of this board show between calls, and at which times today and tomorrow: one that is cut off
    goes on by them. `words`: what a notice or a ticker says, or what is to be seen on a picture or a video."""

    id: int
    kind: ItemKind
    words: Words
    media: str | None
    """The address of a picture or a video: of this very content, for ever."""
    seconds: int
    """For so long a notice or a picture is shown. A ticker runs, and a video plays to its end."""
    with_sound: bool
    spans: tuple[BoardSpan, ...]


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
    ready: tuple[BoardReady, ...] = ()
    displays: tuple[BoardDisplay, ...] = ()
    hotline: str | None = None
    announce_within_seconds: int = 120
    """For so long a visitor is waited for: a display that was away neither flashes nor says an older call."""
    playlist: tuple[BoardItem, ...] = ()
    """In its order. `notice` is the first of its notices that is on."""
    kept_yesterday_percent: int | None = None
    """Of yesterday's visitors so many were called when they had been told; None where the hall does not tell, or too
    few were told."""
    calm_after_seconds: int = 20
    """How long after the last call pictures and videos are shown."""
    speaks: bool = False
    """Whether the hall has a voice: its displays ask `announce`, and are silent otherwise; else they ring a gong."""
    announcements: tuple[BoardAnnouncement, ...] = ()
    """What staff had said within the last minute."""


class BoardQuery(Request):
    zone: ShortText | None = None


class ArrangeDisplay(Request):
    """Has a display show something else; `zone` and `counter` where its layout is of one."""

    name: ShortText
    layout: Layout
    zone: ShortText | None = None
    counter: Id | None = None

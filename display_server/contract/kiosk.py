"""What a kiosk is told and tells: what can be chosen, numbers for when it is cut off, paper, its own health."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from display_server.contract.common import NO_NUL, WHOLE, Id, Message, Moment, Request, ShortText, WaitRange, Words
from display_server.contract.tickets import Ticket
from display_server.domain.device import Condition
from display_server.domain.dossier import Progress
from display_server.domain.ticket import Paper


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
    rates: bool = False
    """Whether the kiosk asks how satisfied somebody is who holds a served ticket before the scanner."""
    look: KioskLook = KioskLook()
    ticket_layout: str | None = None
    """The version of the hall's layout of tickets, to be fetched where it is another than the kiosk has."""
    hours: tuple[OpenHours, ...] = ()
    """When the hall is open today and tomorrow: for a kiosk that has to know it without the server."""


Kiosk = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{8,100}$")]
"""A name that a kiosk makes up once, at random, and keeps: two kiosks must never share one."""


class LeaseNumbers(Request):
    """Asks for numbers to print while the server cannot be reached; hand in first what was printed before.

    What is left of leases of this kiosk that have expired goes to others with this request.
    """

    kiosk: Kiosk
    size: Annotated[int, Field(ge=1, le=5000), WHOLE] = 50
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
    dossiers: Annotated[int, Field(ge=1, le=99), WHOLE] = 1
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

    condition: Annotated[Condition, Field(json_schema_extra={"enum": [each for each in Condition if each != "lost"]})]
    tickets_left: Id | None = None
    not_handed_in: Id = 0
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

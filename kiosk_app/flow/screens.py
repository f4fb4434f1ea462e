"""What is shown: every screen of the kiosk, as a value. Knows no widget, and not how one screen leads to the next."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar

from display_server.contract import (
    DepartmentEntry,
    NotNow,
    Paper,
    PriorityClassEntry,
    ServiceEntry,
    Ticket,
    Words,
    ZoneEntry,
)
from kiosk_app.flow.policy import READ_AND_CHOOSE, Policy
from kiosk_app.flow.scan_screens import AskingRating, DossierSeen, LookingUp, LookUpFailed, RatingThanks
from kiosk_app.flow.staff import AskingCode, AskingTime, StaffPage
from kiosk_app.flow.values import CONNECTED, Link, PrintFault


@dataclass(frozen=True, slots=True)
class Welcome:
    """Waiting for a citizen, who may choose at once in the hall's first language.

    `hall` is None until the server has answered once; there are no departments while nothing can be chosen.
    """

    policy: ClassVar = Policy(patience=60, asks_before_leaving=False, takes_scans=True)

    hall: Words | None = None
    languages: tuple[str, ...] = ("vi", "en")
    why_closed: Words | None = None
    link: Link = CONNECTED
    asks_the_day: bool = False
    """It does not know what day it is, and an officer can enter it."""
    print_fault: PrintFault | None = None
    elsewhere: Words | None = None
    """Where another kiosk is, for somebody who wants paper."""
    nearly_empty: bool = False
    departments: tuple[DepartmentEntry, ...] = ()
    zones: tuple[ZoneEntry, ...] = ()
    page: int = 0
    pages: int = 1
    usual: tuple[ServiceEntry, ...] = ()
    dim: bool = False
    """At night nobody is expected."""

    @property
    def language(self) -> str:
        """The language of the greeting."""
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class ChoosingDepartment:
    policy: ClassVar = READ_AND_CHOOSE

    language: str
    hall: Words
    departments: tuple[DepartmentEntry, ...]
    zones: tuple[ZoneEntry, ...]
    page: int
    pages: int
    usual: tuple[ServiceEntry, ...] = ()
    """What most people come for at this time of the day."""


@dataclass(frozen=True, slots=True)
class Found:
    department: DepartmentEntry
    service: ServiceEntry


@dataclass(frozen=True, slots=True)
class Searching:
    """`found` is what fits the letters typed; before the first, what most people come for now."""

    policy: ClassVar = READ_AND_CHOOSE

    language: str
    typed: str
    found: tuple[Found, ...]
    live: bool = True
    example: str = ""
    """What somebody might type here, while nothing is typed yet."""


@dataclass(frozen=True, slots=True)
class ChoosingService:
    policy: ClassVar = READ_AND_CHOOSE

    language: str
    department: DepartmentEntry
    services: tuple[ServiceEntry, ...]
    page: int
    pages: int
    live: bool = True
    """Whether the figures are of this moment. The kiosk shows none that are not."""


@dataclass(frozen=True, slots=True)
class BookedAppointment:
    """An appointment of today; its time is in the hall's zone."""

    code: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """What a citizen has come for."""

    language: str
    department: DepartmentEntry
    zone: ZoneEntry
    service: ServiceEntry
    priority: PriorityClassEntry | None = None
    dossiers: int = 1
    appointment: BookedAppointment | None = None
    """The appointment that the citizen comes for."""

    def taken_as(self, classes: tuple[PriorityClassEntry, ...]) -> tuple[PriorityClassEntry | None, ...]:
        """The other classes to take the number with. In the place of the chosen one stands None: no class."""
        chosen = self.priority.slug if self.priority else None
        return tuple(None if entry.slug == chosen else entry for entry in classes)


@dataclass(frozen=True, slots=True)
class Explaining:
    """The service cannot be chosen now, and why; or how it is done online, which somebody asked for."""

    policy: ClassVar = READ_AND_CHOOSE

    choice: Choice
    online: bool = False

    @property
    def not_now(self) -> NotNow:
        if self.online:
            return NotNow.ONLINE
        return self.choice.service.not_now or NotNow.CLOSED

    @property
    def can_be_done_online(self) -> bool:
        """Whether there is a way without a number, which the screen does not show already."""
        return self.choice.service.online is not None and self.not_now is not NotNow.ONLINE


PAPERS_ON_A_PAGE = 5
"""More would have to be smaller than can be read in passing."""


CLASSES_AT_HAND = 4
"""So many priority classes stand beside the number itself, each large enough to be read and touched."""


@dataclass(frozen=True, slots=True)
class Confirming:
    policy: ClassVar = READ_AND_CHOOSE

    choice: Choice
    classes: tuple[PriorityClassEntry, ...] = ()
    live: bool = True
    list_paper: Paper | None = None
    """What became of the printed list of papers."""
    page: int = 0
    """Of the papers to bring."""

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.choice.service.papers) // PAPERS_ON_A_PAGE))

    @property
    def papers(self) -> tuple[Words, ...]:
        """Those of this page; each page has about as many."""
        papers, each = self.choice.service.papers, -(-len(self.choice.service.papers) // self.pages)
        return papers[self.page * each : (self.page + 1) * each]

    @property
    def has_priority_page(self) -> bool:
        """Whether the classes are too many to stand here."""
        return len(self.classes) > CLASSES_AT_HAND

    @property
    def taken_as(self) -> tuple[PriorityClassEntry | None, ...]:
        """With which classes else the number can be taken here: see `Choice.taken_as`."""
        return () if self.has_priority_page else self.choice.taken_as(self.classes)

    def turned_to(self, page: int) -> "Confirming":
        """The nearest page that there is."""
        return replace(self, page=min(max(page, 0), self.pages - 1))


@dataclass(frozen=True, slots=True)
class ChoosingPriority:
    """The classes of a hall that has many, in pages."""

    policy: ClassVar = READ_AND_CHOOSE

    choice: Choice
    classes: tuple[PriorityClassEntry, ...]
    page: int = 0
    pages: int = 1

    @property
    def taken_as(self) -> tuple[PriorityClassEntry | None, ...]:
        """With which classes the number can be taken, and without any."""
        return (*(entry for entry in self.choice.taken_as(self.classes) if entry), None)


@dataclass(frozen=True, slots=True)
class HoldCard:
    """The hall gives no number without an ID card."""

    policy: ClassVar = READ_AND_CHOOSE

    choice: Choice


@dataclass(frozen=True, slots=True)
class Issuing:
    policy: ClassVar = Policy(patience=30, asks_before_leaving=False, takes_scans=False)

    choice: Choice
    attempt: int


@dataclass(frozen=True, slots=True)
class Printing:
    policy: ClassVar = Policy(patience=45, asks_before_leaving=False, takes_scans=False)

    language: str
    ticket: Ticket
    attempt: int
    offline: bool = False


@dataclass(frozen=True, slots=True)
class TakePaper:
    """`drawn_back`: nobody took it, and the hall may have given the number up."""

    policy: ClassVar = Policy(patience=15, asks_before_leaving=False, takes_scans=True)

    language: str
    ticket: Ticket
    offline: bool = False
    drawn_back: bool = False


@dataclass(frozen=True, slots=True)
class NumberOnScreen:
    """The ticket holds, but not on paper, or not on a whole slip."""

    policy: ClassVar = Policy(patience=120, asks_before_leaving=True, takes_scans=False)

    language: str
    ticket: Ticket
    fault: PrintFault
    offline: bool = False
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class NumberRefused:
    """The server said no, in words of the citizen's language."""

    policy: ClassVar = READ_AND_CHOOSE

    choice: Choice
    why: str


@dataclass(frozen=True, slots=True)
class Silence:
    """The server does not answer. `attempt` is the number that may or may not have been given."""

    policy: ClassVar = READ_AND_CHOOSE

    language: str
    unanswered: Issuing | None


@dataclass(frozen=True, slots=True)
class StillThere:
    """Nobody has touched the kiosk for long: is more time needed?"""

    policy: ClassVar = Policy(patience=20, asks_before_leaving=False, takes_scans=True)

    language: str
    interrupted: "Screen"


Screen = (
    Welcome
    | ChoosingDepartment
    | ChoosingService
    | Explaining
    | Confirming
    | ChoosingPriority
    | Issuing
    | Printing
    | TakePaper
    | NumberOnScreen
    | NumberRefused
    | Silence
    | Searching
    | StillThere
    | AskingCode
    | AskingTime
    | StaffPage
    | LookingUp
    | DossierSeen
    | LookUpFailed
    | AskingRating
    | RatingThanks
    | HoldCard
)


NAMES_FOR_SERVER: dict[type[Screen], str] = {LookUpFailed: "NotFound", NumberRefused: "Refusal"}
"""Screens that the server knows by another name than their class has."""


def name_for_server(screen: Screen) -> str:
    """How the server is told what the kiosk shows."""
    return NAMES_FOR_SERVER.get(type(screen), type(screen).__name__)


def language_of(screen: Screen) -> str:
    """The language of a screen."""
    match screen:
        case Explaining(choice) | Confirming(choice) | ChoosingPriority(choice) | HoldCard(choice):
            return choice.language
        case Issuing(choice) | NumberRefused(choice):
            return choice.language
        case _:
            return screen.language

"""What the kiosk wants done outside: by the server, the printer, its store. Says what, not how."""

from dataclasses import dataclass, field

from display_server.contract import DepartmentEntry, IssueTicket, ServiceEntry, Ticket


@dataclass(frozen=True, slots=True)
class FetchCatalogue:
    """Asks the server what can be chosen now."""


@dataclass(frozen=True, slots=True)
class Issue:
    """`key` makes retries harmless: the same key is the same ticket."""

    attempt: int
    key: str
    request: IssueTicket


@dataclass(frozen=True, slots=True)
class Print:
    attempt: int
    ticket: Ticket
    hotline: str | None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class CancelTicket:
    """Cancels a ticket that came when nobody stood there any more."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class RecordNumberRead:
    """A citizen has the number from the screen, whatever becomes of the paper."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class LookAtPrinter:
    """Asks the printer how it is."""


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """How the kiosk stands; `new_roll` says that the printer has a full one."""

    new_roll: bool = False


@dataclass(frozen=True, slots=True)
class PrintAgain:
    """Unless the ticket is over. `copy`: somebody may hold the first slip."""

    ticket: Ticket
    hotline: str | None
    offline: bool
    copy: bool


@dataclass(frozen=True, slots=True)
class PrintList:
    """The papers that a service asks for, in the citizen's language."""

    service: ServiceEntry
    department: DepartmentEntry
    language: str
    hotline: str | None


@dataclass(frozen=True, slots=True)
class SetClock:
    """What day and time it is, in the digits that an officer has typed."""

    typed: str


@dataclass(frozen=True, slots=True)
class AskForHelp:
    """Staff shall come to this kiosk."""


@dataclass(frozen=True, slots=True)
class CloseProgram:
    """An officer has left the kiosk."""


@dataclass(frozen=True, slots=True)
class Restart:
    """The program starts again: it mends its store, and asks to join a hall where it is in none."""


@dataclass(frozen=True, slots=True)
class ReportHealth:
    """Tells the server how the kiosk is, and what it shows; nothing while that is still being told."""

    screen: str


@dataclass(frozen=True, slots=True)
class LookUpAppointment:
    """Asks what was promised under a code. `look_up` tells the answers of two codes from each other."""

    look_up: int
    code: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class LookUpDossier:
    look_up: int
    code: str = field(repr=False)
    language: str


Outside = (
    ReportHealth
    | FetchCatalogue
    | Issue
    | Print
    | CancelTicket
    | RecordNumberRead
    | LookAtPrinter
    | ReadStatus
    | PrintAgain
    | PrintList
    | SetClock
    | AskForHelp
    | LookUpAppointment
    | LookUpDossier
)
Effect = Outside | CloseProgram | Restart

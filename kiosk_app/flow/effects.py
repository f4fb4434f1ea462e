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
class PrepareSlip:
    """Draws what the slip for this request will say, while its citizen still reads: little is left to draw then."""

    request: IssueTicket
    hotline: str | None


@dataclass(frozen=True, slots=True)
class CancelTicket:
    """Cancels a ticket that came when the citizen had left."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class RecordNumberRead:
    """Notes that a citizen has read the number from the screen, whatever becomes of the paper."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class LookAtPrinter:
    """Asks the printer how it is."""


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """Reads how the kiosk stands, for officers; `new_roll` says that the printer has a full one."""

    new_roll: bool = False


@dataclass(frozen=True, slots=True)
class PrintAgain:
    """Prints a ticket again, unless it is over. `copy`: somebody may hold the first slip."""

    ticket: Ticket
    hotline: str | None
    offline: bool
    copy: bool


@dataclass(frozen=True, slots=True)
class PrintList:
    """Prints the list of papers that a service asks for, in the citizen's language."""

    service: ServiceEntry
    department: DepartmentEntry
    language: str
    hotline: str | None


@dataclass(frozen=True, slots=True)
class SetClock:
    """Sets the hall's date and time, in the digits that an officer has typed."""

    typed: str


@dataclass(frozen=True, slots=True)
class AskForHelp:
    """Calls staff to this kiosk."""


@dataclass(frozen=True, slots=True)
class CloseProgram:
    """An officer has left the kiosk."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Starts the program again: it mends its store, and asks to join a hall where it is in none."""


@dataclass(frozen=True, slots=True)
class ReportHealth:
    """Tells the server how the kiosk is and what it shows; nothing while an earlier report is still on its way."""

    screen: str


@dataclass(frozen=True, slots=True)
class LookUpAppointment:
    """Looks up the appointment of a code. `look_up` tells the answers of two codes from each other."""

    look_up: int
    code: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class LookUpDossier:
    look_up: int
    code: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class SendRating:
    """Hands in what the holder of a ticket has touched."""

    look_up: int
    token: str = field(repr=False)
    score: int
    language: str


Outside = (
    ReportHealth
    | FetchCatalogue
    | Issue
    | PrepareSlip
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
    | SendRating
)
Effect = Outside | CloseProgram | Restart

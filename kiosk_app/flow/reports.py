"""What is reported when an effect is done. Knows no screen, and not who ran the effect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from display_server.contract import Appointment, Catalogue, DossierAnswer, State, Ticket, Words
from kiosk_app.flow.values import ClockAnswer, KioskStatus, PrintFault


@dataclass(frozen=True, slots=True)
class CatalogueCame:
    """`chosen`: how often each service was chosen here at this time of the day."""

    catalogue: Catalogue
    chosen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CatalogueMissed:
    """The server does not answer. `known` is what the kiosk can issue numbers of by itself, None where of nothing."""

    known: Catalogue | None = None
    at: datetime | None = field(default=None, compare=False)
    """The hall's time, None where it is not known."""
    knows_the_day: bool = True
    """Else nobody gets a number here until the server or an officer has told the time."""
    hall: Catalogue | None = field(default=None, compare=False)
    """How the hall is called and looks, as the kiosk remembers it; there is nothing in it to choose."""


@dataclass(frozen=True, slots=True)
class TicketReceived:
    """`offline`: the kiosk issued the number by itself, and nobody knows how many people are ahead."""

    attempt: int
    ticket: Ticket
    offline: bool = False


@dataclass(frozen=True, slots=True)
class TicketRefused:
    attempt: int
    why: str


@dataclass(frozen=True, slots=True)
class ServerSilent:
    attempt: int


@dataclass(frozen=True, slots=True)
class AccessRevoked:
    """The server no longer accepts this kiosk; it said so to the attempt, or to what the kiosk asks by itself."""

    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class AccessRestored:
    """The server accepts this kiosk again, which it had revoked."""


@dataclass(frozen=True, slots=True)
class StoreBroken:
    """The kiosk's store is damaged, or not on the disk at all: a new start mends it, where its disk allows that."""


@dataclass(frozen=True, slots=True)
class TicketPrinted:
    attempt: int


@dataclass(frozen=True, slots=True)
class PrintingFailed:
    """`in_part`: some of the slip may have come out."""

    attempt: int
    fault: PrintFault
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class PrinterSeen:
    fault: PrintFault | None
    nearly_empty: bool = False
    """The roll ends soon, by the printer's own sensor or by count."""
    drawn_back: str | None = None
    """The token of the ticket whose slip nobody took, and the presenter has just drawn back."""


@dataclass(frozen=True, slots=True)
class StatusSeen:
    status: KioskStatus


@dataclass(frozen=True, slots=True)
class Reprinted:
    """An officer's copy is on paper, or not."""

    fault: PrintFault | None


@dataclass(frozen=True, slots=True)
class ClockAnswered:
    """What the kiosk's clock makes of the time that an officer has typed."""

    answer: ClockAnswer


@dataclass(frozen=True, slots=True)
class NotPrintedAgain:
    """An officer's copy was not printed: the ticket is over (`kiosk_app.flow.staff.OVER`)."""

    state: State


@dataclass(frozen=True, slots=True)
class PapersPrinted:
    """The list of what to bring is on paper, or not."""

    fault: PrintFault | None


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    """Whether staff were told that help is wanted here."""

    heard: bool


@dataclass(frozen=True, slots=True)
class AdviceCame:
    """`elsewhere`: where another kiosk prints, by its place; None where none does, or nobody knows."""

    elsewhere: Words | None


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """Somebody has held a code before the scanner; its text is in no log, for it may be an ID card's."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AppointmentFound:
    look_up: int
    appointment: Appointment = field(repr=False)


@dataclass(frozen=True, slots=True)
class DossierFound:
    look_up: int
    answer: DossierAnswer


@dataclass(frozen=True, slots=True)
class LookUpRefused:
    """The server knows no such code, or does not answer for it now; `why` is in the citizen's language."""

    look_up: int
    why: str


@dataclass(frozen=True, slots=True)
class LookUpSilent:
    look_up: int


@dataclass(frozen=True, slots=True)
class RatingTaken:
    look_up: int


LookedUp = AppointmentFound | DossierFound | RatingTaken | LookUpRefused | LookUpSilent
Report = (
    CatalogueCame
    | CatalogueMissed
    | TicketReceived
    | TicketRefused
    | ServerSilent
    | AccessRevoked
    | AccessRestored
    | StoreBroken
    | TicketPrinted
    | PrintingFailed
    | PrinterSeen
    | StatusSeen
    | Reprinted
    | ClockAnswered
    | NotPrintedAgain
    | PapersPrinted
    | HelpAnswered
    | AdviceCame
    | CodeScanned
    | LookedUp
)

"""What the flow is told of the world around it, as plain values: server, printer, clock, how the kiosk stands.

Whoever finds out stands above the flow and imports these; the flow imports nobody. What became of a ticket's paper is
the contract's `Paper`, and None before anything was sent to the printer.
"""

from dataclasses import dataclass
from enum import Enum, auto

from display_server.contract import Paper, Ticket

TIME_DIGITS = 12
"""Day, month, year, hour and minute, as an officer types them."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The server answers, or nobody has heard otherwise yet."""


@dataclass(frozen=True, slots=True)
class Offline:
    """The server does not answer, and the kiosk issues numbers by itself: nobody knows how many people are ahead."""


@dataclass(frozen=True, slots=True)
class Disconnected:
    """The server does not answer, and the kiosk has nothing to issue by itself."""

    knows_the_day: bool = True
    """Else it waits for the server, or for an officer who enters date and time."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """The server no longer accepts this kiosk: it issues no number, whatever else works."""

    restarts_at: float
    """When the program starts again, to ask to join anew."""


Link = Connected | Offline | Disconnected | Revoked
"""How the kiosk and the hall's server stand to each other."""
CONNECTED = Connected()


class PrintFault(Enum):
    """Why no paper comes, as far as it matters to a citizen."""

    OUT_OF_PAPER = auto()
    COVER_OPEN = auto()
    NOT_WORKING = auto()


class ClockAnswer(Enum):
    """What the kiosk's clock makes of the date and time that an officer has typed."""

    SET = auto()
    NO_SUCH_TIME = auto()
    """As of a 31st of February."""
    TOO_EARLY = auto()
    """The kiosk has been running later than that."""
    ONCE_MORE = auto()
    """The machine's clock shows another day: the same day is to be typed once more."""


@dataclass(frozen=True, slots=True)
class RecentTicket:
    """One of the tickets issued last, and what became of its paper."""

    ticket: Ticket
    offline: bool
    paper: Paper | None

    @property
    def may_be_held(self) -> bool:
        """Whether its slip may be in somebody's hands, so that one more is a copy."""
        return self.paper in (Paper.PRINTED, Paper.PRINTING)


@dataclass(frozen=True, slots=True)
class KioskStatus:
    """How the kiosk stands: for officers."""

    recent: tuple[RecentTicket, ...] = ()
    not_handed_in: int = 0
    refused: int = 0
    """Tickets on paper that the server would not take: their holders wait for nothing."""
    numbers_left: int = 0
    tickets_left_on_roll: int | None = None
    knows_the_day: bool = True
    """Else the kiosk issues no number until the server has told it the time, or an officer has entered it."""
